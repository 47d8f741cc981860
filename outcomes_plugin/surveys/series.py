"""
The same survey again and again: a series of windows, planned, changed and called off as one.

Each wave is a window like any other, with its own frame, close and release; one alone can be
changed or called off too. Which waves there are is told by the distance from one to the next.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, CohortData, ProgramData, Thing, edition_of

from . import following, planning, rules
from .data import CohortTimes, Timing, WindowData, WindowState
from .models import Window
from .replanning import cancel_window, change_following_window
from .windows import find_windows


def waves_of(
    program: ProgramData,
    timing: Timing,
    cohorts: Collection[str],
    *,
    every: int,
    count: int | None,
    shifts: Mapping[str, int],
) -> Sequence[tuple[Timing, Sequence[CohortTimes]]]:
    """
    Return the timing of each wave, and when it opens and closes for each cohort.

    Without `count` a cohort is asked until its last day.

    Raises:
        Invalid: with a problem for each field.
    """
    rules.check_series(every=every, count=count)
    if count is not None:
        timings = [_wave(timing, every, number) for number in range(count)]
        return [(one, following.times_of(program, one, cohorts, shifts=shifts)) for one in timings]
    known = {one.slug: one for one in programs_api.cohorts(program.id)}
    rules.check_cohorts_end({slug: known[slug].ends_on for slug in cohorts if slug in known})
    found = []
    for number in range(rules.MOST_WAVES):
        one = _wave(timing, every, number)
        times = following.times_of(program, one, cohorts, shifts=shifts)
        during = [time for time in times if _is_during(time, known.values(), program)]
        if not during:
            break
        found.append((one, during))
    rules.check_any_wave(found)
    return found


def _wave(timing: Timing, every: int, number: int) -> Timing:
    return replace(timing, amount=timing.amount + every * number)


def _is_during(time: CohortTimes, cohorts: Collection[CohortData], program: ProgramData) -> bool:
    day = time.opens_at.astimezone(program.zone).date()
    ends = {one.id: one.ends_on for one in cohorts}
    last = ends[time.cohort_id]
    return last is not None and day <= last


def preview_series(
    actor: Actor,
    program: programs_api.ProgramRef,
    *,
    timing: Timing,
    cohorts: Collection[str],
    every: int,
    count: int | None,
    shifts: Mapping[str, int] | None = None,
) -> Sequence[Sequence[CohortTimes]]:
    """
    Return when the waves would be, one after another, for each of the cohorts.

    Raises:
        NotFound: no such program, or the actor may not set up its windows.
        Invalid: as planning it would.
    """
    data = programs_api.require(actor, program, Thing.WINDOWS, Action.CONFIGURE).program
    found = waves_of(data, timing, cohorts, every=every, count=count, shifts=shifts or {})
    return [times for _timing, times in found]


@transaction.atomic
def plan_series(
    actor: Actor,
    program: programs_api.ProgramRef,
    *,
    key: str,
    title: str,
    instrument: str,
    role: str,
    timing: Timing,
    cohorts: Collection[str],
    every: int,
    at: datetime,
    count: int | None = None,
    mode: str | None = None,
    mode_reason: str = "",
    grace_days: int = 0,
    shifts: Mapping[str, int] | None = None,
) -> Sequence[WindowData]:
    """
    Plan a window every so many days or months, in the unit of the timing: `count` of them.

    Without `count` each cohort is asked until its last day. All of them are planned, or none.
    `shifts` are as for any window.

    Raises:
        NotFound: no such program, or the actor may not set up its windows.
        Invalid: with a problem for each field.
        Conflict: the program has ended, or has a window of one of these keys.
    """
    data = planning.plannable(actor, program)
    waves = waves_of(data, timing, cohorts, every=every, count=count, shifts=shifts or {})
    slugs = {one.id: one.slug for one in programs_api.cohorts(data.id)}
    planned = [
        planning.plan_following_window(
            actor,
            data.id,
            key=f"{key}_{number}",
            title=titled(title, number),
            instrument=instrument,
            role=role,
            timing=wave,
            cohorts=[slugs[one.cohort_id] for one in times],
            mode=mode,
            mode_reason=mode_reason,
            grace_days=grace_days,
            shifts=shifts,
            at=at,
        )
        for number, (wave, times) in enumerate(waves, start=1)
    ]
    return numbered(planned, series=key)


def numbered(planned: Sequence[WindowData], *, series: str) -> Sequence[WindowData]:
    """Keep that these windows are one series, in this order."""
    for number, window in enumerate(planned, start=1):
        Window.objects.filter(id=window.id).update(series=series, number=number)
    return [replace(one, series=series, number=n) for n, one in enumerate(planned, start=1)]


def titled(title: str, number: int) -> str:
    """Return the title of one wave."""
    return f"{title.strip()} {number}" if title.strip() else ""


@transaction.atomic
def change_series(
    actor: Actor,
    program: programs_api.ProgramRef,
    series: str,
    *,
    title: str,
    timing: Timing,
    every: int,
    at: datetime,
    grace_days: int = 0,
    seen: str = "",
) -> Sequence[WindowData]:
    """
    Give every wave that is still planned this title and its place in this distance.

    Cohorts and shifts stay those of each wave. Waves that have opened or that have fixed dates stay
    as they are. `seen` is the edition of the series that the actor has read.

    Raises:
        NotFound: no such series, or the actor may not set it up.
        Invalid: with a problem for each field.
        Conflict: no wave that follows a day is planned any more, or somebody else has changed one.
    """
    rules.check_series(every=every, count=None)
    data, waves = _planned(actor, program, series)
    on_days = [one for one in waves if one.timing is not None]
    if not on_days:
        raise Conflict(_("The surveys of a series on fixed dates are changed one by one."))
    programs_api.check_edition(edition_of_series(waves), seen=seen)
    slugs = {one.id: one.slug for one in programs_api.cohorts(data.id)}
    return [
        change_following_window(
            actor,
            one.id,
            title=titled(title, one.number),
            timing=_wave(timing, every, one.number - 1),
            cohorts=[slugs[cohort_id] for cohort_id in one.cohort_ids],
            shifts=_shifts(one, slugs),
            grace_days=grace_days,
            at=at,
        )
        for one in on_days
    ]


def planned_series(
    actor: Actor, program: programs_api.ProgramRef, series: str
) -> Sequence[WindowData]:
    """
    Return the waves of the series that are still planned, in their order.

    Raises:
        NotFound: no such series, or the actor may not set it up.
        Conflict: no wave is planned any more.
    """
    return _planned(actor, program, series)[1]


def edition_of_series(waves: Sequence[WindowData]) -> str:
    """Return a short name of what is planned of these waves: another when any has changed."""
    return edition_of(*(one.edition for one in _still_planned(waves)))


def _shifts(window: WindowData, slugs: Mapping[int, str]) -> Mapping[str, int]:
    return {slugs[one.cohort_id]: one.shift_days for one in window.cohort_times}


@transaction.atomic
def cancel_series(
    actor: Actor, program: programs_api.ProgramRef, series: str, *, at: datetime
) -> int:
    """
    Call off every wave that is still planned; return how many.

    Raises:
        NotFound: no such series, or the actor may not set it up.
        Conflict: no wave is planned any more.
    """
    _data, waves = _planned(actor, program, series)
    for one in waves:
        cancel_window(actor, one.id, at=at)
    return len(waves)


def _planned(
    actor: Actor, program: programs_api.ProgramRef, series: str
) -> tuple[ProgramData, Sequence[WindowData]]:
    data = programs_api.require(actor, program, Thing.WINDOWS, Action.CONFIGURE).program
    waves = [one for one in find_windows(data.id) if series and one.series == series]
    if not waves:
        raise NotFound
    planned = _still_planned(waves)
    if not planned:
        raise Conflict(_("No survey of this series is planned any more."))
    return data, planned


def _still_planned(waves: Sequence[WindowData]) -> Sequence[WindowData]:
    planned = [one for one in waves if one.state is WindowState.PLANNED]
    return sorted(planned, key=lambda one: one.number)


def distance_of(waves: Sequence[WindowData]) -> tuple[Timing, int] | None:
    """Return the timing of the first wave and the distance to the next, from what is planned."""
    placed = sorted(
        ((one.number, one.timing) for one in waves if one.timing is not None),
        key=lambda one: one[0],
    )
    if not placed:
        return None
    (first, timing), (last, other) = placed[0], placed[-1]
    every = (other.amount - timing.amount) // (last - first) if last > first else timing.amount
    return replace(timing, amount=timing.amount - every * (first - 1)), max(every, 1)
