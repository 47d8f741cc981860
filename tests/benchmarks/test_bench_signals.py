"""The signals' benchmark on few people: what a signal costs those who are in no program."""

import pytest
from completion.models import BlockCompletion
from django.db.models.signals import post_save

from benchmarks import bench_signals
from outcomes_plugin.handlers import on_completion

pytestmark = pytest.mark.django_db


def listeners():
    return [
        receiver
        for found in post_save._live_receivers(BlockCompletion)
        for receiver in (found if isinstance(found, list) else [found])
        if receiver is on_completion
    ]


def test_a_signal_costs_one_query_outside_programs_and_at_most_three_for_members():
    found = bench_signals.measure(members=3, runs=1)
    queries = {(one.signal, one.user): one.queries.own for one in found}
    assert {queries[key] for key in queries if key[1] == bench_signals.OUTSIDER} == {1}
    assert {queries[key] for key in queries if key[1] == bench_signals.MEMBER} == {2}


def test_what_is_measured_without_our_receivers_is_without_them():
    assert listeners() == [on_completion]
    with bench_signals.without_our_receivers():
        assert listeners() == []
    assert listeners() == [on_completion]
