"""Proportions, net promoter score, goal attainment, response rates."""

import math
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from outcomes_plugin import stats
from outcomes_plugin.stats.reference.surveys import NEWCOMBE

DISPOSITIONS = ("complete", "partial", "refusal", "non_contact", "other", "unknown")
COUNTS = dict(zip(DISPOSITIONS, (600, 50, 150, 100, 20, 80), strict=True))
PROPORTION = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(("successes", "n", "low", "high"), NEWCOMBE)
def test_wilson_limits_are_those_that_newcombe_printed(successes, n, low, high):
    assert stats.wilson_interval(successes, n).interval == pytest.approx((low, high), abs=5e-5)


@settings(deadline=None)
@given(PROPORTION)
def test_wilson_agrees_with_statsmodels_and_stays_within_bounds(proportion):
    successes, n = proportion
    result = stats.wilson_interval(successes, n)
    low, high = result.interval
    assert result.interval == pytest.approx(
        proportion_confint(successes, n, method="wilson"), abs=1e-12
    )
    assert 0 <= low <= result.estimate <= high <= 1
    assert result.n == n


def test_wilson_limits_are_exact_where_nobody_or_everybody_succeeded():
    assert stats.wilson_interval(0, 7).interval[0] == 0
    assert stats.wilson_interval(7, 7).interval[1] == 1


@pytest.mark.parametrize(
    ("successes", "n"),
    [
        (0, 0),
        (2, 1),
        (-1, 5),
        (1.5, 5),
        (1, 5.5),
        (math.nan, 5),
        (1, None),
        ("1", 5),
        (1, math.inf),
    ],
)
def test_wilson_refuses_what_is_no_proportion(successes, n):
    assert stats.wilson_interval(np.int64(1), 5.0).n == 5
    with pytest.raises(ValueError, match=r"\."):
        stats.wilson_interval(successes, n)


def test_net_promoter_score_is_promoters_minus_detractors_in_points():
    result = stats.net_promoter_score(
        [10] * 40 + [9] * 10 + [8] * 20 + [7] * 10 + [6] * 10 + [0] * 10
    )
    half = 196 * math.sqrt((0.5 + 0.2 - 0.3**2) / 100)
    assert result.estimate == pytest.approx(30)
    assert result.interval == pytest.approx((30 - half, 30 + half), abs=1e-3)
    assert result.n == 100
    assert result.warnings == ()


@settings(deadline=None)
@given(st.lists(st.integers(0, 10), min_size=1, max_size=60))
def test_net_promoter_interval_holds_the_score_and_stays_within_its_range(scores):
    result = stats.net_promoter_score(scores)
    low, high = result.interval
    assert -100 <= low <= result.estimate <= high <= 100


def test_missing_scores_are_left_out_and_counted():
    scores = pd.Series([10, 9, None, 3, 7], index=[5, 4, 3, 2, 1], dtype="Int64")
    result = stats.net_promoter_score(scores)
    assert result.n == 4
    assert result.estimate == pytest.approx(25)
    assert "1 row with missing values was left out." in result.warnings


def test_unanimous_scores_are_warned_about():
    assert any("no width" in warning for warning in stats.net_promoter_score([10] * 50).warnings)


@pytest.mark.parametrize("scores", [[], [math.nan], [11], [-1], [9.5], ["9"], [[9, 10]], 9])
def test_net_promoter_score_refuses_what_is_no_score(scores):
    assert stats.net_promoter_score([9, True]).n == 2
    with pytest.raises(ValueError, match=r"\."):
        stats.net_promoter_score(scores)


def test_goals_met_as_expected_score_fifty():
    result = stats.goal_attainment_score([0, 0, 0], [1, 2, 3])
    assert result.estimate == 50
    assert result.interval is None
    assert result.n == 3


