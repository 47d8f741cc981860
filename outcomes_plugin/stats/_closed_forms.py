"""Exact bounds without a search: one relation alone, and a full block of rows by columns."""

import numpy as np
from numpy.typing import NDArray

from ._polytope import Polytope

Floats = NDArray[np.float64]
Pair = tuple[Floats, Floats]


def single_relation_bounds(part: Polytope) -> Pair | None:
    """Return the exact bounds where at most one relation holds, else None."""
    size = part.matrix.shape[1]
    if part.matrix.shape[0] == 0:
        return np.zeros(size), np.full(size, np.inf)
    if part.matrix.shape[0] > 1:
        return None
    signs = part.matrix.toarray()[0]
    target = int(part.target[0])
    low, high = np.zeros(size), np.full(size, np.inf)
    for sign in (1, -1):
        side = signs == sign
        if side.sum() == 1:
            low[side] = max(0, sign * target)
        if side.all():
            # A sum of the wrong sign leaves high below low, which says that nothing fits.
            high[side] = sign * target
    return low, high


def block_bounds(part: Polytope) -> Pair | None:
    """
    Return the Frechet bounds of a full block, else None.

    In a full block every hidden row meets every hidden column in one cell: the largest value is
    the smaller of the two sums, the smallest what the two sums exceed the whole by.
    """
    matrix = part.matrix
    lengths = np.diff(matrix.indptr)
    pairs = matrix.tocsc()
    if (matrix.data != 1).any() or (np.diff(pairs.indptr) != 2).any():
        return None
    pairs.sort_indices()
    ends = pairs.indices.reshape(-1, 2)
    first, second = np.unique(ends[:, 0]), np.unique(ends[:, 1])
    full = first.size * second.size == len(ends) and first.size + second.size == lengths.size
    if not full or np.unique(ends, axis=0).shape[0] != len(ends):
        return None
    rows, columns = part.target[ends[:, 0]], part.target[ends[:, 1]]
    whole = part.target[first].sum()
    if part.target.min() < 0 or whole != part.target[second].sum():
        return np.ones(len(ends)), np.zeros(len(ends))
    low = np.maximum(0, rows + columns - whole).astype(float)
    return low, np.minimum(rows, columns).astype(float)
