"""What is asked of people now: which windows are open, planned and closed, and who has answered."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent.data import NoticeData
from outcomes_plugin.programs.data import Action, Thing
from outcomes_plugin.surveys.data import Mode, Participation, WindowData, WindowState

from . import http, words
from .burden import burden
from .calls import calls_of
from .navigation import Frame, frame
from .windows import with_comments

_RESULTS_COME_WITHIN = timedelta(days=1)
_CLOSED = (WindowState.CLOSING, WindowState.CLOSED)


@dataclass(frozen=True, kw_only=True)
class CohortRow:
    """Participation of one cohort; None where it is too small to be told apart."""

    title: str
    asked: int | None
    answered: int | None
    percent: int | None


@dataclass(frozen=True, kw_only=True)
class WindowRow:
    """
    One window as it is listed. `waiting` names who has not answered, for coordinators alone.

    `asked` of a planned window is how many would be asked if it opened now.
    """

    window: WindowData
    opens: str
    closes: str
    asked: int = 0
    answered: int = 0
    late: int = 0
    declined: int | None = None
    percent: int | None = None
    cohorts: Sequence[CohortRow] = ()
    waiting: Sequence[str] = ()
    release: int | None = None
    awaits_results: bool = False
    may_open: bool = False
    may_close: bool = False
    may_read_answers: bool = False
    has_comments: bool = False

    @property
    def missing(self) -> int:
        return self.asked - self.answered


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """What one reader may know of the program's windows, read once for all of them."""

    frame: Frame
    counted: Mapping[int, Participation]
    titles: Mapping[int, str]
    released: Mapping[int | None, int]
    names: Mapping[str, str]
    members: Mapping[tuple[str, int | None], int]
    may_configure: bool
    names_coordinators: bool
    with_comments: frozenset[int]


@http.page("GET", "HEAD")
def today(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Show who needs a call, and the program's windows: open now, planned, closed."""
    counted = {one.window.id: one for one in api.program_participation(actor, slug)}
    around = frame(actor, slug, current="today")
    seen = _seen(actor, around, counted)
    windows = api.windows(actor, slug)
    rows = [_row(actor, window, seen) for window in windows]
    context = {
        "frame": around,
        "coordinates": around.standing.allows(Thing.PAIRINGS, Action.READ),
        "calls": calls_of(actor, around.standing, seen.names, windows, at=http.now()),
        "burden": burden(actor, around.standing, windows),
        "exports": around.standing.allows(Thing.PARTICIPATION, Action.READ) and bool(counted),
        "open": [row for row in rows if row.window.state is WindowState.OPEN],
        "planned": [row for row in rows if row.window.state is WindowState.PLANNED],
        "closed": [row for row in rows if row.window.state in _CLOSED],
    }
    return http.show(request, "today.html", context)


@http.page("GET", "HEAD")
def participation_csv(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Hand out who was asked and has answered."""
    text = api.participation_csv(actor, slug)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-participation.csv"'
    return response


def _seen(actor: Actor, around: Frame, counted: Mapping[int, Participation]) -> _Seen:
    slug = around.program.slug
    may_configure = around.standing.allows(Thing.WINDOWS, Action.CONFIGURE)
    reads_answers = around.standing.allows(Thing.IDENTIFIED_ANSWERS, Action.READ)
    members = api.members(actor, slug) if may_configure else ()
    return _Seen(
        frame=around,
        counted=counted,
        titles={one.id: one.title for one in api.cohorts_of(actor, slug)},
        released={one.window_id: one.number for one in api.releases(actor, slug)},
        names=api.names_in_program(actor, slug) if may_configure else {},
        members=Counter((member.role, member.cohort_id) for member in members),
        may_configure=may_configure,
        with_comments=with_comments(actor, around),
        names_coordinators=reads_answers and _tells_of_surveys(api.notice_in_force(actor, slug)),
    )


def _tells_of_surveys(notice: NoticeData | None) -> bool:
    return notice is not None and notice.tells_of("surveys")


def _row(actor: Actor, window: WindowData, seen: _Seen) -> WindowRow:
    counts = seen.counted.get(window.id)
    is_planned, is_open = window.state is WindowState.PLANNED, window.state is WindowState.OPEN
    return WindowRow(
        window=window,
        opens=words.moment(window.opens_at, window.time_zone),
        closes=words.moment(window.closed_at or window.closes_at, window.time_zone),
        asked=counts.asked if counts else _would_be_asked(window, seen),
        answered=counts.done if counts else 0,
        late=counts.late if counts else 0,
        declined=counts.declined if counts else None,
        percent=_percent(counts.done, counts.asked) if counts else None,
        cohorts=_cohorts(counts, seen.titles) if counts else (),
        waiting=_waiting(actor, window, seen.names) if seen.may_configure and is_open else (),
        release=seen.released.get(window.id),
        awaits_results=_awaits_results(window, seen),
        may_open=seen.may_configure and is_planned and seen.frame.program.is_live,
        may_close=seen.may_configure and is_open,
        may_read_answers=seen.names_coordinators
        and window.mode is Mode.IDENTIFIED
        and not is_planned,
        has_comments=window.id in seen.with_comments,
    )


def _would_be_asked(window: WindowData, seen: _Seen) -> int:
    return sum(
        count
        for (role, cohort_id), count in seen.members.items()
        if role == window.role and (not window.cohort_ids or cohort_id in window.cohort_ids)
    )


def _awaits_results(window: WindowData, seen: _Seen) -> bool:
    """Return whether it is worth asking again and again for a release of this window."""
    if window.state is WindowState.CLOSING:
        return True
    if window.closed_at is None or window.id in seen.released:
        return False
    return http.now() - window.closed_at < _RESULTS_COME_WITHIN


def _cohorts(counts: Participation, titles: Mapping[int, str]) -> Sequence[CohortRow]:
    return [
        CohortRow(
            title=titles.get(one.cohort_id or 0, _("Without a cohort")),
            asked=one.asked,
            answered=one.done,
            percent=_percent(one.done, one.asked),
        )
        for one in counts.cohorts
    ]


def _waiting(actor: Actor, window: WindowData, names: Mapping[str, str]) -> Sequence[str]:
    people = api.participation(actor, window.id).people
    return sorted(_known(names, (one.person for one in people if not one.has_answered)))


def _known(names: Mapping[str, str], persons: Iterable[str]) -> Sequence[str]:
    return [names[person] for person in persons if person in names]


def _percent(answered: int | None, asked: int | None) -> int | None:
    return round(100 * answered / asked) if asked and answered is not None else None
