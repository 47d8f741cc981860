"""The program of these pages is made once for a module: making it takes longer than most tests."""

import pytest

from tests.worlds import made_once

from .world import a_running_program

_world = made_once(a_running_program)


@pytest.fixture
def program(_world, db):
    """Return a program in full swing. What a test does to it is undone after the test."""
    return _world
