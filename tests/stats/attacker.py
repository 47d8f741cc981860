"""An attacker who shares no code with the product: tries every table, or solves linear programs."""

from collections.abc import Iterator
from itertools import product

import numpy as np
from scipy.optimize import linprog


def with_totals(table):
    """Return the table with its totals last on every axis, added up cell by cell."""
    table = np.asarray(table)
    full = np.zeros([length + 1 for length in table.shape], dtype=int)
    for index, count in np.ndenumerate(table):
        for place in product(*[(step, -1) for step in index]):
            full[place] += count
    return full


def published_of(full, hidden):
    return np.where(hidden, np.nan, full)


def every_fitting_table(published, *, cap) -> Iterator[np.ndarray]:
    """Yield every table with counts up to the cap whose published cells are as published."""
    inner = list(np.ndindex(*(length - 1 for length in published.shape)))
    lines = {index: list(product(*[(step, -1) for step in index])) for index in inner}
    known = ~np.isnan(published)
    left = np.where(known, np.nan_to_num(published), np.inf)
    full = np.zeros(published.shape, dtype=int)

    def tries(position):
        if position == len(inner):
            if (full[known] == published[known]).all():
                yield full
            return
        index = inner[position]
        most = int(min(cap, *(left[place] for place in lines[index])))
        least = int(published[index]) if known[index] else 0
        for count in range(least, min(most, least if known[index] else cap) + 1):
            for place in lines[index]:
                left[place] -= count
                full[place] += count
            yield from tries(position + 1)
            for place in lines[index]:
                left[place] += count
                full[place] -= count

    return tries(0)


def ranges_by_trying(published, *, cap):
    """Return (low, high) of every hidden cell among the tables with counts up to the cap."""
    hidden = np.isnan(published)
    low = np.full(published.shape, np.inf)
    high = np.full(published.shape, -np.inf)
    for table in every_fitting_table(published, cap=cap):
        np.minimum(low, table, out=low)
        np.maximum(high, table, out=high)
    return {index: (low[index], high[index]) for index in map(tuple, np.argwhere(hidden).tolist())}


def range_by_linear_program(published, index):
    """Return (low, high) of one cell when counts need not be whole, from published cells alone."""
    shape = published.shape
    inner = list(np.ndindex(*(length - 1 for length in shape)))
    column = {cell: number for number, cell in enumerate(inner)}
    rows, targets = [], []
    for place, count in np.ndenumerate(published):
        if not np.isnan(count):
            rows.append(_members(place, shape, column))
            targets.append(count)
    objective = _members(index, shape, column)
    equal = {"A_eq": np.array(rows), "b_eq": targets} if rows else {}
    low = linprog(objective, **equal, method="highs")
    high = linprog(-objective, **equal, method="highs")
    return low.fun, np.inf if high.status == 3 else -high.fun


def _members(place, shape, column):
    row = np.zeros(len(column))
    last = [length - 1 for length in shape]
    steps = [range(end) if step == end else (step,) for step, end in zip(place, last, strict=True)]
    row[[column[cell] for cell in product(*steps)]] = 1
    return row
