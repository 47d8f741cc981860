"""The journal's benchmark on few entries: what it measures does not grow with them."""

import pytest

from benchmarks import bench_journal

pytestmark = pytest.mark.django_db

FEW, MORE = 1, 30
BUDGETS = {bench_journal.VIEW: 8, bench_journal.AUTOSAVE: 6}


def test_queries_do_not_grow_with_entries_and_stay_in_their_budgets():
    found = bench_journal.measure((FEW, MORE), runs=1)
    measured = {(one.act, one.entries): one.queries.own for one in found}
    for act, most in BUDGETS.items():
        assert 0 < measured[act, FEW] == measured[act, MORE] <= most
    assert measured[bench_journal.SAVE, FEW] == measured[bench_journal.SAVE, MORE]
    lines = bench_journal.ratios(found)
    assert [line.partition(":")[0] for line in lines] == [
        f"{act}, {MORE} entries to {FEW}" for act in ("view", "autosave", "save")
    ]
