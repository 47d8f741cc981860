"""
Run everything that `make test` promises, and end by saying what was not run.

    python -m scripts.run_tests

The first Python, the one that runs this, lints and runs every test on SQLite, those in the browser
included. The second Python runs all but those in the browser and the slow ones once more, on
MariaDB where that is started, else on SQLite: one more run shows both (decision 0035). What is
missing of these two is named at the end; with REQUIRE_SERVICES=1 that is a failure.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIRST = Path(sys.executable)
FIRST_VERSION = f"3.{sys.version_info.minor}"
SECOND_VERSION = {"3.11": "3.12", "3.12": "3.11"}[FIRST_VERSION]
SECOND = ROOT / f".venv-{SECOND_VERSION}" / "bin" / "python"
ON_SQLITE = "not browser and not services and not mariadb and not xapi and not faults"
# What MariaDB and Redis themselves do is shown under both Pythons: locks, races, workers.
ON_MARIADB = "services or mariadb"
ONCE_MORE = {"PROPERTY_TESTS": "again"}
# Where the same tests run once more, those that walk through everything for each role are left out.
QUICKER = "not browser and not xapi and not faults and (services or mariadb or not slow)"
# event-routing-backends stands beside the second Python alone: both ways are shown.
ON_XAPI = "xapi"
# Documents, the wheel and what is measured are the same elsewhere.
SAME_ELSEWHERE = [f"--ignore=tests/{name}" for name in ("benchmarks", "distribution", "docs")]


@dataclass(frozen=True)
class Outcome:
    """What one command took, how it ended, and what it said where that was kept."""

    name: str
    seconds: float
    passed: bool
    said: str


@dataclass
class Report:
    """What was run, with its seconds and outcome, and what could not be."""

    required: bool
    outcomes: list[Outcome] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    _beside: ThreadPoolExecutor = field(default_factory=ThreadPoolExecutor, repr=False)

    def run(self, name: str, command: list[str | Path], **settings: str) -> bool:
        """Run the command with these settings in its environment and keep its outcome."""
        sys.stdout.write(f"\n=== {name}\n")
        sys.stdout.flush()
        self.outcomes.append(_run(name, command, settings, keep=None))
        return self.outcomes[-1].passed

    def begin(self, name: str, command: list[str | Path], **settings: str) -> Future[Outcome]:
        """Run the command beside what follows; it says nothing before `end`."""
        return self._beside.submit(_run, name, command, settings, keep=subprocess.PIPE)

    def end(self, begun: Future[Outcome]) -> bool:
        """Wait for what was begun, say whole what it said, and keep its outcome."""
        outcome = begun.result()
        sys.stdout.write(f"\n=== {outcome.name}\n{outcome.said}")
        sys.stdout.flush()
        self.outcomes.append(outcome)
        return outcome.passed

    def passed(self) -> bool:
        """Return whether all that was run passed and nothing that is required is missing."""
        return all(one.passed for one in self.outcomes) and not (self.required and self.missing)

    def lines(self) -> Iterable[str]:
        """Return the closing lines."""
        for one in self.outcomes:
            yield f"{'passed' if one.passed else 'FAILED'}  {one.seconds:4.0f} s  {one.name}"
        for sentence in self.missing:
            yield f"{'MISSING' if self.required else 'not run'}        {sentence}"


def run_all(report: Report) -> None:
    """Run lint and tests on every engine that this machine has."""
    services, second = _services(), _second_interpreter()
    report.run("lint", [FIRST, "-m", "scripts.lint"])
    report.run(f"tests, Python {FIRST_VERSION}, SQLite", _pytest(FIRST, ON_SQLITE))
    # It waits for disk and network as often as a browser waits for its page.
    install = second and report.begin(
        f"install, Python {SECOND_VERSION}", _install(SECOND, second, services, "xapi")
    )
    report.run("tests in the browser", _pytest(FIRST, "browser"))
    if not services:
        report.missing.append("The tests on MariaDB and Redis: `make services` starts both.")
    elif report.run("install, MariaDB's client", _install(FIRST, FIRST, services)):
        _run_on_mariadb(report, services, marks=ON_MARIADB if second else QUICKER)
    if install is None:
        report.missing.append(
            f"The tests under Python {SECOND_VERSION}, those of xAPI among them: none is on the"
            " PATH or in pyenv."
        )
    elif report.end(install):
        _run_second_python(report, services)


def _run_on_mariadb(report: Report, services: Mapping[str, str], *, marks: str) -> None:
    report.run(
        f"tests, Python {FIRST_VERSION}, MariaDB",
        _pytest(FIRST, marks),
        **ONCE_MORE,
        **services,
    )


def _run_second_python(report: Report, services: Mapping[str, str]) -> None:
    report.run(
        f"tests, Python {SECOND_VERSION}, {'MariaDB' if services else 'SQLite'}",
        [*_pytest(SECOND, QUICKER if services else f"{ON_SQLITE} and not slow"), *SAME_ELSEWHERE],
        **ONCE_MORE,
        **services,
    )
    report.run(f"tests, Python {SECOND_VERSION}, xAPI", _pytest(SECOND, ON_XAPI))


def _run(
    name: str, command: list[str | Path], settings: Mapping[str, str], *, keep: int | None
) -> Outcome:
    began = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **settings},
        text=True,
        stdout=keep,
        stderr=keep and subprocess.STDOUT,
        check=False,
    )
    return Outcome(name, time.monotonic() - began, done.returncode == 0, done.stdout or "")


def _install(
    python: Path, interpreter: str | Path, services: Mapping[str, str], *more: str
) -> list[str | Path]:
    extras = ",".join(["demo", "test", *(["mysql"] if services else []), *more])
    return ["scripts/venv.sh", python.parent.parent, interpreter, extras]


def _second_interpreter() -> str | None:
    found = subprocess.run(
        ["scripts/python.sh", SECOND_VERSION], cwd=ROOT, text=True, capture_output=True, check=False
    )
    return None if found.returncode else found.stdout.strip()


def _pytest(python: Path, marks: str) -> list[str | Path]:
    # Tests that share a demo run one after another: no second worker waits for it to be built.
    return [python, "-m", "pytest", "-q", "-n", "auto", "--dist", "loadgroup", "-m", marks]


def _services() -> Mapping[str, str]:
    status = subprocess.run(
        ["scripts/services.sh", "status"], cwd=ROOT, text=True, capture_output=True, check=False
    )
    return dict(line.split("=", 1) for line in status.stdout.split())


if __name__ == "__main__":
    report = Report(required=os.environ.get("REQUIRE_SERVICES") == "1")
    run_all(report)
    sys.stdout.write("\n" + "".join(f"{line}\n" for line in report.lines()))
    sys.exit(0 if report.passed() else 1)
