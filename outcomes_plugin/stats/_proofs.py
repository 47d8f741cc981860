"""
Proofs that a small cell can vary by at least k: two tables of whole numbers that both fit.

A proof is the array of cells in which the two tables differ from the true one. It holds as long
as those cells stay hidden, whatever else is published.
"""

from collections.abc import Collection
from typing import Protocol

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse.csgraph import maximum_flow

from ._boxes import cheapest_box
from ._count_tables import Ints, Mask
from ._network import LARGEST_FLOW, Network
from ._polytope import Polytope, propagated_bounds
from ._solver import NODE_LIMIT
from ._system import System

Floats = NDArray[np.float64]


class Prover(Protocol):
    """Proves that cells vary enough when only the cells of a mask may."""

    def prove(self, cell: int, allowed: Mask) -> Ints | None: ...

    def refutes(self, cells: Collection[int], allowed: Mask) -> bool:
        """Return whether it is quickly seen that one of the cells does not vary enough."""


def prover_for(system: System) -> Prover:
    """Return the exact prover: flows where the system is a network, else integer programs."""
    network = Network.of(Polytope(matrix=system.relations, target=np.zeros(0, dtype=np.int64)))
    if network is None or system.k >= LARGEST_FLOW:
        return ProgramProver(system)
    return FlowProver(system, network)


def box_proof(system: System, cell: int, *, hidden: Mask, barred: Mask) -> Ints | None:
    """Return the cells of the cheapest box that proves the cell in its grid, or None."""
    for grid in system.grids:
        places = np.argwhere(grid == cell)
        if places.size and not system.entangled[cell]:
            corners = cheapest_box(
                system.counts[grid],
                tuple(places[0].tolist()),
                hidden=hidden[grid],
                barred=(barred | system.entangled)[grid],
                k=system.k,
            )
            return None if corners is None else np.array([grid[corner] for corner in corners])
    return None


