import pytest

from tests import given_pairings, given_programs


@pytest.fixture
def program(db):
    """A program with two coordinators, Cleo and Cora, in which Amara is paired with Ben."""
    program = given_programs.a_program()
    for name in ("amara", "carl"):
        given_programs.a_member(program, name, cohort="spring")
    given_programs.a_member(program, "ben", role="mentor")
    given_programs.a_member(program, "cora", role="coordinator")
    given_programs.a_member(program, "hana", role="hr_steward")
    return program


@pytest.fixture
def pairing(program):
    return given_pairings.a_pairing(program, "amara", "ben")
