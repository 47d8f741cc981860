"""How benchmarks are chosen and run."""

import subprocess
import sys
from pathlib import Path

from benchmarks import __main__ as runner
from benchmarks.common import Seconds, machine_facts, medians

ROOT = Path(__file__).parents[2]


def test_every_benchmark_of_the_folder_is_run():
    modules = {path.stem for path in (ROOT / "benchmarks").glob("bench_*.py")}
    assert {f"bench_{name}" for name in runner.names()} == modules
    assert {"survey", "report", "signals", "sizes"} <= set(runner.names())


def test_a_benchmark_that_is_not_there_is_refused_by_name():
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks", "surveys"], cwd=ROOT, capture_output=True, text=True
    )
    assert ran.returncode == 2
    assert "There is no benchmark surveys. There are:" in ran.stdout


def test_the_facts_of_the_machine_are_said_once_under_which_the_numbers_stand():
    facts = machine_facts()
    assert "\n" not in facts
    assert "Django" in facts
    assert "processors" in facts


def test_a_time_is_the_median_of_its_runs_and_stands_beside_another_as_a_multiple():
    runs = [Seconds(wall=wall, cpu=wall / 2) for wall in (0.5, 0.001, 0.002)]
    found = medians(runs)
    assert (found.wall, found.cpu) == (0.002, 0.001)
    assert str(found) == "2.0 ms (1.0 CPU)"
    assert found.beside(Seconds(wall=0.004, cpu=0.00001)) == "0.50 (CPU 100)"
