"""The status comes from the whole interval; numbers are rounded as people round."""

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from outcomes_plugin.frameworks.data import Direction, Unit
from outcomes_plugin.reporting import wording
from outcomes_plugin.reporting.data import Status
from outcomes_plugin.reporting.estimates import Measured
from outcomes_plugin.reporting.rules import is_beyond, may_be_told_apart, status_of

numbers = st.floats(min_value=-100, max_value=100, allow_nan=False)
HIGHER, LOWER = Direction.HIGHER, Direction.LOWER


@st.composite
def measured(draw):
    low, estimate, high = sorted(draw(st.lists(numbers, min_size=3, max_size=3)))
    return Measured(estimate=estimate, low=low, high=high)


@over(measured(), numbers)
def test_met_and_below_need_the_whole_interval_on_that_side(number, target):
    status = status_of(number, target=target, direction=HIGHER)
    assert (status is Status.MET) == (number.low >= target)
    assert (status is Status.BELOW) == (number.high < target)
    assert (status is Status.NOT_SETTLED) == (number.low < target <= number.high)


@over(measured(), numbers)
def test_where_lower_is_better_everything_is_turned_round(number, target):
    mirrored = Measured(estimate=-number.estimate, low=-number.high, high=-number.low)
    assert status_of(number, target=target, direction=LOWER) is status_of(
        mirrored, target=-target, direction=HIGHER
    )
    assert (status_of(number, target=target, direction=LOWER) is Status.MET) == (
        number.high <= target
    )


@over(measured())
def test_without_a_target_there_is_no_verdict(number):
    assert status_of(number, target=None, direction=HIGHER) is Status.NO_TARGET


@over(measured(), numbers)
def test_a_number_is_past_its_threshold_only_as_a_whole(number, threshold):
    assert is_beyond(number, threshold=threshold, direction=HIGHER) == (number.high < threshold)
    assert is_beyond(number, threshold=threshold, direction=LOWER) == (number.low > threshold)
    assert not is_beyond(number, threshold=None, direction=HIGHER)


@pytest.mark.parametrize(
    ("before", "after", "pairs", "apart"),
    [(10, 10, 10, False), (10, 11, 10, True), (12, 12, 10, True), (13, 12, 10, False)],
)
def test_a_few_who_answered_once_must_not_be_left_over(before, after, pairs, apart):
    assert may_be_told_apart(n_before=before, n_after=after, n_pairs=pairs, k=5) is apart


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "shown"),
    [
        (2.675, Unit.POINTS, 2, "2.68"),
        (-0.004, Unit.POINTS, 2, "0.00"),
        (-0.005, Unit.POINTS, 2, "-0.01"),
        (0.285, Unit.PERCENT, 0, "29"),
        (0.1234, Unit.PER_100_PERSON_YEARS, 1, "12.3"),
        (1e-9, Unit.PER_PERSON_YEAR, 2, "0.00"),
    ],
)
def test_numbers_are_rounded_half_up_as_they_are_written(value, unit, decimals, shown):
    assert str(wording.shown(value, unit=unit, decimals=decimals)) == shown
