"""Replaying the bundled reference set."""

import dataclasses
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from outcomes_plugin.stats import reference, surveys, verify

ROOT = Path(__file__).parents[2]
CASES = list(verify.reference_cases())

ALTERED = """
from outcomes_plugin.stats.reference import ReferenceCase

CASES = (
    ReferenceCase(
        function="wilson_interval", figure="{figure}", expected={expected},
        compute=lambda: {compute}, tolerance=1e-6, source="a | made-up source", data="none",
    ),
)
"""


@pytest.fixture
def bundle(tmp_path, monkeypatch):
    """Return a function that adds one more module of cases to the bundled set."""

    def add(*, expected, compute, figure="half"):
        module = f"zz_{tmp_path.name.replace('-', '_')}"
        text = ALTERED.format(expected=expected, compute=compute, figure=figure)
        (tmp_path / f"{module}.py").write_text(text)
        monkeypatch.setattr(reference, "__path__", [*reference.__path__, str(tmp_path)])
        monkeypatch.delitem(sys.modules, f"{reference.__name__}.{module}", raising=False)

    return add


@pytest.mark.parametrize(
    ("module", "case"),
    CASES,
    ids=[f"{module}: {case.function}, {case.figure}" for module, case in CASES],
)
def test_every_published_figure_is_reproduced(module, case):
    one = verify.replay(module, case)
    assert one.passed, f"{one.verdict}: computed {one.computed}, expected {case.expected}"


@pytest.mark.parametrize(("module", "case"), CASES[::7])
def test_a_figure_fails_as_soon_as_its_expected_value_is_altered(module, case):
    shift = 10 * case.tolerance + 1e-3
    altered = dataclasses.replace(case, expected=case.expected + shift)
    assert verify.replay(module, case).passed
    assert not verify.replay(module, altered).passed


def test_an_altered_constant_makes_the_replay_fail(monkeypatch, capsys):
    assert verify.main([]) == 0
    assert " 0 failed." in capsys.readouterr().out
    monkeypatch.setattr(surveys, "Z_95", 1.9)
    assert verify.main([]) == 1
    assert "fail" in capsys.readouterr().out


def test_a_wrong_figure_and_a_refused_one_are_shown_as_failures(bundle, capsys):
    bundle(expected=0.5, compute="1 / 3")
    assert verify.main([]) == 1
    assert "0.333333" in capsys.readouterr().out
    bundle(expected=0.5, compute="float('text')")
    assert verify.main([]) == 1
    assert "fail (could not convert" in capsys.readouterr().out


def test_nothing_to_replay_is_no_pass(monkeypatch):
    monkeypatch.setattr(reference, "__path__", [])
    assert verify.main([]) == 1


def test_missing_and_infinite_figures_agree_only_with_themselves():
    case = dataclasses.replace(CASES[0][1], expected=float("nan"), compute=lambda: float("nan"))
    assert verify.replay("x", case).passed
    assert not verify.replay("x", dataclasses.replace(case, expected=float("inf"))).passed
    assert not verify.replay("x", dataclasses.replace(case, compute=lambda: 0.0)).passed


def test_every_line_shows_figure_expected_computed_tolerance_and_verdict(capsys):
    verify.main([])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == [
        "function",
        "figure",
        "expected",
        "computed",
        "tolerance",
        "verdict",
    ]
    assert len(lines) == len(CASES) + 3
    assert all(line.endswith("pass") for line in lines[1 : len(CASES) + 1])


def test_a_pipe_in_a_source_does_not_break_the_page(bundle):
    bundle(expected=0.5, compute="0.5", figure="a | b")
    page = verify.as_markdown(verify.replay_all())
    assert "a \\| b" in page
    assert "a \\| made-up source" in page


def test_the_reference_page_is_up_to_date():
    page = (ROOT / "docs" / "reference" / "statistics.md").read_text()
    assert page == verify.as_markdown(verify.replay_all()), (
        "Run python -m outcomes_plugin.stats.verify --markdown > docs/reference/statistics.md"
    )


def test_it_runs_without_django():
    script = (
        "import sys; from outcomes_plugin.stats import verify; code = verify.main([]);"
        "sys.exit(code or 'django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_management_command_prints_the_same_and_exits_with_one_on_a_failure(bundle):
    out = StringIO()
    call_command("outcomes_verify_statistics", stdout=out)
    assert out.getvalue().rstrip() == verify.as_table(verify.replay_all()).rstrip()
    bundle(expected=0.5, compute="1 / 3")
    with pytest.raises(SystemExit) as stopped:
        call_command("outcomes_verify_statistics", stdout=StringIO())
    assert stopped.value.code == 1


def test_the_management_command_prints_the_page_when_asked():
    out = StringIO()
    call_command("outcomes_verify_statistics", "--markdown", stdout=out)
    assert out.getvalue() == verify.as_markdown(verify.replay_all())
