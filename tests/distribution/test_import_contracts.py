"""The import contracts, shown on a copy of the code with imports planted in it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORBIDDEN = {
    ("outcomes_plugin.ledger.planted", "outcomes_plugin.relay.planted"): "Data flows one way",
    ("outcomes_plugin.relay.planted", "outcomes_plugin.ledger.models"): "An applet's models",
    ("outcomes_plugin.reporting.planted", "outcomes_plugin.ledger.rules"): "An applet's models",
    ("outcomes_plugin.surveys.planted", "lms"): "The platform has one door",
    ("mentoring_xblock.planted", "openedx"): "The platform has one door",
    ("outcomes_plugin.stats.planted", "django"): "The statistics stand on their own",
    ("mentoring_xblock.planted", "outcomes_plugin.ledger.api"): "The blocks have one door",
}
ALLOWED = {
    ("outcomes_plugin.ledger.planted", "outcomes_plugin.ledger.models"),
    ("outcomes_plugin.relay.planted", "outcomes_plugin.ledger.api"),
    ("outcomes_plugin.edxapp.planted", "lms"),
    ("outcomes_plugin.stats.planted", "scipy"),
}


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    """Plant imports in a copy of the code; return what each broken contract says, by its name."""

    def find(imports=(), modules=()):
        copy = tmp_path_factory.mktemp("copy")
        sources = shutil.ignore_patterns("__pycache__", "static", "templates", "locale")
        for name in ("outcomes_plugin", "mentoring_xblock", "scripts"):
            shutil.copytree(ROOT / name, copy / name, ignore=sources)
        shutil.copy(ROOT / "pyproject.toml", copy)
        for importer, imported in [*imports, *((module, "math") for module in modules)]:
            _plant(copy, importer, imported)
        return _broken(copy)

    return find


@pytest.fixture(scope="module")
def findings_of_the_forbidden(findings):
    return findings(FORBIDDEN)


def _plant(copy, importer, imported):
    module = copy / f"{importer.replace('.', '/')}.py"
    module.parent.mkdir(exist_ok=True)
    (module.parent / "__init__.py").touch()
    with module.open("a", encoding="utf-8") as text:
        text.write(f"import {imported}\n")


def _broken(copy):
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    done = subprocess.run(command, cwd=copy, text=True, capture_output=True)
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    _, *reports = re.split(r"\n(?=[^\n]+\n-{4,}\n)", done.stdout.partition("Broken contracts")[2])
    return {title: report for title, _, report in (text.partition("\n") for text in reports)}


@pytest.mark.parametrize(("imports", "contract"), FORBIDDEN.items())
def test_one_import_too_many_breaks_its_contract(findings_of_the_forbidden, imports, contract):
    (report,) = (text for title, text in findings_of_the_forbidden.items() if contract in title)
    for name in imports:
        assert name in report


def test_a_module_without_a_place_in_the_house_breaks_the_layers(findings):
    (report,) = findings(modules=["outcomes_plugin.somewhere.planted"]).values()
    assert "somewhere" in report


def test_the_code_as_it_stands_and_imports_at_their_own_place_keep_every_contract(findings):
    assert findings(ALLOWED) == {}
