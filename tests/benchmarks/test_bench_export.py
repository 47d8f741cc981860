"""The export's benchmark on few answers: read batch by batch, each with the same few queries."""

import pytest
from django.db import transaction

from benchmarks import bench_export
from outcomes_plugin.surveys import exporting

pytestmark = pytest.mark.django_db

BATCH = 50


def measured(responses):
    """Measure a program of its own with so many answers, and leave nothing behind."""
    with transaction.atomic():
        found = bench_export.measure(responses, runs=1, make=lambda add: add())
        transaction.set_rollback(True)
    return {one.what: one for one in found}


def test_each_batch_of_answers_costs_as_many_queries_as_another(monkeypatch):
    monkeypatch.setattr(exporting, "BATCH", BATCH)
    one, two, four = (measured(BATCH * count)[bench_export.EXPORT].queries for count in (1, 2, 4))
    assert 0 < two - one <= 3
    assert four - two == 2 * (two - one)


def test_both_ways_and_both_numbers_are_named():
    found = [*measured(10).values(), *measured(30).values()]
    assert [line.partition(":")[0] for line in bench_export.ratios(found)[:-1]] == [
        "10 responses",
        "30 responses",
    ]
