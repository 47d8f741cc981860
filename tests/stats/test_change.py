"""Means, their change, and effect sizes."""

import math
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from outcomes_plugin import stats
from outcomes_plugin.stats.change import mean_interval_from_sums, paired_change_from_sums
from outcomes_plugin.stats.reference.change import (
    AUTOMATIC,
    MANUAL,
    SLEEP_FIRST,
    SLEEP_SECOND,
)

SCORES = st.lists(st.integers(0, 10), min_size=2, max_size=30)
VARIED = SCORES.filter(lambda scores: len(set(scores)) > 1)


def test_hedges_g_of_the_cars_is_what_effectsize_prints():
    result = stats.hedges_g(AUTOMATIC, MANUAL)
    assert result.estimate == pytest.approx(-1.44, abs=0.005)
    assert result.interval == pytest.approx((-2.21, -0.65), abs=0.005)
    assert result.n == 32


@settings(deadline=None, max_examples=40)
@given(VARIED, VARIED)
def test_at_each_limit_the_observed_t_is_a_two_and_a_half_percent_point(a, b):
    freedom, root = len(a) + len(b) - 2, math.sqrt(len(a) * len(b) / (len(a) + len(b)))
    correction = math.gamma(freedom / 2) / math.sqrt(freedom / 2) / math.gamma((freedom - 1) / 2)
    result = stats.hedges_g(a, b)
    t = scipy_stats.ttest_ind(a, b).statistic
    low, high = (limit / correction * root for limit in result.interval)
    assert result.estimate / correction * root == pytest.approx(t)
    assert scipy_stats.nct.sf(t, freedom, low) == pytest.approx(0.025, abs=1e-6)
    assert scipy_stats.nct.cdf(t, freedom, high) == pytest.approx(0.025, abs=1e-6)


@settings(deadline=None, max_examples=40)
@given(VARIED, VARIED)
def test_swapping_the_groups_turns_the_sign(a, b):
    there, back = stats.hedges_g(a, b), stats.hedges_g(b, a)
    assert back.estimate == pytest.approx(-there.estimate)
    assert back.interval == pytest.approx((-there.interval[1], -there.interval[0]), abs=1e-6)


@pytest.mark.parametrize("gap", [1e5, 1e9])
def test_a_huge_difference_still_has_an_interval(gap):
    result = stats.hedges_g([gap, gap + 1], [0.0, 1.0])
    low, high = result.interval
    assert 0 < low < result.estimate < high < math.inf
    mirrored = stats.hedges_g([0.0, 1.0], [gap, gap + 1])
    assert mirrored.interval == pytest.approx((-high, -low))


def test_the_interval_is_the_same_on_both_sides_of_the_switch_to_the_limit_form():
    below, above = (stats.hedges_g([gap, gap + 1], [0.0, 1.0]) for gap in (7070.0, 7072.0))
    assert [limit / below.estimate for limit in below.interval] == pytest.approx(
        [limit / above.estimate for limit in above.interval], rel=1e-6
    )


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ([1], [1, 2]),
        ([1, 2], [3]),
        ([1, 1], [2, 2]),
        (["1", "2"], [1, 2]),
        ([[1, 2]], [1, 2]),
        ([], []),
    ],
)
def test_groups_without_spread_or_people_are_refused(a, b):
    assert stats.hedges_g([1, 2], [1, 2]).estimate == 0
    with pytest.raises(ValueError, match=r"\."):
        stats.hedges_g(a, b)


def test_missing_values_leave_one_group_only():
    result = stats.hedges_g(pd.Series([1, None, 3, 4], dtype="Int64"), [2, 3, 5])
    assert result.estimate == stats.hedges_g([1, 3, 4], [2, 3, 5]).estimate
    assert result.n == 6
    assert "1 row with missing values was left out." in result.warnings


def test_paired_change_of_the_sleepers_is_what_r_prints():
    result = stats.paired_change(SLEEP_SECOND, SLEEP_FIRST)
    assert result.estimate == pytest.approx(-1.58)
    assert result.interval == pytest.approx((-2.4598858, -0.7001142), abs=5e-8)
    assert result.d_z == pytest.approx(-4.0621 / math.sqrt(10), abs=5e-5)
    spread = (np.std(SLEEP_FIRST, ddof=1) + np.std(SLEEP_SECOND, ddof=1)) / 2
    assert result.d_av == pytest.approx(-1.58 / spread)
    assert result.reliable_change is None


def test_reliable_change_comes_per_pair_in_input_order_with_gaps():
    before, after = [40, None, 47.5, 55, 60], [40, 30, 32.5, 55, None]
    result = stats.paired_change(before, after, reliability=0.8)
    assert result.n == 3
    assert result.reliable_change == pytest.approx(
        [0, math.nan, -3.162278, 0, math.nan], nan_ok=True
    )
    assert "2 rows with missing values were left out." in result.warnings


