"""Windows that follow a day of their cohorts: when the day moves, what is still planned moves."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, NotFound, Problem
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, CohortData, ProgramData, Thing

from . import rules, schedule
from .data import CohortTimes, MovedWindow, Span, Timing, WindowData, WindowState
from .models import Window, WindowCohort, WindowTiming
from .windows import find_windows, lock_window, record_window

Days = Mapping[int, Mapping[str, date]]


def days_of(program_id: int) -> Days:
    """Return the days of each cohort by their keys, its own first and last among them."""
    found = {one.id: _own_days(one) for one in programs_api.cohorts(program_id)}
    for milestone in programs_api.milestones(program_id):
        found[milestone.cohort_id][milestone.key] = milestone.on
    return found


def _own_days(cohort: CohortData) -> dict[str, date]:
    own = {"start": cohort.starts_on}
    return own if cohort.ends_on is None else {**own, "end": cohort.ends_on}


def times_of(
    program: ProgramData, timing: Timing, cohorts: Collection[str], *, shifts: Mapping[str, int]
) -> Sequence[CohortTimes]:
    """
    Return when a window of this timing opens and closes for each of the cohorts (slugs).

    Raises:
        Invalid: the timing cannot be, no cohort is named, or one of them lacks the day.
    """
    known = {one.slug: one for one in programs_api.cohorts(program.id)}
    chosen = [known[slug] for slug in known if slug in set(cohorts)]
    rules.check_timing(timing, shifts=shifts)
    rules.check_cohorts_followed(cohorts, known=known)
    days = days_of(program.id)
    lacking = [one.title for one in chosen if timing.anchor not in days[one.id]]
    if lacking:
        message = _("The cohort {cohort} has no such day yet.").format(cohort=lacking[0])
        raise Invalid(message, problems=[Problem(message, column="anchor")])
    return [
        _times(one.id, timing, days[one.id][timing.anchor], program, shifts.get(one.slug, 0))
        for one in chosen
    ]


def _times(
    cohort_id: int, timing: Timing, day: date, program: ProgramData, shift_days: int
) -> CohortTimes:
    span = schedule.span_of(timing, day, program.zone, shift_days=shift_days)
    return CohortTimes(
        cohort_id=cohort_id,
        opens_at=span.opens_at,
        closes_at=span.closes_at,
        shift_days=shift_days,
    )


def preview_times(
    actor: Actor,
    program: programs_api.ProgramRef,
    *,
    timing: Timing,
    cohorts: Collection[str],
    shifts: Mapping[str, int] | None = None,
) -> Sequence[CohortTimes]:
    """
    Return when a window of this timing would open and close for each of the cohorts.

    Raises:
        NotFound: no such program, or the actor may not set up its windows.
        Invalid: as planning it would.
    """
    data = programs_api.require(actor, program, Thing.WINDOWS, Action.CONFIGURE).program
    return times_of(data, timing, cohorts, shifts=shifts or {})


def keep_timing(window: Window, timing: Timing, times: Sequence[CohortTimes]) -> None:
    """Keep the day that the window follows, and the times of its cohorts, in place of others."""
    facts = {
        "anchor": timing.anchor,
        "amount": timing.amount,
        "unit": timing.unit,
        "opens_clock": timing.opens_clock,
        "closes_clock": timing.closes_clock,
        "days_open": timing.days_open,
    }
    WindowTiming.objects.update_or_create(window=window, defaults=facts)
    WindowCohort.objects.filter(window=window).delete()
    WindowCohort.objects.bulk_create(
        WindowCohort(
            window=window,
            cohort_id=one.cohort_id,
            opens_at=one.opens_at,
            closes_at=one.closes_at,
            shift_days=one.shift_days,
        )
        for one in times
    )


def windows_that_move(
    actor: Actor,
    program: programs_api.ProgramRef,
    cohort: str,
    *,
    days: Mapping[str, date | None],
    at: datetime,
) -> Sequence[MovedWindow]:
    """
    Return the planned windows that would move if the cohort had these days, the earliest first.

    Raises:
        NotFound: no such program or cohort, or the actor may not set up its windows.
    """
    data = programs_api.require(actor, program, Thing.WINDOWS, Action.CONFIGURE).program
    named = next((one.id for one in programs_api.cohorts(data.id) if one.slug == cohort), None)
    known = days_of(data.id)
    if named is None:
        raise NotFound
    wanted = {key: on for key, on in {**known[named], **days}.items() if on is not None}
    moved = [
        MovedWindow(
            window=window,
            opens_at=span.opens_at,
            closes_at=span.closes_at,
            is_past=span.closes_at <= at,
        )
        for window, _times, span in _moving(data, {**known, named: wanted})
    ]
    return sorted(moved, key=lambda one: (one.opens_at, one.window.id))


@transaction.atomic
def follow_days(actor: Actor, program_id: int, *, at: datetime) -> Sequence[WindowData]:
    """
    Move what is planned to where the days of its cohorts are now; return what moved.

    For applets above, after a day was set; checks no right. What has opened stays.
    """
    data = programs_api.find_program(program_id)
    if data is None:
        return []
    moved = [
        _move(actor, window, times, span, data, at=at)
        for window, times, span in _moving(data, days_of(program_id))
    ]
    return [window for window in moved if window is not None]


def _moving(
    program: ProgramData, days: Days
) -> Iterator[tuple[WindowData, Sequence[CohortTimes], Span]]:
    """Yield the planned windows whose cohorts' times are others under these days."""
    for window in find_windows(program.id, states=[WindowState.PLANNED]):
        if window.timing is None or not window.cohort_times:
            continue
        times = [
            _moved(one, window.timing, days.get(one.cohort_id, {}), program)
            for one in window.cohort_times
        ]
        if tuple(times) != window.cohort_times:
            yield window, times, schedule.hull_of(times)


def _moved(
    one: CohortTimes, timing: Timing, days: Mapping[str, date], program: ProgramData
) -> CohortTimes:
    """Return the cohort's times under these days; without the day they stay as they are."""
    if timing.anchor not in days:
        return one
    return _times(one.cohort_id, timing, days[timing.anchor], program, one.shift_days)


def _move(
    actor: Actor,
    seen: WindowData,
    times: Sequence[CohortTimes],
    span: Span,
    program: ProgramData,
    *,
    at: datetime,
) -> WindowData | None:
    window = lock_window(seen.id)
    if window.state != WindowState.PLANNED or seen.timing is None:
        return None
    put_at(window, span, program)
    keep_timing(window, seen.timing, times)
    record_window(actor, window, "window.changed", at=at, fields=["opens_at", "closes_at"])
    return lock_window(window.pk).to_data()


def put_at(window: Window, span: Span, program: ProgramData) -> None:
    """Let the window open and close at other times, with the same days of grace."""
    window.opens_at, window.closes_at = span.opens_at, span.closes_at
    window.late_until = schedule.late_until(span.closes_at, window.grace_days, program.zone)
    window.save(update_fields=["opens_at", "closes_at", "late_until"])
