import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact
from statsmodels.stats.contingency_tables import StratifiedTable

from outcomes_plugin.stats import adverse_impact_ratio, mantel_haenszel_odds_ratio, verify
from outcomes_plugin.stats.reference import equity as published

GROUPS = st.dictionaries(
    st.sampled_from("abcdef"),
    st.integers(1, 60).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))),
    min_size=1,
)


@pytest.mark.parametrize(
    "case", published.CASES, ids=lambda case: f"{case.function}: {case.figure}"
)
def test_the_published_figures_come_out(case):
    assert verify.replay("equity", case).passed


def test_four_fifths_exactly_is_not_flagged_where_floats_would_flag_it():
    # 0.8 * (1 / 3) and 4 / 15 differ as floats.
    ratios = adverse_impact_ratio({"a": 1000, "b": 800}, {"a": 3000, "b": 3000})
    assert ratios["b"].ratio == pytest.approx(0.8)
    assert not ratios["b"].flagged
    assert adverse_impact_ratio({"a": 1000, "b": 799}, {"a": 3000, "b": 3000})["b"].flagged


@given(top=st.integers(1, 10**6), rows=st.integers(1, 50))
def test_a_ratio_of_four_fifths_is_never_flagged(top, rows):
    total = 10 * rows * top
    ratios = adverse_impact_ratio({"a": 5 * top, "b": 4 * top}, {"a": total, "b": total})
    assert not ratios["b"].flagged


def test_the_first_of_equal_highest_rates_is_the_reference():
    ratios = adverse_impact_ratio({"b": 5, "a": 10, "c": 1}, {"b": 10, "a": 20, "c": 10})
    assert {one.reference for one in ratios.values()} == {"b"}
    assert (ratios["b"].ratio, ratios["b"].p_value) == (1.0, 1.0)
    assert (ratios["a"].ratio, ratios["a"].flagged) == (1.0, False)
    assert list(ratios) == ["b", "a", "c"]


def test_one_selection_can_turn_the_flag():
    ratios = adverse_impact_ratio({"a": 10, "b": 7}, {"a": 20, "b": 20})
    assert ratios["b"].flagged
    assert ratios["b"].flips_with_one
    assert not ratios["a"].flips_with_one
    far = adverse_impact_ratio({"a": 100, "b": 50}, {"a": 200, "b": 200})
    assert far["b"].flagged
    assert not far["b"].flips_with_one


def test_a_group_that_a_third_one_still_outdoes_does_not_flip():
    pair = adverse_impact_ratio({"a": 50, "c": 39}, {"a": 100, "c": 101})
    assert pair["c"].flips_with_one
    trio = adverse_impact_ratio({"a": 50, "b": 50, "c": 39}, {"a": 100, "b": 100, "c": 101})
    assert not trio["c"].flips_with_one


def test_the_only_selection_of_the_reference_can_be_the_one_that_moves():
    ratios = adverse_impact_ratio({"a": 1, "b": 0}, {"a": 5, "b": 5})
    assert ratios["b"].flagged
    assert ratios["b"].flips_with_one


def test_a_group_below_two_percent_is_computed_and_warned_about():
    ratios = adverse_impact_ratio({"a": 60, "b": 1, "c": 1}, {"a": 96, "b": 2, "c": 1})
    assert ratios["c"].warnings
    assert ratios["c"].reference == "c"
    assert ratios["b"].ratio == 0.5
    assert not ratios["a"].warnings
    exactly = adverse_impact_ratio({"a": 60, "b": 1}, {"a": 98, "b": 2})
    assert not exactly["b"].warnings


@given(groups=GROUPS)
def test_ratios_are_rates_over_the_highest_and_p_values_are_fishers(groups):
    assume(any(selected for selected, _ in groups.values()))
    selected = {name: pair[0] for name, pair in groups.items()}
    totals = {name: pair[1] for name, pair in groups.items()}
    ratios = adverse_impact_ratio(selected, totals)
    highest = max(Fraction(*pair) for pair in groups.values())
    for name, one in ratios.items():
        reference = groups[one.reference]
        assert Fraction(*reference) == highest
        assert one.ratio == pytest.approx(float(Fraction(*groups[name]) / highest))
        assert one.flagged == (Fraction(*groups[name]) * 5 < highest * 4)
        if name != one.reference:
            table = [[pair[0], pair[1] - pair[0]] for pair in (groups[name], reference)]
            assert one.p_value == pytest.approx(fisher_exact(table)[1])


def test_series_and_numpy_counts_are_mappings_too():
    plain = adverse_impact_ratio({"a": 8, "b": 3}, {"a": 10, "b": 10})
    series = adverse_impact_ratio(
        pd.Series([8, 3], index=["a", "b"]), pd.Series([10, 10], index=["b", "a"])
    )
    assert plain == series


