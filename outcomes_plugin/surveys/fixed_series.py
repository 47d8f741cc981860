"""A series on fixed dates: the same survey every so many days or months of the calendar."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Required, TypedDict, Unpack
from zoneinfo import ZoneInfo

from django.db import transaction

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, ProgramData, Thing

from . import fixed_times, planning, rules, schedule
from .data import OffsetUnit, Span, Wave, WindowData
from .series import numbered, titled
from .windows import cohort_ids_named


@dataclass(frozen=True, kw_only=True)
class Repeating:
    """How far one survey is from the next, and how many of them there are."""

    every: int
    count: int
    unit: OffsetUnit = OffsetUnit.DAYS


class Alike(TypedDict, total=False):
    """What all surveys of a series share, as `plan_window` takes it."""

    instrument: Required[str]
    role: Required[str]
    at: Required[datetime]
    cohorts: Collection[str]
    mode: str | None
    mode_reason: str
    grace_days: int
    shifts: Mapping[str, int] | None


def spans_of(first: Span, repeating: Repeating, zone: ZoneInfo) -> Sequence[Span]:
    """
    Return when each survey is open: at the same clocks, for as many days as the first.

    Months are counted from the first: where one is too short, its last day is taken.

    Raises:
        Invalid: with a problem for each field.
    """
    rules.check_repeating(first, every=repeating.every, count=repeating.count, unit=repeating.unit)
    later = (repeating.every * number for number in range(1, repeating.count))
    return [first, *(_moved(first, amount, repeating.unit, zone) for amount in later)]


def _moved(first: Span, amount: int, unit: OffsetUnit, zone: ZoneInfo) -> Span:
    opens, closes = first.opens_at.astimezone(zone), first.closes_at.astimezone(zone)
    opens_on = schedule.add_offset(opens.date(), amount, unit)
    closes_on = opens_on + timedelta(days=(closes.date() - opens.date()).days)
    return Span(
        # A clock that the first day shows twice is any clock on another.
        opens_at=schedule.instant(opens_on, opens.time().replace(fold=0), zone),
        closes_at=schedule.instant(closes_on, closes.time().replace(fold=0), zone),
    )


def preview_fixed_series(
    actor: Actor,
    program: programs_api.ProgramRef,
    *,
    opens_at: datetime,
    closes_at: datetime,
    every: int,
    count: int,
    unit: OffsetUnit = OffsetUnit.DAYS,
    cohorts: Collection[str] = (),
    shifts: Mapping[str, int] | None = None,
) -> Sequence[Wave]:
    """
    Return when each survey would be open, and when for each cohort where one is moved.

    Raises:
        NotFound: no such program, or the actor may not set up its windows.
        Invalid: as planning it would.
    """
    data = programs_api.require(actor, program, Thing.WINDOWS, Action.CONFIGURE).program
    first = Span(opens_at=opens_at, closes_at=closes_at)
    repeating = Repeating(every=every, count=count, unit=unit)
    return _waves(data, first, repeating, cohorts=cohorts, shifts=shifts or {})


def _waves(
    program: ProgramData,
    first: Span,
    repeating: Repeating,
    *,
    cohorts: Collection[str],
    shifts: Mapping[str, int],
) -> Sequence[Wave]:
    named = cohort_ids_named(program.id, cohorts)
    spans = spans_of(first, repeating, program.zone)
    placed = [fixed_times.placed(one, named, shifts=shifts, zone=program.zone) for one in spans]
    return [
        Wave(opens_at=hull.opens_at, closes_at=hull.closes_at, cohort_times=tuple(times))
        for hull, times in placed
    ]


@transaction.atomic
def plan_fixed_series(
    actor: Actor,
    program: programs_api.ProgramRef,
    *,
    key: str,
    title: str,
    opens_at: datetime,
    closes_at: datetime,
    every: int,
    count: int,
    unit: OffsetUnit = OffsetUnit.DAYS,
    **alike: Unpack[Alike],
) -> Sequence[WindowData]:
    """
    Plan all `count` windows or none: the first at these times, each so far after the one before.

    Raises:
        NotFound: no such program, or the actor may not set up its windows.
        Invalid: with a problem for each field.
        Conflict: the program has ended, or has a window of one of these keys.
    """
    data = planning.plannable(actor, program)
    first = Span(opens_at=opens_at, closes_at=closes_at)
    spans = spans_of(first, Repeating(every=every, count=count, unit=unit), data.zone)
    planned = [
        planning.plan_window(
            actor,
            data.id,
            key=f"{key}_{number}",
            title=titled(title, number),
            opens_at=span.opens_at,
            closes_at=span.closes_at,
            **alike,
        )
        for number, span in enumerate(spans, start=1)
    ]
    return numbered(planned, series=key)
