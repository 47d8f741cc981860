"""Means, their change, and how large it is: Student's t, Hedges' g, the reliable change index."""

import math
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from scipy import optimize, special, stats

from .estimates import (
    CONFIDENCE,
    Estimate,
    Floats,
    Interval,
    dropped_rows_warning,
    numeric_scalar,
    numeric_vector,
    small_sample_warning,
)

_FEW = 10
_TAIL = (1 - CONFIDENCE) / 2
# Beyond this the noncentral t of SciPy fails, and its limit, a scaled chi, agrees to eight digits.
_HUGE_T = 1e4
_RELATIVE_NOISE = Fraction(1, 10**12)

Sum = int | float | Decimal | Fraction


@dataclass(frozen=True, kw_only=True)
class PairedChange(Estimate):
    """
    The mean of after − before, in the units of the measure.

    `d_z` is the mean change over the SD of the changes; `d_av` over the average of the two SDs.
    Either is NaN where its SD is 0, and `d_av` is NaN when only sums of changes are known.
    `reliable_change` holds one index per pair in input order (NaN for an incomplete pair) when a
    reliability was given, else None; beyond ±1.96 a change exceeds measurement error.
    """

    d_z: float
    d_av: float
    reliable_change: Floats | None = field(default=None, compare=False)


def mean_interval(values: Any) -> Estimate:
    """
    Return the mean with Student's t interval; shape (n,), missing values left out and counted.

    Raises:
        ValueError: fewer than two values.
    """
    given = numeric_vector(values, name="values")
    kept = given[~np.isnan(given)]
    _check_two(kept.size)
    return _student(
        mean=float(np.mean(kept)),
        variance=_sd(kept) ** 2,
        n=kept.size,
        warnings=dropped_rows_warning(given.size - kept.size),
    )


def mean_interval_from_sums(*, n: int, total: Sum, total_of_squares: Sum) -> Estimate:
    """
    Return what `mean_interval` returns, from mergeable sums: n, Σx and Σx².

    Sums are added up exactly, so whole numbers and decimals lose no digits to cancellation.

    Raises:
        ValueError: `n` below 2, a sum that is no finite number, or Σx² smaller than (Σx)²/n.
    """
    mean, variance = _moments(n, total, total_of_squares)
    return _student(mean=mean, variance=variance, n=n)


def paired_change(before: Any, after: Any, *, reliability: float | None = None) -> PairedChange:
    """
    Return the mean of after − before with Student's t interval and its effect sizes.

    `before` and `after` have shape (n,) and pair by position; a pair that misses either value is
    left out and counted. With `reliability` r (0 ≤ r < 1) each pair gets the reliable change index
    Δ/(SD·√2·√(1 − r)), SD being that of `before` over the complete pairs.

    Raises:
        ValueError: unequal lengths, fewer than two complete pairs, a reliability outside 0 … 1 or
            equal to 1, or a reliability with a constant `before`.

    Source: Lakens (2013), Frontiers in Psychology 4:863 (d_z, d_av); Jacobson and Truax (1991),
    Journal of Consulting and Clinical Psychology 59:12.
    """
    first, second = numeric_vector(before, name="before"), numeric_vector(after, name="after")
    if first.size != second.size:
        raise ValueError("before and after must have the same length.")
    change = second - first
    kept = ~np.isnan(change)
    _check_two(int(kept.sum()))
    sd_before, sd_after = _sd(first[kept]), _sd(second[kept])
    scale = float(max(np.abs(first[kept]).max(), np.abs(second[kept]).max()))
    sd_change = _sd(change[kept], scale=scale)
    estimate = _student(
        mean=float(np.mean(change[kept])),
        variance=sd_change**2,
        n=int(kept.sum()),
        warnings=dropped_rows_warning(int((~kept).sum())),
    )
    return _as_paired(
        estimate,
        d_z=_ratio(estimate.estimate, sd_change),
        d_av=_ratio(estimate.estimate, (sd_before + sd_after) / 2),
        reliable_change=_reliable_change(change, sd_before, reliability),
    )


def paired_change_from_sums(*, n: int, total: Sum, total_of_squares: Sum) -> PairedChange:
    """
    Return the paired change from mergeable sums of the changes: n pairs, ΣΔ and ΣΔ².

    `d_av` is NaN: the SDs before and after are not in these sums.

    Raises:
        ValueError: as `mean_interval_from_sums`.
    """
    mean, variance = _moments(n, total, total_of_squares)
    estimate = _student(mean=mean, variance=variance, n=n)
    return _as_paired(estimate, d_z=_ratio(mean, math.sqrt(variance)), d_av=math.nan)


