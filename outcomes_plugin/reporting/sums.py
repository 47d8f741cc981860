"""The sums of a release: one table per indicator, one cell per cohort, and the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .data import NO_COHORT, WHOLE


@dataclass(frozen=True, kw_only=True)
class CellSums:
    """
    What one cell is made of. Sums of two groups without a person in common may be added.

    For scores and changes: `n` people, Σx, Σx², and the most who gave one and the same value (an
    upper bound where it cannot be known). For shares `total` counts those who have it; for rates it
    counts events, and `exposure` is in person-years.
    """

    cohort: str
    n: int
    total: float = 0.0
    total_of_squares: float = 0.0
    largest_same: int = 0
    exposure: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Table:
    """
    The cells of one indicator. The cells together are the whole.

    `is_score` says that single answers are protected, not only small groups. `barred` maps a
    cohort, or the whole, to the reason why it may not be shown whatever its own size.
    """

    indicator: str
    is_score: bool
    whole: CellSums
    cells: tuple[CellSums, ...]
    barred: Mapping[str, str]

    def cell(self, cohort: str) -> CellSums:
        if cohort == WHOLE:
            return self.whole
        return next(cell for cell in self.cells if cell.cohort == cohort)


def without_cohort(whole: CellSums, listed: Sequence[CellSums]) -> CellSums:
    """Return what the whole has beyond the listed cohorts: people of none, or of another."""
    n = whole.n - sum(cell.n for cell in listed)
    return CellSums(
        cohort=NO_COHORT,
        n=n,
        total=whole.total - sum(cell.total for cell in listed),
        total_of_squares=whole.total_of_squares - sum(cell.total_of_squares for cell in listed),
        largest_same=min(n, whole.largest_same),
        exposure=whole.exposure - sum(cell.exposure for cell in listed),
    )


def together(cells: Sequence[CellSums], *, cohort: str = WHOLE) -> CellSums:
    """Return the sums of the cells together; `largest_same` becomes an upper bound."""
    added = CellSums(cohort=cohort, n=0)
    for cell in cells:
        added = replace(
            added,
            n=added.n + cell.n,
            total=added.total + cell.total,
            total_of_squares=added.total_of_squares + cell.total_of_squares,
            largest_same=added.largest_same + cell.largest_same,
            exposure=added.exposure + cell.exposure,
        )
    return added
