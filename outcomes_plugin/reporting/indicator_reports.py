"""One indicator of a report: its figure, how it moved, and by cohort."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from outcomes_plugin.frameworks.data import IndicatorData, in_language

from . import wording
from .data import WHOLE, Chart, Explanation, Figure, IndicatorReport, Scope
from .figures import Words, figure_of, nothing_of
from .models import Release, ReleaseCell, ReleaseChart


@dataclass(frozen=True, kw_only=True)
class IndicatorCells:
    """The cells of one indicator up to the release that is shown, oldest first."""

    indicator: IndicatorData
    release: Release
    cells: Sequence[ReleaseCell]
    releases: Mapping[int, Release]
    with_late: ReleaseCell | None
    versions: Mapping[tuple[str, int], IndicatorData]


def indicator_report(
    found: IndicatorCells, *, cohort: str, chart: ReleaseChart | None, words: Words
) -> IndicatorReport:
    """Return the indicator for the cohort, or for the whole program."""
    shown = [_figure(cell, found, words) for cell in found.cells]
    newest = [one for one in shown if one.release_number == found.release.number]
    whole = next(one for one in newest if one.cohort == WHOLE)
    figure = next((one for one in newest if one.cohort == cohort), None) or nothing_of(
        cohort, whole, found.indicator, words
    )
    has_parent = figure.estimate is None and cohort != WHOLE
    if has_parent and figure.hidden:
        text = replace(figure.text, sentence=wording.hidden_with_parent())
        figure = replace(figure, text=text)
    parent = whole if has_parent else None
    indicator = found.indicator
    return IndicatorReport(
        key=indicator.key,
        title=wording.title_of(indicator, words.language),
        outcome_title=in_language(indicator.outcome.title, words.language),
        unit=indicator.unit,
        measure=indicator.measure,
        direction=indicator.direction,
        horizon=indicator.horizon,
        decimals=indicator.decimals,
        scale_low=indicator.scale_low,
        scale_high=indicator.scale_high,
        figure=figure,
        parent=parent,
        finding=(parent or figure).text.sentence,
        trend=[one for one in shown if one.cohort == cohort],
        by_cohort=[one for one in newest if one.cohort != WHOLE],
        chart=Chart(svg=chart.svg, spec=chart.spec, alt=chart.alt) if chart else None,
        explanation=_explanation(figure, found, words),
        with_late=_figure(found.with_late, found, words)
        if found.with_late is not None and cohort == WHOLE
        else None,
    )


def _figure(cell: ReleaseCell, found: IndicatorCells, words: Words) -> Figure:
    indicator = found.versions[cell.indicator_key, cell.indicator_version]
    return figure_of(cell, found.releases[cell.release_id], indicator, words)


def _explanation(figure: Figure, found: IndicatorCells, words: Words) -> Explanation:
    indicator, release = found.indicator, found.release
    source = {
        Scope.WINDOW: _("Survey “{title}”"),
        Scope.LATE: _("Survey “{title}”, with late answers"),
        Scope.PERIOD: _("Quarter {title}"),
    }[release.scope]
    return Explanation(
        definition=in_language(indicator.definition, words.language),
        people=figure.text.people or figure.text.sentence,
        source=source.format(title=release.title),
        closed=_("Closed on {day}").format(day=date_format(release.closed_at, "DATE_FORMAT")),
        indicator=_("Indicator “{key}”, version {version}").format(
            key=indicator.key, version=indicator.version
        ),
        release=wording.released(
            release.title,
            number=release.number,
            frozen_on=release.frozen_at.date(),
            with_late=release.scope is Scope.LATE,
        ),
        code_version=release.code_version,
        method=wording.method(indicator.measure),
    )
