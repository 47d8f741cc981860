"""
Over thirty seeds the intervals of the report cover what was planted, and not everything else.

A 95 % interval misses in one of twenty; of thirty it covers fewer than 26 once in sixty times. The
samples go as sums into the very function that every released number comes from.
"""

from collections.abc import Callable

import numpy as np
import pytest

from outcomes_plugin.frameworks.data import Measure
from outcomes_plugin.reporting.estimates import Measured, measured
from outcomes_plugin.reporting.sums import CellSums

SEEDS = range(30)
LEAST_COVERED = 26

POINTS = np.arange(1, 6)
CONTENT, CRITICAL = (0.0, 0.05, 0.15, 0.4, 0.4), (0.1, 0.2, 0.3, 0.3, 0.1)
STEPS, STEP_SHARES = (-1, 0, 1, 2), (0.15, 0.4, 0.3, 0.15)
PASSING, PROMOTIONS_A_YEAR = 0.7, 0.16

Draw = Callable[[np.random.Generator], CellSums]


def scores(rng: np.random.Generator, *, people: int = 45, items: int = 3) -> CellSums:
    """Half of the people are content, half are not; a score is the mean of three items."""
    chances = [CONTENT if is_content else CRITICAL for is_content in rng.random(people) < 0.5]
    given = np.array([rng.choice(POINTS, size=items, p=one) for one in chances])
    return sums_of(given.mean(axis=1))


def changes(rng: np.random.Generator, *, people: int = 36, items: int = 5) -> CellSums:
    """Everybody answers before with 2 or 3; afterwards each item has moved by a step."""
    before = rng.choice((2, 3), size=(people, items))
    after = before + rng.choice(STEPS, size=(people, items), p=STEP_SHARES)
    return sums_of(after.mean(axis=1) - before.mean(axis=1))


def shares(rng: np.random.Generator, *, people: int = 50) -> CellSums:
    """Each has passed or has not."""
    return CellSums(cohort="", n=people, total=float((rng.random(people) < PASSING).sum()))


def rates(rng: np.random.Generator, *, people: int = 120) -> CellSums:
    """A quarter in which some leave early; promotions come at a constant rate."""
    years = rng.uniform(0.1, 0.25, size=people)
    events = rng.poisson(PROMOTIONS_A_YEAR * years).sum()
    return CellSums(cohort="", n=people, total=float(events), exposure=float(years.sum()))


def sums_of(values: np.ndarray) -> CellSums:
    """Round as a score is kept, and add up."""
    kept = values.round(6)
    return CellSums(cohort="", n=kept.size, total=kept.sum(), total_of_squares=(kept * kept).sum())


# The kind of estimate: how it is drawn, what was planted, and a value far enough off to be told.
KINDS: dict[Measure, tuple[Draw, float, float]] = {
    Measure.SCORE_MEAN: (scores, float(POINTS @ (np.add(CONTENT, CRITICAL) / 2)), 4.3),
    Measure.PAIRED_CHANGE: (changes, float(np.dot(STEPS, STEP_SHARES)), 0.0),
    Measure.SHARE: (shares, PASSING, 0.95),
    Measure.RATE_PER_PERSON_YEAR: (rates, PROMOTIONS_A_YEAR, 1.0),
}


def covered(measure: Measure, value: float) -> int:
    """Return in how many of the thirty samples the interval has the value."""
    draw, _planted, _other = KINDS[measure]
    found = (measured(draw(np.random.default_rng(seed)), measure) for seed in SEEDS)
    return sum(has(number, value) for number in found)


def has(number: Measured, value: float) -> bool:
    return number.low <= value <= number.high


def test_every_kind_of_estimate_of_the_report_is_tried():
    assert set(KINDS) == set(Measure)


@pytest.mark.parametrize("measure", KINDS)
def test_the_intervals_cover_what_was_planted(measure):
    _draw, planted, _other = KINDS[measure]
    assert covered(measure, planted) >= LEAST_COVERED


@pytest.mark.parametrize("measure", KINDS)
def test_the_intervals_do_not_cover_what_was_not(measure):
    _draw, _planted, other = KINDS[measure]
    assert covered(measure, other) <= len(SEEDS) - LEAST_COVERED
