"""Small cells stay hidden from an attacker who tries every table that fits what is published."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outcomes_plugin.stats import audit, protect

vectors = st.lists(st.integers(0, 12), min_size=1, max_size=5)
thresholds = st.integers(1, 6)


def hidden_cost(full, hidden):
    return int(hidden.sum()), int(full[hidden].sum())


def is_safe(full, hidden, small, k):
    ranges = audit(np.where(hidden, np.nan, full), hidden)
    return all(high - low >= k for cell, (low, high) in ranges.items() if small[cell])


@settings(deadline=None)
@given(vectors, thresholds, st.data())
def test_nothing_less_would_do_in_one_dimension(counts, k, data):
    masks = st.lists(st.booleans(), min_size=len(counts), max_size=len(counts))
    primary = np.array(data.draw(masks))
    structural = np.array(data.draw(masks)) & (np.array(counts) == 0)
    protected = protect(counts, k=k, primary=primary, structural=structural)
    full = np.append(counts, sum(counts))
    impossible = np.append(structural, structural.all())
    small = ((full < k) | np.append(primary, False)) & ~impossible
    if small[-1]:
        assert (protected.hidden == ~impossible).all()
        return
    costs = []
    free = np.flatnonzero(~small & ~impossible)
    for size in range(len(free) + 1):
        for extra in combinations(free, size):
            hidden = small.copy()
            hidden[list(extra)] = True
            if is_safe(full, hidden, small, k):
                costs.append(hidden_cost(full, hidden))
    assert hidden_cost(full, protected.hidden) == min(costs)
    assert audit(protected.published, protected.hidden) == protected.certificate


def test_a_small_cell_hides_behind_the_cheapest_other():
    protected = protect([3, 40, 20, 60])
    assert protected.hidden.tolist() == [True, False, True, False, False]
    assert protected.certificate == {(0,): (0, 23), (2,): (0, 23)}
    assert protected.method == "exact integer"


def test_a_grand_total_below_the_threshold_hides_all():
    protected = protect([1, 0, 3])
    assert protected.hidden.all()
    assert protected.certificate == {(cell,): (0, np.inf) for cell in range(4)}


@pytest.mark.parametrize(
    "counts",
    [
        [3.0, 40.0, 20.0],
        np.array([3, 40, 20], dtype=np.int32),
        pd.Series([3, 40, 20], index=[7, 8, 9]),
    ],
)
def test_lists_arrays_and_series_are_read_alike(counts):
    assert protect(counts).certificate == protect([3, 40, 20]).certificate


@pytest.mark.parametrize(
    "table", [[], [[]], 7, [3, -1], [3, np.nan], [3, np.inf], [3, 2.5], ["3", "4"], [[1, 2], [3]]]
)
def test_what_is_no_table_of_counts_is_refused(table):
    with pytest.raises(ValueError, match=r"\.$"):
        protect(table)


@pytest.mark.parametrize("k", [0, -1, 2.5, np.nan, np.inf, "5", None, True])
def test_a_threshold_is_a_whole_number_of_at_least_one(k):
    with pytest.raises(ValueError, match="whole number"):
        protect([3, 40, 20], k=k)


@pytest.mark.parametrize("mask", [[True], [True] * 4, [[True, False, False]], [0, 2, 0]])
@pytest.mark.parametrize("name", ["primary", "structural"])
def test_a_mask_has_the_shape_of_the_table(name, mask):
    with pytest.raises(ValueError, match=name):
        protect([0, 40, 20], **{name: mask})
