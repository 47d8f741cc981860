"""A table before and after protection, in the shapes that cross the border."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._count_tables import (
    Index,
    Ints,
    Mask,
    count_table,
    mask_of,
    structural_with_totals,
    with_totals,
)

Floats = NDArray[np.float64]
Range = tuple[float, float]
Certificate = dict[Index, Range]

EXACT = "exact integer"
LINEAR = "LP"


@dataclass(frozen=True, kw_only=True, eq=False)
class Protected:
    """
    A count table that can be published, and the proof that its small cells stay hidden.

    `published` and `hidden` have every axis one longer than the table: the last index is the total.
    `published` is NaN where `hidden`. `certificate` maps the index of every hidden cell to the
    lowest and highest count that an attacker can compute for it; high is infinite where nothing
    published bounds it. `method` is "exact integer" where both ends of every range are reached by
    a table of whole numbers. It is "LP" where the end of some range is that of the linear
    relaxation, which may be wider than the truth; even then two tables of whole numbers at least k
    apart were found for each small cell.
    """

    published: NDArray[np.float64]
    hidden: Mask
    certificate: Mapping[Index, Range]
    method: str
    k: int


@dataclass(frozen=True, kw_only=True, eq=False)
class CountTable:
    """A count table with its masks, as one of several; the masks are those of `protect`."""

    counts: Any
    primary: Any = None
    structural: Any = None
    primary_totals: Any = None


@dataclass(frozen=True, kw_only=True, eq=False)
class CheckedTable:
    """Counts with totals, which of them are small, and which are known to be 0."""

    full: Ints
    small: Mask
    fixed: Mask


def checked_table(table: Any, *, k: int) -> CheckedTable:
    """
    Return the table with totals and rules applied.

    Raises:
        ValueError: no table of counts, a mask of another shape, or people in a structurally
            impossible cell.
    """
    given = table if isinstance(table, CountTable) else CountTable(counts=table)
    counts = count_table(given.counts)
    full = with_totals(counts)
    impossible = mask_of(given.structural, counts.shape, name="structural")
    if counts[impossible].any():
        raise ValueError("A structurally impossible cell must hold a count of 0.")
    fixed = structural_with_totals(impossible)
    small = (full < k) | mask_of(given.primary_totals, full.shape, name="primary_totals")
    inner = tuple(slice(length) for length in counts.shape)
    small[inner] |= mask_of(given.primary, counts.shape, name="primary")
    return CheckedTable(full=full, small=small & ~fixed, fixed=fixed)


def certificate_of(hidden: Mask, low: Floats, high: Floats) -> Certificate:
    """Return the ranges of the hidden cells by index; all three are of the table's shape."""
    cells = map(tuple, np.argwhere(hidden).tolist())
    ranges = zip(low[hidden].tolist(), high[hidden].tolist(), strict=True)
    return dict(zip(cells, ranges, strict=True))
