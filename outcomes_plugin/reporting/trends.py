"""How an indicator moved, from release to release, as charts that are drawn once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.utils import translation

from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.frameworks.data import IndicatorData
from outcomes_plugin.programs.data import ProgramData

from .alt_text import trend_alt
from .charts import trend_spec
from .data import WHOLE
from .drawing import drawn_svg
from .languages import chart_languages
from .models import ReleaseCell, ReleaseChart
from .points import TrendPoint


def draw_trends(
    program: ProgramData, cells: Sequence[ReleaseCell], *, title: str, closed_at: datetime
) -> Sequence[ReleaseChart]:
    """Return a chart per indicator and language of the site: the whole program's way up to here."""
    versions = {(one.key, one.version): one for one in frameworks_api.every_version(program.id)}
    wholes = {cell.indicator_key: cell for cell in cells if cell.cohort == WHOLE}
    past = _past_cells(program.id, list(wholes), before=closed_at)
    charts: list[ReleaseChart] = []
    for key, cell in wholes.items():
        newest = _point(cell, versions, label=title, closed_at=closed_at)
        earlier = [
            _point(one, versions, label=one.release.title, closed_at=one.release.closed_at)
            for one in past.get(key, [])
        ]
        indicator = versions[key, cell.indicator_version]
        charts.extend(_in_every_language(indicator, [*earlier, newest]))
    return charts


def _past_cells(
    program_id: int, keys: Sequence[str], *, before: datetime
) -> Mapping[str, list[ReleaseCell]]:
    rows = ReleaseCell.objects.select_related("release").filter(
        release__program_id=program_id,
        release__closed_at__lt=before,
        release__late_window=None,
        indicator_key__in=keys,
        cohort=WHOLE,
    )
    found: dict[str, list[ReleaseCell]] = {}
    for row in rows.order_by("release__closed_at", "release__number"):
        found.setdefault(row.indicator_key, []).append(row)
    return found


def _point(
    cell: ReleaseCell,
    versions: Mapping[tuple[str, int], IndicatorData],
    *,
    label: str,
    closed_at: datetime,
) -> TrendPoint:
    return TrendPoint(
        label=label,
        closed_at=closed_at,
        hidden=cell.hidden,
        estimate=cell.estimate,
        low=cell.low,
        high=cell.high,
        n=cell.n,
        target=cell.target,
        status=cell.status,
        formula=versions[cell.indicator_key, cell.indicator_version].formula,
    )


def _in_every_language(
    indicator: IndicatorData, points: Sequence[TrendPoint]
) -> Iterator[ReleaseChart]:
    if all(point.hidden for point in points):
        return
    for language in chart_languages():
        with translation.override(language):
            rtl = translation.get_language_bidi()
            spec = trend_spec(indicator, points, right_to_left=rtl)
            alt = trend_alt(indicator, points, language=language)
        yield ReleaseChart(
            indicator_key=indicator.key,
            language=language,
            spec=spec,
            alt=alt,
            svg=drawn_svg(spec, alt=alt),
        )
