"""
Polytopes that are networks: every hidden cell is an arc between two relations.

One- and two-dimensional tables are of this kind, and so are many trees of totals. Corners of a
network polytope are whole numbers, and the extremes of a cell are maximum flows in the residual
network of any table that fits.
"""

from typing import Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components, maximum_flow

from ._count_tables import Ints
from ._polytope import Polytope

LARGEST_FLOW = 2**30


class Network:
    """Arcs `tail` to `head`, one per cell: more in a cell is more flow out of its tail."""

    def __init__(self, *, tail: Ints, head: Ints, nodes: int) -> None:
        self.tail, self.head, self.nodes = tail, head, nodes

    @classmethod
    def of(cls, part: Polytope) -> Self | None:
        """Return the network of the polytope, or None where it is not one."""
        matrix = part.matrix.tocsc()
        lengths = np.diff(matrix.indptr)
        if (lengths > 2).any() or (lengths < 1).any():
            return None
        signs = _row_signs(matrix, lengths)
        if signs is None:
            return None
        ground = matrix.shape[0]
        tail, head = np.full(lengths.size, ground), np.full(lengths.size, ground)
        columns = np.repeat(np.arange(lengths.size), lengths)
        into = signs[matrix.indices] * matrix.data > 0
        head[columns[into]] = matrix.indices[into]
        tail[columns[~into]] = matrix.indices[~into]
        return cls(tail=tail, head=head, nodes=ground + 1)

    def unbounded(self) -> NDArray[np.bool_]:
        """Return the cells that lie on a directed cycle, so that they can grow without limit."""
        ones = np.ones(self.tail.size)
        arcs = sp.csr_matrix((ones, (self.tail, self.head)), shape=(self.nodes, self.nodes))
        _, labels = connected_components(arcs, directed=True, connection="strong")
        return np.asarray(labels[self.tail] == labels[self.head])


class Residual:
    """The room for change around one table that fits."""

    def __init__(self, network: Network, point: Ints) -> None:
        self._network, self.point = network, point
        forward = point.sum() + 1
        ends = (
            np.concatenate([network.tail, network.head]),
            np.concatenate([network.head, network.tail]),
        )
        self._forward = int(forward)
        capacities = np.concatenate([np.full(point.size, forward), point])
        keys = ends[0] * network.nodes + ends[1]
        pairs, places = np.unique(keys, return_inverse=True)
        self._totals = np.bincount(places, weights=capacities).astype(np.int64)
        self._out, self._back = places[: point.size], places[point.size :]
        rows = pairs // network.nodes
        starts = np.searchsorted(rows, np.arange(network.nodes + 1))
        self._layout = (pairs % network.nodes, starts)

    def increase(self, cell: int) -> int:
        """Return by how much the cell can grow; it must not be unbounded."""
        return self._flow(cell, self._network.head[cell], self._network.tail[cell])

    def decrease(self, cell: int) -> int:
        """Return by how much the cell can shrink."""
        flow = self._flow(cell, self._network.tail[cell], self._network.head[cell])
        return min(int(self.point[cell]), flow)

    def _flow(self, cell: int, source: int, sink: int) -> int:
        totals = self._totals.copy()
        totals[self._out[cell]] -= self._forward
        totals[self._back[cell]] -= self.point[cell]
        data = np.minimum(totals, 2 * LARGEST_FLOW - 1).astype(np.int32)
        targets, starts = self._layout
        graph = sp.csr_matrix(
            (data, targets.astype(np.int32), starts.astype(np.int32)),
            shape=(self._network.nodes, self._network.nodes),
        )
        return int(maximum_flow(graph, int(source), int(sink)).flow_value)


def _row_signs(matrix: sp.csc_matrix, lengths: Ints) -> Ints | None:
    """Return signs of the rows that give every cell one 1 and one -1, or None."""
    rows = matrix.shape[0]
    starts = matrix.indptr[:-1][lengths == 2]
    one, other = matrix.indices[starts], matrix.indices[starts + 1]
    same = matrix.data[starts] == matrix.data[starts + 1]
    # Node r is row r as it stands, node rows + r the row negated; an edge means "both or neither".
    flipped, straight = np.where(same, rows, 0), np.where(same, 0, rows)
    left = np.concatenate([one, one + rows])
    right = np.concatenate([other + flipped, other + straight])
    graph = sp.csr_matrix((np.ones(left.size), (left, right)), shape=(2 * rows, 2 * rows))
    _, labels = connected_components(graph, directed=False)
    if (labels[:rows] == labels[rows:]).any():
        return None
    return np.where(labels[:rows] < labels[rows:], 1, -1)
