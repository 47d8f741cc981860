"""The report's benchmark on few answers: the page costs the same few queries at any number."""

import pytest
from django.db import transaction

from benchmarks import bench_report

pytestmark = pytest.mark.django_db

LIMIT = 15


def measured(answers):
    """Measure a program of its own with so many answers, and leave nothing behind."""
    with transaction.atomic():
        found = bench_report.measure(answers, runs=1)
        transaction.set_rollback(True)
    return found


def test_the_page_costs_the_same_few_queries_at_any_number_of_answers():
    few, more = measured(40), measured(400)
    assert more.queries.own == few.queries.own <= LIMIT
    assert few.queries.own > 0
