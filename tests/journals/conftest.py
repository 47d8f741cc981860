"""Amara, who writes, and Ilse, who is her mentor."""

import pytest

from tests import given_journals as gj
from tests.given_pairings import a_pairing
from tests.given_programs import a_member


@pytest.fixture
def program():
    """A program in which Amara writes and Ilse has a place, but no mentee yet."""
    found = gj.a_writing_program()
    gj.a_writer(found, "amara")
    a_member(found, "ilse", role="mentor")
    return found


@pytest.fixture
def pairing(program):
    """Amara and Ilse are paired."""
    return a_pairing(program, "amara", "ilse")
