import threading

import pytest
from django.db import connection

from outcomes_plugin.errors import Conflict, Invalid, OutcomesError
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api
from tests import given, given_pairings, given_programs

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]


def at_once(*acts) -> list:
    """Start all of them at the same moment, each on its own connection; return how each went."""
    together = threading.Barrier(len(acts), timeout=20)
    went: list = [None] * len(acts)

    def run(number, act):
        try:
            connection.ensure_connection()
            together.wait()
            went[number] = act()
        except OutcomesError as refusal:
            went[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return went


@pytest.mark.parametrize("attempt", range(5))
def test_two_coordinators_who_remove_each_other_leave_one(attempt):
    program = given_programs.a_program()
    given_programs.a_member(program, "dora", role="coordinator")
    cleo, dora = given_programs.the_coordinator(), given.an_actor("dora")
    first, second = programs_api.members(cleo, program.id, role="coordinator")
    went = at_once(
        lambda: programs_api.end_membership(dora, first.id, at=given.TUESDAY),
        lambda: programs_api.end_membership(cleo, second.id, at=given.TUESDAY),
    )
    assert len(programs_api.coordinators(program.id)) == 1
    assert sum(isinstance(one, OutcomesError) for one in went) == 1


@pytest.mark.parametrize("attempt", range(5))
def test_nobody_is_paired_with_one_who_leaves_at_that_moment(attempt):
    program = given_programs.a_program()
    amara = given_programs.a_member(program, "amara")
    given_programs.a_member(program, "ben", role="mentor")
    went = at_once(
        lambda: given_pairings.a_pairing(program, "amara", "ben", at=given.TUESDAY),
        lambda: pairings_api.end_membership(given.an_actor("amara"), amara.id, at=given.TUESDAY),
    )
    assert programs_api.membership(amara.person, program.id, "mentee") is None
    assert pairings_api.partners(amara.person) == frozenset()
    assert isinstance(went[0], Invalid) or went[0].mentee == amara.person


@pytest.mark.parametrize("attempt", range(5))
def test_nobody_accepts_one_who_leaves_at_that_moment(attempt):
    program = given_programs.a_program()
    amara = given_programs.a_member(program, "amara")
    given_programs.a_member(program, "ben", role="mentor")
    proposal = given_pairings.a_proposal(program, "amara", "ben")
    ben = given.an_actor("ben")
    at_once(
        lambda: pairings_api.accept_pairing(ben, proposal.id, at=given.TUESDAY),
        lambda: pairings_api.end_membership(given.an_actor("amara"), amara.id, at=given.TUESDAY),
    )
    assert not pairings_api.pairing(ben, proposal.id).is_open
    assert programs_api.membership(amara.person, program.id, "mentee") is None


@pytest.mark.parametrize("attempt", range(5))
def test_a_double_click_pairs_once(attempt):
    program = given_programs.a_program()
    given_programs.a_member(program, "amara")
    given_programs.a_member(program, "ben", role="mentor")
    went = at_once(*[lambda: given_pairings.a_pairing(program, "amara", "ben")] * 2)
    assert sum(isinstance(one, Conflict) for one in went) == 1
    assert len(pairings_api.active_pairings(program.id)) == 1


def test_a_file_applied_twice_at_once_adds_its_members_once():
    program = given_programs.a_program()
    cleo = given_programs.the_coordinator()
    for name in ("amara", "ben", "carl"):
        given.a_user(name)
    raw = b"user,role\namara,mentee\nben,mentee\ncarl,mentor\n"
    digest = programs_api.check_import(cleo, program.id, raw).digest
    went = at_once(
        *[lambda: programs_api.apply_import(cleo, program.id, raw, digest=digest, at=given.TUESDAY)]
        * 2
    )
    assert sorted(plan.adds for plan in went) == [0, 3]
    assert len(programs_api.active_members(program.id)) == 4
