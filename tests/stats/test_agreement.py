import math

import krippendorff
import numpy as np
import pandas as pd
import pingouin
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from statsmodels.stats import inter_rater

from outcomes_plugin.stats import (
    cohens_kappa,
    fleiss_kappa,
    intraclass_correlation,
    krippendorff_alpha,
    verify,
)
from outcomes_plugin.stats.reference import agreement as published

LEVELS = ("nominal", "ordinal", "interval")
RATINGS = arrays(
    float,
    st.tuples(st.integers(2, 5), st.integers(2, 12)),
    elements=st.sampled_from([1.0, 2.0, 3.0, 7.0, math.nan]),
)


@pytest.mark.parametrize(
    "case", published.CASES, ids=lambda case: f"{case.function}: {case.figure}"
)
def test_the_published_figures_come_out(case):
    assert verify.replay("agreement", case).passed


@settings(deadline=None)
@given(ratings=RATINGS, level=st.sampled_from(LEVELS))
def test_alpha_is_that_of_an_independent_program(ratings, level):
    pairable = ratings[:, np.isfinite(ratings).sum(axis=0) > 1]
    values = pairable[np.isfinite(pairable)]
    assume(values.size and np.ptp(values) > 0)
    oracle = krippendorff.alpha(reliability_data=ratings, level_of_measurement=level)
    assert krippendorff_alpha(ratings, level=level).estimate == pytest.approx(oracle, abs=1e-9)


@given(ratings=RATINGS, level=st.sampled_from(LEVELS), order=st.randoms(use_true_random=False))
def test_alpha_depends_on_no_order_and_on_no_lone_rating(ratings, level, order):
    pairable = ratings[:, np.isfinite(ratings).sum(axis=0) > 1]
    assume(pairable.size and np.nanmax(pairable) > np.nanmin(pairable))
    coders = order.sample(range(ratings.shape[0]), ratings.shape[0])
    units = order.sample(range(ratings.shape[1]), ratings.shape[1])
    shuffled = ratings[coders][:, units]
    expected = krippendorff_alpha(pairable, level=level)
    result = krippendorff_alpha(shuffled, level=level)
    assert result.estimate == pytest.approx(expected.estimate, abs=1e-12)
    assert result.n == expected.n == pairable.shape[1]
    assert bool(result.warnings) == (pairable.shape[1] < ratings.shape[1])


def test_a_coder_who_rated_nothing_changes_nothing():
    silent = [*published.FOUR_CODERS, [math.nan] * 12]
    for level in LEVELS:
        expected = krippendorff_alpha(published.FOUR_CODERS, level=level).estimate
        assert krippendorff_alpha(silent, level=level).estimate == expected


def test_alpha_has_no_interval_and_perfect_agreement_is_one():
    result = krippendorff_alpha([[1, 2, 3], [1, 2, 3]], level="interval")
    assert (result.estimate, result.interval, result.n) == (1.0, None, 3)


@pytest.mark.parametrize(
    ("ratings", "level"),
    [
        ([[1, 1], [1, 1]], "nominal"),
        ([[1, math.nan], [math.nan, 2]], "nominal"),
        ([[1, 2, 3]], "nominal"),
        ([["a", "b"], ["a", "b"]], "nominal"),
        ([["1", "2"], ["1", "2"]], "interval"),
        ([[1, 2], [1, 2]], "ratio"),
        ([1, 2, 3], "nominal"),
    ],
)
def test_alpha_that_is_not_defined_is_refused_with_a_sentence(ratings, level):
    with pytest.raises(ValueError, match=r"\.$"):
        krippendorff_alpha(ratings, level=level)


SQUARES = st.integers(2, 5).flatmap(lambda k: arrays(int, (k, k), elements=st.integers(0, 20)))


@given(table=SQUARES)
def test_kappa_is_chance_corrected_agreement(table):
    total = table.sum()
    assume(total and table.diagonal().max() < total)
    observed = np.trace(table) / total
    by_chance = (table.sum(axis=0) * table.sum(axis=1)).sum() / total**2
    result = cohens_kappa(table)
    assert result.estimate == pytest.approx((observed - by_chance) / (1 - by_chance))
    assert result.n == total
    if np.count_nonzero(table.sum(axis=0)) == 1 or np.count_nonzero(table.sum(axis=1)) == 1:
        assert result.interval is None
        assert result.warnings
    else:
        assert -1 <= result.interval[0] <= result.interval[1] <= 1
    assert cohens_kappa(table.T).estimate == pytest.approx(result.estimate)


def test_perfect_agreement_on_several_categories_is_one():
    result = cohens_kappa([[20, 0], [0, 30]])
    assert (result.estimate, result.interval) == (1.0, (1.0, 1.0))


@pytest.mark.parametrize(
    "table",
    [
        [[5, 0], [0, 0]],
        [[0, 0], [0, 0]],
        [[1, 2, 3], [4, 5, 6]],
        [[5]],
        [1, 2],
        [[1, -1], [2, 3]],
        [[1, 0.5], [2, 3]],
        [[1, math.nan], [2, 3]],
        [["1", "2"], ["3", "4"]],
    ],
)
def test_a_table_without_kappa_is_refused_with_a_sentence(table):
    with pytest.raises(ValueError, match=r"\.$"):
        cohens_kappa(table)


@st.composite
def counted_ratings(draw):
    raters, categories = draw(st.integers(2, 6)), draw(st.integers(2, 4))
    subjects = draw(st.integers(2, 15))
    ratings = draw(arrays(int, (subjects, raters), elements=st.integers(0, categories - 1)))
    return np.array([np.bincount(row, minlength=categories) for row in ratings])


