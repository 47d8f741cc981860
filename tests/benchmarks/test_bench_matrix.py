"""The matrix's benchmark with one run: ten times the statements cost no query more."""

import pytest

from benchmarks import bench_matrix

pytestmark = pytest.mark.django_db


def test_fifty_statements_cost_the_queries_of_five():
    found = bench_matrix.measure(bench_matrix.STATEMENTS, runs=1)
    assert [one.statements for one in found] == [0, 5, 50]
    text, few, many = (one.queries for one in found)
    assert text.own == 0 < few.own == many.own
    assert few.platform == many.platform
    (line,) = bench_matrix.ratios(found)
    assert line.startswith("50 statements to 5: ")
