"""
Disclosure control of count tables: hide small cells so that no attacker can compute them.

The rules are those of cell suppression in official statistics (Willenborg and de Waal 2001,
Elements of Statistical Disclosure Control; Fischetti and Salazar 2001 on exact attacker bounds).
"""

from typing import Any

import numpy as np
import scipy.sparse as sp

from ._attacker import Bounds, attacker_bounds
from ._count_tables import Mask, checked_threshold, known_counts, table_relations
from ._linked import LinkedProtected, audit_linked, protect_linked
from ._links import Link, PartOf, SameCell, SharedAxis, SumOf
from ._protected import (
    EXACT,
    LINEAR,
    Certificate,
    CheckedTable,
    CountTable,
    Protected,
    certificate_of,
    checked_table,
)
from ._suppression import suppress
from ._system import table_system
from ._vector import hidden_in_vector

__all__ = [
    "CountTable",
    "Link",
    "LinkedProtected",
    "PartOf",
    "Protected",
    "SameCell",
    "SharedAxis",
    "SumOf",
    "audit",
    "audit_linked",
    "protect",
    "protect_linked",
]


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
    threshold = checked_threshold(k)
    given = CountTable(
        counts=table, primary=primary, structural=structural, primary_totals=primary_totals
    )
    checked = checked_table(given, k=threshold)
    relations = table_relations(checked.full.shape)
    hidden = _hidden(checked, relations, k=threshold)
    bounds = attacker_bounds(relations, checked.full.ravel(), hidden.ravel())
    return Protected(
        published=np.where(hidden, np.nan, checked.full),
        hidden=hidden,
        certificate=_certificate(hidden, bounds),
        method=EXACT if bounds.exact else LINEAR,
        k=threshold,
    )


def audit(published: Any, hidden: Any) -> Certificate:
    """
    Return what an attacker can compute of each hidden cell from what is published alone.

    `published` and `hidden` are of the shape that `protect` gives them: every axis ends with its
    total. The mapping is the one that `protect` calls its certificate.

    Raises:
        ValueError: another shape; a number where hidden or none where not; counts that are
            negative or fractional; no table of counts fits.
    """
    counts, mask = known_counts(published, hidden)
    bounds = attacker_bounds(table_relations(mask.shape), counts.ravel(), mask.ravel())
    return _certificate(mask, bounds)


def _hidden(table: CheckedTable, relations: sp.csr_matrix, *, k: int) -> Mask:
    full, small, fixed = table.full, table.small, table.fixed
    grand = (-1,) * full.ndim
    if small[grand] and full[grand] < k:
        return ~fixed
    if full.ndim == 1:
        return hidden_in_vector(full, small, fixed, k=k)
    system = table_system(full, primary=small, fixed=fixed, relations=relations, k=k)
    return suppress(system).reshape(full.shape)


def _certificate(hidden: Mask, bounds: Bounds) -> Certificate:
    low, high = np.zeros(hidden.shape), np.zeros(hidden.shape)
    low[hidden], high[hidden] = bounds.low, bounds.high
    return certificate_of(hidden, low, high)
