"""Reliability of a scale."""

import warnings

import numpy as np
import pandas as pd
import pingouin
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from statsmodels.multivariate.factor import Factor

from outcomes_plugin import stats
from outcomes_plugin.stats.reference.scales import ATTITUDE, BINARY_ITEMS

ALL = (
    stats.cronbach_alpha,
    stats.mcdonald_omega,
    stats.item_rest_correlation,
    stats.alpha_if_dropped,
)
LIKERT = arrays(np.int64, (8, 3), elements=st.integers(1, 5)).filter(
    lambda items: (np.ptp(items, axis=0) > 0).all() and np.ptp(items.sum(axis=1)) > 0
)


def answers(*, rows=80, loadings=(1.0, 0.8, 1.2, 0.5), noise=(1.0, 0.5, 2.0, 0.7), seed=7):
    """Return items that share one factor."""
    rng = np.random.default_rng(seed)
    factor = rng.normal(size=(rows, 1))
    return factor * loadings + rng.normal(size=(rows, len(loadings))) * noise


def figures(result):
    """Return the numbers of an estimate or of a mapping."""
    return (
        [result.estimate, *result.interval] if hasattr(result, "interval") else [*result.values()]
    )


@settings(max_examples=40, deadline=None)
@given(LIKERT)
def test_alpha_and_its_interval_agree_with_pingouin(items):
    alpha, interval = pingouin.cronbach_alpha(pd.DataFrame(items))
    ours = stats.cronbach_alpha(items)
    assert ours.estimate == pytest.approx(alpha, abs=1e-9)
    assert ours.interval == pytest.approx(tuple(interval), abs=5.1e-4)


@settings(max_examples=40, deadline=None)
@given(LIKERT)
def test_alpha_lies_inside_its_interval_and_never_above_one(items):
    result = stats.cronbach_alpha(items)
    low, high = result.interval
    assert low <= result.estimate <= high <= 1


def test_pairwise_and_listwise_treat_missing_answers_differently_and_count_complete_rows():
    pairwise = stats.cronbach_alpha(BINARY_ITEMS)
    listwise = stats.cronbach_alpha(BINARY_ITEMS, missing="listwise")
    assert pairwise.estimate == pytest.approx(0.732660835214447)
    assert listwise.estimate == pytest.approx(0.8016949152542372)
    assert pairwise.n == listwise.n == 9
    assert "3 rows" in pairwise.warnings[0]
    assert "3 rows" in listwise.warnings[0]


def test_rows_without_any_answer_change_nothing_but_the_count_of_incomplete_rows():
    padded = [*BINARY_ITEMS, [np.nan] * 11]
    assert figures(stats.cronbach_alpha(padded)) == figures(stats.cronbach_alpha(BINARY_ITEMS))
    assert "4 rows" in stats.cronbach_alpha(padded).warnings[0]


