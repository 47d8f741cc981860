"""Bringing packages from Debian."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "debian.sh"
ABSENT = "a-package-that-debian-does-not-have"


@pytest.fixture
def somebody():
    """How to run as someone who may not install, whoever runs the tests."""
    if os.getuid() != 0:
        return ()
    return (shutil.which("setpriv"), "--reuid=65534", "--regid=65534", "--clear-groups")


def bring(*packages, user):
    command = [*user, "bash", "-s", "a test", *packages]
    script = SCRIPT.read_text(encoding="utf-8")
    return subprocess.run(command, input=script, cwd="/", text=True, capture_output=True)


def test_what_is_installed_already_is_left_alone(somebody):
    done = bring("bash", user=somebody)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_someone_who_is_not_root_reads_what_is_missing_and_how_to_get_it(somebody):
    done = bring("bash", ABSENT, user=somebody)
    assert done.returncode == 1
    assert done.stderr == (
        f"Missing for a test: {ABSENT}. Install them as root: apt-get install {ABSENT}\n"
    )