@pytest.mark.parametrize(
    ("selected", "totals"),
    [
        ({}, {}),
        ({"a": 0, "b": 0}, {"a": 5, "b": 5}),
        ({"a": 6}, {"a": 5}),
        ({"a": -1, "b": 1}, {"a": 5, "b": 5}),
        ({"a": 1.5, "b": 1}, {"a": 5, "b": 5}),
        ({"a": math.nan, "b": 1}, {"a": 5, "b": 5}),
        ({"a": "1", "b": 1}, {"a": 5, "b": 5}),
        ({"a": 0, "b": 1}, {"a": 0, "b": 5}),
        ({"a": 1, "b": 1}, {"a": 5, "c": 5}),
    ],
)
def test_counts_that_make_no_rates_are_refused_with_a_sentence(selected, totals):
    with pytest.raises(ValueError, match=r"\.$"):
        adverse_impact_ratio(selected, totals)


STRATA = st.lists(
    st.tuples(*[st.integers(0, 30)] * 4).map(lambda cells: [[*cells[:2]], [*cells[2:]]]),
    min_size=1,
    max_size=6,
)


@settings(deadline=None)
@given(tables=STRATA)
def test_the_pooled_odds_ratio_is_that_of_statsmodels(tables):
    counts = np.array(tables, dtype=float)
    against = counts[:, 0, 1] * counts[:, 1, 0]
    favor = counts[:, 0, 0] * counts[:, 1, 1]
    assume(against.any() and favor.any())
    full = counts[counts.sum(axis=(1, 2)) > 0]
    oracle = StratifiedTable(np.moveaxis(full, 0, -1))
    result = mantel_haenszel_odds_ratio(tables)
    totals = full.sum(axis=(1, 2))
    by_hand = (full[:, 0, 0] * full[:, 1, 1] / totals).sum()
    by_hand /= (full[:, 0, 1] * full[:, 1, 0] / totals).sum()
    assert result.estimate == pytest.approx(by_hand)
    assert result.interval == pytest.approx(oracle.oddsratio_pooled_confint())


def test_an_empty_stratum_changes_nothing_but_the_warnings():
    plain = mantel_haenszel_odds_ratio(published.ADMISSIONS)
    padded = mantel_haenszel_odds_ratio([*published.ADMISSIONS, [[0, 0], [0, 0]]])
    assert (padded.estimate, padded.interval, padded.n) == (
        plain.estimate,
        plain.interval,
        plain.n,
    )
    assert len(padded.warnings) == len(plain.warnings) + 1


def test_strata_that_disagree_are_warned_about():
    agreeing = mantel_haenszel_odds_ratio([[[20, 10], [10, 20]], [[40, 20], [20, 40]]])
    assert agreeing.warnings == ()
    opposed = mantel_haenszel_odds_ratio([[[40, 10], [10, 40]], [[10, 40], [40, 10]]])
    assert opposed.estimate == pytest.approx(1.0)
    assert opposed.warnings


@settings(deadline=None)
@given(tables=STRATA)
def test_strata_are_said_to_differ_when_breslow_and_day_say_so(tables):
    counts = np.array(tables, dtype=float)
    margins = np.concatenate([counts.sum(axis=1), counts.sum(axis=2)], axis=1)
    informative = counts[(margins > 0).all(axis=1)]
    products = informative[:, 0] * informative[:, 1, ::-1]
    assume(len(informative) > 1 and products.sum(axis=0).all())
    oracle = StratifiedTable(np.moveaxis(informative, 0, -1))
    assume(abs(oracle.oddsratio_pooled - 1) > 1e-3)
    p_value = oracle.test_equal_odds(adjust=True).pvalue
    assume(abs(p_value - 0.05) > 1e-6)
    warnings = mantel_haenszel_odds_ratio(tables).warnings
    assert any("differs between strata" in warning for warning in warnings) == (p_value < 0.05)


def test_zero_cells_need_no_correction():
    result = mantel_haenszel_odds_ratio([[[5, 0], [3, 4]], [[6, 2], [3, 5]]])
    assert result.estimate == pytest.approx((20 / 12 + 30 / 16) / (6 / 16))


def test_an_odds_ratio_of_zero_has_no_interval():
    result = mantel_haenszel_odds_ratio([[[0, 5], [4, 3]]])
    assert (result.estimate, result.interval) == (0.0, None)


@pytest.mark.parametrize(
    "tables",
    [
        [[[5, 0], [3, 4]]],
        [[[0, 0], [0, 0]]],
        [[1, 2], [3, 4]],
        [[[1, 2, 3], [3, 4, 5]]],
        [[[1, -2], [3, 4]]],
        [[[1, 2.5], [3, 4]]],
        [[[1, math.nan], [3, 4]]],
        [[["1", "2"], ["3", "4"]]],
        [],
    ],
)
def test_tables_without_a_finite_odds_ratio_are_refused_with_a_sentence(tables):
    with pytest.raises(ValueError, match=r"\.$"):
        mantel_haenszel_odds_ratio(tables)