class FlowProver:
    """Proves by flows of at most k through the residual network of the true table."""

    def __init__(self, system: System, network: Network) -> None:
        self._system, self._network = system, network
        self._allowed: Mask | None = None

    def prove(self, cell: int, allowed: Mask) -> Ints | None:
        self._lay_out(allowed)
        tail, head = self._network.tail[cell], self._network.head[cell]
        up, above = self._flow(cell, head, tail, limit=self._system.k)
        missing = min(self._system.k - up, int(self._system.counts[cell]))
        down, below = self._flow(cell, tail, head, limit=missing)
        if up + down < self._system.k:
            return None
        return np.union1d(np.append(above, cell), below)

    def refutes(self, cells: Collection[int], allowed: Mask) -> bool:
        """Leave it to the flows, which are quick enough."""
        return False

    def _lay_out(self, allowed: Mask) -> None:
        if self._allowed is not None and (allowed == self._allowed).all():
            return
        self._allowed = allowed.copy()
        self._cells = np.flatnonzero(allowed)
        tail, head = self._network.tail[self._cells], self._network.head[self._cells]
        room = np.minimum(self._system.counts[self._cells], self._system.k)
        nodes = self._network.nodes
        keys = np.concatenate([tail * nodes + head, head * nodes + tail])
        self._room = np.concatenate([np.full(tail.size, self._system.k), room])
        self._pairs, self._places = np.unique(keys, return_inverse=True)
        self._starts = np.searchsorted(self._pairs // nodes, np.arange(nodes + 1))

    def _flow(self, cell: int, source: int, sink: int, *, limit: int) -> tuple[int, Ints]:
        nothing = np.zeros(0, dtype=np.int64)
        if limit == 0:
            return 0, nothing
        nodes = self._network.nodes
        rooms = np.where(np.tile(self._cells == cell, 2), 0, self._room)
        capacity = np.minimum(np.bincount(self._places, weights=rooms), self._system.k)
        # One more node feeds the source, so that no more than the limit flows.
        graph = sp.csr_matrix(
            (
                np.append(capacity, limit).astype(np.int32),
                np.append(self._pairs % nodes, source).astype(np.int32),
                np.append(self._starts, self._pairs.size + 1).astype(np.int32),
            ),
            shape=(nodes + 1, nodes + 1),
        )
        result = maximum_flow(graph, nodes, int(sink))
        return int(result.flow_value), self._carriers(result.flow.tocoo(), rooms)

    def _carriers(self, flow: sp.coo_matrix, rooms: Ints) -> Ints:
        nodes = self._network.nodes
        carrying = (flow.data > 0) & (flow.row < nodes) & (flow.col < nodes)
        pairs = flow.row[carrying].astype(np.int64) * nodes + flow.col[carrying]
        used = np.isin(self._pairs, pairs, assume_unique=True)
        # Parallel arcs share a pair of nodes; any of them with room may carry the flow.
        arcs = np.flatnonzero(used[self._places] & (rooms > 0))
        return np.asarray(self._cells[arcs % self._cells.size])


class ProgramProver:
    """Proves by the smallest changes that an integer program finds."""

    def __init__(self, system: System) -> None:
        self._system = system

    def prove(self, cell: int, allowed: Mask) -> Ints | None:
        # Proofs that lean on cells hidden anyway outlive the showing of others.
        weights = np.where(self._system.must_hide, 0.1, 1.0)
        return smallest_change(self._system, cell, weights=np.where(allowed, weights, np.inf))

    def refutes(self, cells: Collection[int], allowed: Mask) -> bool:
        """Return whether single relations already keep one of the cells within less than k."""
        if not cells:
            return False
        matrix = self._system.columns[:, allowed].tocsr()
        counts = self._system.counts[allowed]
        low, high = propagated_bounds(Polytope(matrix=matrix, target=matrix @ counts))
        places = np.searchsorted(np.flatnonzero(allowed), list(cells))
        return bool((high[places] - low[places] < self._system.k).any())


def smallest_change(system: System, cell: int, *, weights: Floats) -> Ints | None:
    """
    Return the cells of the cheapest changes found that let the cell vary by at least k, or None.

    A change costs its size in each cell times the cell's weight; an infinite weight forbids it.
    """
    up, above = _moved(system, cell, sign=1, limit=system.k, weights=weights)
    missing = min(system.k - up, int(system.counts[cell]))
    down, below = _moved(system, cell, sign=-1, limit=missing, weights=weights)
    return np.union1d(above, below) if up + down >= system.k else None


def _moved(
    system: System, cell: int, *, sign: int, limit: int, weights: Floats
) -> tuple[int, Ints]:
    """
    Return how far, up to the limit, the cell can move in a direction, and what moves with it.

    Beyond two axes a cell may reach a far count and none between, so that a move past the limit
    counts too.
    """
    program = _Move(system, cell, sign=sign, weights=weights)
    change = program.solve((0, limit), whole=False) if limit else None
    if limit and change is None:
        change = program.solve((limit, np.inf), whole=True)
    if limit > 1 and change is None:
        change = program.solve((0, limit - 1), whole=True)
    if change is None:
        return 0, np.zeros(0, dtype=np.int64)
    return sign * int(change[program.own]), program.cells[change != 0]


class _Move:
    """Changes of the allowed cells that keep all totals and move one cell in one direction."""

    def __init__(self, system: System, cell: int, *, sign: int, weights: Floats) -> None:
        self.cells = _connected(system, cell, np.isfinite(weights))
        self.own = int(np.flatnonzero(self.cells == cell)[0])
        matrix = system.columns[:, self.cells].tocsr()
        self._matrix = matrix[np.diff(matrix.indptr) > 0].astype(float)
        size = self.cells.size
        # The first half of the variables adds to the cells, the second takes away from them.
        self._most = np.concatenate([np.full(size, np.inf), system.counts[self.cells]])
        self._cost = np.tile(weights[self.cells], 2)
        self._moving = self.own if sign > 0 else self.own + size
        self._most[self.own + size if sign > 0 else self.own] = 0

    def solve(self, span: tuple[float, float], *, whole: bool) -> Ints | None:
        """Return the farthest change within the span, or where it has no end the cheapest."""
        least, most, cost = np.zeros(self._cost.size), self._most.copy(), self._cost.copy()
        least[self._moving], most[self._moving] = span[0], min(span[1], most[self._moving])
        if least[self._moving] > most[self._moving]:
            return None
        if np.isfinite(span[1]):
            # Moving the cell by one is worth more than any detour it may take.
            cost[self._moving] = -4.0 * self.cells.size * cost.max()
        result = milp(
            cost,
            integrality=np.full(cost.size, int(whole)),
            bounds=Bounds(least, most),
            constraints=LinearConstraint(sp.hstack([self._matrix, -self._matrix]), 0, 0),
            options={"node_limit": NODE_LIMIT},
        )
        return None if result.x is None else self._checked(result.x)

    def _checked(self, solution: Floats) -> Ints | None:
        size = self.cells.size
        change: Ints = np.rint(solution[:size] - solution[size:]).astype(np.int64)
        close = np.abs(solution - np.rint(solution)).max(initial=0.0) < 1e-4
        fits = (change >= -self._most[size:]).all() and (change <= self._most[:size]).all()
        return change if close and fits and not (self._matrix @ change).any() else None


def _connected(system: System, cell: int, allowed: Mask) -> Ints:
    """Return the allowed cells that hang together with the cell through relations."""
    reached = np.zeros(allowed.size, dtype=bool)
    reached[cell] = True
    edge = reached
    while edge.any():
        lines = system.lines_by_cell @ edge.astype(np.int64) > 0
        edge = (system.cells_by_line @ lines.astype(np.int64) > 0) & allowed & ~reached
        reached = reached | edge
    return np.flatnonzero(reached)
