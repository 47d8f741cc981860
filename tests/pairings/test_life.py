from datetime import timedelta

import pytest

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason, PairingState
from outcomes_plugin.programs import api as programs_api
from tests import given, given_pairings, given_programs
from tests.programs.entries import entries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(db):
    program = given_programs.a_program()
    given_programs.a_member(program, "amara", cohort="spring")
    given_programs.a_member(program, "carl", cohort="spring")
    given_programs.a_member(program, "ben", role="mentor")
    given_programs.a_member(program, "mina", role="mentor")
    return program


@pytest.fixture
def cleo(program):
    return given_programs.the_coordinator()


@pytest.fixture
def proposal(program):
    return given_pairings.a_proposal(program, "amara", "ben")


@pytest.fixture
def pairing(program):
    return given_pairings.a_pairing(program, "amara", "ben")


def steps(pairing) -> list[str]:
    cleo = given_programs.the_coordinator()
    return [step.state.value for step in pairings_api.history(cleo, pairing.id)]


def refused(act, actor, pairing, **how) -> bool:
    try:
        act(actor, pairing.id, at=given.TUESDAY, **how)
    except NotFound:
        return True
    return False


def test_a_proposal_becomes_a_pairing_when_the_mentor_accepts(program, proposal):
    assert (proposal.state, proposal.started_at) == (PairingState.PROPOSED, None)
    assert pairings_api.partners(given.a_person("amara")) == frozenset()
    accepted = pairings_api.accept_pairing(given.an_actor("ben"), proposal.id, at=given.TUESDAY)
    assert (accepted.state, accepted.started_at) == (PairingState.ACTIVE, given.TUESDAY)
    assert accepted.cohort == "spring"
    assert pairings_api.partners(given.a_person("amara")) == {given.a_person("ben")}
    assert steps(proposal) == ["proposed", "active"]
    types = [entry.type for entry in entries_of("leap") if entry.type.startswith("pairing.")]
    assert types == ["pairing.proposed", "pairing.formed"]


@pytest.mark.parametrize("name", ["amara", "mina", "carl", "cleo", "nora", "gudrun"])
def test_only_the_mentor_accepts(proposal, name):
    given.global_staff()
    assert refused(pairings_api.accept_pairing, given.an_actor(name), proposal)
    assert not refused(pairings_api.accept_pairing, given.an_actor("ben"), proposal)


def test_nobody_accepts_once_the_program_has_ended(program, cleo, proposal):
    programs_api.end_program(cleo, program.id, at=given.TUESDAY)
    with pytest.raises(Conflict):
        pairings_api.accept_pairing(given.an_actor("ben"), proposal.id, at=given.TUESDAY)
    assert steps(proposal) == ["proposed"]


@pytest.mark.parametrize("name", ["amara", "ben", "cleo"])
def test_either_of_the_two_declines_or_the_coordinator_takes_it_back(program, proposal, name):
    for other in ("mina", "carl", "nora"):
        assert refused(pairings_api.decline_pairing, given.an_actor(other), proposal)
    declined = pairings_api.decline_pairing(given.an_actor(name), proposal.id, at=given.TUESDAY)
    assert (declined.state, declined.is_open) == (PairingState.DECLINED, False)
    with pytest.raises(Conflict):
        pairings_api.accept_pairing(given.an_actor("ben"), proposal.id, at=given.TUESDAY)
    assert given_pairings.a_proposal(program, "amara", "ben").id != proposal.id


def test_only_a_coordinator_pairs_people(program, cleo):
    pair = {"mentee": given.a_person("amara"), "mentor": given.a_person("ben")}
    given_programs.a_member(program, "ana", role="analyst")
    for act in (pairings_api.propose_pairing, pairings_api.form_pairing):
        for actor in (
            given.an_actor("amara"),
            given.an_actor("ben"),
            given.an_actor("ana"),
            given.global_staff(),
            Actor(),
        ):
            with pytest.raises(NotFound):
                act(actor, program.id, **pair, at=given.MONDAY)
    assert pairings_api.form_pairing(cleo, program.slug, **pair, at=given.MONDAY).is_open


@pytest.mark.parametrize(
    ("mentee", "mentor"),
    [("ben", "amara"), ("amara", "carl"), ("nora", "ben"), ("amara", "nora"), ("cleo", "ben")],
)
def test_the_two_have_these_roles_in_the_program(program, mentee, mentor):
    for pair in (given_pairings.a_pairing, given_pairings.a_proposal):
        with pytest.raises(Invalid):
            pair(program, mentee, mentor)


def test_roles_in_another_program_are_not_enough(program, cleo):
    other = given_programs.a_program("rise")
    given_programs.a_member(other, "amara")
    with pytest.raises(Invalid):
        given_pairings.a_pairing(other, "amara", "ben")
    given_programs.a_member(other, "ben", role="mentor")
    assert given_pairings.a_pairing(other, "amara", "ben").is_open


def test_nobody_is_their_own_mentor(program):
    given_programs.a_member(program, "amara", role="mentor")
    with pytest.raises(Invalid):
        given_pairings.a_pairing(program, "amara", "amara")


def test_two_people_are_paired_once_at_a_time(program, pairing):
    for pair in (given_pairings.a_pairing, given_pairings.a_proposal):
        with pytest.raises(Conflict):
            pair(program, "amara", "ben")
    given_pairings.a_pairing(program, "amara", "mina")
    given_pairings.a_pairing(program, "carl", "ben")
    end(pairing, given.an_actor("amara"))
    assert given_pairings.a_pairing(program, "amara", "ben", at=given.NEXT_MONDAY).is_open


