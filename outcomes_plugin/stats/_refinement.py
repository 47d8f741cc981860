"""From a seating that is best in rounded scores to one that is best in all their digits."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._fixed_point import FixedPoint
from ._pairs import Pairs
from ._prices import Prices
from ._whole_counts import Ints

Units = NDArray[Any]


def rescaled(guide: Prices, coarse: FixedPoint, fine: FixedPoint) -> Units:
    """Return the prices in the finer units, in Python's integers."""
    return guide.prices.astype(object) * int(coarse.unit / fine.unit)


def near_optimal(
    pairs: Pairs, units: FixedPoint, mentor_of: Ints, prices: Units
) -> tuple[Pairs, FixedPoint]:
    """
    Return the pairs that a better seating could use, with what each gives away, negated.

    Any prices bound every seating from above. A pair that gives away more than the gap between
    that bound and this seating can be in no better one (reduced-cost fixing). What is left differs
    in the last digits only, which the matcher can hold. What an unmatched mentee or an empty seat
    gives away is credited to every pair with them, up to just past the gap, so that they add
    nothing.
    """
    net = units.lower.astype(object) - prices[pairs.mentors]
    starts = np.flatnonzero(np.diff(pairs.mentees, prepend=-1))
    lengths = np.diff(starts, append=pairs.mentees.size)
    best = np.maximum.reduceat(net, starts)
    chosen = mentor_of[pairs.mentees] == pairs.mentors
    left_over = starts.size - np.count_nonzero(chosen)
    outside = -prices[-1]
    if left_over:
        best = np.maximum(best, outside)
    gap = best.sum() - net[chosen].sum() - left_over * outside
    loss = np.repeat(best, lengths) - net
    aside = np.minimum(best - outside, gap + 1) if left_over else best * 0
    empty = np.minimum(prices, gap + 1)[pairs.mentors]
    close = (loss <= gap).astype(bool)
    worth = (np.repeat(aside, lengths) + empty - loss)[close]
    return pairs.of(close), FixedPoint(lower=worth, upper=worth, unit=units.unit)
