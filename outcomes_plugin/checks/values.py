"""The settings' own values: of the right kind, and within what can be done."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core import checks
from rest_framework.throttling import SimpleRateThrottle

from outcomes_plugin.edxapp import Platform

_HOURS = range(24)
_MOST_LANES = 1024


def check_door(**_kwargs: Any) -> Sequence[checks.CheckMessage]:
    """Find a door to the platform that cannot be opened, or has not every function."""
    try:
        module = import_module(settings.OUTCOMES_PLATFORM)
    except (ImportError, ValueError, AttributeError, TypeError):
        module = None
    needed = [name for name in vars(Platform) if not name.startswith("_")]
    if module is not None and all(callable(getattr(module, name, None)) for name in needed):
        return []
    return [
        checks.Error(
            "OUTCOMES_PLATFORM names no module with every function of the door to the platform.",
            hint="Take the setting out: the default is right for the LMS and Studio.",
            id="outcomes.E005",
        )
    ]


def check_values(**_kwargs: Any) -> Sequence[checks.CheckMessage]:
    """Find settings that hold something else than they are read as."""
    return [
        checks.Error(
            f"{name} cannot be used as it is set.",
            hint=f"It has to be {what}; see docs/reference/settings.md.",
            id="outcomes.E006",
        )
        for name, (is_right, what) in RULES.items()
        if not is_right(getattr(settings, name))
    ]


def _is_whole(value: object, *, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _are_lanes(value: object) -> bool:
    return _is_whole(value, least=1) and int(str(value)) <= _MOST_LANES


def _are_targets(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(text, str) for pair in value.items() for text in pair
    )


def _are_days(value: object) -> bool:
    return isinstance(value, list | tuple) and all(_is_whole(day, least=1) for day in value)


def _is_count(value: object) -> bool:
    return _is_whole(value, least=0)


def _is_number_from_one(value: object) -> bool:
    return _is_whole(value, least=1)


def _are_hours(value: object) -> bool:
    if value is None:
        return True
    return isinstance(value, list | tuple) and len(value) == 2 and set(value) <= set(_HOURS)


def _is_rate(value: object) -> bool:
    try:
        SimpleRateThrottle.parse_rate(None, value)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return False
    return True


def _are_rates(value: object) -> bool:
    known = {"anonymous", "read", "write"}
    return isinstance(value, Mapping) and set(value) <= known and all(map(_is_rate, value.values()))


def _are_limits(value: object) -> bool:
    return isinstance(value, list | tuple) and all(map(_is_limit, value))


def _is_limit(value: object) -> bool:
    named = {"days", "invitations", "minutes"}
    return (
        isinstance(value, Mapping)
        and set(value) == named
        and all(_is_whole(one, least=1) for one in value.values())
    )


RULES: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "OUTCOMES_API_RATES": (_are_rates, "rates such as '60/minute' for anonymous, read and write"),
    "OUTCOMES_BURDEN_LIMITS": (
        _are_limits,
        "a list of limits with days, invitations and minutes, each a whole number from 1",
    ),
    "OUTCOMES_CALENDAR_RATE": (_is_rate, "a rate such as '30/minute', or None"),
    "OUTCOMES_HR_HELD_DAYS": (_is_number_from_one, "a whole number from 1"),
    "OUTCOMES_QUIET_HOURS": (_are_hours, "two hours from 0 to 23, or None"),
    "OUTCOMES_RELAY_ATTEMPTS": (_is_number_from_one, "a whole number from 1"),
    "OUTCOMES_RELAY_LANES": (_are_lanes, "a whole number from 1 to 1024"),
    "OUTCOMES_RELAY_TARGETS": (_are_targets, "a mapping of names to paths of classes"),
    "OUTCOMES_REMINDERS_MOST": (_is_count, "a whole number from 0"),
    "OUTCOMES_REMINDER_DAYS": (_are_days, "a list of whole numbers from 1"),
}
