"""The sums of a closed quarter, indicator by indicator."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from outcomes_plugin.frameworks.data import IndicatorData, Measure
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import ProgramData, Role
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.progression.data import CareerKind

from . import quarters
from .data import NO_COHORT, WHOLE, PeriodData
from .rollups import IndicatorSums, Lattice, in_force, lattice
from .sums import CellSums, together

_MEASURES = frozenset({Measure.SHARE, Measure.RATE_PER_PERSON_YEAR})


def sums_of_period(
    program: ProgramData, period: PeriodData
) -> tuple[Sequence[IndicatorSums], Mapping[str, int]]:
    """Return the sums of the progression indicators, and how many mentees belonged to it."""
    places = lattice(program, _people(program, period))
    last = quarters.instant(period.ends_on, program.zone) - timedelta(microseconds=1)
    found: list[IndicatorSums] = []
    for indicator in in_force(program.id, last, _MEASURES):
        cells = list(_cells(program, period, indicator, at=last))
        if cells:
            found.append(_sums(indicator, cells, places))
    return found, places.asked


def _people(program: ProgramData, period: PeriodData) -> Mapping[int | None, int]:
    members = programs_api.members_during(
        program.id,
        role=Role.MENTEE,
        starts_at=quarters.instant(period.starts_on, program.zone),
        ends_at=quarters.instant(period.ends_on, program.zone),
    )
    cohort_of = {member.person: member.cohort_id for member in members}
    return Counter(cohort_of.values())


def _cells(
    program: ProgramData, period: PeriodData, indicator: IndicatorData, *, at: datetime
) -> Iterator[tuple[int | None, CellSums]]:
    """Yield the sums by cohort id; nothing where the source has nothing of anybody."""
    if indicator.measure is Measure.SHARE:
        for share in progression_api.passed_counts(program.id, at=at):
            yield share.cohort_id, CellSums(cohort="", n=share.n, total=share.count)
        return
    for exposed in progression_api.event_exposure(
        program,
        kind=CareerKind(indicator.source["event"]),
        starts_on=period.starts_on,
        ends_on=period.ends_on,
    ):
        cell = CellSums(cohort="", n=exposed.people, total=exposed.events, exposure=exposed.years)
        yield exposed.cohort_id, cell


def _sums(
    indicator: IndicatorData, found: Sequence[tuple[int | None, CellSums]], places: Lattice
) -> IndicatorSums:
    by_place: dict[str, list[CellSums]] = {place: [] for place in places.cohorts}
    for cohort_id, cell in found:
        slug = places.slugs.get(cohort_id, NO_COHORT) if cohort_id is not None else NO_COHORT
        if places.cohorts:
            by_place[slug].append(cell)
    return IndicatorSums(
        indicator=indicator,
        whole=together([cell for _cohort, cell in found], cohort=WHOLE),
        cells=[together(parts, cohort=place) for place, parts in by_place.items()],
    )
