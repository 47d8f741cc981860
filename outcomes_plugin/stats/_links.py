"""How tables hang together: cells that are equal, that add up, or that are a part of another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from ._count_tables import Index, Ints, Mask, table_relations

Cell = tuple[str, int | Index]
Term = tuple[int, int]
Shapes = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, kw_only=True)
class SameCell:
    """Two cells, totals included, hold the same people."""

    first: Cell
    second: Cell


@dataclass(frozen=True, kw_only=True)
class SharedAxis:
    """Two tables split the same people by the same axis: all totals along it are the same."""

    first: str
    second: str
    first_axis: int = 0
    second_axis: int = 0


@dataclass(frozen=True, kw_only=True)
class SumOf:
    """A cell is the sum of cells of other tables."""

    total: Cell
    parts: Sequence[Cell]


@dataclass(frozen=True, kw_only=True)
class PartOf:
    """
    Each cell of one table counts people of the same cell of another, say those with an attribute.

    The people without it are a table too, though nobody prints it: who knows both knows it.
    """

    part: str
    whole: str

    @property
    def complement(self) -> str:
        return f"{self.whole} without {self.part}"


Link = SameCell | SharedAxis | SumOf | PartOf | tuple[Cell, Cell]


class Layout:
    """Where each cell of each table stands in one vector, and what relates the cells."""

    def __init__(self, shapes: Shapes, links: Sequence[Link]) -> None:
        self.complements = [link for link in links if isinstance(link, PartOf)]
        self._places: dict[str, NDArray[np.int64]] = {}
        for name, shape in shapes.items():
            self._add(name, shape)
        for link in self.complements:
            self._add(link.complement, self._same_shape(link))
        terms = [term for link in links for term in self._terms(link)]
        self.linking = _relation_matrix(terms, columns=self.size)
        blocks = [self._table_block(name) for name in shapes]
        self.relations = sp.vstack([*blocks, self.linking], format="csr")

    @property
    def size(self) -> int:
        return sum(grid.size for grid in self._places.values())

    def grid(self, name: str) -> NDArray[np.int64]:
        """Return the positions of a table's cells, in its shape."""
        return self._places[name]

    def entangled(self) -> Mask:
        """Return the cells that a link binds."""
        return np.asarray(abs(self.linking).sum(axis=0)).ravel() > 0

    def _add(self, name: str, shape: tuple[int, ...]) -> None:
        if name in self._places:
            raise ValueError(f"The name {name!r} stands for two tables.")
        start = self.size
        self._places[name] = np.arange(start, start + int(np.prod(shape))).reshape(shape)

    def _same_shape(self, link: PartOf) -> tuple[int, ...]:
        part, whole = self._table(link.part), self._table(link.whole)
        if part.shape != whole.shape:
            raise ValueError(f"{link.part!r} and {link.whole!r} must have the same shape.")
        return part.shape

    def _table(self, name: Any) -> NDArray[np.int64]:
        if name not in self._places:
            raise ValueError(f"A link names {name!r}, which is none of the tables.")
        return self._places[name]

    def _cell(self, cell: Cell) -> int:
        name, index = cell
        try:
            return int(self._table(name)[index])
        except (IndexError, TypeError) as error:
            raise ValueError(f"A link names {cell!r}, which is no cell.") from error

    def _terms(self, link: Link) -> Iterator[list[Term]]:
        match link:
            case SameCell(first=first, second=second) | (first, second):
                yield [(self._cell(first), 1), (self._cell(second), -1)]
            case SumOf(total=total, parts=parts):
                yield [*((self._cell(part), 1) for part in parts), (self._cell(total), -1)]
            case SharedAxis():
                pairs = zip(*self._margins(link), strict=True)
                yield from ([(first, 1), (second, -1)] for first, second in pairs)
            case PartOf(part=part, whole=whole):
                names = (part, link.complement, whole)
                cells = zip(*(self._places[name].ravel().tolist() for name in names), strict=True)
                yield from (list(zip(trio, (1, 1, -1), strict=True)) for trio in cells)
            case _:
                raise ValueError(f"{link!r} is no link between tables.")

    def _margins(self, link: SharedAxis) -> tuple[list[int], list[int]]:
        first = _margin(self._table(link.first), link.first_axis)
        second = _margin(self._table(link.second), link.second_axis)
        if len(first) != len(second):
            raise ValueError(f"The axis that {link.first!r} and {link.second!r} share differs.")
        return first, second

    def _table_block(self, name: str) -> sp.csr_matrix:
        grid = self._places[name]
        block = table_relations(grid.shape).tocoo()
        columns = grid.ravel()[block.col]
        shape = (block.shape[0], self.size)
        return sp.csr_matrix((block.data, (block.row, columns)), shape=shape)


def known_zeros(relations: sp.csr_matrix, zeros: Mask) -> Mask:
    """
    Return the cells that must be 0 when those of the mask are.

    In a relation of counts that add up to nothing, one side is 0 exactly when the other is.
    """
    plus, minus = relations.maximum(0), (-relations).maximum(0)
    known = zeros
    while True:
        open_cells = (~known).astype(np.int64)
        empty = ((plus @ open_cells == 0), (minus @ open_cells == 0))
        forced = (minus.T @ empty[0].astype(np.int64)) + (plus.T @ empty[1].astype(np.int64))
        grown = known | (forced > 0)
        if (grown == known).all():
            return known
        known = grown


def _margin(grid: NDArray[np.int64], axis: int) -> list[int]:
    try:
        margin = np.moveaxis(grid, axis, -1).reshape(-1, grid.shape[axis])[-1]
    except (IndexError, TypeError, ValueError) as error:
        raise ValueError(f"A link names the axis {axis!r}, which a table does not have.") from error
    cells: list[int] = margin.tolist()
    return cells


def _relation_matrix(terms: list[list[Term]], *, columns: int) -> sp.csr_matrix:
    entries = [(row, cell, sign) for row, line in enumerate(terms) for cell, sign in line]
    rows, cells, signs = np.array(entries, dtype=np.int64).reshape(-1, 3).T
    matrix = sp.csr_matrix((signs, (rows, cells)), shape=(len(terms), columns))
    if entries and (abs(matrix.data) != 1).any():
        raise ValueError("A link must not name the same cell twice.")
    return matrix


def link_failures(layout: Layout, counts: Ints) -> bool:
    """Return whether the counts break a link."""
    return bool((layout.linking @ counts).any())
