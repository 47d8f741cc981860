"""What is asked of people now: which windows are open, who is done, and closing one early."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs.data import Action, Thing
from outcomes_plugin.surveys.data import Participation, WindowData, WindowState

from . import http, words
from .navigation import Frame, frame


@dataclass(frozen=True, kw_only=True)
class CohortRow:
    """Participation of one cohort; None where it is too small to be told apart."""

    title: str
    asked: int | None
    done: int | None
    percent: int | None


@dataclass(frozen=True, kw_only=True)
class WindowRow:
    """One window as it is listed. `waiting` names who has no receipt, for coordinators alone."""

    window: WindowData
    opens: str
    closes: str
    asked: int = 0
    done: int = 0
    percent: int | None = None
    cohorts: Sequence[CohortRow] = ()
    waiting: Sequence[str] = ()
    release: int | None = None
    may_close: bool = False

    @property
    def missing(self) -> int:
        return self.asked - self.done


@http.page("GET", "HEAD")
def today(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Show the program's windows: open now, planned, closed."""
    counted = {one.window.id: one for one in api.program_participation(actor, slug)}
    around = frame(actor, slug, current="today")
    rows = _rows(actor, around, counted)
    context = {
        "frame": around,
        "open": [row for row in rows if row.window.state in _OPEN],
        "planned": [row for row in rows if row.window.state is WindowState.PLANNED],
        "closed": [row for row in rows if row.window.state is WindowState.CLOSED],
    }
    return http.show(request, "today.html", context)


# Closing takes its rows in transactions of its own, so that no late answer is missed.
@transaction.non_atomic_requests
@http.page("POST")
def close_window(request: HttpRequest, actor: Actor, slug: str, window_id: int) -> HttpResponse:
    """Close the window before its time and make its release."""
    http.json_body(request)
    release = api.close_and_release(actor, window_id, at=http.now())
    if release is None:
        sentence = _("The window is closed. None of its questions counts toward an indicator.")
        return JsonResponse({"sentence": sentence, "url": "", "link": ""})
    address = reverse("outcomes_plugin:report", args=[slug])
    body = {
        "sentence": _("The window is closed and release {number} is made.").format(
            number=release.number
        ),
        "url": f"{address}?release={release.number}",
        "link": _("Read the report"),
    }
    return JsonResponse(body)


_OPEN = (WindowState.OPEN, WindowState.CLOSING)


def _rows(actor: Actor, around: Frame, counted: Mapping[int, Participation]) -> Sequence[WindowRow]:
    slug = around.program.slug
    titles = {one.id: one.title for one in api.cohorts_of(actor, slug)}
    released = {one.window_id: one.number for one in api.releases(actor, slug)}
    may_close = around.standing.allows(Thing.WINDOWS, Action.CONFIGURE)
    names = api.names_in_program(actor, slug) if may_close else {}
    return [
        _row(
            window,
            counted.get(window.id),
            titles,
            release=released.get(window.id),
            waiting=_waiting(actor, window, names) if may_close and window.state in _OPEN else (),
            may_close=may_close and window.state in _OPEN,
        )
        for window in api.windows(actor, slug)
    ]


def _row(
    window: WindowData,
    counts: Participation | None,
    titles: Mapping[int, str],
    *,
    release: int | None,
    waiting: Sequence[str],
    may_close: bool,
) -> WindowRow:
    return WindowRow(
        window=window,
        opens=words.moment(window.opens_at, window.time_zone),
        closes=words.moment(window.closed_at or window.closes_at, window.time_zone),
        asked=counts.asked if counts else 0,
        done=counts.done if counts else 0,
        percent=_percent(counts.done, counts.asked) if counts else None,
        cohorts=_cohorts(counts, titles) if counts else (),
        waiting=waiting,
        release=release,
        may_close=may_close,
    )


def _cohorts(counts: Participation, titles: Mapping[int, str]) -> Sequence[CohortRow]:
    return [
        CohortRow(
            title=titles.get(one.cohort_id or 0, _("Without a cohort")),
            asked=one.asked,
            done=one.done,
            percent=_percent(one.done, one.asked),
        )
        for one in counts.cohorts
    ]


def _waiting(actor: Actor, window: WindowData, names: Mapping[str, str]) -> Sequence[str]:
    people = api.participation(actor, window.id).people
    return sorted(_known(names, (one.person for one in people if not one.has_answered)))


def _known(names: Mapping[str, str], persons: Iterable[str]) -> Sequence[str]:
    return [names[person] for person in persons if person in names]


def _percent(done: int | None, asked: int | None) -> int | None:
    return round(100 * done / asked) if asked and done is not None else None
