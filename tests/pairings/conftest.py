import pytest

from tests import given_pairings, given_programs


@pytest.fixture
def program(db):
    """A live program with two mentees and two mentors."""
    program = given_programs.a_program()
    for name in ("amara", "carl"):
        given_programs.a_member(program, name, cohort="spring")
    for name in ("ben", "mina"):
        given_programs.a_member(program, name, role="mentor")
    return program


@pytest.fixture
def cleo(program):
    return given_programs.the_coordinator()


@pytest.fixture
def pairing(program):
    """Amara with Ben, since Monday."""
    return given_pairings.a_pairing(program, "amara", "ben")
