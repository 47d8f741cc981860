"""The least that a one-dimensional table must hide, in closed form."""

import numpy as np

from ._count_tables import Ints, Mask


def hidden_in_vector(full: Ints, primary: Mask, fixed: Mask, *, k: int) -> Mask:
    """
    Return the optimal cells to hide in a table of one axis, its total last.

    Fewest cells, then least count, then the first. The attacker's range of two or more hidden
    cells under a published total reaches from 0 to their sum, of one it is a point, and without
    the total nothing is bounded from above. So no more than one cell beyond the primary ones is
    ever needed: a cell that is not small holds at least k, and the total holds no less.
    """
    hidden = primary.copy()
    cells, total = hidden[:-1], full.size - 1
    if hidden[total]:
        if not cells.any():
            hidden[_cheapest(full, ~hidden & ~fixed)] = True
        return hidden
    if not cells.any() or (cells.sum() > 1 and full[:-1][cells].sum() >= k):
        return hidden
    free = ~hidden & ~fixed
    free[total] = not free[:-1].any()
    hidden[_cheapest(full, free)] = True
    return hidden


def _cheapest(full: Ints, free: Mask) -> int:
    candidates = np.flatnonzero(free)
    return int(candidates[np.argmin(full[candidates])])
