"""Find the users and persons whom a file names, in a few queries whatever its length."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.edxapp import platform

# One query per this many users: SQLite takes at most 32,766 values in a query.
USERS_AT_ONCE = 10_000


def match_users(identifiers: Collection[str]) -> Mapping[str, int]:
    """Return the user behind each username or mail address that names exactly one."""
    return _in_parts(sorted(set(identifiers)), platform().match_users)


def persons_of_users(user_ids: Collection[int]) -> Mapping[int, str]:
    """Return the person of each user whom the product knows."""
    return _in_parts(sorted(set(user_ids)), actors_api.persons_of)


def ensure_persons_of_users(user_ids: Collection[int], *, at: datetime) -> Mapping[int, str]:
    """Return the person of each user, made now where there was none."""
    return _in_parts(sorted(set(user_ids)), partial(actors_api.ensure_persons, at=at))


def _in_parts(values: Sequence[Any], ask: Any) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for start in range(0, len(values), USERS_AT_ONCE):
        found.update(ask(values[start : start + USERS_AT_ONCE]))
    return found
