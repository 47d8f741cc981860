"""What was released, and the report that is made of it."""

from collections.abc import Sequence
from typing import Any

import edx_api_doc_tools as apidocs

from outcomes_plugin import api
from outcomes_plugin.errors import NotFound
from outcomes_plugin.reporting.data import Figure, ReleaseData, ReportData
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import windows as shapes

_CHOICES = [
    apidocs.query_parameter("release", int, "The number of a release; without it, the latest."),
    apidocs.query_parameter("cohort", str, "The slug of a cohort; without it, the whole program."),
]


class Releases(OutcomesView):
    """The releases of a program."""

    @endpoint(lists=shapes.Release)
    def get(self, slug: str) -> Sequence[ReleaseData]:
        """List the releases of a program."""
        return api.releases(self.actor, slug)


class Report(OutcomesView):
    """The report of a program."""

    @endpoint(gives=shapes.Report, asks=_CHOICES)
    def get(self, slug: str) -> ReportData:
        """Read the report of a program, made of released cells only."""
        return _report(self, slug)


class Cells(OutcomesView):
    """The released cells that the report shows."""

    @endpoint(lists=shapes.Figure, asks=_CHOICES)
    def get(self, slug: str) -> Sequence[Figure]:
        """List the released cells of the report: each indicator by cohort, then over time."""
        indicators = [one for domain in _report(self, slug).domains for one in domain.indicators]
        cells = [cell for one in indicators for cell in (one.figure, *one.by_cohort, *one.trend)]
        return list({_place(cell): cell for cell in cells}.values())


def _report(view: OutcomesView, slug: str) -> ReportData:
    asked = view.request.query_params
    return api.report(
        view.actor,
        slug,
        language=view.language,
        release=_number(asked.get("release")),
        cohort=asked.get("cohort"),
    )


def _number(told: Any) -> int | None:
    """Return the number that was asked for; what is none names no release."""
    if not told:
        return None
    if not (told.isascii() and told.isdigit() and len(told) < 10):
        raise NotFound
    return int(told)


def _place(cell: Figure) -> tuple[str, int, str]:
    """Return what tells one released cell from another."""
    return cell.indicator_key, cell.release_number, cell.cohort
