"""The real door, with tables of the LMS behind it."""

import sys
from types import ModuleType

import pytest

from outcomes_plugin.edxapp import platform


@pytest.fixture
def door_with(db, monkeypatch, settings):
    """Return a function that puts models in the place of the LMS's modules, and opens the door."""

    def opened(stand_ins):
        for name, model in stand_ins.items():
            module = ModuleType(name)
            setattr(module, model.__name__, model)
            monkeypatch.setitem(sys.modules, name, module)
        settings.OUTCOMES_PLATFORM = "outcomes_plugin.edxapp.lms"
        return platform()

    return opened
