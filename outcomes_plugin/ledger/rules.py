"""What may be recorded, and in which lane it travels."""

import hashlib
from collections.abc import Mapping
from typing import Any

from .registry import BY_NAME, EntryType

_LONGEST_KEY = 255


def check_entry(name: str, payload: Mapping[str, Any]) -> EntryType:
    """
    Return the registered type of the entry.

    Raises:
        ValueError: the type or a payload key is not registered, or a value is free text.
    """
    if name not in BY_NAME:
        raise ValueError(f"Entries of type {name!r} are not registered.")
    unknown = set(payload) - set(BY_NAME[name].payload)
    if unknown:
        raise ValueError(f"{name} may not carry {sorted(unknown)}.")
    for key, value in payload.items():
        _check_value(name, key, value)
    return BY_NAME[name]


def _check_value(name: str, key: str, value: Any) -> None:
    if isinstance(value, list):
        for one in value:
            _check_value(name, key, one)
    elif isinstance(value, str):
        if len(value) > _LONGEST_KEY or any(character.isspace() for character in value):
            raise ValueError(f"{name} may carry only keys in {key!r}, not text.")
    elif not isinstance(value, bool | int | float | None):
        raise ValueError(f"{name} may not carry a {type(value).__name__} in {key!r}.")


def lane_of(subject: str, *, lanes: int) -> int:
    """Return the lane of a subject: the same one for as long as the number of lanes stays."""
    digest = hashlib.sha256(subject.encode()).digest()
    return int.from_bytes(digest[:8], "big") % lanes
