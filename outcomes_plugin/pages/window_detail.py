"""One window: who answered, whether they are like those asked, and how far to trust the answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.programs.data import Action, Thing
from outcomes_plugin.reporting.data import ResultsState
from outcomes_plugin.reporting.quality_words import FOR_GROUPS
from outcomes_plugin.reporting.window_data import (
    Comparison,
    GroupRate,
    QualityFigure,
    ScoreQuality,
    WindowDetail,
)
from outcomes_plugin.surveys.data import WindowData, WindowState

from . import http, words
from .navigation import frame
from .strips import Strip, strip_between
from .windows import results_sentence, with_comments

GOAL = 0.70


@dataclass(frozen=True, kw_only=True)
class GroupRow:
    """A group as it is drawn; a hidden one has no percent."""

    group: GroupRate
    percent: int | None


@dataclass(frozen=True, kw_only=True)
class ComparisonRows:
    """One thing that is known of people, with its groups."""

    comparison: Comparison
    rows: Sequence[GroupRow]


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """A quality figure with its strip, and what it should reach in digits of the language."""

    figure: QualityFigure
    strip: Strip | None
    target: str


@dataclass(frozen=True, kw_only=True)
class ScoreRows:
    """The reliability of one score, as it is drawn."""

    score: ScoreQuality
    figures: Sequence[FigureRow]


@http.page("GET", "HEAD")
def window_detail(request: HttpRequest, actor: Actor, slug: str, window_id: int) -> HttpResponse:
    """Show the window as far as the person may see it."""
    found = api.window_detail(actor, window_id, language=http.language(), at=http.now())
    window = found.results.window
    _check_program(window, slug)
    around = frame(actor, slug, current="today")
    headline = found.rates[0] if found.rates else None
    context = {
        "frame": around,
        "detail": found,
        "window": window,
        "opens": words.moment(window.opens_at, window.time_zone),
        "closes": words.moment(window.closed_at or window.closes_at, window.time_zone),
        "percent": round(100 * headline.value) if headline is not None else None,
        "goal": round(100 * GOAL),
        "rates": [(one, round(100 * one.value)) for one in found.rates],
        "comparisons": [_comparison(one) for one in found.comparisons],
        "scores": [_score(one) for one in found.scores],
        "style": [] if found.is_too_small else [_figure(one, highest=1.0) for one in found.style],
        "typical": _typical_sentence(found),
        "reads_quality": around.standing.allows(Thing.RELEASES, Action.READ),
        "waiting_sentence": _waiting_sentence(found),
        "has_comments": window.id in with_comments(actor, around),
        "has_csv": window.state is not WindowState.PLANNED,
        "frozen_on": _frozen_on(found),
    }
    return http.show(request, "window_detail.html", context)


@http.page("GET", "HEAD")
def window_response_csv(
    request: HttpRequest, actor: Actor, slug: str, window_id: int
) -> HttpResponse:
    """Hand out the counts and rates of the page."""
    window, text = api.window_response_csv(
        actor, window_id, language=http.language(), at=http.now()
    )
    _check_program(window, slug)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{window.key}-response.csv"'
    return response


def _check_program(window: WindowData, slug: str) -> None:
    if window.program_slug != slug:
        raise NotFound


def _waiting_sentence(found: WindowDetail) -> str:
    """Return why there is no quality yet, or no more."""
    state = found.results.state
    if state is ResultsState.NOT_CLOSED and found.style:
        return _("Whether the questions hold together is shown after the survey has closed.")
    if state is ResultsState.NOT_CLOSED:
        return _("How far the answers can be trusted is shown after the survey has closed.")
    if state is not ResultsState.RELEASED:
        return results_sentence(found.results)
    if found.is_too_small:
        return ngettext(
            "Fewer than {least} person was asked, so nothing is shown of the answers.",
            "Fewer than {least} people were asked, so nothing is shown of the answers.",
            2 * found.k,
        ).format(least=2 * found.k)
    if not found.scores and not found.style:
        return _(
            "This release has no such figures: fewer than three questions count toward one score, "
            "or it was made before such figures were kept."
        )
    return ""


def _typical_sentence(found: WindowDetail) -> str:
    seconds = found.typical_seconds
    if seconds is None:
        return ""
    minutes = max(1, -(-seconds // 60))
    return ngettext(
        "Half of those who were timed took {minutes} minute or less.",
        "Half of those who were timed took {minutes} minutes or less.",
        minutes,
    ).format(minutes=minutes)


def _frozen_on(found: WindowDetail) -> str:
    release = found.results.release
    return "" if release is None else words.day(release.frozen_at, found.results.window.time_zone)


def _comparison(one: Comparison) -> ComparisonRows:
    rows = [
        GroupRow(group=group, percent=None if group.rate is None else round(100 * group.rate))
        for group in one.groups
    ]
    return ComparisonRows(comparison=one, rows=rows)


def _score(score: ScoreQuality) -> ScoreRows:
    return ScoreRows(
        score=score, figures=[_figure(one, highest=1.0, target=FOR_GROUPS) for one in score.figures]
    )


def _figure(figure: QualityFigure, *, highest: float, target: float | None = None) -> FigureRow:
    data = figure.data
    return FigureRow(
        figure=figure,
        target="" if target is None else number_format(target, decimal_pos=2),
        strip=strip_between(data.low, data.estimate, data.high, ends=(0.0, highest), target=target),
    )
