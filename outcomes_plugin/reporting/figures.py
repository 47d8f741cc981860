"""From a released cell to a figure in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from outcomes_plugin.frameworks.data import IndicatorData

from . import findings, wording
from .data import NO_COHORT, WHOLE, Figure, FigureText, Status
from .estimates import Measured
from .models import Release, ReleaseCell

NOTHING = FigureText(
    value="", unit="", interval="", people="", exposure="", target="", status="", sentence=""
)


@dataclass(frozen=True, kw_only=True)
class Words:
    """What figures are written with: the language that is active, and the cohorts' titles."""

    language: str
    cohort_titles: Mapping[str, str]

    def cohort(self, cohort: str) -> str:
        if cohort == WHOLE:
            return _("Whole program")
        if cohort == NO_COHORT:
            return _("Other people")
        return self.cohort_titles.get(cohort, cohort)


def figure_of(
    cell: ReleaseCell, release: Release, indicator: IndicatorData, words: Words
) -> Figure:
    """Return the cell as everyone sees it."""
    return Figure(
        indicator_key=cell.indicator_key,
        indicator_version=cell.indicator_version,
        cohort=cell.cohort,
        cohort_title=words.cohort(cell.cohort),
        release_number=release.number,
        release_title=release.title,
        closed_at=release.closed_at,
        hidden=cell.hidden,
        estimate=cell.estimate,
        low=cell.low,
        high=cell.high,
        n=cell.n,
        asked=cell.asked,
        exposure=cell.exposure,
        target=cell.target,
        threshold=cell.threshold,
        status=Status(cell.status),
        text=_text(cell, release, indicator, words),
        late=cell.late,
    )


def nothing_of(cohort: str, like: Figure, indicator: IndicatorData, words: Words) -> Figure:
    """Return the figure of a cohort of which nobody was asked in the release of another figure."""
    status = wording.status(Status.NO_DATA, indicator.direction)
    sentence = _("Nobody of this cohort was asked.")
    return Figure(
        indicator_key=like.indicator_key,
        indicator_version=like.indicator_version,
        cohort=cohort,
        cohort_title=words.cohort(cohort),
        release_number=like.release_number,
        release_title=like.release_title,
        closed_at=like.closed_at,
        hidden=False,
        estimate=None,
        low=None,
        high=None,
        n=None,
        asked=None,
        exposure=None,
        target=None,
        threshold=None,
        status=Status.NO_DATA,
        text=FigureText(**{**vars(NOTHING), "status": status, "sentence": sentence}),
    )


def _text(
    cell: ReleaseCell, release: Release, indicator: IndicatorData, words: Words
) -> FigureText:
    status = wording.status(Status(cell.status), indicator.direction)
    if cell.estimate is None or cell.low is None or cell.high is None or cell.n is None:
        return FigureText(**{**vars(NOTHING), "status": status, "sentence": wording.hidden()})
    return FigureText(
        value=wording.number(cell.estimate, indicator),
        unit=wording.unit(indicator),
        interval=wording.interval(cell.low, cell.high, indicator),
        people=wording.people(cell.n, cell.asked, late=cell.late),
        exposure="" if cell.exposure is None else wording.years(cell.exposure),
        target="" if cell.target is None else wording.number(cell.target, indicator),
        status=status,
        sentence=findings.finding(
            Measured(estimate=cell.estimate, low=cell.low, high=cell.high),
            indicator,
            title=wording.title_of(indicator, words.language),
            place=release.title,
            status=Status(cell.status),
            target=cell.target,
            threshold=cell.threshold,
        ),
    )
