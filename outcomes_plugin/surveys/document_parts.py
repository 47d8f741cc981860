"""Checks that every part of a document shares: fields, keys, texts, numbers and days."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeGuard

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Problem

LARGEST_NUMBER = 10**12

_KEY = re.compile(r"[a-z0-9_]{1,64}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")


def is_integer(value: object) -> TypeGuard[int]:
    """Return whether this is a whole number; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: object) -> TypeGuard[int | float]:
    """Return whether this is a number that can be kept and compared: finite, and not too large."""
    return (isinstance(value, float) or is_integer(value)) and abs(value) <= LARGEST_NUMBER


def decimals_of(value: float) -> int:
    """Return how many decimals the number has as it is written, not as it is stored in binary."""
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def is_day(value: object) -> TypeGuard[str]:
    """Return whether this is a day of the calendar, as YYYY-MM-DD."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_key(value: object) -> TypeGuard[str]:
    """Return whether this can be the key of something."""
    return isinstance(value, str) and _KEY.fullmatch(value) is not None


def can_be_kept(text: str) -> bool:
    """Return whether every database keeps the text: no NUL, and no half of a surrogate pair."""
    return _NOT_KEPT.search(text) is None


def problems_of_fields(
    part: Mapping[str, Any], place: str, *, known: set[str], needed: set[str]
) -> Iterator[Problem]:
    """Find fields that are missing, and fields that mean nothing."""
    inside = f"{place}." if place else ""
    for name in sorted(needed - set(part)):
        yield Problem(_("This is missing."), column=f"{inside}{name}")
    for name in sorted(str(name) for name in set(part) - known):
        yield Problem(_("There is no such field."), column=f"{inside}{name}")


def problems_of_key(value: object, place: str) -> Iterator[Problem]:
    """Find a key that a database or an address could not hold."""
    if not is_key(value):
        yield Problem(
            _("A key has small letters a to z, digits and underscores, 64 at most."), column=place
        )


def problems_of_flags(
    part: Mapping[str, Any], place: str, *, names: Sequence[str]
) -> Iterator[Problem]:
    """Find fields that are neither true nor false."""
    for name in names:
        if not isinstance(part.get(name, False), bool):
            yield Problem(_("This is either true or false."), column=f"{place}.{name}")


def problems_of_text(value: object, place: str, *, longest: int) -> Iterator[Problem]:
    """Find a text that is empty, too long, or no text at all, in each of its languages."""
    if isinstance(value, Mapping):
        if not value:
            yield Problem(_("Write it in at least one language."), column=place)
        for language, text in value.items():
            if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
                yield Problem(_("This is no language code."), column=f"{place}.{language}")
            yield from _problems_of_string(text, f"{place}.{language}", longest=longest)
    else:
        yield from _problems_of_string(value, place, longest=longest)


def _problems_of_string(value: object, place: str, *, longest: int) -> Iterator[Problem]:
    if not isinstance(value, str) or not value.strip():
        yield Problem(_("Words are missing here."), column=place)
    elif len(value) > longest:
        yield Problem(
            _("This is too long: at most {count} characters.").format(count=longest), column=place
        )
    elif not can_be_kept(value):
        yield Problem(_("This text holds a character that cannot be kept."), column=place)


def duplicates(keys: Sequence[object]) -> list[int]:
    """Return the places of keys that stood before."""
    return [index for index, key in enumerate(keys) if key is not None and key in keys[:index]]
