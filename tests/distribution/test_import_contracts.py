"""The import contracts, shown on a copy of the code with one import planted in it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LAYERS = "Data flows one way"
PRIVATE = "An applet's models and rules are its own"
DOOR = "The platform has one door"
STATISTICS = "The statistics stand on their own"
BLOCKS = "The blocks have one door to the plugin"


@pytest.fixture
def copy(tmp_path):
    """A copy of what the contracts read."""
    for name in ("outcomes_plugin", "mentoring_xblock", "scripts"):
        sources = shutil.ignore_patterns("__pycache__", "static", "templates", "locale")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=sources)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def broken_contracts(copy):
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    done = subprocess.run(command, cwd=copy, text=True, capture_output=True)
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    return set(re.findall(r"^(.+) BROKEN\b", done.stdout, re.MULTILINE))


def plant(copy, path, line):
    module = copy / path
    module.parent.mkdir(exist_ok=True)
    (module.parent / "__init__.py").touch()
    module.write_text(f"{line}\n", encoding="utf-8")


def test_the_code_as_it_stands_keeps_every_contract(copy):
    assert broken_contracts(copy) == set()


@pytest.mark.parametrize(
    ("path", "line", "contract"),
    [
        ("outcomes_plugin/ledger/planted.py", "import outcomes_plugin.relay", LAYERS),
        ("outcomes_plugin/somewhere/planted.py", "", LAYERS),
        ("outcomes_plugin/relay/planted.py", "import outcomes_plugin.ledger.models", PRIVATE),
        ("outcomes_plugin/pages/planted.py", "from outcomes_plugin.ledger import rules", PRIVATE),
        ("outcomes_plugin/relay/planted.py", "from lms.djangoapps import courseware", DOOR),
        ("mentoring_xblock/planted.py", "import openedx.core", DOOR),
        ("outcomes_plugin/stats/planted.py", "from django.conf import settings", STATISTICS),
        ("mentoring_xblock/planted.py", "from outcomes_plugin.ledger import api", BLOCKS),
    ],
)
def test_one_import_too_many_breaks_its_contract(copy, path, line, contract):
    plant(copy, path, line)
    (broken,) = broken_contracts(copy)
    assert broken.startswith(contract)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("outcomes_plugin/ledger/planted.py", "from . import models, rules"),
        ("outcomes_plugin/relay/planted.py", "from outcomes_plugin.ledger import api"),
        ("outcomes_plugin/edxapp/planted.py", "from lms.djangoapps import courseware"),
        ("outcomes_plugin/stats/planted.py", "import scipy"),
    ],
)
def test_the_same_import_at_its_own_place_keeps_them(copy, path, line):
    plant(copy, path, line)
    assert broken_contracts(copy) == set()
