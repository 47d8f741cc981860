"""Scores as whole numbers, so that sums and differences of them are exact."""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._whole_counts import Ints
from .estimates import Floats

MOST_DECIMALS = 6
LARGEST_DECIMAL = 2.0**50
MANTISSA = 53
# Sums of a few prices with so large scores stay within int64.
MOST_BITS = 60
ROUNDED_BITS = 58
# Sums of a few such numbers are exact as floats.
MATCHER_BITS = 50
SAMPLE = 64


@dataclass(frozen=True, kw_only=True)
class FixedPoint:
    """
    Whole numbers around each score: lower ≤ score / unit ≤ upper, equal where `exact`.

    The arrays hold int64, or Python's unbounded integers.
    """

    lower: NDArray[Any]
    upper: NDArray[Any]
    unit: Fraction

    @property
    def exact(self) -> bool:
        """Whether every score is a whole number of units."""
        return self.lower is self.upper

    def widened(self) -> "FixedPoint":
        """Return the same exact numbers in Python's integers."""
        whole = self.lower.astype(object)
        return FixedPoint(lower=whole, upper=whole, unit=self.unit)

    def to_float(self, units: NDArray[Any]) -> Floats:
        """Return the nearest floats, infinity where a number is too large for one."""
        up, down = self.unit.numerator, self.unit.denominator
        return np.array([_nearest(number * up, down) for number in units.tolist()], dtype=float)


def fixed_point(scores: Floats) -> FixedPoint:
    """
    Return the scores as int64.

    Scores with up to six decimals are read as the decimals they were written as, so that .1 + .2
    equals .3; others as binary fractions, rounded outwards where they span too many digits.
    """
    for decimals in range(MOST_DECIMALS + 1):
        power = 10.0**decimals
        if _are_decimals(scores[:SAMPLE], power) and _are_decimals(scores, power):
            units = np.rint(scores * power).astype(np.int64)
            return FixedPoint(lower=units, upper=units, unit=Fraction(1, 10**decimals))
    return _binary(scores)


def unbounded(scores: Floats) -> FixedPoint:
    """Return the scores as exact binary fractions in Python's integers."""
    mantissas, exponents = _mantissas(scores)
    lowest = int(exponents.min(initial=0))
    units = mantissas.astype(object) * 2 ** (exponents - lowest).astype(object)
    return FixedPoint(lower=units, upper=units, unit=_power_of_two(lowest))


def for_matcher(units: FixedPoint) -> FixedPoint:
    """Return int64 that the matcher's floats hold exactly, rounded to coarser units if need be."""
    bits = int(np.abs(units.lower).max(initial=0)).bit_length()
    if bits <= MATCHER_BITS:
        whole = units.lower.astype(np.int64)
        return FixedPoint(lower=whole, upper=whole, unit=units.unit)
    dropped = bits - MATCHER_BITS
    rounded = ((units.lower + (1 << (dropped - 1))) >> dropped).astype(np.int64)
    return FixedPoint(lower=rounded, upper=rounded, unit=units.unit * 2**dropped)


def _are_decimals(scores: Floats, power: float) -> bool:
    with np.errstate(over="ignore"):
        units = np.rint(scores * power)
    small = np.abs(units).max(initial=0.0) < LARGEST_DECIMAL
    return bool(small) and bool((units / power == scores).all())


def _binary(scores: Floats) -> FixedPoint:
    mantissas, exponents = _mantissas(scores)
    # A mantissa's trailing zeros need no digit.
    trailing = np.frexp((mantissas & -mantissas).astype(float))[1] - 1
    finest = int((exponents + trailing)[mantissas != 0].min(initial=0))
    highest = int(np.frexp(np.abs(scores).max())[1])
    if highest - finest <= MOST_BITS:
        whole = _shifted(mantissas, exponents - finest)
        return FixedPoint(lower=whole, upper=whole, unit=_power_of_two(finest))
    shift = ROUNDED_BITS - highest
    scaled = np.ldexp(scores, shift)
    lower, upper = np.floor(scaled).astype(np.int64), np.ceil(scaled).astype(np.int64)
    # Too small even for a subnormal float, but not zero.
    lost = (scaled == 0) & (scores != 0)
    lower[lost & (scores < 0)], upper[lost & (scores > 0)] = -1, 1
    return FixedPoint(lower=lower, upper=upper, unit=_power_of_two(-shift))


def _mantissas(scores: Floats) -> tuple[Ints, Ints]:
    """Return whole numbers below 2⁵³ and powers of two whose products are the scores."""
    fractions, exponents = np.frexp(scores)
    return np.ldexp(fractions, MANTISSA).astype(np.int64), exponents.astype(np.int64) - MANTISSA


def _shifted(mantissas: Ints, places: Ints) -> Ints:
    """Return mantissa × 2^places, exact where the places to the right hold zeros."""
    return np.where(
        places >= 0, mantissas << np.maximum(places, 0), mantissas >> np.maximum(-places, 0)
    )


def _power_of_two(exponent: int) -> Fraction:
    return Fraction(2) ** exponent


def _nearest(numerator: int, denominator: int) -> float:
    try:
        return numerator / denominator
    except OverflowError:
        return math.inf if numerator > 0 else -math.inf
