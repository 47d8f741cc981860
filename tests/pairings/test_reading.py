from datetime import timedelta

import pytest

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason, PairingState
from tests import given, given_pairings, given_programs

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(db):
    program = given_programs.a_program()
    for name in ("amara", "carl"):
        given_programs.a_member(program, name, cohort="spring")
    for name in ("ben", "mina"):
        given_programs.a_member(program, name, role="mentor")
    return program


@pytest.fixture
def pairing(program):
    return given_pairings.a_pairing(program, "amara", "ben")


def end(pairing, *, at):
    pairings_api.end_pairing(
        given_programs.the_coordinator(), pairing.id, reason=EndReason.COMPLETED, at=at
    )


def test_only_the_two_and_the_coordinator_see_a_pairing(program, pairing):
    for name in ("amara", "ben", "cleo"):
        assert pairings_api.pairing(given.an_actor(name), pairing.id) == pairing
        assert len(pairings_api.history(given.an_actor(name), pairing.id)) == 1
    refusals = set()
    strangers = [given.an_actor(name) for name in ("carl", "mina", "nora")]
    for actor in [*strangers, given.global_staff(), Actor()]:
        for pairing_id in (pairing.id, pairing.id + 1000):
            for read in (pairings_api.pairing, pairings_api.history):
                with pytest.raises(NotFound) as refusal:
                    read(actor, pairing_id)
                refusals.add(str(refusal.value))
    assert len(refusals) == 1


def test_coordinators_list_all_and_people_their_own(program, pairing):
    other = given_pairings.a_proposal(program, "carl", "ben", at=given.TUESDAY)
    cleo = given_programs.the_coordinator()
    assert pairings_api.pairings(cleo, program.id) == [other, pairing]
    assert pairings_api.pairings(cleo, program.slug, state=PairingState.PROPOSED) == [other]
    assert pairings_api.my_pairings(given.an_actor("ben")) == [other, pairing]
    assert pairings_api.my_pairings(given.an_actor("amara")) == [pairing]
    assert pairings_api.my_pairings(given.an_actor("mina")) == []
    assert pairings_api.my_pairings(Actor()) == []
    with pytest.raises(NotFound):
        pairings_api.pairings(given.an_actor("ben"), program.id)


def test_partners_are_those_of_open_pairings(program, pairing):
    given_pairings.a_proposal(program, "amara", "mina")
    amara, ben = given.a_person("amara"), given.a_person("ben")
    assert pairings_api.partners(amara) == {ben}
    assert pairings_api.partners(ben, program_id=program.id) == {amara}
    assert pairings_api.partners(ben, program_id=program.id + 1) == frozenset()
    assert pairings_api.mentors_of(amara, program.id) == [ben]
    assert pairings_api.mentees_of(ben, program.id) == [amara]
    assert pairings_api.mentees_of(amara, program.id) == []
    pairings_api.pause_pairing(given.an_actor("amara"), pairing.id, at=given.TUESDAY)
    assert pairings_api.partners(amara) == {ben}
    assert pairings_api.active_pairings(program.id) == []
    end(pairing, at=given.NEXT_MONDAY)
    assert pairings_api.partners(amara) == frozenset()


def test_the_relation_holds_both_ways_from_start_to_end(program, pairing):
    amara, ben = given.an_actor("amara"), given.an_actor("ben")

    def related(at):
        one = pairings_api.is_partner(amara, ben.person, at=at)
        assert one == pairings_api.is_partner(ben, amara.person, at=at)
        return one

    assert not related(given.MONDAY - timedelta(seconds=1))
    assert related(given.MONDAY)
    end(pairing, at=given.NEXT_MONDAY)
    assert related(given.TUESDAY)
    assert not related(given.NEXT_MONDAY)
    assert not pairings_api.is_partner(ben, given.a_person("carl"), at=given.MONDAY)
    assert not pairings_api.is_partner(ben, ben.person, at=given.MONDAY)
    assert not pairings_api.is_partner(Actor(), amara.person, at=given.MONDAY)
    assert not pairings_api.is_partner(
        given_programs.the_coordinator(), amara.person, at=given.MONDAY
    )


def test_a_proposal_makes_no_partners(program):
    given_pairings.a_proposal(program, "carl", "mina")
    mina = given.an_actor("mina")
    assert not pairings_api.is_partner(mina, given.a_person("carl"), at=given.TUESDAY)


def test_pairings_of_a_span_include_those_that_ended_in_it(program, pairing):
    end(pairing, at=given.NEXT_MONDAY)
    later = given_pairings.a_pairing(program, "carl", "mina", at=given.A_MONTH_LATER)

    def during(start, stop):
        found = pairings_api.pairings_during(program.id, starts_at=start, ends_at=stop)
        return [one.id for one in found]

    assert during(given.MONDAY, given.A_YEAR_LATER) == [pairing.id, later.id]
    assert during(given.TUESDAY, given.A_MONTH_LATER) == [pairing.id]
    assert during(given.NEXT_MONDAY, given.A_MONTH_LATER) == []
    assert [one.id for one in pairings_api.active_pairings(program.id)] == [later.id]


def test_listing_costs_the_same_for_one_pairing_and_for_many(program, django_assert_num_queries):
    ben = given.an_actor("ben")
    for number in range(10):
        given_programs.a_member(program, f"mentee{number}", cohort="spring")
        given_pairings.a_pairing(program, f"mentee{number}", "ben")
    with django_assert_num_queries(1):
        assert len(pairings_api.my_pairings(ben)) == 10


def test_a_person_takes_their_pairings_along_and_is_erased(program, pairing):
    amara, ben = given.a_person("amara"), given.a_person("ben")
    given_pairings.a_proposal(program, "amara", "mina")
    first, second = pairings_api.export_person(amara)["pairings"]
    assert (first["as"], first["state"], first["cohort"]) == ("mentee", "active", "spring")
    assert (second["state"], second["started_at"]) == ("proposed", None)
    assert first["steps"] == [{"state": "active", "at": given.MONDAY.isoformat(), "by_me": False}]
    assert ben not in str(pairings_api.export_person(amara))
    for _time in range(2):
        pairings_api.erase_person(amara, at=given.TUESDAY)
    assert pairings_api.partners(ben) == frozenset()
    left = pairings_api.export_person(amara)["pairings"]
    assert [(one["state"], one["ended_at"]) for one in left] == [
        ("ended", given.TUESDAY.isoformat())
    ] * 2
    assert [len(one["steps"]) for one in left] == [2, 2]
