"""
When a window that follows a day opens and closes. Pure: days and clocks in, instants out.

Days are counted on the calendar and clocks are those of the program's time zone, so a survey at
nine stays at nine when the clocks change. A clock that a day skips is read with the offset from
before the change, and one that a day shows twice is its first (RFC 5545, section 3.3.5).
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .data import CohortTimes, OffsetUnit, Span, Timing

_MONTHS = 12


def add_months(day: date, months: int) -> date:
    """Return the day so many months on; where that month is too short, its last day."""
    years, month = divmod(day.month - 1 + months, _MONTHS)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_offset(day: date, amount: int, unit: OffsetUnit) -> date:
    """Return the day so many days or months on, or back where `amount` is below 0."""
    if unit is OffsetUnit.MONTHS:
        return add_months(day, amount)
    return day + timedelta(days=amount)


def instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the instant, in UTC, at which the clocks of the zone show this on that day."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def shifted(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Return the instant so many days on, at the same clock of the zone."""
    local = moment.astimezone(zone)
    return instant(local.date() + timedelta(days=days), local.time(), zone)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant, in UTC, at which the day ends in the zone."""
    return instant(day + timedelta(days=1), time(), zone)


def span_of(timing: Timing, day: date, zone: ZoneInfo, *, shift_days: int = 0) -> Span:
    """Return when a window of this timing opens and closes whose day is this one."""
    opens_on = add_offset(day, timing.amount, timing.unit) + timedelta(days=shift_days)
    closes_on = opens_on + timedelta(days=timing.days_open)
    return Span(
        opens_at=instant(opens_on, timing.opens_clock, zone),
        closes_at=instant(closes_on, timing.closes_clock, zone),
    )


def hull_of(times: Iterable[CohortTimes]) -> Span:
    """Return the time of a window that opens for its cohorts and closes with the last."""
    found = list(times)
    return Span(
        opens_at=min(one.opens_at for one in found), closes_at=max(one.closes_at for one in found)
    )


def late_until(closes_at: datetime, grace_days: int, zone: ZoneInfo) -> datetime | None:
    """Return until when answers are still received after the close; None without a grace."""
    return shifted(closes_at, grace_days, zone) if grace_days else None


def told_until(closes_at: datetime, late: datetime | None, *, at: datetime) -> datetime:
    """Return the end that a person is told: the close, and once that has passed the grace's."""
    return closes_at if late is None or at < closes_at else late
