"""The days that usually matter to a cohort. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta

USUAL_DAYS = ("first_month", "midpoint", "end", "half_year_after")


def usual_days(*, starts_on: date, ends_on: date | None) -> Mapping[str, date]:
    """
    Return the usual milestones: a month in, half time, the end, and half a year after it.

    A cohort without an end has only the first; one shorter than a month has no first.
    """
    month = starts_on + timedelta(days=30)
    if ends_on is None:
        return {"first_month": month}
    found = {
        "midpoint": starts_on + (ends_on - starts_on) // 2,
        "end": ends_on,
        "half_year_after": ends_on + timedelta(days=182),
    }
    return {"first_month": month, **found} if month < ends_on else found
