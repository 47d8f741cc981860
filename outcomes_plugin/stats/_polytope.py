"""The tables that fit what is published: whole numbers of at least 0 that satisfy the relations."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from ._count_tables import Ints

Floats = NDArray[np.float64]

ROUNDS = 20


@dataclass(frozen=True, kw_only=True)
class Polytope:
    """The whole points x of at least 0 with `matrix` @ x == `target`; entries are 1 and -1."""

    matrix: sp.csr_matrix
    target: Ints

    def contains(self, point: Ints) -> bool:
        return bool((point >= 0).all() and (self.matrix @ point == self.target).all())


def propagated_bounds(part: Polytope) -> tuple[Floats, Floats]:
    """Return bounds that follow from single relations, repeated; never narrower than exact."""
    size = part.matrix.shape[1]
    low, high = np.zeros(size), np.full(size, np.inf)
    sides = _sides(part.matrix)
    for _ in range(ROUNDS):
        new_low, new_high = _tightened(sides, part.target, low, high)
        if (new_low <= low).all() and (new_high >= high).all():
            break
        low, high = np.maximum(low, new_low), np.minimum(high, new_high)
    return low, high


def _sides(matrix: sp.csr_matrix) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    entries = matrix.tocoo()
    return entries.row, entries.col, entries.data > 0


def _tightened(
    sides: tuple[Ints, Ints, NDArray[np.bool_]], target: Ints, low: Floats, high: Floats
) -> tuple[Floats, Floats]:
    rows, columns, positive = sides
    # Each entry contributes at least `least` and at most `most` to its row.
    least = np.where(positive, low[columns], -high[columns])
    most = np.where(positive, high[columns], -low[columns])
    least_of_rest = _sum_of_rest(rows, least, rows_count=target.size)
    most_of_rest = _sum_of_rest(rows, most, rows_count=target.size)
    up, down = target[rows] - least_of_rest, target[rows] - most_of_rest
    new_high, new_low = np.full(low.size, np.inf), np.full(low.size, -np.inf)
    np.minimum.at(new_high, columns, np.where(positive, up, -down))
    np.maximum.at(new_low, columns, np.where(positive, down, -up))
    return new_low, new_high


def _sum_of_rest(rows: Ints, values: Floats, *, rows_count: int) -> Floats:
    infinite = np.isinf(values)
    finite = np.where(infinite, 0.0, values)
    sums = np.bincount(rows, weights=finite, minlength=rows_count)[rows] - finite
    others = np.bincount(rows, weights=infinite, minlength=rows_count)[rows] - infinite
    # All infinities of one side point the same way.
    infinity = values[infinite][0] if infinite.any() else 0.0
    return np.where(others > 0, infinity, sums)
