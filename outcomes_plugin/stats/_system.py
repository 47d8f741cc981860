"""Cells bound together by relations: what has to be hidden, what may be, and what never is."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from ._count_tables import Ints, Mask


@dataclass(frozen=True, kw_only=True)
class System:
    """
    One vector of counts with relations that add up to zero.

    `primary` cells must be hidden, and the attacker's range of each must be at least `k` wide.
    `fixed` cells are known to be 0. `late` cells are hidden only where nothing else protects.
    `unpublished` cells are never printed, so that only the relations tell about them. `grids` are
    the tables, as arrays of positions whose axes end with their totals; a cell is `entangled`
    when relations other than those of a single grid hold for it.
    """

    counts: Ints
    relations: sp.csr_matrix
    primary: Mask
    fixed: Mask
    late: Mask
    unpublished: Mask
    entangled: Mask
    grids: tuple[NDArray[np.int64], ...]
    k: int

    @cached_property
    def columns(self) -> sp.csc_matrix:
        return self.relations.tocsc()

    @cached_property
    def must_hide(self) -> Mask:
        return (self.primary | self.unpublished) & ~self.fixed

    @cached_property
    def small_cells(self) -> list[int]:
        cells: list[int] = np.flatnonzero(self.primary & ~self.fixed).tolist()
        return cells

    def cost(self, hidden: Mask) -> tuple[int, int]:
        """Return what hiding costs: first the number of cells, then their count."""
        printed = hidden & ~self.unpublished
        return int(printed.sum()), int(self.counts[printed].sum())


def table_system(full: Ints, *, primary: Mask, fixed: Mask, relations: Any, k: int) -> System:
    """Return the system of one table whose axes end with their totals."""
    late = np.zeros(full.size, dtype=bool)
    late[-1] = True
    nothing = np.zeros(full.size, dtype=bool)
    return System(
        counts=full.ravel(),
        relations=relations,
        primary=primary.ravel(),
        fixed=fixed.ravel(),
        late=late,
        unpublished=nothing,
        entangled=nothing,
        grids=(np.arange(full.size).reshape(full.shape),),
        k=k,
    )
