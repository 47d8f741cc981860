"""Nearest rows on one score, with replacement, ties included."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .estimates import Floats

_NOTHING = 1e-9


@dataclass(frozen=True, kw_only=True)
class Neighbors:
    """For each target the run [first, last) of its nearest rows in the sorted pool."""

    order: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]

    def means_of(self, values: Floats) -> Floats:
        """Return the mean of the pool's values over each target's nearest rows."""
        sums = np.concatenate([[0.0], np.cumsum(values[self.order])])
        means: Floats = (sums[self.last] - sums[self.first]) / (self.last - self.first)
        return means

    def times_used(self, *, power: int) -> Floats:
        """Return, by row of the pool, the sum over targets of (its share among ties) ** power."""
        share = 1.0 / (self.last - self.first) ** power
        steps = np.zeros(self.order.size + 1)
        np.add.at(steps, self.first, share)
        np.add.at(steps, self.last, -share)
        used = np.empty(self.order.size)
        used[self.order] = np.cumsum(steps)[:-1]
        return np.where(used > _NOTHING, used, 0.0)


def nearest_rows(target: Floats, pool: Floats) -> Neighbors:
    """Return the nearest row(s) of the pool for each target, all those at the least distance."""
    order = np.argsort(pool, kind="stable")
    ranked = pool[order]
    right = np.searchsorted(ranked, target)
    below = ranked[np.maximum(right - 1, 0)]
    above = ranked[np.minimum(right, ranked.size - 1)]
    # Equal scores differ in their last digits; how much must not decide who counts as tied.
    reach = np.minimum(np.abs(target - below), np.abs(above - target)) + _slack(pool)
    return Neighbors(
        order=order,
        first=np.searchsorted(ranked, target - reach, side="left"),
        last=np.searchsorted(ranked, target + reach, side="right"),
    )


def conditional_variance(score: Floats, outcome: Floats) -> Floats:
    """Return half the squared gap to the nearest other row(s) of the same group."""
    order = np.argsort(score, kind="stable")
    ranked = score[order]
    gaps = np.diff(ranked)
    before, after = np.append(np.inf, gaps), np.append(gaps, np.inf)
    reach = np.minimum(before, after) + _slack(score)
    run = Neighbors(
        order=order,
        first=np.searchsorted(ranked, ranked - reach, side="left"),
        last=np.searchsorted(ranked, ranked + reach, side="right"),
    )
    others = run.last - run.first - 1
    y = outcome[order]
    peers = (run.means_of(outcome) * (others + 1) - y) / others
    variance: Floats = np.empty(score.size)
    variance[order] = others / (others + 1) * (y - peers) ** 2
    return variance


def _slack(score: Floats) -> float:
    return 1e-8 * max(1.0, float(np.ptp(score)))