def test_series_pair_by_position_whatever_their_index():
    before = pd.Series([1.0, 2.0, 4.0], index=[2, 1, 0])
    after = pd.Series([2.0, 2.0, 7.0], index=["a", "b", "c"])
    assert stats.paired_change(before, after).estimate == pytest.approx(4 / 3)


@pytest.mark.parametrize(
    ("before", "after", "reliability"),
    [
        ([1], [2], None),
        ([1, 2], [2], None),
        ([1, None], [None, 2], None),
        ([1, 2], ["2", "3"], None),
        ([1, 2], [2, 4], 1.0),
        ([1, 2], [2, 4], -0.1),
        ([1, 2], [2, 4], math.nan),
        ([1, 2], [2, 4], "high"),
        ([2, 2], [2, 4], 0.8),
    ],
)
def test_changes_that_cannot_be_computed_are_refused(before, after, reliability):
    assert stats.paired_change([1, 2], [2, 4], reliability=0.0).n == 2
    with pytest.raises(ValueError, match=r"\."):
        stats.paired_change(before, after, reliability=reliability)


def test_the_same_change_for_all_has_no_standardized_size_and_is_warned_about():
    result = stats.paired_change([1, 2, 3], [2, 3, 4])
    assert result.interval == (1, 1)
    assert math.isnan(result.d_z)
    assert result.d_av == pytest.approx(1)
    assert any("no width" in warning for warning in result.warnings)


def test_a_constant_shift_of_decimals_is_constant_in_spite_of_rounding():
    before = np.array([1.1, 2.2, 3.3, 4.7])
    result = stats.paired_change(before, before + 0.1)
    assert np.ptp((before + 0.1) - before) > 0
    assert math.isnan(result.d_z)
    changes = (before + 0.1) - before
    sums = paired_change_from_sums(n=4, total=changes.sum(), total_of_squares=(changes**2).sum())
    assert math.isnan(sums.d_z)
    with pytest.raises(ValueError, match="variance"):
        stats.hedges_g([0.3, 0.1 + 0.2], [0.5, 0.5])


@settings(deadline=None)
@given(SCORES)
def test_the_mean_and_its_interval_agree_with_scipy_and_with_their_sums(values):
    result = stats.mean_interval(values)
    sums = mean_interval_from_sums(
        n=len(values), total=sum(values), total_of_squares=sum(v * v for v in values)
    )
    assert sums.interval == pytest.approx(result.interval)
    assert sums.estimate == pytest.approx(result.estimate)
    assert (sums.n, sums.method, sums.warnings) == (result.n, result.method, result.warnings)
    if len(set(values)) > 1:
        test = scipy_stats.ttest_1samp(values, 0)
        assert result.interval == pytest.approx(tuple(test.confidence_interval()))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=2, max_size=20))
def test_paired_change_from_sums_equals_paired_change(pairs):
    before, after = zip(*pairs, strict=True)
    changes = [b - a for a, b in pairs]
    whole = stats.paired_change(before, after)
    sums = paired_change_from_sums(
        n=len(pairs), total=sum(changes), total_of_squares=Decimal(sum(c * c for c in changes))
    )
    assert sums.estimate == pytest.approx(whole.estimate)
    assert sums.interval == pytest.approx(whole.interval)
    assert sums.d_z == pytest.approx(whole.d_z, nan_ok=True)
    assert sums.warnings == whole.warnings


@pytest.mark.parametrize("number", [int, np.int64, Decimal])
def test_large_whole_numbers_lose_no_digits_in_sums(number):
    values = [10**12 + offset for offset in (0, 1, 2, 3, 4)]
    sums = mean_interval_from_sums(
        n=np.int64(5),
        total=number(sum(values)),
        total_of_squares=Decimal(sum(v * v for v in values)),
    )
    half = (sums.interval[1] - sums.interval[0]) / 2
    assert half == pytest.approx(scipy_stats.t.ppf(0.975, 4) * math.sqrt(2.5 / 5), rel=1e-3)


@pytest.mark.parametrize(
    "sums",
    [
        {"n": 1},
        {"n": 0},
        {"n": 2.5},
        {"n": None},
        {"total": "6"},
        {"total_of_squares": 17},
        {"total": math.nan},
        {"total": math.inf},
        {"total": None},
        {"total_of_squares": "many"},
    ],
)
@pytest.mark.parametrize("function", [mean_interval_from_sums, paired_change_from_sums])
def test_sums_that_contradict_each_other_are_refused(function, sums):
    possible = {"n": 2, "total": 6, "total_of_squares": 20}
    assert function(**possible).estimate == 3
    with pytest.raises(ValueError, match=r"\."):
        function(**possible | sums)


@pytest.mark.parametrize("values", [[], [1], [None, 1], ["1", "2"], [1, math.inf], 5])
def test_values_without_a_mean_interval_are_refused(values):
    assert stats.mean_interval([1, 2]).n == 2
    with pytest.raises(ValueError, match=r"\."):
        stats.mean_interval(values)
