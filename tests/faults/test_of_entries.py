"""Entries that come late, are poison, or wait for their target, and a clock that goes wrong."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from outcomes_plugin import tasks
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.ledger.models import LedgerEntry
from outcomes_plugin.relay import api as relay_api
from tests import given
from tests.relay.given_relay import RELAY, TARGET, record, record_many, soon

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
YEAR = timedelta(days=365)


class LateCommit(threading.Thread):
    """Records an entry through a connection of its own, and commits when it is told."""

    def __init__(self):
        super().__init__()
        self.ids, self.recorded, self.may_commit = [], threading.Event(), threading.Event()

    def run(self):
        """Record, say so, wait, and commit."""
        try:
            with transaction.atomic():
                self.ids.append(record())
                self.recorded.set()
                assert self.may_commit.wait(60)
        finally:
            connection.close()


@pytest.fixture
def clock(monkeypatch):
    """Return a function that puts the site's clock right, or wrong by some time."""
    now, off = timezone.now, [timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: now() + off[0])
    return lambda by=timedelta(): off.__setitem__(0, by)


def row_of(entry):
    return LedgerEntry.objects.get(uuid=entry).id


def test_an_entry_committed_late_comes_after_a_later_one(cupboard, survived):
    given.an_actor("cora")
    slow = LateCommit()
    slow.start()
    assert slow.recorded.wait(60)
    quick = record()
    tasks.deliver_due()
    assert cupboard.kept() == [quick]
    slow.may_commit.set()
    slow.join()
    (late,) = slow.ids
    assert row_of(late) < row_of(quick)
    tasks.deliver_due()
    assert cupboard.kept() == [quick, late]
    survived("a transaction commits late", [quick, late])


def test_poison_holds_nothing_up_and_is_replayed_by_a_person(cupboard, survived, settings):
    settings.OUTCOMES_RELAY_ATTEMPTS = 3
    ids = record_many(100)
    poison = ids[3]
    cupboard.tell(poison=[poison])
    for days in range(4):  # the fourth brings what the dead one held back
        relay_api.deliver_due(RELAY, at=soon(days=days))
    assert sorted(cupboard.kept()) == sorted(set(ids) - {poison})
    (letter,) = relay_api.dead_letters(RELAY)
    assert letter.entry == poison
    assert not relay_api.reconcile(RELAY, TARGET, limit=1).differences
    cupboard.tell(poison=[])
    relay_api.replay_letters(RELAY, [letter.id], at=timezone.now())
    tasks.deliver_due()
    survived("a poison entry, dead and replayed", ids)


def test_an_entry_that_breaks_the_target_is_found_among_the_others(cupboard, survived):
    ids = record_many(100)
    cupboard.tell(crash=ids[50])
    tasks.deliver_due()
    waiting = ledger_api.backlog()[TARGET]
    assert 0 < waiting < 20
    assert len(cupboard.kept()) == len(ids) - waiting
    cupboard.tell(crash="")
    relay_api.deliver_due(RELAY, at=soon(minutes=2))
    survived("an entry that breaks the target", ids)


def test_entries_wait_for_a_target_that_is_a_schema_behind(cupboard, survived):
    ids = record_many(100)
    cupboard.tell(schema=1)
    tasks.deliver_due()
    assert cupboard.kept() == []
    assert ledger_api.backlog() == {TARGET: 100}
    assert relay_api.relay_metrics(RELAY, at=soon())[0].standing is relay_api.Standing.BEHIND
    cupboard.tell(schema=2)
    tasks.deliver_due()
    survived("a target is a schema behind", ids)


def test_a_clock_that_jumps_ahead_and_back_holds_nothing(cupboard, survived, clock):
    ids = record_many(100)
    clock(YEAR)
    cupboard.tell(away=True)
    tasks.deliver_due()
    clock(YEAR + timedelta(hours=1))
    cupboard.tell(away=False, poison=[ids[0]])
    tasks.deliver_due()
    assert ledger_api.backlog()[TARGET] > 0
    clock()
    cupboard.tell(poison=[])
    ids += record_many(100)
    tasks.deliver_due()
    survived("the clock jumps a year ahead and back", ids)


def test_a_clock_that_jumps_back_and_ahead_holds_nothing(cupboard, survived, clock):
    ids = record_many(100)
    clock(-YEAR)
    ids += record_many(100)
    cupboard.tell(away=True)
    tasks.deliver_due()
    assert cupboard.kept() == []
    clock()
    cupboard.tell(away=False)
    tasks.deliver_due()
    survived("the clock jumps a year back and ahead", ids)
