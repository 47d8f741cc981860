"""The goals' benchmark on few goals: what it measures does not grow with them."""

import pytest

from benchmarks import bench_goals

pytestmark = pytest.mark.django_db

FEW, MORE = 1, 12
BUDGETS = {bench_goals.VIEW: 8}


def test_queries_do_not_grow_with_goals_and_stay_in_their_budget():
    found = bench_goals.measure((FEW, MORE), runs=1)
    measured = {(one.act, one.goals): one.queries.own for one in found}
    for act, most in BUDGETS.items():
        assert 0 < measured[act, FEW] == measured[act, MORE] <= most
    assert measured[bench_goals.CHECK_IN, FEW] == measured[bench_goals.CHECK_IN, MORE]
    lines = bench_goals.ratios(found)
    assert [line.partition(":")[0] for line in lines] == [
        f"{act}, {MORE} goals to {FEW}" for act in ("view", "check-in")
    ]
