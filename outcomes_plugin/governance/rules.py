"""When a program's data are past their period."""

from calendar import monthrange
from datetime import datetime


def is_past(ended_at: datetime | None, *, months_kept: int, at: datetime) -> bool:
    """Return whether so many months have passed since the program ended."""
    return ended_at is not None and at >= months_after(ended_at, months_kept)


def months_after(start: datetime, months: int) -> datetime:
    """Return the moment so many months later, or the last day of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    _weekday, last_day = monthrange(year, month + 1)
    return start.replace(year=year, month=month + 1, day=min(start.day, last_day))
