"""The door itself: how the site's choice of a platform is found."""

import inspect
from importlib import import_module
from types import SimpleNamespace

import pytest

from outcomes_plugin import edxapp
from outcomes_plugin.edxapp.door import Platform
from outcomes_plugin.settings import common

FUNCTIONS = [name for name in vars(Platform) if not name.startswith("_")]


@pytest.fixture(scope="module")
def lms():
    """Return the module that a site uses which chooses none."""
    site = SimpleNamespace()
    common.plugin_settings(site)
    return import_module(site.OUTCOMES_PLATFORM)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_lms_has_every_function_of_the_door_with_its_signature(lms, name):
    expected = list(inspect.signature(getattr(Platform, name)).parameters)[1:]
    assert list(inspect.signature(getattr(lms, name)).parameters) == expected


def test_loading_the_lms_leaves_the_door_in_its_place(lms):
    assert edxapp.platform().__name__ == "demo.platform"
