"""What a block makes a phone load."""

import pytest

from benchmarks import bench_sizes

pytestmark = pytest.mark.django_db


def test_no_block_and_no_editor_is_over_its_budget():
    found = bench_sizes.sizes()
    assert [str(size) for size in found if size.is_over] == []
    for block_type in bench_sizes.block_types():
        parts = [size for size in found if size.what.startswith(f"{block_type}, ")]
        assert [size.budget for size in parts] == [15_000, 5_000, 40_000]
        assert all(size.bytes > 0 for size in parts)


def test_all_three_blocks_in_one_unit_stay_in_its_budget():
    whole = {"JavaScript": 25_000, "CSS": 5_000}
    found = {size.what: size for size in bench_sizes.sizes()}
    assert bench_sizes.block_types() == ["mentoring-goals", "mentoring-journal", "mentoring-survey"]
    for kind, budget in whole.items():
        unit = found[f"all blocks in a unit, {kind}"]
        each = [found[f"{one}, {kind}"].bytes for one in bench_sizes.block_types()]
        assert unit.budget == budget
        assert max(each) <= unit.bytes <= min(budget, sum(each))


def test_a_script_that_grows_past_its_budget_is_named(monkeypatch):
    monkeypatch.setattr(bench_sizes, "SCRIPT", 1_000)
    over = [size.what for size in bench_sizes.sizes() if size.is_over]
    assert over == [f"{block_type}, JavaScript" for block_type in bench_sizes.block_types()]
