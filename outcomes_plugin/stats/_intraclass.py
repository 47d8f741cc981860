"""Intraclass correlations of raters who all rated the same targets."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import fdtri

from .estimates import CONFIDENCE, Estimate, Interval, dropped_rows_warning, numeric_frame

UPPER_TAIL = (1 + CONFIDENCE) / 2
FEW_TARGETS = 30
NOISE = 1e-12


@dataclass(frozen=True, kw_only=True)
class MeanSquares:
    """The two-way analysis of variance of n targets by k raters."""

    targets: int
    raters: int
    between_targets: float
    within_targets: float
    between_raters: float
    error: float

    @classmethod
    def of(cls, ratings: Any) -> "MeanSquares":
        """Return the mean squares; sums of squares below rounding noise are exactly 0."""
        targets, raters = ratings.shape
        grand = ratings.mean()
        rows, columns = ratings.mean(axis=1) - grand, ratings.mean(axis=0) - grand
        residual = ratings - grand - rows[:, np.newaxis] - columns
        noise = NOISE * float(((ratings - grand) ** 2).sum())
        squares = (raters * rows @ rows, targets * columns @ columns, (residual**2).sum())
        between, raters_sum, error = (float(s) if s > noise else 0.0 for s in squares)
        freedom = (targets - 1) * (raters - 1)
        return cls(
            targets=targets,
            raters=raters,
            between_targets=between / (targets - 1),
            within_targets=(raters_sum + error) / (targets * (raters - 1)),
            between_raters=raters_sum / (raters - 1),
            error=error / freedom,
        )


def intraclass_correlation(ratings: Any) -> dict[str, Estimate]:
    """
    Return the six intraclass correlations by their names in McGraw & Wong (1996).

    `ratings` is targets × raters. ICC(1,1) is one-way; ICC(A,1) is absolute agreement and ICC(C,1)
    consistency in a two-way model; the k forms are for the mean of all k raters. They equal Shrout
    & Fleiss' ICC(1), ICC(2) and ICC(3). `.n` counts the targets; targets with a missing rating are
    dropped and counted in `.warnings`. Intervals are McGraw & Wong's (table 7), exact but for
    Satterthwaite's approximation in the A forms.

    Raises:
        ValueError: text, fewer than two complete targets or two raters, or targets whose means do
            not differ.
    """
    frame = numeric_frame(ratings, name="ratings")
    complete = frame.dropna()
    if complete.shape[0] < 2 or complete.shape[1] < 2:
        raise ValueError("An intraclass correlation needs at least two targets and two raters.")
    squares = MeanSquares.of(complete.to_numpy())
    if squares.between_targets == 0:
        raise ValueError("The targets' means do not differ, so there is nothing to tell apart.")
    warnings = dropped_rows_warning(len(frame) - len(complete))
    if squares.targets < FEW_TARGETS:
        warnings += (f"Only {squares.targets} targets were rated, so the intervals are wide.",)
    forms = {"1": _one_way(squares), "A": _agreement(squares), "C": _consistency(squares)}
    return {
        f"ICC({form},{count})": Estimate(
            estimate=_stepped_up(single, raters),
            interval=(_stepped_up(lower, raters), _stepped_up(upper, raters)),
            n=squares.targets,
            method=f"ICC({form},{count}), McGraw & Wong",
            warnings=warnings,
        )
        for count, raters in (("1", 1), ("k", squares.raters))
        for form, (single, (lower, upper)) in forms.items()
    }


def _one_way(squares: MeanSquares) -> tuple[float, Interval]:
    freedom = squares.targets * (squares.raters - 1)
    return _ratio(squares, squares.within_targets), _f_interval(
        squares, squares.within_targets, freedom
    )


def _consistency(squares: MeanSquares) -> tuple[float, Interval]:
    freedom = (squares.targets - 1) * (squares.raters - 1)
    return _ratio(squares, squares.error), _f_interval(squares, squares.error, freedom)


def _ratio(squares: MeanSquares, noise: float) -> float:
    signal = squares.between_targets
    return (signal - noise) / (signal + (squares.raters - 1) * noise)


def _f_interval(squares: MeanSquares, noise: float, freedom: int) -> Interval:
    above = float(fdtri(squares.targets - 1, freedom, UPPER_TAIL))
    below = float(fdtri(freedom, squares.targets - 1, UPPER_TAIL))
    return _ratio(squares, noise * above), _ratio(squares, noise / below)


def _agreement(squares: MeanSquares) -> tuple[float, Interval]:
    n, k = squares.targets, squares.raters
    signal, error = squares.between_targets, squares.error
    raters = k / n * (squares.between_raters - error)
    value = (signal - error) / (signal + (k - 1) * error + raters)
    freedom = _satterthwaite(squares, value)
    above = float(fdtri(n - 1, freedom, UPPER_TAIL))
    below = float(fdtri(freedom, n - 1, UPPER_TAIL))
    spread = k * squares.between_raters + (k * n - k - n) * error
    lower = n * (signal - above * error) / (above * spread + n * signal)
    upper = n * (below * signal - error) / (spread + n * below * signal)
    return value, (lower, upper)


def _satterthwaite(squares: MeanSquares, value: float) -> float:
    n, k = squares.targets, squares.raters
    raters = k * value * squares.between_raters
    error = (n * (1 - value) + k * value * (n - 1)) * squares.error
    if raters == error == 0:
        return float((n - 1) * (k - 1))
    return (raters + error) ** 2 / (raters**2 / (k - 1) + error**2 / ((n - 1) * (k - 1)))


def _stepped_up(single: float, raters: int) -> float:
    """Return the correlation of the mean of so many raters (Spearman & Brown)."""
    return raters * single / (1 + (raters - 1) * single)
