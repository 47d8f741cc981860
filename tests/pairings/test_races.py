"""Both sides at once, and an answer while the proposal expires: on MariaDB, in threads."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.models import Meeting, PairingEvent
from outcomes_plugin.requests import api as requests_api
from outcomes_plugin.requests.models import HelpRequest
from tests import given
from tests.given_pairings import a_meeting, a_pairing, a_proposal
from tests.given_programs import a_member

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]

PATIENCE = 60


@pytest.fixture
def program(transactional_db, program):
    a_member(program, "mara", role="mentor")
    return program


def at_once(*works):
    """Do all of it at once, each in a thread of its own, and return what came of it."""
    start = threading.Barrier(len(works))

    def run(work):
        start.wait(PATIENCE)
        try:
            return work()
        except Conflict:
            return "Conflict"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_of_both_who_log_one_day_at_once_one_does(program):
    pairing = a_pairing(program, "amara", "ben")
    works = [
        (lambda name=name: a_meeting(pairing, name).id) for name in ("amara", "ben", "amara", "ben")
    ]
    assert at_once(*works).count("Conflict") == len(works) - 1
    assert Meeting.objects.count() == 1


def test_different_days_are_all_logged_at_once(program):
    pairing, later = a_pairing(program, "amara", "ben"), given.A_MONTH_LATER
    works = [
        lambda name=name, day=day: a_meeting(pairing, name, held_on=day, at=later).held_on
        for name, day in (("amara", given.MONDAY.date()), ("ben", given.TUESDAY.date()))
    ]
    assert sorted(at_once(*works)) == [given.MONDAY.date(), given.TUESDAY.date()]


def test_a_proposal_that_is_answered_while_it_expires_has_one_answer(program):
    proposal = a_proposal(program, "amara", "ben")
    ben, system = given.an_actor("ben"), Actor.system("pairings")
    at_once(
        lambda: pairings_api.accept_pairing(ben, proposal.id, at=given.NEXT_MONDAY).state,
        lambda: pairings_api.expire_proposals(system, at=given.NEXT_MONDAY),
        lambda: pairings_api.expire_proposals(system, at=given.NEXT_MONDAY),
    )
    steps = list(PairingEvent.objects.order_by("id").values_list("state", flat=True))
    assert steps in (["proposed", "active"], ["proposed", "expired"])


def test_of_two_who_hand_one_mentee_over_at_once_one_does(program):
    pairing, cleo = a_pairing(program, "amara", "ben"), given.an_actor("cleo")
    mentors = [given.a_person(name) for name in ("mina", "mara")]
    works = [
        lambda mentor=mentor: (
            pairings_api.hand_over(cleo, pairing.id, mentor=mentor, at=given.TUESDAY).id
        )
        for mentor in mentors
    ]
    assert at_once(*works).count("Conflict") == 1
    assert len(pairings_api.partners(pairing.mentee)) == 1


def test_the_same_request_sent_twice_at_once_is_one(program):
    amara = given.an_actor("amara")
    works = [
        lambda: (
            requests_api.ask(amara, "leap", kind="help", text="Help.", at=given.TUESDAY).state.value
        )
    ] * 4
    assert at_once(*works) == ["open"] * 4
    assert HelpRequest.objects.count() == 1
