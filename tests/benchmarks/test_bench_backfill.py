"""The backfill's benchmark on few learners: nobody is read by queries of their own."""

import pytest
from django.db import transaction

from benchmarks import bench_backfill, worlds
from benchmarks.common import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_in_the_loop(monkeypatch):
    monkeypatch.setattr(bench_backfill, "LOOPED", 2)


def queries(learners):
    """Read so many learners of a program of their own, and leave nothing behind."""
    with transaction.atomic():
        program, course = worlds.a_course_that_has_run()
        worlds.learners(program, course, learners)
        found = queries_of(lambda: bench_backfill.read(str(course.key)))
        transaction.set_rollback(True)
    return found.total


def test_two_hundred_learners_cost_less_than_twice_the_queries_of_two():
    assert queries(200) < 2 * queries(2)


def test_every_fact_is_read_and_both_numbers_are_named():
    def measured(facts):
        with transaction.atomic():
            found = bench_backfill.measure(facts, make=lambda add: add())
            transaction.set_rollback(True)
        return found

    few, many = measured(9), measured(30)
    assert (few.facts, many.facts, few.looped_facts) == (9, 30, 6)
    first, second = bench_backfill.ratios(few, many)
    assert "a fact at 30 to a fact at 9" in first
    assert second.startswith("memory, 30 to 9: ")
