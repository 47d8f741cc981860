"""The real door, with the LMS's own signatures and tables behind it."""

import sys
from types import ModuleType

import pytest

from outcomes_plugin.edxapp import platform

from . import stand_ins


@pytest.fixture
def lms(db, monkeypatch, settings):
    """Return the real door, with stand-ins in the place of the LMS's modules."""
    for name, things in stand_ins.MODULES.items():
        module = ModuleType(name)
        vars(module).update(things)
        for depth in range(1, name.count(".") + 2):
            package = ".".join(name.split(".")[:depth])
            if package not in sys.modules:
                monkeypatch.setitem(sys.modules, package, ModuleType(package))
        monkeypatch.setitem(sys.modules, name, module)
        parent, _dot, last = name.rpartition(".")
        monkeypatch.setattr(sys.modules[parent], last, module, raising=False)
    settings.OUTCOMES_PLATFORM = "outcomes_plugin.edxapp.lms"
    yield platform()
    stand_ins.HELD.clear()


@pytest.fixture
def store(lms):
    """Return the courses of the LMS by key; it holds none yet."""
    return stand_ins.HELD
