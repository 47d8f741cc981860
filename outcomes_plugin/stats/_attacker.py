"""
What an attacker can compute from a partly published system of counts.

The system is a matrix of relations (entries 1 and -1, rows that add up to zero) over cells. The
attacker knows the published cells, the relations, and that every count is a whole number of at
least 0. Hidden cells fall apart into components that share no relation; each is bounded alone.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from ._closed_forms import block_bounds, single_relation_bounds
from ._count_tables import Ints, Mask
from ._polytope import Polytope
from ._search import searched_bounds

Floats = NDArray[np.float64]

INCONSISTENT = "No table of counts fits what is published."


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """
    The range of each hidden cell, in the order of the hidden cells.

    `exact` says that both ends are reached by a table of whole numbers; otherwise some range is
    the linear relaxation, which is never narrower than what the attacker can really exclude.
    """

    low: Floats
    high: Floats
    exact: bool


def attacker_bounds(relations: sp.csr_matrix, known: Ints, hidden: Mask) -> Bounds:
    """
    Return the smallest and largest value that each hidden cell can have.

    `known` holds the published counts; what it holds at hidden cells is not read.

    Raises:
        ValueError: no table of counts fits the published ones.
    """
    matrix, target = hidden_system(relations, known, hidden)
    low, high = np.zeros(matrix.shape[1]), np.full(matrix.shape[1], np.inf)
    exact = True
    for rows, columns in components(matrix):
        part = Polytope(matrix=matrix[rows][:, columns], target=target[rows])
        low[columns], high[columns], part_exact = polytope_bounds(part)
        exact = exact and part_exact
    return Bounds(low=low + 0.0, high=high + 0.0, exact=exact)


def hidden_system(
    relations: sp.csr_matrix, known: Ints, hidden: Mask
) -> tuple[sp.csr_matrix, Ints]:
    """
    Return the relations among the hidden cells, and what each must add up to.

    Raises:
        ValueError: published cells contradict each other.
    """
    columns = relations.tocsc()
    target = -(columns[:, ~hidden] @ known[~hidden])
    matrix = columns[:, hidden].tocsr()
    open_rows = np.diff(matrix.indptr) > 0
    if target[~open_rows].any():
        raise ValueError(INCONSISTENT)
    return matrix[open_rows], target[open_rows]


def components(matrix: sp.csr_matrix) -> list[tuple[Ints, Ints]]:
    """Return the rows and columns of each connected part; a free column is one of its own."""
    rows, columns = matrix.shape
    adjacency = sp.bmat([[None, abs(matrix)], [abs(matrix.T), None]], format="csr")
    if rows == 0:
        return [(np.zeros(0, dtype=np.int64), np.array([column])) for column in range(columns)]
    count, labels = connected_components(adjacency, directed=False)
    order = np.argsort(labels, kind="stable")
    ends = np.cumsum(np.bincount(labels, minlength=count))[:-1]
    return [(nodes[nodes < rows], nodes[nodes >= rows] - rows) for nodes in np.split(order, ends)]


def polytope_bounds(part: Polytope) -> tuple[Floats, Floats, bool]:
    """
    Return lows, highs, and whether they are exact, for one connected part.

    Raises:
        ValueError: the part is empty.
    """
    closed = single_relation_bounds(part) or block_bounds(part)
    if closed is None:
        low, high, exact = searched_bounds(part)
    else:
        (low, high), exact = closed, True
    if (low > high).any():
        raise ValueError(INCONSISTENT)
    return low, high, exact
