"""Adjusting p-values for many tests."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control
from statsmodels.stats.multitest import multipletests

from outcomes_plugin import stats
from outcomes_plugin.stats.reference.multiplicity import THROMBOLYSIS

BOTH = (stats.holm, stats.benjamini_hochberg)
P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def test_the_thrombolysis_trial_keeps_four_by_false_discovery_and_three_by_holm():
    assert (stats.benjamini_hochberg(THROMBOLYSIS) <= 0.05).sum() == 4
    assert (stats.holm(THROMBOLYSIS) <= 0.05).sum() == 3


@settings(deadline=None, max_examples=15)
@given(P_VALUES)
def test_both_agree_with_independent_implementations(p_values):
    assert stats.holm(p_values) == pytest.approx(multipletests(p_values, method="holm")[1])
    assert stats.benjamini_hochberg(p_values) == pytest.approx(false_discovery_control(p_values))


@settings(deadline=None, max_examples=50)
@given(P_VALUES, st.randoms())
def test_results_come_in_input_order_and_ties_get_the_same_value(p_values, random):
    order = list(range(len(p_values)))
    random.shuffle(order)
    shuffled = [p_values[i] for i in order]
    for adjust in BOTH:
        assert adjust(shuffled) == pytest.approx(adjust(p_values)[order])
        by_value = pd.Series(adjust(p_values)).groupby(p_values).nunique()
        assert (by_value == 1).all()


@settings(deadline=None, max_examples=50)
@given(P_VALUES)
def test_adjusted_values_never_shrink_and_holm_is_the_stricter(p_values):
    strict, loose = stats.holm(p_values), stats.benjamini_hochberg(p_values)
    assert (strict >= loose - 1e-15).all()
    assert (loose >= np.array(p_values) - 1e-15).all()
    assert strict.max() <= 1


@pytest.mark.parametrize("adjust", BOTH)
@pytest.mark.parametrize(
    "p_values", [[0.1, np.nan], [1.1], [-0.1], ["0.1"], [[0.1, 0.2]], 0.1, [None]]
)
def test_what_is_no_p_value_is_refused(adjust, p_values):
    assert adjust(pd.Series([0.1], index=["a"])) == pytest.approx([0.1])
    with pytest.raises(ValueError, match=r"\."):
        adjust(p_values)


@pytest.mark.parametrize("adjust", BOTH)
def test_an_empty_family_stays_empty_and_the_input_stays_as_it_was(adjust):
    assert adjust([]).shape == (0,)
    given_values = np.array([0.04, 0.01])
    adjust(given_values)
    assert given_values.tolist() == [0.04, 0.01]
