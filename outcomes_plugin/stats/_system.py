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
    def lines_by_cell(self) -> sp.csr_matrix:
        """Where a relation holds for a cell, without its sign, one row per relation."""
        return abs(self.relations)

    @cached_property
    def cells_by_line(self) -> sp.csr_matrix:
        """The same, one row per cell."""
        return abs(self.relations).T.tocsr()

    @cached_property
    def must_hide(self) -> Mask:
        return (self.primary | self.unpublished) & ~self.fixed

    @cached_property
    def lines_hidden(self) -> Ints:
        """How many cells of each relation are hidden anyway."""
        return np.asarray(self.lines_by_cell @ self.must_hide.astype(np.int64))

    def lines_of(self, cell: int) -> Ints:
        """Return the relations that hold for a cell."""
        ends = self.columns.indptr
        return np.asarray(self.columns.indices[ends[cell] : ends[cell + 1]])

    def members_of(self, line: int) -> Ints:
        """Return the cells of a relation."""
        ends = self.relations.indptr
        return np.asarray(self.relations.indices[ends[line] : ends[line + 1]])

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