def hedges_g(a: Any, b: Any) -> Estimate:
    """
    Return Hedges' g of a − b: the mean difference over the pooled SD, times the exact correction J.

    `a` and `b` are independent groups of shape (n,); missing values are left out and counted. With
    m = n_a + n_b − 2, J = Γ(m/2)/(√(m/2)·Γ((m − 1)/2)). The interval takes the two noncentrality
    parameters whose noncentral t distributions put 2.5 % beyond the observed t, turns them into
    standardized differences, and multiplies them by J.

    Raises:
        ValueError: fewer than two values in a group, or no variance within the groups.

    Source: Hedges (1981), Journal of Educational Statistics 6:107; Steiger and Fouladi (1997), in
    What If There Were No Significance Tests?
    """
    given = [numeric_vector(a, name="a"), numeric_vector(b, name="b")]
    first, second = (values[~np.isnan(values)] for values in given)
    if min(first.size, second.size) < 2:
        raise ValueError("Hedges' g needs at least two values in each group.")
    freedom = first.size + second.size - 2
    within = (first.size - 1) * _sd(first) ** 2 + (second.size - 1) * _sd(second) ** 2
    if within == 0:
        raise ValueError("Hedges' g needs some variance within the groups.")
    d = (float(np.mean(first)) - float(np.mean(second))) / math.sqrt(within / freedom)
    correction = math.exp(special.gammaln(freedom / 2) - special.gammaln((freedom - 1) / 2))
    correction /= math.sqrt(freedom / 2)
    root = math.sqrt(first.size * second.size / (first.size + second.size))
    low, high = _noncentralities(d * root, freedom)
    return Estimate(
        estimate=correction * d,
        interval=(correction * low / root, correction * high / root),
        n=first.size + second.size,
        method="Hedges' g, exact correction; noncentral t interval",
        warnings=(
            *dropped_rows_warning(sum(values.size for values in given) - first.size - second.size),
            *small_sample_warning(min(first.size, second.size), below=_FEW),
        ),
    )


def _noncentralities(t: float, freedom: int) -> Interval:
    """Return the noncentrality parameters at which t is the upper and the lower 2.5 % point."""
    if abs(t) > _HUGE_T:
        spread = np.sqrt(stats.chi2.ppf([_TAIL, 1 - _TAIL], freedom) / freedom)
        low, high = sorted(float(t * factor) for factor in spread)
        return low, high
    step = 2 * math.sqrt(1 + t**2 / (2 * freedom))

    def root(probability: float) -> float:
        low, high = t - step, t + step
        while stats.nct.cdf(t, freedom, low) < probability:
            low -= step
        while stats.nct.cdf(t, freedom, high) > probability:
            high += step
        return float(
            optimize.brentq(
                lambda nc: stats.nct.cdf(t, freedom, nc) - probability, low, high, xtol=1e-12
            )
        )

    return root(1 - _TAIL), root(_TAIL)


def _student(*, mean: float, variance: float, n: int, warnings: tuple[str, ...] = ()) -> Estimate:
    half = float(stats.t.ppf(1 - _TAIL, n - 1)) * math.sqrt(variance / n)
    same = () if variance > 0 else ("All values are the same, so the interval has no width.",)
    return Estimate(
        estimate=mean,
        interval=(mean - half, mean + half),
        n=n,
        method="mean; Student's t interval",
        warnings=(*warnings, *small_sample_warning(n, below=_FEW), *same),
    )


def _as_paired(
    estimate: Estimate, *, d_z: float, d_av: float, reliable_change: Floats | None = None
) -> PairedChange:
    return PairedChange(
        estimate=estimate.estimate,
        interval=estimate.interval,
        n=estimate.n,
        method="mean of after − before; Student's t interval",
        warnings=estimate.warnings,
        d_z=d_z,
        d_av=d_av,
        reliable_change=reliable_change,
    )


def _reliable_change(change: Floats, sd_before: float, reliability: float | None) -> Floats | None:
    if reliability is None:
        return None
    r = numeric_scalar(reliability, name="reliability")
    if not 0 <= r < 1:
        raise ValueError("The reliability must be at least 0 and below 1.")
    if sd_before == 0:
        raise ValueError("A reliable change needs some variance in the values before.")
    return change / (sd_before * math.sqrt(2) * math.sqrt(1 - r))


def _moments(n: int, total: Sum, total_of_squares: Sum) -> tuple[float, float]:
    """Return mean and sample variance from exact sums."""
    people = _exact(n, name="n")
    if people.denominator != 1:
        raise ValueError("n must be a whole number.")
    _check_two(int(people))
    first = _exact(total, name="total")
    second = _exact(total_of_squares, name="total_of_squares")
    scatter = second - first * first / people
    # Sums of floats stray in their last digits, so that a constant's scatter is never exactly 0.
    rounded = isinstance(total, float | np.floating) or isinstance(
        total_of_squares, float | np.floating
    )
    noise = abs(second) * _RELATIVE_NOISE if rounded else Fraction(0)
    if scatter < -noise:
        raise ValueError("The sum of squares is smaller than the square of the sum allows.")
    return float(first / people), float(scatter / (people - 1)) if scatter > noise else 0.0


def _exact(value: Sum, *, name: str) -> Fraction:
    """Return a number without rounding; refuse text and what is not finite."""
    numeric_scalar(value, name=name)
    return Fraction(value.item() if isinstance(value, np.generic) else value)


def _check_two(n: int) -> None:
    if n < 2:
        raise ValueError("An interval of a mean needs at least two complete values.")


def _sd(values: Floats, *, scale: float | None = None) -> float:
    """Return the sample SD, exactly 0 for what is constant but for rounding at the given scale."""
    size = float(np.abs(values).max()) if scale is None else scale
    constant = np.ptp(values) <= size * float(_RELATIVE_NOISE)
    return 0.0 if constant else float(np.std(values, ddof=1))


def _ratio(mean: float, sd: float) -> float:
    return mean / sd if sd > 0 else math.nan
