"""Lines of a table: where two lonely hidden cells cross, and what hiding whole lines would take."""

import numpy as np

from ._count_tables import Mask
from ._system import System


def crossings(system: System) -> Mask:
    """
    Return cells that give company to the only hidden cell of a line, of two lines where they can.

    A line with one hidden cell gives that cell away. A cell that opens a new line is not worth it.
    """
    lines, members = system.lines_by_cell, system.cells_by_line
    hidden = system.must_hide.copy()
    added = np.zeros(hidden.size, dtype=bool)
    closed = system.fixed | system.late
    while True:
        inside = lines @ hidden.astype(np.int64)
        gain = members @ ((inside == 1).astype(np.int64) - (inside == 0))
        gain[hidden | closed] = 0
        best = gain.max(initial=0)
        if best < 1:
            return added
        choices = np.flatnonzero(gain == best)
        cell = choices[np.argmin(system.counts[choices])]
        hidden[cell] = added[cell] = True


def whole_lines(system: System) -> list[Mask]:
    """
    Return what whole-line suppression hides: all lines through a small cell, or those of one axis.

    Lines of an axis keep their totals in view; where that is not safe, more has to be added.
    """
    masks = []
    for grid in system.grids:
        small = system.primary[grid] & ~system.fixed[grid]
        by_axis = [
            np.broadcast_to(small.any(axis=axis, keepdims=True), small.shape)
            for axis in range(small.ndim)
        ]
        for lines in [np.logical_or.reduce(by_axis), *by_axis]:
            mask = system.must_hide.copy()
            mask[grid[lines]] = True
            masks.append(mask & ~system.fixed & ~(system.late & ~system.must_hide))
    return masks
