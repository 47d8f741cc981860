"""The services of `make services`, where they are up."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PID_FILES = [ROOT / ".services" / "mariadb.pid", ROOT / ".services" / "redis.pid"]

pytestmark = pytest.mark.services


def services(command):
    return subprocess.run(
        ["scripts/services.sh", command], cwd=ROOT, text=True, capture_output=True, check=True
    )


def pids():
    return [path.read_text(encoding="utf-8").strip() for path in PID_FILES]


def test_starting_what_is_up_starts_nothing_and_prints_the_same_settings():
    before = pids()
    started = services("start")
    assert pids() == before
    assert started.stdout == services("status").stdout
    assert started.stdout.splitlines() == [
        "DATABASE_URL=mysql://outcomes@127.0.0.1:13306/outcomes",
        "CELERY_BROKER_URL=redis://127.0.0.1:16379/0",
    ]