def test_goal_attainment_follows_kiresuk_and_sherman():
    expected = 50 + 10 * (1 * 3 + 2 * 1 - 1 * 2) / math.sqrt(0.7 * (9 + 1 + 4) + 0.3 * 36)
    assert stats.goal_attainment_score([1, 2, -1], [3, 1, 2]).estimate == pytest.approx(expected)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(-2, 2), st.integers(1, 9)), min_size=1, max_size=8),
    st.floats(0.1, 1000),
)
def test_only_the_ratio_of_weights_matters_and_a_goal_without_weight_does_not(goals, factor):
    levels, weights = zip(*goals, strict=True)
    result = stats.goal_attainment_score(levels, weights).estimate
    scaled = stats.goal_attainment_score([*levels, 2], [*(w * factor for w in weights), 0]).estimate
    assert scaled == pytest.approx(result)


def test_goals_without_a_level_are_left_out_and_counted():
    result = stats.goal_attainment_score([1, None, 2], [1, 5, 1])
    assert result.estimate == pytest.approx(stats.goal_attainment_score([1, 2], [1, 1]).estimate)
    assert result.n == 2
    assert result.warnings == ("1 row with missing values was left out.",)


@pytest.mark.parametrize(
    ("levels", "weights"),
    [([], []), ([1], [0]), ([1], [-1]), ([3], [1]), ([1, 2], [1]), (["1"], [1]), ([None], [1])],
)
def test_goals_that_give_no_score_are_refused(levels, weights):
    with pytest.raises(ValueError, match=r"\."):
        stats.goal_attainment_score(levels, weights)


def test_response_rates_follow_aapor():
    rates = stats.response_rates(**COUNTS, eligible_share=0.5)
    assert rates.rr1 == pytest.approx(600 / 1000)
    assert rates.rr2 == pytest.approx(650 / 1000)
    assert rates.rr3 == pytest.approx(600 / 960)
    assert rates.rr4 == pytest.approx(650 / 960)
    assert rates.rr5 == pytest.approx(600 / 920)
    assert rates.rr6 == pytest.approx(650 / 920)


def test_without_a_share_the_rates_that_need_it_are_absent():
    rates = stats.response_rates(**COUNTS)
    assert rates.rr3 is None
    assert rates.rr4 is None
    assert rates.rr1 == pytest.approx(0.6)


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 200), min_size=6, max_size=6).filter(lambda c: any(c[:5])),
    st.floats(0, 1),
)
def test_response_rates_are_ordered_and_between_zero_and_one(counts, share):
    rates = stats.response_rates(
        **dict(zip(DISPOSITIONS, counts, strict=True)), eligible_share=share
    )
    assert 0 <= rates.rr1 <= rates.rr3 <= rates.rr5 <= 1
    assert rates.rr1 <= rates.rr2 <= rates.rr4 <= rates.rr6 <= 1


@pytest.mark.parametrize(
    "change",
    [
        dict.fromkeys(DISPOSITIONS, 0),
        dict.fromkeys(DISPOSITIONS[:5], 0),
        {"complete": -1},
        {"partial": 1.5},
        {"refusal": math.nan},
        {"other": "3"},
        {"eligible_share": 1.1},
        {"eligible_share": -0.1},
        {"eligible_share": math.nan},
        {"eligible_share": "half"},
    ],
)
def test_counts_that_give_no_rate_are_refused(change):
    assert stats.response_rates(**COUNTS | {"complete": Decimal(600), "partial": np.int32(50)})
    with pytest.raises(ValueError, match=r"\."):
        stats.response_rates(**COUNTS | change)


def test_cox_index_is_the_log_odds_ratio_over_1_65():
    assert stats.cox_index(60, 100, 40, 100) == pytest.approx(2 * math.log(1.5) / 1.65)
    assert stats.cox_index(30, 60, 50, 100) == 0


def test_cox_index_turns_its_sign_with_the_groups_and_with_yes_and_no():
    index = stats.cox_index(13, 29, 70, 111)
    assert stats.cox_index(70, 111, 13, 29) == pytest.approx(-index)
    assert stats.cox_index(16, 29, 41, 111) == pytest.approx(-index)


@pytest.mark.parametrize("counts", [(0, 5, 1, 5), (5, 5, 1, 5), (1, 5, 0, 5), (1, 5, 6, 5)])
def test_cox_index_is_refused_where_odds_do_not_exist(counts):
    with pytest.raises(ValueError, match=r"odds|more successes"):
        stats.cox_index(*counts)
