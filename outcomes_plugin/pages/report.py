"""The outcome report, and the same figures as CSV."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid
from outcomes_plugin.programs.data import Action, Thing
from outcomes_plugin.reporting.agreement_data import FacetAgreement
from outcomes_plugin.reporting.data import DomainReport, Figure, IndicatorReport, ReportData, Scope

from . import http, words
from .navigation import Frame, frame
from .strips import Strip, strip_between, strip_of

_SHORTEST_SPAN = 1.0


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which release and which cohort a report is read for; None stands for all."""

    release: int | None
    cohort: str | None

    @property
    def query(self) -> str:
        named = {"release": self.release, "cohort": self.cohort}
        return urlencode({name: value for name, value in named.items() if value})


@dataclass(frozen=True, kw_only=True)
class IndicatorRow:
    """
    One indicator as it is drawn.

    `figure` is what is shown: the whole program's number where the cohort's is hidden; then
    `instead` says so. `whole` is the last line of the table by cohort.
    """

    report: IndicatorReport
    domain: str
    figure: Figure
    instead: str
    chart: str
    strip: Strip | None
    whole: Figure | None
    hides_a_cohort: bool


@dataclass(frozen=True, kw_only=True)
class DomainRows:
    """The indicators of one domain."""

    title: str
    rows: Sequence[IndicatorRow]


@dataclass(frozen=True, kw_only=True)
class Sides:
    """How alike both sides see each facet, on one axis from -`span` to `span`."""

    rows: Sequence[tuple[FacetAgreement, Strip | None]]
    span: str


@http.page("GET", "HEAD")
def report(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Show the report of the chosen release and cohort."""
    choice = _choice(request)
    found = api.report(
        actor, slug, language=http.language(), release=choice.release, cohort=choice.cohort
    )
    domains = [_domain(domain) for domain in found.domains if domain.indicators]
    around = frame(actor, slug, current="report")
    zone = found.program.time_zone
    on_time = (one for one in found.releases if one.scope is not Scope.LATE)
    shown = found.release or next(on_time, None)
    context = {
        "frame": around,
        "report": found,
        "domains": domains,
        "sides": _sides(actor, around, choice) if domains else None,
        "choice": choice,
        "hidden": _count_hidden(found),
        "shown": shown,
        "window_id": _window_to_read(around, found),
        "frozen_on": words.day(shown.frozen_at, zone) if shown else "",
        "releases": [(one, words.day(one.frozen_at, zone)) for one in found.releases],
    }
    return http.show(request, "report.html", context)


def _window_to_read(around: Frame, found: ReportData) -> int | None:
    """Return the survey of the chosen release, for those who may read its page."""
    may_read = around.standing.allows(Thing.PARTICIPATION, Action.READ_COUNTS)
    return found.release.window_id if found.release and may_read else None


@http.page("GET", "HEAD")
def report_csv(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Hand out exactly the figures of the page."""
    choice = _choice(request)
    text = api.report_csv(
        actor, slug, language=http.language(), release=choice.release, cohort=choice.cohort
    )
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-report.csv"'
    return response


def _choice(request: HttpRequest) -> Choice:
    number = request.GET.get("release") or None
    if number is not None and not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise Invalid(_("There is no such release. Choose one of the list."))
    return Choice(
        release=int(number) if number is not None else None,
        cohort=request.GET.get("cohort") or None,
    )


def _sides(actor: Actor, around: Frame, choice: Choice) -> Sides | None:
    """Return the agreement of both sides; of one cohort it is never told."""
    if choice.cohort or not around.standing.allows(Thing.RELEASES, Action.READ):
        return None
    found = api.agreement(
        actor, around.program.slug, language=http.language(), release=choice.release
    )
    if not found:
        return None
    figures = [one.difference.data for one in found]
    farthest = max(abs(end) for one in figures for end in (one.low or 0, one.high or 0))
    span = max(_SHORTEST_SPAN, ceil(2 * farthest) / 2)
    return Sides(
        rows=[
            (one, strip_between(data.low, data.estimate, data.high, ends=(-span, span)))
            for one, data in zip(found, figures, strict=True)
        ],
        span=number_format(span, decimal_pos=1),
    )


def _domain(domain: DomainReport) -> DomainRows:
    return DomainRows(
        title=domain.title, rows=[_row(one, domain.title) for one in domain.indicators]
    )


def _row(one: IndicatorReport, domain: str) -> IndicatorRow:
    figure = one.parent or one.figure
    return IndicatorRow(
        report=one,
        domain=domain,
        figure=figure,
        instead=one.figure.text.sentence if one.parent is not None else "",
        chart=one.chart.svg if one.chart is not None else "",
        strip=strip_of(figure, one),
        whole=figure if not figure.cohort else None,
        hides_a_cohort=any(other.hidden for other in one.by_cohort),
    )


def _count_hidden(found: ReportData) -> int:
    places = {
        (figure.indicator_key, figure.release_number, figure.cohort)
        for domain in found.domains
        for one in domain.indicators
        for figure in _figures(one)
        if figure.hidden
    }
    return len(places)


def _figures(one: IndicatorReport) -> Iterator[Figure]:
    yield from (*one.trend, one.figure, *one.by_cohort)
    if one.parent is not None:
        yield one.parent
