"""
The simplest change that keeps all totals: more in one corner of a box, less in the next.

A box takes two positions on every axis of a table. Moving its corners by alternating amounts
changes no line, so hidden corners can vary together; a total moves along with its cell.
"""

from collections.abc import Iterator
from functools import reduce
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ._count_tables import Index, Ints, Mask

Cells = NDArray[np.int64]


def cheapest_box(
    counts: Ints, index: Index, *, hidden: Mask, barred: Mask, k: int
) -> list[Index] | None:
    """
    Return the corners of the box that lets the cell vary by at least k and hides least anew.

    All arrays are of the shape of the table, its totals included; no corner that comes back is
    barred. None where no box will do.
    """
    shape = counts.shape
    least_same = np.full(shape, counts[index], dtype=float)
    least_other = np.full(shape, np.inf)
    new, weight = np.zeros(shape, dtype=np.int64), np.zeros(shape)
    bad = _on_own_lines(shape, index)
    for corner, sign in _corners(shape, index):
        count, shown = counts[corner], ~hidden[corner]
        np.minimum(least_same, np.where(sign > 0, count, np.inf), out=least_same)
        np.minimum(least_other, np.where(sign < 0, count, np.inf), out=least_other)
        bad |= barred[corner]
        new += shown
        weight += np.where(shown, count, 0)
    bad |= least_same + least_other < k
    if bad.all():
        return None
    new[bad] = 2**counts.ndim
    weight[new > new.min()] = np.inf
    opposite = np.unravel_index(int(np.argmin(weight)), shape)
    return list(product(*zip(index, map(int, opposite), strict=True)))


def _on_own_lines(shape: tuple[int, ...], index: Index) -> Mask:
    own = np.zeros(shape, dtype=bool)
    for axis, place in enumerate(index):
        np.moveaxis(own, axis, 0)[place] = True
    return own


def _corners(shape: tuple[int, ...], index: Index) -> Iterator[tuple[tuple[slice, ...], Ints]]:
    """
    Yield every corner but the cell itself, for all opposite corners at once.

    A corner is what to slice so that it lines up with the opposite corner; its sign is 1 where it
    moves with the cell and -1 where it moves against it.
    """
    axes = range(len(shape))
    signs = [_axis_signs(shape, index, axis) for axis in axes]
    for moved in product((False, True), repeat=len(shape)):
        if any(moved):
            corner = tuple(
                slice(None) if moved[axis] else slice(index[axis], index[axis] + 1) for axis in axes
            )
            yield corner, reduce(np.multiply, (signs[axis] for axis in axes if moved[axis]))


def _axis_signs(shape: tuple[int, ...], index: Index, axis: int) -> Ints:
    length = shape[axis]
    signs = np.full(length, -1)
    signs[-1] = 1
    if index[axis] == length - 1:
        signs[:] = 1
    return signs.reshape([length if other == axis else 1 for other in range(len(shape))])
