"""The world of the REST API is made once for a module, like that of the pages."""

import pytest
from django.core.cache import cache

from tests.worlds import made_once

from .world import a_world

_world = made_once(a_world)


@pytest.fixture
def program(_world, db):
    """Return a program in full swing. What a test does to it is undone after the test."""
    return _world[0]


@pytest.fixture
def things(_world, db):
    """Return what stands in addresses that name something of the program."""
    return dict(_world[1])


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet():
    """Begin with nothing counted: throttles count in the cache, which no transaction undoes."""
    cache.clear()
    yield
    cache.clear()
