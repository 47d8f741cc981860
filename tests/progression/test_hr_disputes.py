"""A person says of a fact that it is wrong; the steward corrects it, or checks that it stays."""

import pytest

from outcomes_plugin import api
from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.hr.data import DisputeOutcome
from outcomes_plugin.progression.models import FactDispute
from tests import given

from .given_hr import a_program_with_steward, a_source, lines, send, the_steward

pytestmark = pytest.mark.django_db

ROW = "V-1;1;amara;Beförderung;04.05.2026"


@pytest.fixture
def program():
    found = a_program_with_steward()
    a_source(found)
    send(found, lines(ROW))
    return found


@pytest.fixture
def fact(program):
    _spells, (event,) = api.my_career_facts(given.an_actor("amara"))
    return event


def dispute(fact, name="amara", at=given.MONDAY):
    return api.dispute_career_fact(given.an_actor(name), HrKind.EVENTS, fact.id, at=at)


def test_only_the_person_disputes_and_twice_is_once(program, fact):
    for name in ("bela", "sten", "cleo"):
        with pytest.raises(NotFound):
            dispute(fact, name)
    for kind in (HrKind.SPELLS, HrKind.UNITS):
        with pytest.raises(NotFound):
            api.dispute_career_fact(given.an_actor("amara"), kind, fact.id, at=given.MONDAY)
    assert dispute(fact) == dispute(fact, at=given.TUESDAY)
    assert api.my_disputes(given.an_actor("amara")) == [dispute(fact)]


def test_the_steward_sees_it_and_says_that_it_stays(program, fact):
    made = dispute(fact)
    for name in ("amara", "cleo"):
        with pytest.raises(NotFound):
            api.disputed_career_facts(given.an_actor(name), program.id)
        with pytest.raises(NotFound):
            settle(program, made, actor=given.an_actor(name))
    assert api.disputed_career_facts(the_steward(), program.id) == [made]
    assert settle(program, made).outcome is DisputeOutcome.STAYS
    with pytest.raises(Conflict):
        settle(program, made)
    assert dispute(fact, at=given.TUESDAY).id != made.id
    first, second = api.disputed_career_facts(the_steward(), program.id)
    assert (first.outcome, second.outcome) == (None, DisputeOutcome.STAYS)


def settle(program, made, actor=None):
    return api.settle_dispute(
        actor or the_steward(),
        program.id,
        made.id,
        outcome=DisputeOutcome.STAYS,
        at=given.TUESDAY,
    )


def test_a_correction_settles_it(program, fact):
    dispute(fact)
    send(program, lines(ROW), at=given.TUESDAY)
    assert api.my_disputes(given.an_actor("amara"))[0].outcome is None
    send(program, lines(ROW.replace("04.05", "05.05")), at=given.TUESDAY)
    (settled,) = api.my_disputes(given.an_actor("amara"))
    assert (settled.outcome, settled.settled_at) == (DisputeOutcome.CORRECTED, given.TUESDAY)


def test_a_retraction_settles_it(program, fact):
    dispute(fact)
    api.retract_hr_facts(the_steward(), program.id, "payroll", ["V-1"], at=given.TUESDAY)
    (settled,) = api.my_disputes(given.an_actor("amara"))
    assert settled.outcome is DisputeOutcome.CORRECTED


def test_it_is_handed_out_and_erased_with_its_person(program, fact):
    dispute(fact)
    amara = given.a_person("amara")
    (told,) = progression_api.export_person(amara)["hr_facts_disputed"]
    assert told["kind"] == "events"
    progression_api.erase_person(amara, at=given.TUESDAY)
    assert FactDispute.objects.count() == 0
