"""An entry that is refused too often waits for a person, and no longer for its subject."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.relay import api as relay_api
from tests import given
from tests.relay.given_relay import RELAY, TARGET, record, soon

pytestmark = pytest.mark.django_db


@pytest.fixture
def poisoned(shelf, settings):
    """Return a poisoned entry that became a dead letter, and one behind it."""
    settings.OUTCOMES_RELAY_ATTEMPTS = 3
    poison, behind = record(), record()
    shelf.tell(poison=[poison])
    for days in range(2):
        relay_api.deliver_due(RELAY, at=soon(days=days))
        assert shelf.kept() == []
    relay_api.deliver_due(RELAY, at=soon(days=2))
    relay_api.deliver_due(RELAY, at=soon(days=3))
    return poison, behind


def metrics():
    (found,) = relay_api.relay_metrics(RELAY, at=soon())
    return found


def relay_says(*words) -> str:
    out = StringIO()
    call_command("outcomes_relay", *words, stdout=out)
    return out.getvalue()


def test_a_poisoned_entry_lets_its_subject_go_after_the_last_attempt(shelf, poisoned):
    poison, behind = poisoned
    assert shelf.kept() == [behind]
    (letter,) = relay_api.dead_letters(RELAY)
    assert (letter.entry, letter.attempts, letter.last_error) == (poison, 3, "poison")
    assert metrics().dead == 1


def test_a_dead_letter_that_is_replayed_arrives_late(shelf, poisoned):
    poison, behind = poisoned
    shelf.tell(poison=[])
    letters = [letter.id for letter in relay_api.dead_letters(RELAY)]
    assert relay_api.replay_letters(RELAY, letters, at=given.MONDAY) == 1
    relay_api.deliver_due(RELAY, at=soon())
    assert shelf.kept() == [behind, poison]
    assert relay_api.dead_letters(RELAY) == []
    assert ledger_api.entry_counts()["relay.replayed"] == 1


def test_a_replayed_entry_goes_before_later_ones_that_still_wait(shelf, poisoned):
    poison, behind = poisoned
    later = record()
    shelf.tell(poison=[])
    relay_says("replay", TARGET, "all")
    relay_api.deliver_due(RELAY, at=soon())
    assert shelf.kept() == [behind, poison, later]


def test_a_dead_letter_that_is_given_up_never_arrives(shelf, poisoned):
    poison, _behind = poisoned
    shelf.tell(poison=[])
    (letter,) = relay_api.dead_letters(RELAY)
    assert "1 entries were given up." in relay_says("discard", TARGET, str(letter.id))
    relay_api.deliver_due(RELAY, at=soon(days=9))
    assert poison not in shelf.kept()
    assert metrics().dead == 0
    assert ledger_api.entry_counts()["relay.discarded"] == 1


def test_the_command_lists_dead_letters_and_takes_only_those_of_its_target(poisoned):
    poison, _behind = poisoned
    (letter,) = relay_api.dead_letters(RELAY)
    assert poison in relay_says("dead")
    assert relay_says("replay", "mail", str(letter.id)).startswith("0 ")
    with pytest.raises(CommandError, match="ids"):
        relay_says("replay", TARGET)
    with pytest.raises(CommandError, match="target"):
        relay_says("replay")


def test_only_global_staff_and_the_relay_decide(poisoned):
    (letter,) = relay_api.dead_letters(RELAY)
    for actor in (given.an_actor("cora"), Actor.system("close"), Actor()):
        for decide in (relay_api.replay_letters, relay_api.discard_letters):
            with pytest.raises(NotFound):
                decide(actor, [letter.id], at=given.MONDAY)
        with pytest.raises(NotFound):
            relay_api.dead_letters(actor)
        with pytest.raises(NotFound):
            relay_api.relay_metrics(actor, at=given.MONDAY)
    assert relay_api.replay_letters(given.global_staff(), [letter.id], at=given.MONDAY) == 1


def test_a_target_that_stumbles_over_one_entry_takes_the_others(shelf):
    crash, other = record(program="autumn"), record(program="spring")
    shelf.tell(crash=crash)
    report = relay_api.deliver_due(RELAY, at=soon())
    assert (report.delivered, report.failed) == (1, 1)
    assert shelf.kept() == [other]
