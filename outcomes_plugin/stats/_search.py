"""Bounds of every cell of one connected polytope: propagation, corners, then one by one."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ._count_tables import Ints
from ._network import LARGEST_FLOW, Network, Residual
from ._polytope import Polytope, propagated_bounds
from ._recession import unbounded_cells
from ._solver import Extreme, IntegerSolver

Floats = NDArray[np.float64]

EMPTY = (np.ones(1), np.zeros(1), True)
# A corner costs about as much as this many single cells; fewer settled per corner is not worth it.
WORTHWHILE = 12


class CellSolver(Protocol):
    """Finds the extremes of single cells."""

    def largest(self, cell: int, *, sign: int) -> Extreme: ...


class FlowSolver:
    """Extremes of single cells by maximum flow."""

    def __init__(self, network: Network, point: Ints) -> None:
        self._residual = Residual(network, point)

    def largest(self, cell: int, *, sign: int) -> Extreme:
        point = self._residual.point
        if sign > 0:
            return Extreme(value=int(point[cell]) + self._residual.increase(cell), point=point)
        return Extreme(value=self._residual.decrease(cell) - int(point[cell]), point=point)


def searched_bounds(part: Polytope) -> tuple[Floats, Floats, bool]:
    """Return lows, highs and whether all are exact; a low above its high says that nothing fits."""
    low, high = propagated_bounds(part)
    if (low > high).any():
        return EMPTY
    solver = IntegerSolver(part, low=low, high=high)
    point = solver.any_point()
    if point is None:
        return EMPTY
    network = Network.of(part)
    inner = InnerBounds(low=low, high=high, point=point)
    if np.isinf(high).any():
        inner.unbounded = unbounded_cells(part) if network is None else network.unbounded()
    _settle_by_corners(inner, solver)
    single: CellSolver = solver
    if network is not None and point.sum() < LARGEST_FLOW:
        single = FlowSolver(network, point)
    exact = _settle_one_by_one(inner, single)
    return inner.low, np.where(inner.unbounded, np.inf, inner.high), exact


class InnerBounds:
    """Outer bounds, and how far tables that were found reach towards them."""

    def __init__(self, *, low: Floats, high: Floats, point: Ints) -> None:
        self.low, self.high = low.copy(), high.copy()
        self.least, self.most = point.copy(), point.copy()
        self.unbounded = np.zeros(low.size, dtype=bool)

    def add(self, point: Ints) -> None:
        np.minimum(self.least, point, out=self.least)
        np.maximum(self.most, point, out=self.most)

    def open_lows(self) -> NDArray[np.bool_]:
        return self.least > self.low

    def open_highs(self) -> NDArray[np.bool_]:
        return (self.most < self.high) & ~self.unbounded

    def open_count(self) -> int:
        return int(self.open_lows().sum() + self.open_highs().sum())


def _settle_by_corners(inner: InnerBounds, solver: IntegerSolver) -> None:
    random = np.random.default_rng(0)
    while (before := inner.open_count()) > 2 * WORTHWHILE:
        weights = random.integers(1, 100, inner.low.size).astype(float)
        point = solver.vertex(weights * inner.open_highs() - weights * inner.open_lows())
        if point is None:
            return
        inner.add(point)
        if before - inner.open_count() < WORTHWHILE:
            return


def _settle_one_by_one(inner: InnerBounds, solver: CellSolver) -> bool:
    exact = True
    for cell in np.flatnonzero(inner.open_highs() | inner.open_lows()).tolist():
        if inner.open_highs()[cell]:
            extreme = solver.largest(cell, sign=1)
            inner.high[cell] = extreme.value
            exact = _noted(inner, extreme, reached=inner.most[cell]) and exact
        if inner.open_lows()[cell]:
            extreme = solver.largest(cell, sign=-1)
            inner.low[cell] = -extreme.value
            exact = _noted(inner, extreme, reached=-inner.least[cell]) and exact
    return exact


def _noted(inner: InnerBounds, extreme: Extreme, *, reached: int) -> bool:
    if extreme.point is None:
        return extreme.value == reached
    inner.add(extreme.point)
    return True
