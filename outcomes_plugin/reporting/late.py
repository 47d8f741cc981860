"""
The release of late answers: a window's figures once more, with those who answered after the close.

What was released at the close stays as it is, so whoever subtracts it from these figures has the
late answers by themselves. That group is what is protected here, as a release of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.frameworks.data import IndicatorData, Measure
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import WindowData

from . import rollups
from .data import WHOLE, ReleaseData, Status
from .freezing import Closed, Prepared, certificate_of, fill, freeze_prepared, release_of
from .models import Release, ReleaseCell
from .rollups import IndicatorSums, RolledUp, rolled_up
from .sums import CellSums, Table, together
from .suppression import Protection, protect_release
from .trends import draw_trends

NOT_SHOWN_ON_TIME = "not_shown_on_time"

_Versions = Mapping[tuple[str, int], IndicatorData]


def late_of(window: WindowData) -> Closed:
    """Return the late answers of a window as what their release is made of."""
    return Closed(
        address=f"late/{window.id}",
        title=window.title,
        closed_at=window.closed_at or window.closes_at,
        role=window.role,
        late_window_id=window.id,
    )


def release_late(
    actor: Actor, program: ProgramData, window: WindowData, on_time: Closed, *, at: datetime
) -> ReleaseData | None:
    """
    Return the release with the late answers of a window in which nobody can answer any more.

    None where nothing of it may be shown: fewer than k were late, or they answered alike, or the
    figures without them are hidden.

    Raises:
        NotProtectedError: the audit did not pass; nothing was written.
    """
    late, before = late_of(window), release_of(on_time)
    known = release_of(late)
    if known is not None or before is None:
        return known
    on_time_sums = rolled_up(on_time.address, program)
    versions = {(one.key, one.version): one for one in frameworks_api.every_version(program.id)}
    _keep(late, window, on_time_sums, versions)
    tables = _tables(rolled_up(late.address, program), before)
    if not tables:
        return None
    protection = protect_release(tables, k=program.k, asked=on_time_sums.asked[WHOLE])
    shown = [table for table in tables if not protection.hides(table.indicator, WHOLE)]
    if not shown:
        return None

    def prepare(number: int) -> Prepared:
        cells = list(_cells(program, late, shown, on_time_sums, versions))
        return Prepared(
            number=number,
            asked=before.asked,
            cells=cells,
            charts=draw_trends(program, cells, title=late.title, closed_at=late.closed_at),
            quality=(),
            certificate=_certificate(protection, before, k=program.k),
        )

    return freeze_prepared(actor, program, late, prepare, at=at)


def _keep(late: Closed, window: WindowData, on_time: RolledUp, versions: _Versions) -> None:
    """Keep the sums of the late answers alone, for the means that were counted at the close."""
    sums = surveys_api.late_score_sums(window.id)
    scores = {one.score: one for one in sums if one.cohort_id is None}
    found = []
    for table in on_time.tables:
        indicator = versions[table.indicator, on_time.versions[table.indicator]]
        own = scores.get(indicator.source.get("score", ""))
        if indicator.measure is Measure.SCORE_MEAN and own is not None:
            whole = CellSums(
                cohort=WHOLE,
                n=own.n,
                total=own.total,
                total_of_squares=own.total_of_squares,
                largest_same=own.largest_same,
            )
            found.append(IndicatorSums(indicator=indicator, whole=whole, cells=()))
    rollups.keep(late.address, found, asked={WHOLE: on_time.asked[WHOLE]})


def _tables(rolled: RolledUp, before: ReleaseData) -> Sequence[Table]:
    """Return the late answers as tables; those whose figure on time is hidden are barred."""
    on_time = ReleaseCell.objects.filter(release_id=before.id, cohort=WHOLE, hidden=False)
    shown = set(on_time.values_list("indicator_key", flat=True))
    return [
        table if table.indicator in shown else replace(table, barred={WHOLE: NOT_SHOWN_ON_TIME})
        for table in rolled.tables
    ]


def _cells(
    program: ProgramData,
    late: Closed,
    shown: Sequence[Table],
    on_time: RolledUp,
    versions: _Versions,
) -> Iterator[ReleaseCell]:
    """Yield, for the whole alone, who answered on time and late together, and how many late."""
    targets = frameworks_api.targets_in_force(program.id, at=late.closed_at)
    before = {table.indicator: table.whole for table in on_time.tables}
    for table in shown:
        indicator = versions[table.indicator, on_time.versions[table.indicator]]
        row = ReleaseCell(
            indicator_key=indicator.key,
            indicator_version=indicator.version,
            domain=indicator.domain,
            cohort=WHOLE,
            hidden=False,
            status=Status.HIDDEN,
            asked=on_time.asked[WHOLE],
            late=table.whole.n,
        )
        fill(
            row,
            together([before[indicator.key], table.whole]),
            indicator,
            targets.get(indicator.key),
        )
        yield row


def _certificate(protection: Protection, before: ReleaseData, *, k: int) -> Mapping[str, object]:
    """Return what proves that the late answers by themselves are protected, and beside which."""
    return {
        **certificate_of(protection, k=k),
        "of": "late answers alone",
        "beside": {"release": before.number, "digest": before.digest},
    }


def late_releases_of(window_ids: Sequence[int]) -> frozenset[int]:
    """Return those of the windows whose late answers have a release."""
    rows = Release.objects.filter(late_window_id__in=list(window_ids))
    return frozenset(rows.values_list("late_window_id", flat=True))
