"""What is asked of a person themselves: open now, done, and still ahead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import MemberData

from . import questionnaire as questionnaires
from . import schedule
from .data import Mode, Outcome, OwnWindow, Span, WindowState
from .models import FrameRow, PersonShift, Window
from .receipts import Place


@dataclass(frozen=True, kw_only=True)
class _Own:
    """How a window that has not asked the person yet was moved for them, and until when put off."""

    is_moved: bool
    not_before: datetime | None
    closes_at: datetime | None
    until: datetime | None

    def moved(self, span: Span) -> Span:
        opens = [one for one in (span.opens_at, self.not_before, self.until) if one is not None]
        return Span(
            opens_at=max(opens), closes_at=max(span.closes_at, self.closes_at or span.closes_at)
        )


def own_windows(
    actor: Actor, program: programs_api.ProgramRef, *, at: datetime
) -> Sequence[OwnWindow]:
    """
    Return the surveys that the actor can answer now and those planned for them, the nearest first.

    Whoever has answered or would rather not is done; the survey stays listed until it closes. Where
    late answers are taken it stays for those who have done neither.

    Raises:
        NotFound: no such program, or the actor never had a role in it.
    """
    if actor.person is None:
        return []
    data, held = programs_api.own_memberships(actor, program)
    found = _found([data.id], actor.person, held, at=at)
    return sorted(found, key=lambda one: (not one.is_open, one.turns_at))


def windows_of(person: str, *, at: datetime) -> Sequence[OwnWindow]:
    """
    Return the same of the person in every live program of which they are a member.

    For calendars; checks no right. A few queries, whatever the number of programs.
    """
    held = programs_api.memberships_of(person)
    live = {one.id for one in programs_api.live_programs()}
    mine = sorted({role.program_id for role in held} & live)
    return list(_found(mine, person, held, at=at))


def _found(
    program_ids: Sequence[int], person: str, roles: Sequence[MemberData], *, at: datetime
) -> Iterator[OwnWindow]:
    """Yield the windows that asked the person and go on, and those that will ask them."""
    asked = FrameRow.objects.filter(
        Q(window__state=WindowState.OPEN) | Q(window__takes_late=True, window__late_ended_at=None),
        person=person,
        window__program_id__in=program_ids,
    )
    shifts = PersonShift.objects.filter(person=person, window_id=OuterRef("window_id"))
    told = asked.select_related("window__program__survey_key", "window__version")
    for row in told.annotate(is_moved=Exists(shifts)):
        place = Place(person=person, row=row, window=row.window)
        if place.is_open(at):
            yield _asked(place, is_moved=row.is_moved, at=at)
        elif place.outcome is Outcome.WAITING and place.is_late(at):
            yield _late(place, at=at)
    ahead = Window.objects.filter(
        Q(closes_at__gt=at) | Q(waits_until__gt=at),
        program_id__in=program_ids,
        state__in=[WindowState.PLANNED, WindowState.OPEN],
    ).exclude(id__in=asked.values("window_id"))
    theirs = ahead.annotate(
        shift=FilteredRelation("shifts", condition=Q(shifts__person=person)),
        put_off=FilteredRelation(
            "postponements",
            condition=Q(postponements__person=person, postponements__until__gt=at),
        ),
        shift_id=F("shift__id"),
        shift_not_before=F("shift__not_before"),
        shift_closes_at=F("shift__closes_at"),
        put_off_until=F("put_off__until"),
    )
    for window in theirs.select_related("program", "version").prefetch_related("cohorts"):
        own = _Own(
            is_moved=window.shift_id is not None,
            not_before=window.shift_not_before,
            closes_at=window.shift_closes_at,
            until=window.put_off_until,
        )
        yield from _ahead(window, roles, own, at=at)


def _asked(place: Place, *, is_moved: bool, at: datetime) -> OwnWindow:
    span = Span(
        opens_at=place.window.opens_at,
        closes_at=schedule.told_until(place.closes_at, place.late_until, at=at),
    )
    is_done = place.outcome is not Outcome.WAITING
    return replace(
        _own_window(place.window, span), is_open=True, is_done=is_done, is_moved=is_moved
    )


def _late(place: Place, *, at: datetime) -> OwnWindow:
    """Return the window with the time at which it closed, which may be before its time."""
    found = _asked(place, is_moved=False, at=at)
    closed_at = min(found.closes_at, place.window.closed_at or found.closes_at)
    return replace(found, closes_at=closed_at, is_late=True)


def _ahead(
    window: Window, roles: Sequence[MemberData], own: _Own, *, at: datetime
) -> Iterator[OwnWindow]:
    """Yield the window if it will still ask somebody of these roles."""
    found = [time for role in roles if (time := _time_for(window, role)) is not None]
    times = [own.moved(time) for time in found]
    if window.state == WindowState.OPEN:
        times = [time for time in times if time.opens_at > at]
    if times:
        yield replace(_own_window(window, times[0]), is_moved=own.is_moved)


def _own_window(window: Window, span: Span) -> OwnWindow:
    return OwnWindow(
        window_id=window.pk,
        program_slug=window.program.slug,
        program_title=window.program.title,
        key=window.key,
        title=window.title,
        mode=Mode(window.mode),
        minutes=questionnaires.read(window.version.document).minutes,
        opens_at=span.opens_at,
        closes_at=span.closes_at,
        is_open=False,
        is_done=False,
    )


def _time_for(window: Window, member: MemberData) -> Span | None:
    """Return when the window is for the member, None where it is not."""
    cohorts = {row.cohort_id: row for row in window.cohorts.all()}
    if window.program_id != member.program_id or window.role != member.role:
        return None
    if cohorts and member.cohort_id not in cohorts:
        return None
    row = cohorts.get(member.cohort_id) if member.cohort_id is not None else None
    return Span(
        opens_at=(row.opens_at if row else None) or window.opens_at,
        closes_at=(row.closes_at if row else None) or window.closes_at,
    )
