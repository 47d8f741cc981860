"""The report as CSV: exactly the figures that the page shows."""

import csv
import io
from collections.abc import Iterator, Sequence

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.frameworks.data import Unit
from outcomes_plugin.programs import api as programs_api

from . import wording
from .access import reader_of
from .agreement_data import FacetAgreement
from .agreement_reading import agreement
from .data import Figure, IndicatorReport, ReportData
from .reading import report

HIDDEN = "hidden"
COLUMNS = (
    "domain",
    "indicator",
    "title",
    "version",
    "release",
    "window_or_quarter",
    "closed_on",
    "cohort",
    "value",
    "low",
    "high",
    "unit",
    "people",
    "asked",
    "late",
    "person_years",
    "target",
    "status",
)
_NUMBERS = ("value", "low", "high", "people", "asked", "late", "person_years", "target")
# What a spreadsheet would take for a formula.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def report_csv(
    actor: Actor,
    program: programs_api.ProgramRef,
    *,
    language: str,
    release: int | None = None,
    cohort: str | None = None,
) -> str:
    """
    Return the report's figures as CSV with a header: one line per figure, numbers with a dot.

    Raises:
        NotFound: no such program, or nothing of its releases.
        Invalid: no such release or cohort in what the actor may see.
    """
    found = report(actor, program, language=language, release=release, cohort=cohort)
    alike: Sequence[FacetAgreement] = ()
    if not cohort and reader_of(actor, program).cohorts:
        alike = agreement(actor, program, language=language, release=release)
    return to_csv(found, alike)


def to_csv(found: ReportData, alike: Sequence[FacetAgreement] = ()) -> str:
    """Return the figures of a report as CSV, and how alike both sides see each facet."""
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_rows(found))
    writer.writerows(_agreement_rows(alike))
    return target.getvalue()


def _rows(found: ReportData) -> Iterator[dict[str, str]]:
    for domain in found.domains:
        for indicator in domain.indicators:
            for figure in _figures(indicator):
                yield {
                    "domain": domain.domain,
                    "indicator": indicator.key,
                    "title": safe_text(indicator.title),
                    **_row(figure, indicator),
                }


def _agreement_rows(alike: Sequence[FacetAgreement]) -> Iterator[dict[str, str]]:
    for one in alike:
        for figure in (one.difference, one.alike):
            data = figure.data
            numbers = {"value": data.estimate, "low": data.low, "high": data.high, "people": data.n}
            yield {
                "indicator": f"{data.kind}.{one.key}",
                "title": safe_text(f"{one.title}: {figure.title}"),
                "release": str(one.release_number),
                "window_or_quarter": safe_text(one.release_title),
                "closed_on": one.closed_at.date().isoformat(),
                **{
                    name: HIDDEN if value is None else str(value) for name, value in numbers.items()
                },
            }


def _figures(indicator: IndicatorReport) -> Iterator[Figure]:
    """Yield each figure once: the way, the cohorts, and what stands in a cohort's place."""
    seen: set[tuple[int, str]] = set()
    others = [one for one in (indicator.parent, indicator.with_late) if one is not None]
    for figure in (*indicator.trend, indicator.figure, *others, *indicator.by_cohort):
        place = (figure.release_number, figure.cohort)
        if place not in seen:
            seen.add(place)
            yield figure


def _row(figure: Figure, indicator: IndicatorReport) -> dict[str, str]:
    row = {
        "version": str(figure.indicator_version),
        "release": str(figure.release_number),
        "window_or_quarter": safe_text(figure.release_title),
        "closed_on": figure.closed_at.date().isoformat(),
        "cohort": safe_text(figure.cohort_title),
        "unit": "%" if indicator.unit is Unit.PERCENT else safe_text(figure.text.unit),
        "status": figure.status,
    }
    return row | (dict.fromkeys(_NUMBERS, HIDDEN) if figure.hidden else _numbers(figure, indicator))


def _numbers(figure: Figure, indicator: IndicatorReport) -> dict[str, str]:
    def shown(value: float | None) -> str:
        if value is None:
            return ""
        return str(wording.shown(value, unit=indicator.unit, decimals=indicator.decimals))

    return {
        "value": shown(figure.estimate),
        "low": shown(figure.low),
        "high": shown(figure.high),
        "people": "" if figure.n is None else str(figure.n),
        "asked": "" if figure.asked is None else str(figure.asked),
        "late": "" if figure.late is None else str(figure.late),
        "person_years": (
            "" if figure.exposure is None else str(wording.rounded_years(figure.exposure))
        ),
        "target": shown(figure.target),
    }


def safe_text(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text