@given(counts=counted_ratings())
def test_fleiss_kappa_is_that_of_statsmodels(counts):
    assume(np.count_nonzero(counts.sum(axis=0)) > 1)
    result = fleiss_kappa(counts)
    assert result.estimate == pytest.approx(inter_rater.fleiss_kappa(counts), abs=1e-12)
    assert result.n == len(counts)
    assert result.interval[0] <= result.estimate <= result.interval[1]
    unused = np.column_stack([counts, np.zeros(len(counts), dtype=int)])
    assert fleiss_kappa(unused).estimate == pytest.approx(result.estimate)


def test_the_interval_of_fleiss_kappa_covers_as_often_as_it_says():
    rng = np.random.default_rng(0)
    covered = 0
    # Half of the subjects are easy: all raters see the true one of two categories; κ is 1/2.
    for _ in range(400):
        easy, true = rng.random(100) < 0.5, rng.integers(0, 2, 100)
        votes = np.where(easy[:, None], true[:, None], rng.integers(0, 2, (100, 5)))
        low, high = fleiss_kappa(
            np.column_stack([(votes == 0).sum(1), (votes == 1).sum(1)])
        ).interval
        covered += low <= 0.5 <= high
    assert 0.91 <= covered / 400 <= 0.98


@pytest.mark.parametrize(
    "counts",
    [
        [[3, 0], [3, 0]],
        [[3, 0], [2, 0]],
        [[1, 0], [0, 1]],
        [3, 0],
        [[3, -1], [1, 1]],
        [[1.5, 0.5], [1, 1]],
        [["3", "0"], ["1", "2"]],
    ],
)
def test_counts_without_kappa_are_refused_with_a_sentence(counts):
    with pytest.raises(ValueError, match=r"\.$"):
        fleiss_kappa(counts)


NAMES = {
    "ICC(1,1)": "ICC(1,1)",
    "ICC(A,1)": "ICC(A,1)",
    "ICC(C,1)": "ICC(C,1)",
    "ICC(1,k)": "ICC(1,k)",
    "ICC(A,k)": "ICC(A,k)",
    "ICC(C,k)": "ICC(C,k)",
}


@pytest.mark.parametrize("seed", range(5))
def test_intraclass_correlations_are_those_of_pingouin(seed):
    rng = np.random.default_rng(seed)
    targets, raters = rng.integers(4, 20), rng.integers(2, 6)
    ratings = rng.normal(size=(targets, 1)) + rng.normal(size=(targets, raters)) * rng.random()
    ratings += rng.normal(size=raters)
    long = pd.DataFrame(ratings).stack().rename("score").reset_index()
    oracle = pingouin.intraclass_corr(long, targets="level_0", raters="level_1", ratings="score")
    result = intraclass_correlation(ratings)
    # Its rows come in Shrout and Fleiss' order: one-way, agreement, consistency; single, average.
    for name, (_, row) in zip(NAMES, oracle.iterrows(), strict=True):
        interval = row[next(column for column in oracle.columns if column.startswith("CI95"))]
        assert result[name].estimate == pytest.approx(row["ICC"], abs=1e-6)
        assert result[name].interval == pytest.approx(tuple(interval), abs=0.006)


@given(seed=st.integers(0, 10**6), shift=st.floats(-100, 100), scale=st.floats(0.01, 100))
def test_intraclass_correlations_ignore_unit_origin_and_order(seed, shift, scale):
    rng = np.random.default_rng(seed)
    ratings = rng.normal(size=(6, 3))
    moved = rng.permutation(ratings * scale + shift)[:, rng.permutation(3)]
    first, second = intraclass_correlation(ratings), intraclass_correlation(moved)
    for name, one in first.items():
        assert second[name].estimate == pytest.approx(one.estimate, rel=1e-6, abs=1e-6)


def test_a_target_with_a_missing_rating_is_left_out_and_counted():
    gap = [*published.SHROUT_FLEISS, [1.0, math.nan, 2.0, 3.0]]
    whole, dropped = intraclass_correlation(published.SHROUT_FLEISS), intraclass_correlation(gap)
    assert dropped["ICC(A,1)"].estimate == whole["ICC(A,1)"].estimate
    assert dropped["ICC(A,1)"].n == 6
    assert any("missing" in warning for warning in dropped["ICC(A,1)"].warnings)


def test_raters_who_agree_perfectly_have_a_correlation_of_one():
    for one in intraclass_correlation([[1, 1], [2, 2], [4, 4]]).values():
        assert (one.estimate, one.interval) == (1.0, (1.0, 1.0))


def test_a_constant_difference_between_raters_hurts_agreement_alone():
    result = intraclass_correlation([[1, 3], [2, 4], [5, 7]])
    assert result["ICC(C,1)"].estimate == 1.0
    assert result["ICC(A,1)"].estimate < 1.0


@pytest.mark.parametrize(
    "ratings",
    [
        [[3, 3], [3, 3], [3, 3]],
        [[1, 3], [3, 1], [2, 2]],
        [[1, 2, 3]],
        [[1], [2], [3]],
        [[1, math.nan], [math.nan, 2], [1, 2]],
        [["1", "2"], ["2", "3"]],
        [1, 2, 3],
    ],
)
def test_ratings_that_tell_no_target_apart_are_refused_with_a_sentence(ratings):
    with pytest.raises(ValueError, match=r"\.$"):
        intraclass_correlation(ratings)
