"""Disclosure control over several tables at once: what one table hides, another must not tell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ._attacker import Bounds, attacker_bounds
from ._count_tables import Index, Ints, Mask, checked_threshold, known_counts
from ._links import Layout, Link, known_zeros, link_failures
from ._protected import (
    EXACT,
    LINEAR,
    CheckedTable,
    Protected,
    Range,
    certificate_of,
    checked_table,
)
from ._suppression import suppress
from ._system import System

JointCertificate = dict[tuple[str, Index], Range]


@dataclass(frozen=True, kw_only=True, eq=False)
class LinkedProtected(Mapping[str, Protected]):
    """
    The tables of one release by name, and one proof for all of them.

    `certificate` maps (table name, index) of every hidden cell to what an attacker can compute
    who reads all the tables; the complement of a part is a table of it, under its own name.
    """

    tables: Mapping[str, Protected]
    certificate: Mapping[tuple[str, Index], Range]
    method: str

    def __getitem__(self, name: str) -> Protected:
        return self.tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)


def protect_linked(
    tables: Mapping[str, Any], links: Sequence[Link], *, k: int = 5
) -> LinkedProtected:
    """
    Return the tables protected together, so that no small cell follows from all of them.

    A table is a count table as for `protect`, or a `CountTable` that adds masks. A link is a pair
    of cells that hold the same people, each (name, index) with the total as last index, or a
    `SameCell`, `SharedAxis`, `SumOf` or `PartOf`. The rule and the attacker are those of
    `protect`; he knows the links too. For `PartOf`, people of the whole who are not in the part
    are a table that he computes: a count of 1 to k - 1 in it is small. A grand total is hidden
    where the links leave no other way. Hidden is as little as the search finds, and no cell
    beyond the small ones can be shown again.

    Raises:
        ValueError: what `protect` refuses; no table; a link that names no cell, or that the
            counts break; a small cell that nothing can protect.
    """
    threshold = checked_threshold(k)
    checked = {name: checked_table(table, k=threshold) for name, table in tables.items()}
    if not checked:
        raise ValueError("There must be at least one table.")
    layout = Layout({name: table.full.shape for name, table in checked.items()}, links)
    system = _system(layout, checked, k=threshold)
    hidden = suppress(system)
    bounds = attacker_bounds(system.relations, system.counts, hidden)
    return _result(layout, list(checked), system.counts, hidden, bounds, k=threshold)


def audit_linked(
    published: Mapping[str, Any], hidden: Mapping[str, Any], links: Sequence[Link]
) -> JointCertificate:
    """
    Return what an attacker can compute of each hidden cell from all the tables as published.

    Raises:
        ValueError: names that differ; what `audit` and `protect_linked` refuse.
    """
    if set(published) != set(hidden) or not published:
        raise ValueError("Published tables and masks must have the same names.")
    known = {name: known_counts(published[name], hidden[name]) for name in published}
    layout = Layout({name: mask.shape for name, (_, mask) in known.items()}, links)
    counts, unknown = np.zeros(layout.size, dtype=np.int64), np.ones(layout.size, dtype=bool)
    for name, (numbers, mask) in known.items():
        counts[layout.grid(name)], unknown[layout.grid(name)] = numbers, mask
    bounds = attacker_bounds(layout.relations, counts, unknown)
    return _joint(layout, list(known), unknown, bounds)


def _system(layout: Layout, checked: Mapping[str, CheckedTable], *, k: int) -> System:
    counts = np.zeros(layout.size, dtype=np.int64)
    primary, fixed, late, unpublished = (np.zeros(layout.size, dtype=bool) for _ in range(4))
    for name, table in checked.items():
        grid = layout.grid(name)
        counts[grid], primary[grid], fixed[grid] = table.full, table.small, table.fixed
        late[grid.ravel()[-1]] = True
    for link in layout.complements:
        grid = layout.grid(link.complement)
        rest = counts[layout.grid(link.whole)] - counts[layout.grid(link.part)]
        if (rest < 0).any():
            raise ValueError(f"A cell of {link.part!r} counts more people than {link.whole!r}.")
        counts[grid], unpublished[grid] = rest, True
        primary[grid] = (rest > 0) & (rest < k)
    fixed = known_zeros(layout.relations, fixed)
    if link_failures(layout, counts) or counts[fixed].any():
        raise ValueError("The counts of the tables do not agree with the links.")
    return System(
        counts=counts,
        relations=layout.relations,
        primary=primary & ~fixed,
        fixed=fixed,
        late=late,
        unpublished=unpublished,
        entangled=layout.entangled(),
        grids=tuple(layout.grid(name) for name in checked),
        k=k,
    )


def _result(
    layout: Layout, names: list[str], counts: Ints, hidden: Mask, bounds: Bounds, *, k: int
) -> LinkedProtected:
    joint = _joint(layout, names, hidden, bounds)
    method = EXACT if bounds.exact else LINEAR
    tables = {}
    for name in names:
        mask = hidden[layout.grid(name)]
        tables[name] = Protected(
            published=np.where(mask, np.nan, counts[layout.grid(name)]),
            hidden=mask,
            certificate={index: span for (table, index), span in joint.items() if table == name},
            method=method,
            k=k,
        )
    return LinkedProtected(tables=tables, certificate=joint, method=method)


def _joint(layout: Layout, names: list[str], hidden: Mask, bounds: Bounds) -> JointCertificate:
    low, high = np.zeros(layout.size), np.zeros(layout.size)
    low[hidden], high[hidden] = bounds.low, bounds.high
    masks = {name: hidden[layout.grid(name)] for name in names}
    for link in layout.complements:
        masks[link.complement] = masks[link.part] | masks[link.whole]
    return {
        (name, index): span
        for name, mask in masks.items()
        for index, span in certificate_of(
            mask, low[layout.grid(name)], high[layout.grid(name)]
        ).items()
    }
