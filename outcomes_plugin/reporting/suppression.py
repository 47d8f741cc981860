"""
Which cells of a release are hidden, and the proof that they stay so.

All tables of a release are about the same people, and their counts differ only by skipped
questions. So a cohort that one table hides, every table hides: otherwise the count and, for a
group of which a few skipped, the very answers could be taken from the table beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from outcomes_plugin import stats

from .data import WHOLE
from .sums import CellSums, Table, together

SAME_ANSWER_SHARE = 0.95

SMALL = "small"
COMPLEMENT = "complement"
SAME_ANSWER = "same_answer"
FEW_ASKED = "few_asked"
WHOLE_HIDDEN = "whole_hidden"
TO_PROTECT_OTHERS = "to_protect_others"

Reasons = Mapping[str, str]
Range = tuple[float, float]


class NotProtectedError(Exception):
    """A small cell could be computed from what would be published. Nothing was written."""


@dataclass(frozen=True, kw_only=True)
class Protection:
    """
    What a release hides: for each indicator the hidden cohorts, each with its reason.

    `ranges` maps each hidden cell to the lowest and highest count that an attacker can compute.
    Reasons and ranges stay sealed: a reason would narrow the cell.
    """

    reasons: Mapping[str, Reasons]
    ranges: Mapping[str, Mapping[str, Range]]
    method: str

    def hides(self, indicator: str, cohort: str) -> bool:
        return cohort in self.reasons[indicator]


def protect_release(tables: Sequence[Table], *, k: int, asked: int) -> Protection:
    """
    Return what to hide in the tables of one release so that no small cell can be computed.

    Raises:
        NotProtectedError: the audit found a small cell that is known too well.
    """
    reasons = _few_asked(tables) if asked < 2 * k else _reasons(tables, k=k)
    ranges, method = _audited(tables, reasons, k=k)
    return Protection(reasons=reasons, ranges=ranges, method=method)


def _few_asked(tables: Sequence[Table]) -> Mapping[str, Reasons]:
    return {table.indicator: _all_cells(table, FEW_ASKED) for table in tables}


def _reasons(tables: Sequence[Table], *, k: int) -> Mapping[str, Reasons]:
    own = {table.indicator: primary_reasons(table, k=k) for table in tables}
    open_tables = [table for table in tables if WHOLE not in own[table.indicator]]
    hidden, shown = _linked(open_tables, own, k=k)
    return {
        table.indicator: {
            **(_beside(hidden) if table in shown else _all_cells(table, WHOLE_HIDDEN)),
            **own[table.indicator],
        }
        for table in tables
    }


def primary_reasons(table: Table, *, k: int) -> Reasons:
    """Return the cells that may not be shown for what they are, whatever stands beside them."""
    found: dict[str, str] = {}
    for cell in (*table.cells, table.whole):
        reason = _primary_reason(cell, table, k=k)
        if reason is not None:
            found[cell.cohort] = reason
    return found


def _primary_reason(cell: CellSums, table: Table, *, k: int) -> str | None:
    if cell.n < k:
        return SMALL
    if cell.cohort in table.barred:
        return table.barred[cell.cohort]
    if table.is_score and is_same_answer(cell):
        return SAME_ANSWER
    if table.is_score and 0 < table.whole.n - cell.n < k:
        return COMPLEMENT
    return None


def is_same_answer(cell: CellSums) -> bool:
    """Return whether all, or nearly all, gave the same answer."""
    return cell.n > 0 and cell.largest_same >= SAME_ANSWER_SHARE * cell.n


def _linked(
    tables: Sequence[Table], own: Mapping[str, Reasons], *, k: int
) -> tuple[frozenset[str], Sequence[Table]]:
    """
    Return the cohorts that the tables hide alike, and those tables.

    A table that would have to hide its whole is left out: nothing of it is shown.
    """
    hidden: frozenset[str] = frozenset()
    while True:
        grown = hidden
        for table in tables:
            more = _hidden_beside(table, grown | own[table.indicator].keys(), tables, k=k)
            if WHOLE in more:
                rest = [other for other in tables if other is not table]
                return _linked(rest, own, k=k)
            grown |= more
        if grown == hidden:
            return hidden, tables
        hidden = grown


def _hidden_beside(
    table: Table, hidden: frozenset[str], tables: Sequence[Table], *, k: int
) -> frozenset[str]:
    """Return the cells to hide in the table, the given ones among them."""
    if not table.cells:
        return hidden
    mask = [cell.cohort in hidden for cell in table.cells]
    protected = stats.protect([cell.n for cell in table.cells], k=k, primary=mask)
    cohorts = [*(cell.cohort for cell in table.cells), WHOLE]
    found = frozenset(
        name for name, is_hidden in zip(cohorts, protected.hidden, strict=True) if is_hidden
    )
    while table.is_score and not _remainder_is_safe(table, found, k=k):
        found |= {_cheapest_shown(table, found, tables)}
    return found


def _remainder_is_safe(table: Table, hidden: frozenset[str], *, k: int) -> bool:
    """Return whether the hidden cohorts together, which anyone can compute, may be known."""
    rest = [cell for cell in table.cells if cell.cohort in hidden]
    if not rest or WHOLE in hidden or len(rest) == len(table.cells):
        return True
    remainder = together(rest)
    return remainder.n >= k and not is_same_answer(remainder)


def _cheapest_shown(table: Table, hidden: frozenset[str], tables: Sequence[Table]) -> str:
    shown = [cell.cohort for cell in table.cells if cell.cohort not in hidden]
    return min(shown, key=lambda cohort: sum(other.cell(cohort).n for other in tables))


def _beside(hidden: frozenset[str]) -> Reasons:
    return dict.fromkeys(sorted(hidden), TO_PROTECT_OTHERS)


def _all_cells(table: Table, reason: str) -> Reasons:
    return dict.fromkeys([*(cell.cohort for cell in table.cells), WHOLE], reason)


def _audited(
    tables: Sequence[Table], reasons: Mapping[str, Reasons], *, k: int
) -> tuple[Mapping[str, Mapping[str, Range]], str]:
    """Recompute, from what would be published alone, what is known of every hidden cell."""
    ranges: dict[str, dict[str, Range]] = {}
    for table in tables:
        # Where no cohort is told apart, the whole is its own only cell.
        cells = (*(table.cells or (table.whole,)), table.whole)
        hidden = [cell.cohort in reasons[table.indicator] for cell in cells]
        published = [
            float("nan") if gone else cell.n for cell, gone in zip(cells, hidden, strict=True)
        ]
        found = stats.audit(published, hidden)
        ranges[table.indicator] = {cells[place].cohort: known for (place,), known in found.items()}
        _check_small(table, ranges[table.indicator], k=k)
    return ranges, "exact integer"


def _check_small(table: Table, ranges: Mapping[str, Range], *, k: int) -> None:
    for cell in (*table.cells, table.whole):
        low, high = ranges.get(cell.cohort, (cell.n, cell.n))
        if cell.n < k and high - low < k:
            raise NotProtectedError(f"A small cell of {table.indicator} would be known too well.")
