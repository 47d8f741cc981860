"""Take the sums of a closed window or quarter, once, and read them again as tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.frameworks.data import IndicatorData, Measure
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import ProgramData

from .data import NO_COHORT, WHOLE
from .models import Rollup
from .sums import CellSums, Table


@dataclass(frozen=True, kw_only=True)
class IndicatorSums:
    """The sums of one version of an indicator: the whole, and one cell per cohort with people."""

    indicator: IndicatorData
    whole: CellSums
    cells: Sequence[CellSums]
    barred: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RolledUp:
    """What a release is made of: protected by `tables`, each with its version and people asked."""

    tables: Sequence[Table]
    versions: Mapping[str, int]
    asked: Mapping[str, int]


@transaction.atomic
def keep(address: str, found: Iterable[IndicatorSums], *, asked: Mapping[str, int]) -> None:
    """Keep the sums of the window or period. What was kept before stays, and nothing is added."""
    if Rollup.objects.filter(address=address).exists():
        return
    rows = [
        Rollup(
            address=address,
            indicator_key=sums.indicator.key,
            indicator_version=sums.indicator.version,
            cohort=cell.cohort,
            n=cell.n,
            total=cell.total,
            total_of_squares=cell.total_of_squares,
            largest_same=cell.largest_same,
            exposure=cell.exposure,
            asked=asked.get(cell.cohort, 0),
            barred=sums.barred.get(cell.cohort, ""),
        )
        for sums in found
        for cell in (sums.whole, *sums.cells)
    ]
    # Of two runs at once both have the same sums.
    Rollup.objects.bulk_create(rows, ignore_conflicts=True)


def rolled_up(address: str, program: ProgramData) -> RolledUp:
    """Return what was kept of the window or period, as tables."""
    versions = {(one.key, one.version): one for one in frameworks_api.every_version(program.id)}
    rows: dict[str, list[Rollup]] = {}
    for row in Rollup.objects.filter(address=address).order_by("id"):
        rows.setdefault(row.indicator_key, []).append(row)
    asked = {row.cohort: row.asked for found in rows.values() for row in found}
    return RolledUp(
        tables=[
            _table(versions[key, found[0].indicator_version], found) for key, found in rows.items()
        ],
        versions={key: found[0].indicator_version for key, found in rows.items()},
        asked=asked,
    )


def _table(indicator: IndicatorData, rows: Sequence[Rollup]) -> Table:
    cells = {row.cohort: _cell(row) for row in rows}
    return Table(
        indicator=indicator.key,
        is_score=indicator.measure in {Measure.SCORE_MEAN, Measure.PAIRED_CHANGE},
        whole=cells.pop(WHOLE),
        cells=tuple(cells.values()),
        barred={row.cohort: row.barred for row in rows if row.barred},
    )


def _cell(row: Rollup) -> CellSums:
    return CellSums(
        cohort=row.cohort,
        n=row.n,
        total=row.total,
        total_of_squares=row.total_of_squares,
        largest_same=row.largest_same,
        exposure=row.exposure,
    )


@dataclass(frozen=True, kw_only=True)
class Lattice:
    """The cohorts that a release tells apart, and how many people were asked in each."""

    slugs: Mapping[int, str]
    asked: Mapping[str, int]

    @property
    def cohorts(self) -> Sequence[str]:
        return [cohort for cohort in self.asked if cohort != WHOLE]


def lattice(
    program: ProgramData,
    asked: Mapping[int | None, int],
    *,
    told_apart: Iterable[int] | None = None,
) -> Lattice:
    """
    Return the lattice of a release whose people are counted by cohort id.

    A cohort is a cell of its own when somebody in it was asked; where only some may be
    `told_apart`, the others share the place of people without a cohort. Where no cohort is a cell
    there is only the whole.
    """
    allowed = None if told_apart is None else set(told_apart)
    slugs = {
        cohort.id: cohort.slug
        for cohort in programs_api.cohorts(program.id)
        if asked.get(cohort.id) and (allowed is None or cohort.id in allowed)
    }
    by_slug = {slug: asked[cohort_id] for cohort_id, slug in slugs.items()}
    whole = sum(asked.values())
    rest = whole - sum(by_slug.values())
    places = {**by_slug, **({NO_COHORT: rest} if rest and by_slug else {})}
    return Lattice(slugs=slugs, asked={**places, WHOLE: whole})


def placed(found: Mapping[int, CellSums], rest: CellSums, at_places: Lattice) -> Iterator[CellSums]:
    """Yield one cell for every place of the lattice: an empty one where nobody is counted."""
    for cohort_id, slug in at_places.slugs.items():
        yield found.get(cohort_id, CellSums(cohort=slug, n=0))
    if NO_COHORT in at_places.asked:
        yield rest


def in_force(program_id: int, at: datetime, measures: frozenset[Measure]) -> list[IndicatorData]:
    """Return the indicators of these measures that were in force at the time."""
    return [one for one in frameworks_api.indicators(program_id, at=at) if one.measure in measures]
