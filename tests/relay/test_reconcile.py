"""Both sides of a target are counted, differences listed, and a target rebuilt from nothing."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.ledger.models import LedgerEntry
from outcomes_plugin.relay import api as relay_api
from outcomes_plugin.relay import rebuilding
from tests import given
from tests.relay.given_relay import RELAY, TARGET, record, record_many, soon
from tests.relay.shelf import Shelf

pytestmark = pytest.mark.django_db


class OfUsers(Shelf):
    """A shelf that keeps nothing about people who were erased."""

    needs_user = True


def deliver():
    relay_api.deliver_due(RELAY, at=soon())


def reconciled(limit=100):
    return relay_api.reconcile(RELAY, TARGET, limit=limit)


def differences():
    return {(one.differs, one.entry) for one in reconciled().differences}


def run(command, *words):
    """Run the command and return its status and what it said."""
    out = StringIO()
    try:
        call_command(command, *words, stdout=out, stderr=StringIO())
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_both_sides_agree_after_delivery(shelf):
    record_many(20)
    deliver()
    status, said = run("outcomes_reconcile", TARGET)
    assert (status, said.splitlines()[-1]) == (0, "Both sides agree.")
    assert "2026-03-02" in said


def test_what_waits_and_what_is_dead_is_no_difference(shelf, settings):
    settings.OUTCOMES_RELAY_ATTEMPTS = 1
    poison = record()
    shelf.tell(poison=[poison])
    deliver()
    record()
    (counted,) = reconciled().counts
    assert (counted.expected, counted.waiting, counted.dead, counted.there) == (2, 1, 1, 0)
    assert differences() == set()


def test_lost_doubled_and_foreign_rows_are_listed_by_id(shelf):
    lost, doubled, *_others = record_many(9)
    deliver()
    shelf.lose(lost)
    shelf.copy_one(doubled)
    shelf.copy_one(doubled)
    status, said = run("outcomes_reconcile", TARGET)
    assert status == 1
    assert f"missing: window.opened {lost}" in said
    assert f"doubled: window.opened {doubled}" in said
    stays = record("notice.shown", payload={"version": 1})
    assert stays not in said
    assert len(reconciled(limit=1).differences) == 1


def test_a_row_that_the_ledger_does_not_know_is_listed(shelf):
    record()
    deliver()
    LedgerEntry.objects.update(type="window.closing_began")
    assert {differs for differs, _entry in differences()} == {relay_api.Differs.UNKNOWN}


def test_what_was_recorded_before_the_target_was_on_is_not_expected(shelf, settings):
    targets, settings.OUTCOMES_RELAY_TARGETS = settings.OUTCOMES_RELAY_TARGETS, {}
    early = record_many(3)
    settings.OUTCOMES_RELAY_TARGETS = targets
    late = record()
    deliver()
    assert shelf.kept() == [late]
    assert differences() == set()
    run("outcomes_rebuild", TARGET)
    deliver()
    assert sorted(shelf.kept()) == sorted([*early, late])
    (counted,) = reconciled().counts
    assert (counted.expected, counted.there) == (4, 4)


def test_a_target_that_cannot_count_says_so(settings):
    settings.OUTCOMES_RELAY_TARGETS = {
        "tracking_log": "outcomes_plugin.relay.tracking_log.TrackingLog"
    }
    record()
    status, said = run("outcomes_reconcile")
    assert status == 0
    assert "cannot say what it has" in said
    assert "Both sides agree" not in said


def test_an_erased_person_is_not_missed_where_the_target_wants_users(shelf, settings):
    settings.OUTCOMES_RELAY_TARGETS = {TARGET: "tests.relay.test_reconcile.OfUsers"}
    amara = given.an_actor("amara")
    gone = record("survey.completed", person=amara.person, payload={"window": "w1"})
    kept = record()
    ledger_api.know_targets([TARGET])
    actors_api.cut_person(amara.person, at=given.TUESDAY)
    deliver()
    assert shelf.kept() == [kept]
    assert differences() == set()
    run("outcomes_rebuild", TARGET)
    deliver()
    assert gone not in shelf.kept()


def test_a_rebuild_gives_an_empty_target_all_it_should_have(shelf, monkeypatch):
    monkeypatch.setattr(rebuilding, "CHUNK", 7)
    ids = record_many(40)
    record("notice.shown", payload={"version": 1})
    deliver()
    shelf.lose()
    assert len(reconciled().differences) == 40
    status, said = run("outcomes_rebuild", TARGET)
    assert (status, said) == (0, f"40 entries are on their way to {TARGET}.\n")
    deliver()
    assert sorted(shelf.kept()) == sorted(ids)
    assert differences() == set()


def test_a_rebuild_that_was_killed_goes_on_where_it_was(shelf, monkeypatch):
    monkeypatch.setattr(rebuilding, "CHUNK", 10)
    record_many(40)
    deliver()
    shelf.lose()
    relay_api.begin_rebuild(RELAY, TARGET, since=None, at=given.MONDAY)
    steps = relay_api.go_on_rebuilding(RELAY, TARGET)
    assert [next(steps).rows, next(steps).rows] == [10, 20]
    steps.close()
    deliver()
    assert len(shelf.kept()) == 20
    _status, said = run("outcomes_rebuild", TARGET)
    assert said == f"40 entries are on their way to {TARGET}.\n"
    deliver()
    assert len(shelf.kept()) == 40


def test_a_rebuild_beside_entries_that_wait_makes_none_of_them_twice(shelf):
    record_many(5)
    run("outcomes_rebuild", TARGET)
    assert ledger_api.backlog() == {TARGET: 5}


def test_a_rebuild_since_a_moment_leaves_out_what_is_older(shelf):
    record_many(4)
    moment = timezone.now()
    later = record()
    LedgerEntry.objects.filter(uuid=later).update(recorded_at=moment + timedelta(seconds=1))
    deliver()
    shelf.lose()
    run("outcomes_rebuild", TARGET, "--since", moment.isoformat())
    deliver()
    assert shelf.kept() == [later]
    with pytest.raises(CommandError, match="time zone"):
        call_command("outcomes_rebuild", TARGET, "--since", "yesterday")


def test_two_rebuilds_with_different_moments_do_not_mix(shelf):
    record()
    relay_api.begin_rebuild(RELAY, TARGET, since=None, at=given.MONDAY)
    with pytest.raises(Conflict):
        relay_api.begin_rebuild(RELAY, TARGET, since=given.MONDAY, at=given.MONDAY)
    relay_api.begin_rebuild(RELAY, TARGET, since=None, at=given.MONDAY)


def test_mail_is_never_sent_again(settings):
    with pytest.raises(Invalid, match="not sent again"):
        relay_api.begin_rebuild(RELAY, "mail", since=None, at=given.MONDAY)
    with pytest.raises(CommandError, match="not sent again"):
        call_command("outcomes_rebuild", "mail")


def test_only_global_staff_reconciles_and_rebuilds(shelf):
    for actor in (given.an_actor("cora"), given.an_actor("amara")):
        with pytest.raises(NotFound):
            relay_api.reconcile(actor, TARGET, limit=1)
        with pytest.raises(NotFound):
            relay_api.begin_rebuild(actor, TARGET, since=None, at=given.MONDAY)
    assert relay_api.reconcile(given.global_staff(), TARGET, limit=1).can_count


def test_a_discarded_letter_is_not_rebuilt_and_a_dead_one_is(shelf, settings):
    settings.OUTCOMES_RELAY_ATTEMPTS = 1
    dead, discarded = record(program="autumn"), record(program="spring")
    shelf.tell(poison=[dead, discarded])
    deliver()
    letters = {letter.entry: letter.id for letter in relay_api.dead_letters(RELAY)}
    relay_api.discard_letters(RELAY, [letters[discarded]], at=given.MONDAY)
    shelf.tell(poison=[])
    run("outcomes_rebuild", TARGET)
    deliver()
    assert shelf.kept() == [dead]
    assert relay_api.dead_letters(RELAY) == []
    assert differences() == set()