def test_omega_agrees_with_the_factor_model_of_statsmodels():
    items = answers(rows=300)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = Factor(corr=np.corrcoef(items.T), n_factor=1, method="ml").fit()
    sd = items.std(axis=0, ddof=1)
    common = (np.abs(fit.loadings[:, 0]) * sd).sum() ** 2
    expected = common / (common + (fit.uniqueness * sd**2).sum())
    assert stats.mcdonald_omega(items).estimate == pytest.approx(expected, abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_omega_of_three_items_has_the_closed_form_of_the_saturated_model(seed):
    items = answers(rows=400, loadings=(1.0, 0.8, 1.2), noise=(1.0, 1.0, 1.0), seed=seed)
    s = np.cov(items.T)
    loadings = np.sqrt(
        [s[0, 1] * s[0, 2] / s[1, 2], s[0, 1] * s[1, 2] / s[0, 2], s[0, 2] * s[1, 2] / s[0, 1]]
    )
    expected = loadings.sum() ** 2 / s.sum()
    assert stats.mcdonald_omega(items).estimate == pytest.approx(expected, abs=1e-6)


def test_omega_equals_alpha_when_all_loadings_are_equal():
    rng = np.random.default_rng(3)
    raw = rng.normal(size=(60, 4))
    white = (raw - raw.mean(axis=0)) @ np.linalg.inv(np.linalg.cholesky(np.cov(raw.T))).T
    items = white @ np.linalg.cholesky(np.eye(4) + 0.5 * np.ones((4, 4))).T
    alpha, omega = stats.cronbach_alpha(items), stats.mcdonald_omega(items)
    assert omega.estimate == pytest.approx(alpha.estimate, abs=1e-7)


def test_the_delta_interval_is_as_wide_as_omega_varies_over_samples():
    results = [stats.mcdonald_omega(answers(rows=200, seed=seed)) for seed in range(100)]
    claimed = np.mean([(r.interval[1] - r.interval[0]) / (2 * 1.96) for r in results])
    assert claimed == pytest.approx(np.std([r.estimate for r in results]), rel=0.2)


def test_omega_warns_when_one_item_is_explained_entirely():
    items = answers(rows=60)
    items[:, 1] = items[:, 0] + 1e-3 * np.random.default_rng(1).normal(size=60)
    assert any("Heywood" in warning for warning in stats.mcdonald_omega(items).warnings)
    assert not any("Heywood" in w for w in stats.mcdonald_omega(answers(rows=60)).warnings)


def test_omega_is_refused_where_the_covariance_matrix_is_singular():
    items = answers(rows=60)
    assert stats.mcdonald_omega(items).estimate > 0
    with pytest.raises(ValueError, match="singular"):
        stats.mcdonald_omega(np.column_stack([items, items[:, 0]]))
    with pytest.raises(ValueError, match="singular"):
        stats.mcdonald_omega(items[:4])


@pytest.mark.parametrize("function", ALL)
def test_reverse_keyed_items_are_turned_around_first(function):
    items = ATTITUDE.round()
    turned = items.assign(raises=100 - items["raises"], critical=100 - items["critical"])
    by_label = function(turned, reverse_keyed=["raises", "critical"], scale_range=(0, 100))
    by_position = function(turned, reverse_keyed=(4, 5), scale_range=(0, 100))
    mixed = function(turned, reverse_keyed=["raises", 4, 5], scale_range=(0, 100))
    assert figures(by_label) == pytest.approx(figures(function(items)), abs=1e-7)
    assert figures(by_position) == figures(by_label) == figures(mixed)


def test_a_column_label_wins_over_a_position():
    items = ATTITUDE.iloc[:, :4].set_axis([3, 2, 1, 0], axis=1)
    by_label = stats.cronbach_alpha(items, reverse_keyed=[3], scale_range=(0, 100))
    by_name = stats.cronbach_alpha(
        ATTITUDE.iloc[:, :4], reverse_keyed=["rating"], scale_range=(0, 100)
    )
    assert by_label.estimate == by_name.estimate


def test_an_item_against_the_others_is_warned_about():
    turned = ATTITUDE.iloc[:, :3].assign(rating=100 - ATTITUDE["rating"])
    for function in (stats.cronbach_alpha, stats.mcdonald_omega):
        assert any("reverse-keyed" in warning for warning in function(turned).warnings)
        assert not any("reverse-keyed" in warning for warning in function(ATTITUDE).warnings)


@pytest.mark.parametrize("function", ALL)
@pytest.mark.parametrize(
    ("change", "keywords", "sentence"),
    [
        (lambda items: items.iloc[:, :2], {}, "at least 3 items"),
        (lambda items: items.assign(raises=3.0), {}, "'raises' is constant"),
        (lambda items: items, {"reverse_keyed": ["rating"]}, "scale_range"),
        (
            lambda items: items,
            {"reverse_keyed": ["mood"], "scale_range": (0, 100)},
            "no item 'mood'",
        ),
        (lambda items: items, {"reverse_keyed": [7], "scale_range": (0, 100)}, "no item 7"),
        (lambda items: items, {"reverse_keyed": [-1], "scale_range": (0, 100)}, "no item -1"),
        (lambda items: items, {"scale_range": (0, 91)}, "outside the scale range"),
        (lambda items: items, {"scale_range": (50, 100)}, "outside the scale range"),
        (lambda items: items, {"scale_range": (100, 0)}, "below the highest"),
        (lambda items: items, {"scale_range": (0,)}, "pair"),
        (lambda items: items, {"scale_range": ("0", "100")}, "not text"),
        (lambda items: items.astype(str), {}, "not text"),
        (lambda items: items.replace(92, np.inf), {}, "infinite"),
        (lambda items: items.iloc[:1], {}, "."),
        (lambda items: items * np.nan, {}, "."),
    ],
)
def test_a_scale_that_cannot_be_judged_is_refused_with_a_sentence(
    function, change, keywords, sentence
):
    assert figures(function(ATTITUDE, scale_range=(0, 100)))
    with pytest.raises(ValueError, match=sentence):
        function(change(ATTITUDE), **keywords)


def test_an_unknown_rule_for_missing_answers_is_refused():
    with pytest.raises(ValueError, match="pairwise"):
        stats.cronbach_alpha(ATTITUDE, missing="ignore")


def test_a_total_that_does_not_vary_is_refused():
    items = pd.DataFrame(
        {"a": [1, 2, 3, 1], "b": [3, 2, 1, 3], "c": [1, 2, 1, 2], "d": [2, 1, 2, 1]}
    )
    with pytest.raises(ValueError, match="does not vary"):
        stats.cronbach_alpha(items)


def test_pairs_of_items_that_nobody_answered_together_are_refused():
    items = [[1, np.nan, 1], [2, np.nan, 3], [np.nan, 1, 2], [np.nan, 2, 2]]
    with pytest.raises(ValueError, match="in common"):
        stats.cronbach_alpha(items)


def test_without_two_complete_rows_alpha_has_no_interval():
    items = [
        [1, 2, np.nan],
        [2, 3, np.nan],
        [np.nan, 1, 2],
        [np.nan, 3, 3],
        [3, np.nan, 4],
        [1, np.nan, 1],
    ]
    result = stats.cronbach_alpha(items)
    assert result.interval is None
    assert result.n == 0


@pytest.mark.parametrize("function", ALL)
def test_neither_row_order_nor_index_nor_column_order_matters(function):
    shuffled = ATTITUDE.sample(frac=1, random_state=1).iloc[:, ::-1]
    before, after = function(ATTITUDE), function(shuffled)
    if hasattr(before, "interval"):
        assert figures(after) == pytest.approx(figures(before), abs=1e-7)
    else:
        assert dict(after) == pytest.approx(dict(before))


@pytest.mark.parametrize("function", ALL)
@pytest.mark.parametrize("items", [ATTITUDE, ATTITUDE.gt(ATTITUDE.median()).astype(float)])
def test_nullable_integers_booleans_objects_and_lists_are_numbers(function, items):
    expected = figures(function(items))
    assert figures(function(items.astype("Int64"))) == expected
    assert figures(function(items.astype(object))) == expected
    assert figures(function(items.to_numpy().tolist())) == expected
    if items.isin([0, 1]).all(axis=None):
        assert figures(function(items.astype(bool))) == expected
        assert figures(function(items.astype("boolean"))) == expected


def test_missing_nullable_answers_are_missing():
    nullable = pd.DataFrame(BINARY_ITEMS).astype("Int64")
    assert nullable.isna().any(axis=None)
    assert figures(stats.cronbach_alpha(nullable)) == figures(stats.cronbach_alpha(BINARY_ITEMS))


def test_item_mappings_are_read_only_and_keyed_by_column():
    dropped = stats.alpha_if_dropped(ATTITUDE)
    assert list(dropped) == list(ATTITUDE.columns)
    assert list(stats.alpha_if_dropped(ATTITUDE.to_numpy())) == list(range(7))
    with pytest.raises(TypeError):
        dropped["rating"] = 1.0


def test_alpha_if_dropped_is_the_alpha_of_the_remaining_items():
    for item, alpha in stats.alpha_if_dropped(ATTITUDE).items():
        rest = stats.cronbach_alpha(ATTITUDE.drop(columns=[item]))
        assert alpha == pytest.approx(rest.estimate)


def test_item_figures_leave_incomplete_rows_out_and_say_so():
    result = stats.item_rest_correlation(BINARY_ITEMS)
    assert result.n == 9
    assert "3 rows with missing values were left out." in result.warnings


def test_fewer_than_thirty_people_are_warned_about():
    assert any(
        "fewer than 30" in warning for warning in stats.cronbach_alpha(ATTITUDE[:29]).warnings
    )
    assert stats.cronbach_alpha(ATTITUDE).warnings == ()


@pytest.mark.parametrize("function", [stats.cronbach_alpha, stats.mcdonald_omega])
def test_fewer_people_can_be_counted_than_there_are(function):
    items = answers(rows=60)
    whole, fewer = function(items), function(items, counted=50)
    assert (whole.n, fewer.n, fewer.estimate) == (60, 50, whole.estimate)
    assert fewer.interval[0] < whole.interval[0] < whole.interval[1] < fewer.interval[1]
    assert "fewer than 30" in str(function(items, counted=29).warnings)
    with pytest.raises(ValueError, match="More people"):
        function(items, counted=61)
