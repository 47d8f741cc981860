"""Which Python `make` takes, asked through make itself in a copy of its files."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def copy(tmp_path):
    """A checkout's Makefile and scripts, with no environment made yet."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    shutil.copy(ROOT / "setup.py", tmp_path)
    return tmp_path


@pytest.fixture
def python_of(tmp_path):
    """Make an interpreter that says it has the version."""

    def make(version):
        path = tmp_path / "python-of-another-age"
        path.write_text(f"#!/bin/sh\necho {version}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    return make


def choose(copy, **settings):
    command = ["scripts/python.sh"]
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(copy), **settings}
    return subprocess.run(command, cwd=copy, env=environment, text=True, capture_output=True)


@pytest.mark.parametrize("version", ["3.9", "3.10", "3.13", "3.14"])
def test_make_refuses_another_python_in_a_sentence_and_makes_nothing(copy, python_of, version):
    python = python_of(version)
    done = subprocess.run(
        ["make", "demo", "ONLY=data", f"PYTHON={python}"], cwd=copy, text=True, capture_output=True
    )
    assert done.returncode != 0
    assert f"runs on Python 3.11 or 3.12, and {python} is Python {version}." in done.stderr
    assert "make PYTHON=/path/to/python3.12 demo" in done.stderr
    assert not (copy / ".venv").exists()


def test_a_suitable_python_that_is_named_is_taken(copy):
    chosen = choose(copy, PYTHON=sys.executable)
    assert chosen.stdout.strip() == sys.executable


def test_a_python_that_does_not_run_is_refused(copy):
    chosen = choose(copy, PYTHON="/nowhere/python")
    assert chosen.returncode != 0
    assert "/nowhere/python does not run." in chosen.stderr


def test_the_second_python_is_found_in_pyenv_when_the_path_has_none(copy):
    home = copy / "pyenv" / "versions" / "3.12.99" / "bin"
    home.mkdir(parents=True)
    interpreter = home / "python"
    interpreter.write_text(
        '#!/bin/sh\ncase "$2" in *executable*) echo "$0";; *) echo 3.12;; esac\n'
    )
    interpreter.chmod(0o755)
    tools = copy / "tools"
    tools.mkdir()
    for name in ("bash", "env"):
        (tools / name).symlink_to(shutil.which(name))
    found = subprocess.run(
        ["scripts/python.sh", "3.12"],
        cwd=copy,
        env={"PATH": str(tools), "PYENV_ROOT": str(copy / "pyenv")},
        text=True,
        capture_output=True,
    )
    assert found.stdout.strip() == str(interpreter)


def test_an_unknown_choice_of_what_to_build_is_refused(copy):
    done = subprocess.run(["make", "demo", "ONLY=dta"], cwd=copy, text=True, capture_output=True)
    assert done.returncode != 0
    assert "ONLY=dta is not known. ONLY=data builds the demo site" in done.stderr
