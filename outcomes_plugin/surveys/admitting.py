"""
Ask people: those whom a window finds when it opens, and those whose time comes while it is open.

Whoever enough was asked of is put off. They, and those whom a coordinator has moved, are not among
the people asked until they are asked.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import MemberData

from . import budget, rules
from .data import CohortTimes, WindowState
from .models import FrameRow, PersonShift, Postponement, Window
from .windows import lock_window, record_window

_CHUNK = 1000
_Shifts = Mapping[str, PersonShift]


def admit_joiners(*, at: datetime) -> int:
    """
    Ask, in every open window, those whose time has come since; return how many.

    They have joined, or were put off, or a coordinator has moved the window for them. One query
    tells for a window that there is nobody.
    """
    is_running = Q(closes_at__gt=at) | Q(waits_until__gt=at)
    open_now = Window.objects.filter(is_running, state=WindowState.OPEN).order_by("id")
    found = open_now.select_related("program", "version__instrument", "followed")
    return sum(
        _admit(window.pk, at=at)
        for window in found.prefetch_related("cohorts")
        if not_asked(window, at=at)
    )


@transaction.atomic
def _admit(window_id: int, *, at: datetime) -> int:
    window = lock_window(window_id)
    if window.state != WindowState.OPEN:
        return 0
    members = _that_may_join(window, not_asked(window, at=at))
    asked = sum(ask(Actor.system("close"), window, members, at=at).values())
    if asked:
        window.asked += asked
        window.save(update_fields=["asked"])
    return asked


def _that_may_join(window: Window, members: Sequence[MemberData]) -> Sequence[MemberData]:
    """Return those who would not stand alone; of the others, who was put off is left out."""
    if not window.split_cohorts:
        return members
    cohorts = [row.cohort_id for row in window.cohorts.all()]
    without_cohort = window.frame.filter(cohort=None).exists()
    joining = [
        one
        for one in members
        if rules.may_join(
            one.cohort_id,
            cohorts=cohorts,
            split=window.split_cohorts,
            asked_without_cohort=without_cohort,
        )
    ]
    budget.leave_out(window, [one.person for one in members if one not in joining])
    return joining


def not_asked(window: Window, *, at: datetime) -> Sequence[MemberData]:
    """Return the members whom the window is for, whose time it is, and who were not asked yet."""
    found = {one.person: one for rows in _due(window, at=at) for one in rows}
    return list(found.values())


def _due(window: Window, *, at: datetime) -> Iterator[Sequence[MemberData]]:
    times = times_of_cohorts(window)
    cohorts = [row.cohort_id for row in window.cohorts.all()]
    due = [one for one in cohorts if rules.is_due(times.get(one), at=at)]
    if at < window.closes_at and (due or not cohorts):
        yield _members(window, due, without=_not_yet(window, at=at))
    if window.waits_until is not None:
        begun = [one for one in cohorts if one not in times or times[one].opens_at <= at]
        moved = PersonShift.objects.filter(window_id=window.pk, closes_at__gt=at)
        if begun or not cohorts:
            yield _members(window, begun, without=_not_yet(window, at=at), among=moved)


def _members(
    window: Window,
    cohort_ids: Sequence[int],
    *,
    without: Sequence[QuerySet[Any]],
    among: QuerySet[Any] | None = None,
) -> Sequence[MemberData]:
    return programs_api.active_members(
        window.program_id,
        role=window.role,
        cohort_ids=cohort_ids or None,
        without=[rows.values("person") for rows in without],
        among=among.values("person") if among is not None else None,
    )


def _not_yet(window: Window, *, at: datetime) -> Sequence[QuerySet[Any]]:
    """Return the rows of those who were asked, or whose own time has not come."""
    of_window = {"window_id": window.pk}
    is_later = Q(until=None) | Q(until__gt=at)
    return (
        FrameRow.objects.filter(**of_window),
        Postponement.objects.filter(is_later, **of_window),
        PersonShift.objects.filter(not_before__gt=at, **of_window),
    )


def asked_from(window_id: int, person: str, *, at: datetime) -> datetime | None:
    """Return when a person is asked who was put off, or for whom the window was moved."""
    own = {"window_id": window_id, "person": person}
    put_off = Postponement.objects.filter(until__gt=at, **own).values_list("until", flat=True)
    moved = PersonShift.objects.filter(not_before__gt=at, **own)
    found = (*put_off, *moved.values_list("not_before", flat=True))
    return max((one for one in found if one is not None), default=None)


def ask(
    actor: Actor, window: Window, members: Sequence[MemberData], *, at: datetime
) -> Mapping[int | None, int]:
    """Ask those of the members who were not asked enough; return how many, by cohort."""
    if not members:
        return {}
    persons = [one.person for one in members]
    enough = budget.asked_enough(window, persons, at=at)
    shifts = shifts_of(window)
    budget.forget_postponed(window, [one for one in persons if one not in enough])
    if enough:
        closes = {
            one.person: closes_for_member(window, one.cohort_id, shifts.get(one.person))
            for one in members
        }
        budget.keep_postponed(window, enough, closes=closes, at=at)
        count = len(enough)
        record_window(actor, window, "window.people_postponed", at=at, people=count)
    return _write(window, [one for one in members if one.person not in enough], shifts, at=at)


def _write(
    window: Window, members: Sequence[MemberData], shifts: _Shifts, *, at: datetime
) -> Mapping[int | None, int]:
    minutes = budget.minutes_of(window)
    rows = [
        FrameRow(
            window=window,
            person=member.person,
            cohort_id=member.cohort_id,
            closes_at=own_close(window, member.cohort_id, shifts.get(member.person)),
            asked_at=at,
            minutes=minutes,
        )
        for member in members
    ]
    FrameRow.objects.bulk_create(rows, batch_size=_CHUNK)
    return Counter(row.cohort_id for row in rows)


def own_close(window: Window, cohort_id: int | None, shift: PersonShift | None) -> datetime | None:
    """Return when the survey closes for somebody of the cohort; None where it is the window's."""
    closes_at = closes_for_member(window, cohort_id, shift)
    return closes_at if closes_at != window.closes_at else None


def closes_for_member(window: Window, cohort_id: int | None, shift: PersonShift | None) -> datetime:
    """Return when the survey closes for somebody of the cohort: never earlier than for it."""
    times = times_of_cohorts(window).get(cohort_id)
    usual = times.closes_at if times is not None else window.closes_at
    return max(usual, shift.closes_at) if shift is not None and shift.closes_at else usual


def shifts_of(window: Window) -> _Shifts:
    """Return for whom the window was moved."""
    return {row.person: row for row in PersonShift.objects.filter(window_id=window.pk)}


def times_of_cohorts(window: Window) -> Mapping[int | None, CohortTimes]:
    """Return the times of the cohorts that have some of their own."""
    rows = [row.to_data() for row in window.cohorts.all() if row.opens_at is not None]
    return {row.cohort_id: row for row in rows}
