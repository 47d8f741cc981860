"""The calendar of one's surveys."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.edxapp import platform
from outcomes_plugin.errors import NotFound
from outcomes_plugin.surveys.api import (
    calendar_windows,
    make_calendar,
    own_calendar,
    person_of_calendar,
    stop_calendar,
)
from outcomes_plugin.surveys.data import OwnWindow

__all__ = [
    "CalendarContent",
    "absolute_url",
    "calendar_of",
    "make_calendar",
    "own_calendar",
    "site_host",
    "stop_calendar",
]


@dataclass(frozen=True, kw_only=True)
class CalendarContent:
    """What a calendar shows, in which language, and under which name its readings are counted."""

    windows: tuple[OwnWindow, ...]
    language: str
    counted_as: str


def calendar_of(token: str, *, at: datetime) -> CalendarContent:
    """
    Return what the calendar of this token shows. Needs no actor: who knows the token may read it.

    Raises:
        NotFound: no such calendar, it was stopped, or its person can no longer sign in.
    """
    person = person_of_calendar(token)
    user_id = actors_api.users_of([person]).get(person)
    users = platform().users({user_id}) if user_id is not None else {}
    if user_id is None or user_id not in users or not users[user_id].is_active:
        raise NotFound
    preferences = platform().preferences({user_id}).get(user_id)
    return CalendarContent(
        windows=tuple(calendar_windows(person, at=at)),
        language=preferences.language if preferences is not None else "",
        counted_as=person,
    )


def absolute_url(path: str) -> str:
    """Return the address of a page of this site as other programs need it."""
    return urljoin(platform().root_url(), path)


def site_host() -> str:
    """Return the name of this site's host."""
    return urlsplit(platform().root_url()).hostname or "localhost"
