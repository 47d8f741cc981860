"""Krippendorff's α for any number of coders, with missing ratings."""

from collections.abc import Iterator
from typing import Any, Literal, get_args

import numpy as np
from scipy.stats import rankdata

from .estimates import Estimate, Floats, numeric_frame

Level = Literal["nominal", "ordinal", "interval"]


def krippendorff_alpha(ratings: Any, *, level: Level) -> Estimate:
    """
    Return Krippendorff's α, the agreement beyond chance of coders who rated the same units.

    Args:
        ratings: coders × units, numbers; NaN where a coder did not rate a unit. Nominal
            categories are written as numbers.
        level: "nominal", "ordinal" or "interval", the scale of the ratings.

    `.n` counts the units that at least two coders rated; the others are left out and counted in
    `.warnings`. No interval exists in closed form, so `.interval` is None.

    Raises:
        ValueError: text, an unknown level, fewer than two coders, no unit rated twice, or ratings
            that do not vary, where α is not defined.

    Source: Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"; the ordinal distance is
    the squared difference of mid-ranks, the nominal one compares the indicators of each category.
    """
    if level not in get_args(Level):
        raise ValueError('level must be "nominal", "ordinal" or "interval".')
    if np.ndim(ratings) != 2:
        raise ValueError("ratings must be coders × units.")
    table = numeric_frame(ratings, name="ratings").to_numpy()
    if table.shape[0] < 2:
        raise ValueError("Agreement needs at least two coders.")
    rated = np.isfinite(table).sum(axis=0)
    pairable = table[:, rated > 1].T
    if pairable.size == 0:
        raise ValueError("No unit was rated by two coders.")
    present = np.isfinite(pairable)
    values = pairable[present]
    if np.ptp(values) == 0:
        raise ValueError("All ratings are the same, so agreement beyond chance is not defined.")
    units = np.repeat(np.arange(len(pairable)), present.sum(axis=1))
    observed, expected = _disagreement(values, units, level)
    left_out = int((rated <= 1).sum())
    return Estimate(
        estimate=1 - observed / expected,
        interval=None,
        n=len(pairable),
        method=f"Krippendorff's α, {level}",
        warnings=(f"Units with fewer than two ratings were left out: {left_out}.",)
        if left_out
        else (),
    )


def _disagreement(values: Floats, units: Any, level: Level) -> tuple[float, float]:
    """Return the mean disagreement within units and among all ratings, in the same unit."""
    counts = np.bincount(units)
    observed = expected = 0.0
    for column in _columns(values, level):
        centered = column - column.mean()
        means = np.bincount(units, weights=centered) / counts
        within = np.bincount(units, weights=(centered - means[units]) ** 2)
        observed += float((within * counts / (counts - 1)).sum())
        expected += float(values.size / (values.size - 1) * (centered @ centered))
    return observed, expected


def _columns(values: Floats, level: Level) -> Iterator[Floats]:
    """Yield the numbers whose squared differences add up to the distance of the level."""
    if level == "interval":
        yield values
    elif level == "ordinal":
        yield rankdata(values)
    else:
        for category in np.unique(values):
            yield (values == category).astype(float)
