"""Largest values over a polytope by HiGHS: linear first, whole numbers where that is not enough."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

from ._count_tables import Ints
from ._polytope import Polytope

Floats = NDArray[np.float64]

SLACK = 1e-6
# A limit on branching, not on time: the same table gets the same answer on every machine.
NODE_LIMIT = 5_000
NO_LIMIT = 2**31 - 1


@dataclass(frozen=True, kw_only=True)
class Extreme:
    """A bound on an objective; `point` is a table of whole numbers that reaches it, if one does."""

    value: int
    point: Ints | None


class IntegerSolver:
    """Maximizes linear objectives over the whole-number points of a polytope."""

    def __init__(self, part: Polytope, *, low: Floats, high: Floats) -> None:
        self._part = part
        self._box = Bounds(low, high)
        target = part.target.astype(float)
        self._relations = LinearConstraint(part.matrix.astype(float), target, target)

    def any_point(self) -> Ints | None:
        """Return a table that fits, or None where there is none."""
        nothing = np.zeros(self._part.matrix.shape[1])
        point = self._point(self._solve(nothing, whole=False))
        if point is not None:
            return point
        return self._point(self._solve(nothing, whole=True, node_limit=NO_LIMIT))

    def vertex(self, weights: Floats) -> Ints | None:
        """Return a corner that maximizes the weights, or None where it is not of whole numbers."""
        return self._point(self._solve(-weights, whole=False))

    def largest(self, cell: int, *, sign: int) -> Extreme:
        """Return the largest value of sign times the cell; without a point, an outer bound."""
        objective = np.zeros(self._part.matrix.shape[1])
        objective[cell] = -sign
        linear = self._solve(objective, whole=False)
        point = self._point(linear)
        if point is not None:
            return Extreme(value=sign * int(point[cell]), point=point)
        bound = math.floor(SLACK - linear.fun)
        whole = self._solve(objective, whole=True)
        point = self._point(whole)
        if whole.status == 0 and point is not None:
            return Extreme(value=sign * int(point[cell]), point=point)
        if whole.mip_dual_bound is not None and math.isfinite(whole.mip_dual_bound):
            bound = min(bound, math.floor(SLACK - whole.mip_dual_bound))
        return Extreme(value=bound, point=None)

    def _solve(
        self, objective: Floats, *, whole: bool, node_limit: int = NODE_LIMIT
    ) -> OptimizeResult:
        return milp(
            objective,
            integrality=np.full(objective.size, int(whole)),
            bounds=self._box,
            constraints=self._relations,
            options={"node_limit": node_limit},
        )

    def _point(self, result: OptimizeResult) -> Ints | None:
        if result.x is None:
            return None
        point = np.rint(result.x).astype(np.int64)
        close = np.abs(result.x - point).max(initial=0.0) < SLACK * 1e2
        return point if close and self._part.contains(point) else None
