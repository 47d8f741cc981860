"""What every test may use."""

import gc
import json
import os
from pathlib import Path

# Before anything loads NumPy: on few cores its threads stand in each other's way.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import settings as property_tests

from tests.emptying import types_and_permissions_stay
from tests.served import built_once

# A change passes or fails by what it is, not by luck: examples are the same in every run. With
# PROPERTY_TESTS=explore new ones are looked for.
property_tests.register_profile("house", deadline=None, derandomize=True)
property_tests.register_profile("explore", deadline=None)
# Where the same tests run once more, on another Python or database, they need fewer examples.
property_tests.register_profile("again", deadline=None, derandomize=True, max_examples=15)
property_tests.load_profile(os.environ.get("PROPERTY_TESTS", "house"))


def pytest_collection_finish():
    """Look for garbage seldom, and never among the modules, which are there to stay."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _an_empty_database_is_had_quickly():
    with types_and_permissions_stay():
        yield


@pytest.fixture(autouse=True)
def _the_sites_own_language():
    """Begin in the site's language: a request of an earlier test may have left another active."""
    translation.deactivate()


@pytest.fixture
def tracking_log():
    """Return a function that reads the tracking events logged since the test began."""
    path = Path(settings.TRACKING_LOG)
    start = path.stat().st_size if path.exists() else 0

    def events(name: str | None = None) -> list[dict]:
        if not path.exists():
            return []
        lines = path.read_bytes()[start:].decode().splitlines()
        found = [json.loads(line) for line in lines]
        return [event for event in found if name is None or event["name"] == name]

    return events


@pytest.fixture(scope="session")
def whole_demo(tmp_path_factory) -> Path:
    """Return the folder of the whole demo, which is built once a run, for all workers together."""
    base = tmp_path_factory.getbasetemp()
    of_the_run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return built_once(of_the_run / "whole-demo")
