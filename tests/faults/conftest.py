"""What the faults share: services of their own, a cupboard, and a table at the end."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.faults.cupboard import Cupboard
from tests.faults.verdicts import judge, table
from tests.relay.given_relay import shelf_target

ROOT = Path(__file__).resolve().parent.parent.parent
LANES = 4
_VERDICTS = pytest.StashKey[list]()


def pytest_configure(config):
    """Begin with no verdict."""
    config.stash[_VERDICTS] = []


def pytest_terminal_summary(terminalreporter, config):
    """Print the table of faults."""
    verdicts = config.stash.get(_VERDICTS, [])
    if verdicts:
        terminalreporter.section("faults")
        for line in table(verdicts):
            terminalreporter.write_line(line)


@pytest.fixture
def cupboard(settings, tmp_path, monkeypatch):
    """Return an empty cupboard that is the only target, of this process and of workers."""
    shelf_target(settings, tmp_path, monkeypatch)
    settings.OUTCOMES_RELAY_TARGETS = {"event_bus": "tests.faults.cupboard.Cupboard"}
    settings.OUTCOMES_RELAY_LANES = LANES
    return Cupboard()


@pytest.fixture
def broker():
    """Return the address of Redis."""
    return os.environ["CELERY_BROKER_URL"]


@pytest.fixture
def services():
    """Return a function that starts or stops the services of these tests, and no others."""
    assert "SERVICES_FOLDER" in os.environ, "make check-faults starts services that may be stopped"

    def run(*words):
        subprocess.run(["scripts/services.sh", *words], cwd=ROOT, check=True, capture_output=True)

    yield run
    run("start")


@pytest.fixture
def survived(request, cupboard):
    """Return a function that puts a fault into the table, and fails when it did harm."""

    def judged(fault, ids):
        verdict = judge(fault, ids, cupboard)
        request.config.stash.setdefault(_VERDICTS, []).append(verdict)
        assert verdict.is_good, verdict
        return verdict

    return judged
