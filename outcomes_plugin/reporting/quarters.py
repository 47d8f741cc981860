"""Calendar quarters, and the instants at which they begin and end in a time zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, kw_only=True, order=True)
class Quarter:
    """Three calendar months; `ends_on` is the first day of the next quarter."""

    starts_on: date
    ends_on: date

    @property
    def number(self) -> int:
        return (self.starts_on.month + 2) // 3


def quarter_of(day: date) -> Quarter:
    """Return the quarter in which the day lies."""
    first_month = day.month - (day.month - 1) % 3
    starts_on = date(day.year, first_month, 1)
    following = first_month + 3
    ends_on = date(day.year + following // 12, following % 12, 1)
    return Quarter(starts_on=starts_on, ends_on=ends_on)


def quarters_ended(*, since: datetime, at: datetime, zone: ZoneInfo) -> Iterator[Quarter]:
    """Yield the quarters that have ended by `at`, from the one in which `since` lies."""
    quarter = quarter_of(since.astimezone(zone).date())
    while instant(quarter.ends_on, zone) <= at:
        yield quarter
        quarter = quarter_of(quarter.ends_on)


def instant(day: date, zone: ZoneInfo) -> datetime:
    """
    Return the moment at which the day begins in the zone, in UTC.

    Where the clocks skip midnight this is the moment of the skip.
    """
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
