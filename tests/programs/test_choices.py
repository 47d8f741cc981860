"""What people agree to: offered by the notice, given and taken back by themselves alone."""

import pytest

from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.consent.purposes import PURPOSES
from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from tests import given
from tests.given_programs import a_member, a_program, the_coordinator

pytestmark = pytest.mark.django_db

NEEDED = ("run_program", "course_progress")
OFFERED = ("shared_progress", "story")


@pytest.fixture
def program():
    """Return a program with a mentee, whose notice offers two choices."""
    made = a_program()
    a_member(made, "amara")
    publish(made, OFFERED)
    return made


def publish(program, optional):
    programs_api.write_notice(
        the_coordinator(),
        program.id,
        controller="Northlight",
        contact="privacy@example.com",
        purposes=(*NEEDED, *optional),
        months_kept=12,
        key_destroyed_on=given.A_YEAR_LATER.date(),
        languages=["en"],
        at=given.MONDAY,
    )


def choose(program, *, agrees, purpose="shared_progress", name="amara"):
    return programs_api.choose(
        given.an_actor(name), program.id, purpose, agrees=agrees, at=given.TUESDAY
    )


def choices(name="amara"):
    found = programs_api.own_choices(given.an_actor(name))
    return {one.purpose: one.is_given for one in found}


def test_a_person_sees_what_the_notice_offers_and_has_agreed_to_nothing(program):
    assert choices() == dict.fromkeys(OFFERED, False)


def test_agreeing_and_taking_back_are_kept_and_recorded(program):
    assert choose(program, agrees=True).is_given
    assert choices()["shared_progress"]
    assert not choose(program, agrees=False).is_given
    assert not choices()["shared_progress"]
    person = given.an_actor("amara").person
    recorded = [entry.type for entry in ledger_api.entries_about(person)]
    assert recorded.count("grant.given") == recorded.count("grant.withdrawn") == 1


def test_what_the_notice_no_longer_offers_can_be_taken_back_and_not_given(program):
    choose(program, agrees=True)
    publish(program, ())
    assert choices() == {"shared_progress": True}
    choose(program, agrees=False)
    assert choices() == {}
    with pytest.raises(Conflict):
        choose(program, agrees=True)


@pytest.mark.parametrize("purpose", [*NEEDED, "no_such", ""])
def test_what_a_program_needs_is_nobodys_choice(program, purpose):
    with pytest.raises(NotFound):
        choose(program, agrees=True, purpose=purpose)


def test_who_was_never_in_the_program_has_no_choice(program):
    given.a_user("zoe")
    assert choices("zoe") == {}
    with pytest.raises(NotFound):
        choose(program, agrees=True, name="zoe")


def test_who_has_left_can_still_take_back(program):
    choose(program, agrees=True)
    (member,) = programs_api.active_members(program.id, role="mentee")
    programs_api.end_membership(the_coordinator(), member.id, at=given.TUESDAY)
    assert choices()["shared_progress"]
    assert not choose(program, agrees=False).is_given


def test_who_agrees_is_told_of_those_who_are_asked_about(program):
    a_member(program, "bela")
    amara, bela = given.an_actor("amara").person, given.an_actor("bela").person
    choose(program, agrees=True)
    asked = {"amara": amara, "bela": bela}
    found = consent_api.agreeing(program.id, "shared_progress", asked.values())
    assert found == {amara}
    assert consent_api.agreeing(program.id, "shared_progress", [bela]) == frozenset()


def test_every_optional_purpose_says_who_reads_it():
    assert all(str(one.readers) for one in PURPOSES.values() if one.is_optional)
