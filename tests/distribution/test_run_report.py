"""How `make test` ends."""

import sys

from scripts.run_tests import Report


def ran(*, required, status=0, missing=()):
    report = Report(required=required)
    report.run("tests", [sys.executable, "-c", f"raise SystemExit({status})"])
    report.missing.extend(missing)
    return report


def last_line(report):
    return list(report.lines())[-1]


def test_one_failing_run_fails_the_whole():
    assert ran(required=False).passed()
    assert not ran(required=False, status=1).passed()


def test_what_runs_beside_speaks_whole_when_it_is_waited_for(capfd):
    report = Report(required=False)
    begun = report.begin("install", [sys.executable, "-c", "print('beside'); raise SystemExit(1)"])
    report.run("tests", [sys.executable, "-c", "print('first')"])
    assert not report.end(begun)
    said = capfd.readouterr().out
    assert said.index("first") < said.index("=== install") < said.index("beside")
    assert not report.passed()
    assert [one.name for one in report.outcomes] == ["tests", "install"]


def test_what_was_not_run_is_said_last():
    report = ran(required=False, missing=["The tests on MariaDB."])
    assert report.passed()
    assert last_line(report).split(maxsplit=2) == ["not", "run", "The tests on MariaDB."]


def test_what_was_not_run_fails_where_everything_is_required():
    report = ran(required=True, missing=["The tests on MariaDB."])
    assert not report.passed()
    assert last_line(report).split(maxsplit=1) == ["MISSING", "The tests on MariaDB."]


def test_a_run_sees_the_settings_of_its_engine():
    report = Report(required=True)
    command = "import os; raise SystemExit(os.environ['DATABASE_URL'] != 'mysql://here')"
    report.run("tests", [sys.executable, "-c", command], DATABASE_URL="mysql://here")
    assert report.passed()
