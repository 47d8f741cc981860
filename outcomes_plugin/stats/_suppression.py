"""Secondary suppression: what else to hide so that no small cell can be computed."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ._count_tables import Ints, Mask
from ._lines import crossings, whole_lines
from ._proofs import FlowProver, Prover, box_proof, prover_for, smallest_change
from ._system import System
from ._weak import weak_cells

Floats = NDArray[np.float64]

# To move a cell that is hidden anyway costs next to nothing.
IN_HIDING = 1e-3

UNPROTECTABLE = "A small cell follows from cells that are known to be impossible."


class Cover:
    """A set of hidden cells that grows until every weak cell is proven safe, then shrinks."""

    def __init__(self, system: System, prover: Prover, weak: list[int]) -> None:
        self._system, self._prover, self._weak = system, prover, weak
        self.hidden = system.must_hide.copy()
        self._proofs: dict[int, Ints] = {}
        self._failures: Counter[int] = Counter()

    def hide(self, cells: Mask) -> None:
        self.hidden |= cells & ~self._system.fixed

    def grow(self) -> None:
        """Hide the cheapest cells that prove one weak cell after the other."""
        for cell in self._weak:
            proof = self._proof(cell, self.hidden)
            if proof is None:
                proof = self._cheapest_proof(cell)
                self.hidden[proof] = True
            self._proofs[cell] = proof

    def shrink(self) -> None:
        """
        Show again what is not needed, the largest counts first.

        Less hidden never makes an attacker's range wider, so one pass leaves nothing to show.
        """
        users = {cell: set[int]() for cell in self._extra()}
        for small, proof in self._proofs.items():
            for cell in proof.tolist():
                users.setdefault(cell, set()).add(small)
        for cell in self._extra():
            self._show(cell, users)

    def _extra(self) -> list[int]:
        extra = np.flatnonzero(self.hidden & ~self._system.must_hide)
        largest_first = np.lexsort((-extra, -self._system.counts[extra], ~self._system.late[extra]))
        cells: list[int] = extra[largest_first].tolist()
        return cells

    def _show(self, cell: int, users: dict[int, set[int]]) -> None:
        self.hidden[cell] = False
        proofs = self._proofs_without(cell, users)
        if proofs is None:
            self.hidden[cell] = True
            return
        for small, proof in proofs.items():
            for other in self._proofs[small].tolist():
                users[other].discard(small)
            for other in proof.tolist():
                users.setdefault(other, set()).add(small)
            self._proofs[small] = proof

    def _proofs_without(self, cell: int, users: dict[int, set[int]]) -> dict[int, Ints] | None:
        """Return new proofs for the cells whose proof needed the cell, or None where one fails."""
        needy = users[cell]
        if self._gives_away(cell, users) or self._prover.refutes(needy, self.hidden):
            return None
        proofs = {}
        for weak in sorted(needy, key=lambda weak: (-self._failures[weak], weak)):
            proof = self._proof(weak, self.hidden)
            if proof is None:
                self._failures[weak] += 1
                return None
            proofs[weak] = proof
        return proofs

    def _gives_away(self, cell: int, users: dict[int, set[int]]) -> bool:
        """Return whether showing the cell lets line after line be solved up to a weak cell."""
        if not users[cell]:
            return False
        solved: set[int] = set()
        lines = self._system.lines_of(cell).tolist()
        while lines:
            members = self._system.members_of(lines.pop())
            inside = set(members[self.hidden[members]].tolist())
            unknown = sorted(inside - solved)
            if len(unknown) == 1:
                if unknown[0] in self._proofs:
                    return True
                solved.add(unknown[0])
                lines.extend(self._system.lines_of(unknown[0]).tolist())
        return False

    def _proof(self, cell: int, hidden: Mask) -> Ints | None:
        box = box_proof(self._system, cell, hidden=hidden, barred=~hidden)
        return self._prover.prove(cell, hidden) if box is None else box

    def _cheapest_proof(self, cell: int) -> Ints:
        for barred in self._reserves():
            box = box_proof(self._system, cell, hidden=self.hidden, barred=barred)
            if box is not None:
                return box
            proof = smallest_change(self._system, cell, weights=self._weights(barred))
            if proof is not None:
                return proof
        raise ValueError(UNPROTECTABLE)

    def _reserves(self) -> Iterator[Mask]:
        yield (self._system.fixed | self._system.late) & ~self.hidden
        yield self._system.fixed

    def _weights(self, barred: Mask) -> Floats:
        counts = self._system.counts
        weights = np.where(self.hidden, IN_HIDING, 1 + counts / (1 + counts.max()))
        weights[barred | self._system.fixed] = np.inf
        return weights


def suppress(system: System) -> Mask:
    """
    Return what to hide: the primary cells and a minimal set of others that keeps them safe.

    Several greedy covers compete with hiding whole lines; each is shrunk until nothing can be
    shown again, and the cheapest wins.

    Raises:
        ValueError: a small cell cannot be protected whatever is hidden.
    """
    prover = prover_for(system)
    weak = weak_cells(system, prover)
    if not weak:
        return system.must_hide

    def covered(start: Mask) -> Mask:
        return _covered(Cover(system, prover, weak), start)

    best = covered(crossings(system))
    if isinstance(prover, FlowProver):
        best = min(best, covered(system.must_hide), key=system.cost)
    for lines in whole_lines(system):
        if system.cost(lines) < system.cost(best):
            best = min(best, covered(lines), key=system.cost)
    return best


def _covered(cover: Cover, start: Mask) -> Mask:
    cover.hide(start)
    cover.grow()
    cover.shrink()
    return cover.hidden
