"""A mentee goes to another mentor, and a proposal nobody answers goes away."""

from datetime import timedelta

import pytest

from outcomes_plugin import tasks
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason, PairingState
from outcomes_plugin.programs import api as programs_api
from tests import given
from tests.given_pairings import a_meeting, a_pairing, a_proposal
from tests.programs.entries import entries_of


def hand_over(actor, pairing, mentor="mina", *, at=given.TUESDAY):
    return pairings_api.hand_over(actor, pairing.id, mentor=given.a_person(mentor), at=at)


def state_of(cleo, pairing):
    return pairings_api.pairing(cleo, pairing.id).state


def test_a_mentee_is_handed_over_in_one_step(program, cleo, pairing):
    fresh = hand_over(cleo, pairing)
    assert (fresh.mentee, fresh.mentor) == (given.a_person("amara"), given.a_person("mina"))
    assert (fresh.state, fresh.started_at, fresh.cohort) == ("active", given.TUESDAY, "spring")
    ended = pairings_api.pairing(cleo, pairing.id)
    assert (ended.state, ended.end_reason) == (PairingState.ENDED, EndReason.HANDED_OVER)
    assert pairings_api.partners(given.a_person("amara")) == {given.a_person("mina")}
    types = [entry.type for entry in entries_of("leap") if entry.type.startswith("pairing.")]
    assert types == ["pairing.formed", "pairing.ended", "pairing.formed"]


def test_the_new_mentor_sees_nothing_of_the_old_pairing(program, cleo, pairing):
    a_meeting(pairing, "amara", shared_note="For Ben and me.")
    fresh = hand_over(cleo, pairing)
    mina = given.an_actor("mina")
    assert pairings_api.my_meetings(mina, program.id) == {}
    with pytest.raises(NotFound):
        pairings_api.pairing(mina, pairing.id)
    assert pairings_api.pairing(mina, fresh.id) == fresh


@pytest.mark.parametrize("name", ["amara", "ben", "mina", "carl", "nora", "gudrun"])
def test_only_coordinators_hand_over(cleo, pairing, name):
    given.global_staff()
    with pytest.raises(NotFound):
        hand_over(given.an_actor(name), pairing)
    with pytest.raises(NotFound):
        pairings_api.hand_over(cleo, pairing.id + 99, mentor="x", at=given.TUESDAY)
    hand_over(cleo, pairing)


def test_it_happens_whole_or_not_at_all(program, cleo, pairing):
    with pytest.raises(Invalid):
        hand_over(cleo, pairing, "carl")
    a_pairing(program, "amara", "mina")
    with pytest.raises(Conflict):
        hand_over(cleo, pairing)
    with pytest.raises(Conflict):
        hand_over(cleo, pairing, "ben")
    assert state_of(cleo, pairing) == PairingState.ACTIVE
    assert entries_of("leap", "pairing.ended") == []


def test_what_has_ended_is_not_handed_over(program, cleo, pairing):
    proposal = a_proposal(program, "carl", "ben")
    for one in (pairing, proposal):
        if one is pairing:
            pairings_api.end_pairing(cleo, one.id, reason=EndReason.NO_TIME, at=given.TUESDAY)
        with pytest.raises(Conflict):
            hand_over(cleo, one)


def test_nobody_is_handed_over_in_an_ended_program(program, cleo, pairing):
    programs_api.end_program(cleo, program.id, at=given.TUESDAY)
    with pytest.raises(Conflict):
        hand_over(cleo, pairing)


def test_the_two_can_be_paired_again(program, cleo, pairing):
    hand_over(cleo, pairing)
    again = a_pairing(program, "amara", "ben", at=given.NEXT_MONDAY)
    assert again.id != pairing.id
    assert state_of(cleo, again) == PairingState.ACTIVE


def test_a_proposal_nobody_answers_expires_after_three_days(program, cleo):
    proposal = a_proposal(program, "amara", "ben")
    later = a_proposal(program, "carl", "ben", at=given.TUESDAY)
    system = Actor.system("pairings")
    assert pairings_api.expire_proposals(system, at=given.MONDAY + timedelta(hours=71)) == 0
    assert pairings_api.expire_proposals(system, at=given.MONDAY + timedelta(hours=72)) == 1
    assert pairings_api.expire_proposals(system, at=given.MONDAY + timedelta(hours=72)) == 0
    assert state_of(cleo, proposal) == PairingState.EXPIRED
    assert state_of(cleo, later) == PairingState.PROPOSED
    (entry,) = entries_of("leap", "pairing.expired")
    assert (entry.payload, entry.actor_system) == ({"pairing": proposal.id}, "pairings")
    with pytest.raises(Conflict, match="answered in time"):
        pairings_api.accept_pairing(given.an_actor("ben"), proposal.id, at=given.NEXT_MONDAY)
    a_proposal(program, "amara", "ben", at=given.NEXT_MONDAY)


def test_only_the_system_lets_proposals_expire(program, cleo):
    a_proposal(program, "amara", "ben")
    for actor in (cleo, given.global_staff(), Actor.system("relay"), Actor()):
        with pytest.raises(NotFound):
            pairings_api.expire_proposals(actor, at=given.A_YEAR_LATER)


def test_the_periodic_task_does_it(program, cleo):
    proposal = a_proposal(program, "amara", "ben")
    task, _seconds = tasks.PERIODIC["outcomes-expire-proposals"]
    task()
    assert state_of(cleo, proposal) == PairingState.EXPIRED


def test_who_declines_may_say_why(program, cleo):
    proposal = a_proposal(program, "amara", "ben")
    ben = given.an_actor("ben")
    pairings_api.decline_pairing(ben, proposal.id, reason=EndReason.NO_TIME, at=given.TUESDAY)
    assert pairings_api.pairing(cleo, proposal.id).end_reason == EndReason.NO_TIME
    (entry,) = entries_of("leap", "pairing.declined")
    assert entry.payload == {"pairing": proposal.id, "reason": "no_time"}
