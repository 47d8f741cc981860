"""The desk's benchmark with fewer runs: what it measures does not grow with mentees."""

import pytest

from benchmarks import bench_desk

pytestmark = pytest.mark.django_db

BUDGET = 20


def test_thirty_mentees_and_a_long_ledger_cost_the_queries_of_three():
    found = bench_desk.measure(bench_desk.MENTEES, entries=bench_desk.ENTRIES, runs=1)
    assert [one.mentees for one in found] == [3, 30]
    assert all(one.entries >= bench_desk.ENTRIES for one in found)
    few, many = (one.queries.own for one in found)
    assert 0 < few == many <= BUDGET
    (line,) = bench_desk.ratios(found)
    assert line.startswith("30 mentees to 3: ")
