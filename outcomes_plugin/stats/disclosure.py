"""Disclosure control of count tables: hide small cells so that no attacker can compute them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from ._attacker import Bounds, attacker_bounds
from ._count_tables import (
    Index,
    Ints,
    Mask,
    checked_threshold,
    count_table,
    mask_of,
    published_counts,
    structural_with_totals,
    table_relations,
    with_totals,
)
from ._suppression import suppress
from ._system import table_system
from ._vector import hidden_in_vector

Range = tuple[float, float]
Certificate = dict[Index, Range]

EXACT = "exact integer"
LINEAR = "LP"


@dataclass(frozen=True, kw_only=True)
class Protected:
    """
    A count table that can be published, and the proof that its small cells stay hidden.

    `published` and `hidden` have every axis one longer than the table: the last index is the total.
    `published` is NaN where `hidden`. `certificate` maps the index of every hidden cell to the
    lowest and highest count that an attacker can compute for it; high is infinite where nothing
    published bounds it. `method` is "exact integer" where both ends of every range are reached by
    a table of whole numbers, and "LP" where some range is that of the linear relaxation.
    """

    published: NDArray[np.float64]
    hidden: Mask
    certificate: Mapping[Index, Range]
    method: str
    k: int


def protect(
    table: Any,
    *,
    k: int = 5,
    primary: Any = None,
    structural: Any = None,
    primary_totals: Any = None,
) -> Protected:
    """
    Return the table with its small cells hidden, and as few others as keep them hidden.

    Small are counts below `k`, empty ones and totals included, and the cells that `primary` (a
    mask of the table's shape) or `primary_totals` (a mask with every axis one longer, the last
    index being the total) adds. `structural` marks impossible cells: everybody knows that they
    are 0, so they are published, and a total of nothing else is too. The attacker knows `k`,
    every published number, that totals add up, and that counts are whole numbers of at least 0;
    for every small cell the highest minus the lowest count that fits is at least `k`. A grand
    total below `k` hides all; a larger one is hidden only where nothing else can protect.

    Fewest cells are hidden, then those of least count, then the first: proven for one axis, and
    for more never worse than hiding whole rows and columns, and no cell can be shown again.

    Raises:
        ValueError: `k` is not a whole number of at least 1; the table is empty, or holds
            negative, missing, infinite or fractional counts; a mask has another shape; a
            structurally impossible cell holds people.
    """
    counts = count_table(table)
    threshold = checked_threshold(k)
    full = with_totals(counts)
    impossible = mask_of(structural, counts.shape, name="structural")
    if counts[impossible].any():
        raise ValueError("A structurally impossible cell must hold a count of 0.")
    fixed = structural_with_totals(impossible)
    small = (full < threshold) | mask_of(primary_totals, full.shape, name="primary_totals")
    inner = tuple(slice(length) for length in counts.shape)
    small[inner] |= mask_of(primary, counts.shape, name="primary")
    relations = table_relations(full.shape)
    hidden = _hidden(full, small & ~fixed, fixed, relations=relations, k=threshold)
    bounds = attacker_bounds(relations, full.ravel(), hidden.ravel())
    return Protected(
        published=np.where(hidden, np.nan, full),
        hidden=hidden,
        certificate=_certificate(hidden, bounds),
        method=EXACT if bounds.exact else LINEAR,
        k=threshold,
    )


def _hidden(full: Ints, primary: Mask, fixed: Mask, *, relations: sp.csr_matrix, k: int) -> Mask:
    grand = (-1,) * full.ndim
    if primary[grand] and full[grand] < k:
        return ~fixed
    if full.ndim == 1:
        return hidden_in_vector(full, primary, fixed, k=k)
    system = table_system(full, primary=primary, fixed=fixed, relations=relations, k=k)
    return suppress(system).reshape(full.shape)


def audit(published: Any, hidden: Any) -> Certificate:
    """
    Return what an attacker can compute of each hidden cell from what is published alone.

    `published` and `hidden` are of the shape that `protect` gives them: every axis ends with its
    total. The mapping is the one that `protect` calls its certificate.

    Raises:
        ValueError: another shape; a number where hidden or none where not; counts that are
            negative or fractional; no table of counts fits.
    """
    known = published_counts(published)
    mask = mask_of(hidden, known.shape, name="hidden")
    if (np.isnan(known) != mask).any():
        raise ValueError("A published table must hold NaN exactly where it is hidden.")
    counts = np.where(mask, 0, known).astype(np.int64)
    bounds = attacker_bounds(table_relations(mask.shape), counts.ravel(), mask.ravel())
    return _certificate(mask, bounds)


def _certificate(hidden: Mask, bounds: Bounds) -> Certificate:
    cells = map(tuple, np.argwhere(hidden).tolist())
    return dict(
        zip(cells, zip(bounds.low.tolist(), bounds.high.tolist(), strict=True), strict=True)
    )