def test_nobody_is_paired_in_an_ended_program(program, cleo):
    programs_api.end_program(cleo, program.id, at=given.TUESDAY)
    with pytest.raises(Conflict):
        given_pairings.a_pairing(program, "amara", "ben")


def end(pairing, actor, *, at=given.TUESDAY, reason=EndReason.COMPLETED):
    return pairings_api.end_pairing(actor, pairing.id, reason=reason, at=at)


@pytest.mark.parametrize("name", ["amara", "ben", "cleo"])
def test_only_the_two_people_and_the_coordinator_can_end_it(program, pairing, name):
    given_programs.a_member(program, "ana", role="analyst")
    for other in ("mina", "carl", "ana", "nora"):
        with pytest.raises(NotFound):
            end(pairing, given.an_actor(other))
    for actor in (given.global_staff(), Actor()):
        with pytest.raises(NotFound):
            end(pairing, actor)
    ended = end(pairing, given.an_actor(name), reason=EndReason.NOT_A_FIT)
    assert (ended.state, ended.ended_at, ended.end_reason) == (
        PairingState.ENDED,
        given.TUESDAY,
        EndReason.NOT_A_FIT,
    )
    (entry,) = entries_of("leap", "pairing.ended")
    assert entry.actor_person == given.a_person(name)
    assert entry.payload == {"pairing": pairing.id, "reason": "not_a_fit"}


def test_a_pairing_ends_once_and_not_before_it_starts(pairing):
    amara = given.an_actor("amara")
    with pytest.raises(Invalid):
        end(pairing, amara, at=given.MONDAY - timedelta(seconds=1))
    end(pairing, amara)
    for act in (
        lambda: end(pairing, amara),
        lambda: pairings_api.pause_pairing(amara, pairing.id, at=given.TUESDAY),
        lambda: pairings_api.resume_pairing(amara, pairing.id, at=given.TUESDAY),
        lambda: pairings_api.decline_pairing(amara, pairing.id, at=given.TUESDAY),
    ):
        with pytest.raises(Conflict):
            act()
    assert steps(pairing) == ["active", "ended"]


def test_a_pairing_is_paused_and_goes_on(pairing):
    ben = given.an_actor("ben")
    assert refused(pairings_api.pause_pairing, given.an_actor("mina"), pairing)
    with pytest.raises(Conflict):
        pairings_api.resume_pairing(ben, pairing.id, at=given.TUESDAY)
    paused = pairings_api.pause_pairing(ben, pairing.id, at=given.TUESDAY)
    assert (paused.state, paused.is_open) == (PairingState.PAUSED, True)
    with pytest.raises(Conflict):
        pairings_api.pause_pairing(ben, pairing.id, at=given.TUESDAY)
    assert refused(pairings_api.resume_pairing, given.an_actor("mina"), pairing)
    resumed = pairings_api.resume_pairing(ben, pairing.id, at=given.NEXT_MONDAY)
    assert (resumed.state, resumed.started_at) == (PairingState.ACTIVE, given.MONDAY)
    assert steps(pairing) == ["active", "paused", "active"]


def test_a_proposal_ends_without_having_started(proposal):
    ended = end(proposal, given.an_actor("amara"), reason=EndReason.NO_TIME)
    assert (ended.state, ended.started_at) == (PairingState.ENDED, None)


def test_a_proposal_to_one_who_left_cannot_be_accepted(program, proposal, cleo):
    amara = programs_api.membership(given.a_person("amara"), program.id, "mentee")
    programs_api.end_membership(cleo, amara.id, at=given.MONDAY)
    with pytest.raises(Conflict):
        pairings_api.accept_pairing(given.an_actor("ben"), proposal.id, at=given.TUESDAY)


def test_a_member_who_leaves_takes_their_pairings_along(program, pairing, cleo):
    other = given_pairings.a_pairing(program, "carl", "ben")
    ben = programs_api.membership(given.a_person("ben"), program.id, "mentor")
    with pytest.raises(NotFound):
        pairings_api.end_membership(given.an_actor("amara"), ben.id, at=given.TUESDAY)
    untouched = given_pairings.a_pairing(program, "carl", "mina")
    pairings_api.end_membership(given.an_actor("ben"), ben.id, at=given.TUESDAY)
    for one in (pairing, other):
        found = pairings_api.pairing(cleo, one.id)
        assert (found.state, found.end_reason) == (PairingState.ENDED, EndReason.MEMBER_LEFT)
        assert found.ended_at == given.TUESDAY
    assert pairings_api.pairing(cleo, untouched.id).is_open
    assert programs_api.membership(ben.person, program.id, "mentor") is None
    assert len(entries_of("leap", "member.left")) == 1
    assert len(entries_of("leap", "pairing.ended")) == 2


def test_leaving_one_role_keeps_the_pairings_of_the_other(program, cleo):
    amara_too = given_programs.a_member(program, "amara", role="mentor")
    as_mentee = given_pairings.a_pairing(program, "amara", "ben")
    as_mentor = given_pairings.a_pairing(program, "carl", "amara")
    pairings_api.end_membership(cleo, amara_too.id, at=given.TUESDAY)
    assert pairings_api.pairing(cleo, as_mentee.id).is_open
    assert not pairings_api.pairing(cleo, as_mentor.id).is_open


def test_the_last_coordinator_and_what_rests_on_them_stay(program, pairing, cleo):
    (last,) = programs_api.members(cleo, program.id, role="coordinator")
    with pytest.raises(Conflict):
        pairings_api.end_membership(cleo, last.id, at=given.TUESDAY)
    assert pairings_api.pairing(cleo, pairing.id).is_open
