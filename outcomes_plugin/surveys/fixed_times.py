"""Windows with fixed times of which a cohort is asked some days earlier or later."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from . import rules, schedule
from .data import CohortTimes, Span, WindowData
from .models import Window, WindowCohort


def placed(
    span: Span, cohorts: Mapping[str, int], *, shifts: Mapping[str, int], zone: ZoneInfo
) -> tuple[Span, Sequence[CohortTimes]]:
    """
    Return when the window is open, and when for each of the cohorts (ids by slug) if one is moved.

    Raises:
        Invalid: a cohort is moved that the window is not for, or too far.
    """
    moved = {slug: days for slug, days in shifts.items() if days}
    rules.check_shifts(moved, known=cohorts)
    if not moved:
        return span, ()
    times = [
        _times(cohort_id, span, moved.get(slug, 0), zone)
        for slug, cohort_id in sorted(cohorts.items(), key=lambda one: one[1])
    ]
    return schedule.hull_of(times), times


def _times(cohort_id: int, span: Span, shift_days: int, zone: ZoneInfo) -> CohortTimes:
    return CohortTimes(
        cohort_id=cohort_id,
        opens_at=schedule.shifted(span.opens_at, shift_days, zone),
        closes_at=schedule.shifted(span.closes_at, shift_days, zone),
        shift_days=shift_days,
    )


def unshifted(window: WindowData) -> Span:
    """Return when the window is open for a cohort that is not moved."""
    if not window.cohort_times:
        return Span(opens_at=window.opens_at, closes_at=window.closes_at)
    one, zone = window.cohort_times[0], ZoneInfo(window.time_zone)
    return Span(
        opens_at=schedule.shifted(one.opens_at, -one.shift_days, zone),
        closes_at=schedule.shifted(one.closes_at, -one.shift_days, zone),
    )


def keep_times(window: Window, times: Sequence[CohortTimes]) -> None:
    """Keep the times of the cohorts that the window is for."""
    for one in times:
        WindowCohort.objects.filter(window=window, cohort_id=one.cohort_id).update(
            opens_at=one.opens_at, closes_at=one.closes_at, shift_days=one.shift_days
        )
