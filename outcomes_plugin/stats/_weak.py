"""Which small cells need help: those that the cells hidden anyway do not protect."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from ._count_tables import Ints
from ._proofs import Prover, box_proof
from ._system import System

Floats = NDArray[np.float64]

# Corners of a box of this many k around the true table are enough to show a range of k.
REACH = 10
# A corner costs about as much as this many single proofs.
WORTHWHILE = 25


def weak_cells(system: System, prover: Prover) -> list[int]:
    """
    Return the small cells that vary by less than k while only the primary cells are hidden.

    The others stay safe whatever is hidden besides: more hidden never narrows a range.
    """
    hidden = system.must_hide
    return [
        cell
        for cell in _unsettled(system)
        if box_proof(system, cell, hidden=hidden, barred=~hidden) is None
        and (is_alone(system, cell) or prover.prove(cell, hidden) is None)
    ]


def is_alone(system: System, cell: int) -> bool:
    """Return whether some line hides nothing but this cell among the cells hidden anyway."""
    return bool((system.lines_hidden[system.lines_of(cell)] == 1).any())


def _unsettled(system: System) -> list[int]:
    """Return the small cells that random corners of the attacker's polytope do not settle."""
    cells = np.flatnonzero(system.must_hide)
    small = system.primary[cells]
    counts = system.counts[cells]
    least, most = counts.copy(), counts.copy()
    random = np.random.default_rng(0)
    open_cells = small & (most - least < system.k)
    while (before := open_cells.sum()) > WORTHWHILE:
        # Half are pulled up and half down, at random, so that totals leave room for both.
        pull = random.integers(1, 100, cells.size) * random.choice((-1, 1), cells.size)
        corner = _corner(system, cells, (pull * open_cells).astype(float))
        if corner is not None:
            least, most = np.minimum(least, corner), np.maximum(most, corner)
            open_cells = small & (most - least < system.k)
        if before - open_cells.sum() < WORTHWHILE:
            break
    unsettled: list[int] = cells[open_cells].tolist()
    return unsettled


def _corner(system: System, cells: Ints, pull: Floats) -> Ints | None:
    """Return a corner of the tables near the true one, or None where it is not of whole numbers."""
    counts = system.counts[cells]
    matrix = system.columns[:, cells].tocsr()
    matrix = matrix[np.diff(matrix.indptr) > 0]
    target = matrix @ counts
    reach = REACH * system.k
    result = milp(
        -pull,
        bounds=Bounds(np.maximum(0, counts - reach), counts + reach),
        constraints=LinearConstraint(matrix.astype(float), target, target),
    )
    if result.x is None:
        return None
    corner = np.rint(result.x).astype(np.int64)
    return corner if (corner >= 0).all() and (matrix @ corner == target).all() else None
