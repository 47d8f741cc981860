"""Read the fields of a form, which a panel's script sends as text."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from outcomes_plugin.errors import Invalid, NotFound, Problem

Told = Mapping[str, Any]


def number(told: Told, name: str) -> int | None:
    """Return the whole number in the field, or None where there is none."""
    value = told.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def row_id(told: Told, name: str) -> int:
    """
    Return the id in the field.

    Raises:
        NotFound: there is no id, so there is no such row either.
    """
    found = number(told, name)
    if found is None:
        raise NotFound
    return found


def day(told: Told, name: str) -> date | None:
    """Return the day in the field, or None where there is none."""
    try:
        return date.fromisoformat(told.get(name, ""))
    except (TypeError, ValueError):
        return None


def moment(told: Told, day_name: str, time_name: str, *, zone: ZoneInfo) -> datetime | None:
    """
    Return the moment that two fields name in the zone; None where no day is named.

    Raises:
        Invalid: one of them cannot be read.
    """
    if not told.get(day_name):
        return None
    on = day(told, day_name)
    if on is None:
        raise unreadable(_("Choose a day."), day_name)
    try:
        at = time.fromisoformat(told.get(time_name, ""))
    except (TypeError, ValueError):
        raise unreadable(_("Write a time, such as 14:00."), time_name) from None
    return datetime.combine(on, at.replace(tzinfo=None), tzinfo=zone)


def unreadable(sentence: str, column: str) -> Invalid:
    """Return the refusal of one field."""
    problems = [Problem(sentence, column=column)]
    return Invalid(_("Please correct what is marked. Nothing was saved."), problems=problems)
