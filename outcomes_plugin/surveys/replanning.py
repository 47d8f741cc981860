"""Change a window that is planned, or call it off. Once it is open, people were told its end."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.programs import api as programs_api

from . import fixed_times, following, rules, schedule
from .data import Span, Timing, WindowData, WindowState
from .models import Window, WindowCohort, WindowTiming
from .windows import cohort_ids_named, configurable_window, load_window, record_window

# The ledger calls it what it was called before windows had times of cohorts.
_CALLED = {"cohort_ids": "cohorts"}


@transaction.atomic
def change_window(
    actor: Actor,
    window_id: int,
    *,
    title: str,
    opens_at: datetime,
    closes_at: datetime,
    cohorts: Collection[str],
    at: datetime,
    seen: str = "",
    grace_days: int | None = None,
    shifts: Mapping[str, int] | None = None,
) -> WindowData:
    """
    Give the planned window this title, these times and these cohorts (slugs; none for everyone).

    From then on it follows no day. Without `grace_days` its grace stays. `shifts` says, for a
    cohort, how many days later than the others it is asked; below 0, earlier.

    `seen` is the edition of the window that the person has changed. What is asked, of whom and in
    which wave stays: for another questionnaire one plans another window.

    Raises:
        NotFound: no such window, or the actor may not set it up.
        Invalid: with a problem for each field.
        Conflict: the window is no longer planned, or somebody else has changed it since.
    """
    window = _planned(actor, window_id)
    before = window.to_data()
    named = cohort_ids_named(window.program_id, cohorts)
    own, zone = Span(opens_at=opens_at, closes_at=closes_at), ZoneInfo(window.program.time_zone)
    span, times = fixed_times.placed(own, named, shifts=shifts or {}, zone=zone)
    grace = before.grace_days if grace_days is None else grace_days
    _check(window, title, span, grace, at=at)
    wanted = replace(
        before,
        title=title.strip(),
        opens_at=span.opens_at,
        closes_at=span.closes_at,
        cohort_ids=tuple(sorted(named.values())),
        grace_days=grace,
        timing=None,
        cohort_times=tuple(times),
    )
    changed = _changes(before, wanted)
    if not changed:
        return before
    programs_api.check_edition(before.edition, seen=seen)
    _put(window, title.strip(), span, grace)
    WindowTiming.objects.filter(window=window).delete()
    _keep_cohorts(window, named.values())
    fixed_times.keep_times(window, times)
    record_window(actor, window, "window.changed", at=at, fields=changed)
    return load_window(window.pk).to_data()


@transaction.atomic
def change_following_window(
    actor: Actor,
    window_id: int,
    *,
    title: str,
    timing: Timing,
    cohorts: Collection[str],
    at: datetime,
    seen: str = "",
    grace_days: int | None = None,
    shifts: Mapping[str, int] | None = None,
) -> WindowData:
    """
    Let the planned window follow this day of these cohorts (slugs), each shifted by these days.

    The rest is as for `change_window`.

    Raises:
        NotFound: no such window, or the actor may not set it up.
        Invalid: with a problem for each field.
        Conflict: the window is no longer planned, or somebody else has changed it since.
    """
    window = _planned(actor, window_id)
    before = window.to_data()
    program = programs_api.find_program(window.program_id)
    if program is None:
        raise NotFound
    times = following.times_of(program, timing, cohorts, shifts=shifts or {})
    span = schedule.hull_of(times)
    grace = before.grace_days if grace_days is None else grace_days
    _check(window, title, span, grace, at=at)
    wanted = replace(
        before,
        title=title.strip(),
        opens_at=span.opens_at,
        closes_at=span.closes_at,
        cohort_ids=tuple(sorted(one.cohort_id for one in times)),
        grace_days=grace,
        timing=timing,
        cohort_times=tuple(sorted(times, key=lambda one: one.cohort_id)),
    )
    changed = _changes(before, wanted)
    if not changed:
        return before
    programs_api.check_edition(before.edition, seen=seen)
    _put(window, title.strip(), span, grace)
    following.keep_timing(window, timing, times)
    record_window(actor, window, "window.changed", at=at, fields=changed)
    return load_window(window.pk).to_data()


def _planned(actor: Actor, window_id: int) -> Window:
    window = configurable_window(actor, window_id)
    rules.check_still_planned(WindowState(window.state))
    return window


def _check(window: Window, title: str, span: Span, grace_days: int, *, at: datetime) -> None:
    rules.check_plan(
        key=window.key,
        title=title,
        role=window.role,
        wave=window.wave,
        opens_at=span.opens_at,
        closes_at=span.closes_at,
        grace_days=grace_days,
        at=at,
    )


def _put(window: Window, title: str, span: Span, grace_days: int) -> None:
    window.title, window.grace_days = title, grace_days
    window.opens_at, window.closes_at = span.opens_at, span.closes_at
    zone = ZoneInfo(window.program.time_zone)
    window.late_until = schedule.late_until(span.closes_at, grace_days, zone)
    window.save(update_fields=["title", "grace_days", "opens_at", "closes_at", "late_until"])


@transaction.atomic
def cancel_window(actor: Actor, window_id: int, *, at: datetime) -> None:
    """
    Call off the planned window: it is no longer there, and its key is free again.

    Raises:
        NotFound: no such window, or the actor may not set it up.
        Conflict: the window is no longer planned.
    """
    window = _planned(actor, window_id)
    record_window(actor, window, "window.canceled", at=at)
    window.delete()


def _changes(before: WindowData, wanted: WindowData) -> list[str]:
    """Return what differs, told by the names of the values; who is shifted counts as the timing."""
    names = ["title", "opens_at", "closes_at", "cohort_ids", "grace_days", "timing"]
    found = [name for name in names if getattr(before, name) != getattr(wanted, name)]
    if before.cohort_times != wanted.cohort_times and "timing" not in found:
        found.append("timing")
    return [_CALLED.get(name, name) for name in found]


def _keep_cohorts(window: Window, ids: Collection[int]) -> None:
    """Let the window be for these cohorts, at its own time."""
    WindowCohort.objects.filter(window=window).exclude(cohort_id__in=ids).delete()
    kept = WindowCohort.objects.filter(window=window)
    kept.update(opens_at=None, closes_at=None, shift_days=0)
    known = set(kept.values_list("cohort_id", flat=True))
    WindowCohort.objects.bulk_create(
        WindowCohort(window=window, cohort_id=one) for one in sorted(set(ids) - known)
    )
