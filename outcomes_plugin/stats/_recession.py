"""Which hidden cells can grow without limit."""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import Bounds as Box
from scipy.optimize import LinearConstraint, milp

from ._polytope import Polytope


def unbounded_cells(part: Polytope) -> NDArray[np.bool_]:
    """
    Return the cells that are positive in some direction along which all counts can grow.

    One linear program finds them all: the directions form a cone, so the sum of min(x, 1) is
    largest where every such cell is at least 1.
    """
    size = part.matrix.shape[1]
    unit = sp.identity(size, format="csr")
    zeros = sp.csr_matrix(part.matrix.shape)
    along = LinearConstraint(sp.hstack([part.matrix, zeros], format="csr"), 0, 0)
    capped = LinearConstraint(sp.hstack([unit, -unit], format="csr"), 0, np.inf)
    result = milp(
        np.concatenate([np.zeros(size), -np.ones(size)]),
        integrality=0,
        bounds=Box(0, np.concatenate([np.full(size, np.inf), np.ones(size)])),
        constraints=[along, capped],
    )
    return np.asarray(result.x[size:] > 0.5)
