"""
Run everything that `make test` promises, and end by saying what was not run.

    python -m scripts.run_tests

The first Python, the one that runs this, lints and runs every test on SQLite, those in the browser
included. The second Python and MariaDB run all but those in the browser and the slow ones. What is
missing of these two is named at the end; with REQUIRE_SERVICES=1 that is a failure.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIRST = Path(sys.executable)
SECOND_VERSION = {"3.11": "3.12", "3.12": "3.11"}[f"3.{sys.version_info.minor}"]
SECOND = ROOT / f".venv-{SECOND_VERSION}" / "bin" / "python"
ON_SQLITE = "not browser and not services and not mariadb"
ONCE_MORE = {"PROPERTY_TESTS": "again"}
# Where the same tests run once more, those that walk through everything for each role are left out.
QUICKER = "not browser and (services or mariadb or not slow)"
# Documents and the wheel are the same under another Python. Pure numerics ask no database, and what
# pages and REST ask of one goes through api functions, whose own tests run on MariaDB.
SAME_IN_PYTHON = [f"--ignore=tests/{name}" for name in ("benchmarks", "distribution", "docs")]
SAME_IN_DATABASES = [
    f"--ignore=tests/{name}" for name in ("benchmarks", "docs", "pages", "rest_api", "stats")
]


@dataclass
class Report:
    """What was run, with its seconds and outcome, and what could not be."""

    required: bool
    outcomes: list[tuple[str, float, bool]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def run(self, name: str, command: list[str | Path], **settings: str) -> bool:
        """Run the command with these settings in its environment and keep its outcome."""
        sys.stdout.write(f"\n=== {name}\n")
        sys.stdout.flush()
        began = time.monotonic()
        environment = {**os.environ, **settings}
        passed = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0
        self.outcomes.append((name, time.monotonic() - began, passed))
        return passed

    def passed(self) -> bool:
        """Return whether all that was run passed and nothing that is required is missing."""
        return all(passed for *_, passed in self.outcomes) and not (self.required and self.missing)

    def lines(self) -> Iterable[str]:
        """Return the closing lines."""
        for name, seconds, passed in self.outcomes:
            yield f"{'passed' if passed else 'FAILED'}  {seconds:4.0f} s  {name}"
        for sentence in self.missing:
            yield f"{'MISSING' if self.required else 'not run'}        {sentence}"


def run_all(report: Report) -> None:
    """Run lint and tests on every engine that this machine has."""
    report.run("lint", [FIRST, "-m", "scripts.lint"])
    report.run(f"tests, Python {_version()}, SQLite", _pytest(FIRST, ON_SQLITE))
    report.run("tests in the browser", _pytest(FIRST, "browser"))
    _run_second_python(report)
    _run_services(report)


def _run_second_python(report: Report) -> None:
    found = subprocess.run(
        ["scripts/python.sh", SECOND_VERSION], cwd=ROOT, text=True, capture_output=True, check=False
    )
    if found.returncode:
        report.missing.append(
            f"The tests under Python {SECOND_VERSION}: none is on the PATH or in pyenv."
        )
        return
    interpreter = found.stdout.strip()
    if report.run(
        f"install, Python {SECOND_VERSION}",
        ["scripts/venv.sh", SECOND.parent.parent, interpreter, "demo,test"],
    ):
        report.run(
            f"tests, Python {SECOND_VERSION}, SQLite",
            [*_pytest(SECOND, f"{ON_SQLITE} and not slow"), *SAME_IN_PYTHON],
            **ONCE_MORE,
        )


def _run_services(report: Report) -> None:
    settings = _services()
    if not settings:
        report.missing.append("The tests on MariaDB and Redis: `make services` starts both.")
        return
    if report.run(
        "install, MariaDB's client", ["scripts/venv.sh", ".venv", FIRST, "demo,test,mysql"]
    ):
        report.run(
            f"tests, Python {_version()}, MariaDB",
            [*_pytest(FIRST, QUICKER), *SAME_IN_DATABASES],
            **ONCE_MORE,
            **settings,
        )


def _pytest(python: Path, marks: str) -> list[str | Path]:
    # Tests that share a demo run one after another: no second worker waits for it to be built.
    return [python, "-m", "pytest", "-q", "-n", "auto", "--dist", "loadgroup", "-m", marks]


def _services() -> Mapping[str, str]:
    status = subprocess.run(
        ["scripts/services.sh", "status"], cwd=ROOT, text=True, capture_output=True, check=False
    )
    return dict(line.split("=", 1) for line in status.stdout.split())


def _version() -> str:
    return f"3.{sys.version_info.minor}"


if __name__ == "__main__":
    report = Report(required=os.environ.get("REQUIRE_SERVICES") == "1")
    run_all(report)
    sys.stdout.write("\n" + "".join(f"{line}\n" for line in report.lines()))
    sys.exit(0 if report.passed() else 1)
