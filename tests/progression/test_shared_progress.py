"""A mentor sees how far a mentee is in the courses when the mentee agrees, and while paired."""

import pytest

from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.progression import api as progression_api
from tests import given
from tests import given_surveys as gs
from tests.given_pairings import a_pairing
from tests.given_programs import a_linked_course, a_member, a_program
from tests.progression.given_progress import stands

pytestmark = pytest.mark.django_db

PURPOSES = ("run_program", "course_progress", "shared_progress")


@pytest.fixture
def program():
    """Return a program in which Ilse mentors Amara and Bela, who are in its course."""
    made = a_program()
    a_linked_course(made)
    gs.a_notice(made, purposes=PURPOSES)
    for name in ("amara", "bela"):
        a_member(made, name)
        stands(name, done=2, of=8, last_active_at=given.TUESDAY)
    for name in ("ilse", "tomas"):
        a_member(made, name, role="mentor")
    return made


def paired(program, name="amara"):
    return a_pairing(program, name, "ilse")


def agrees(program, name="amara", *, agrees=True):
    actor = given.an_actor(name)
    programs_api.choose(actor, program.id, "shared_progress", agrees=agrees, at=given.TUESDAY)


def seen_by(name, *pairings):
    found = progression_api.partner_progress(
        given.an_actor(name), [pairing.id for pairing in pairings]
    )
    return {person: [one.percent_done for one in shared] for person, shared in found.items()}


def test_the_mentor_sees_those_who_agree_and_nobody_else(program):
    amara, bela = paired(program), paired(program, "bela")
    assert seen_by("ilse", amara, bela) == {}
    agrees(program)
    assert seen_by("ilse", amara, bela) == {given.a_person("amara"): [25]}


def test_what_is_taken_back_is_seen_no_more(program):
    amara = paired(program)
    agrees(program)
    agrees(program, agrees=False)
    assert seen_by("ilse", amara) == {}


def test_it_ends_with_the_pairing(program):
    amara = paired(program)
    agrees(program)
    pairings_api.end_pairing(
        given.an_actor("ilse"), amara.id, reason=EndReason.COMPLETED, at=given.NEXT_MONDAY
    )
    assert seen_by("ilse", amara) == {}


@pytest.mark.parametrize("name", ["tomas", "cleo", "amara", "bela", "gudrun"])
def test_nobody_but_the_mentor_sees_it(program, name):
    given.global_staff()
    amara = paired(program)
    agrees(program)
    assert seen_by(name, amara) == {}
