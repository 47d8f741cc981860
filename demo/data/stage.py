"""Where the demo's story plays: its program, its course, its people, and its days."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model

from demo.courses.models import DemoCourse
from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor

PROGRAM = "leading-well"
TIME_ZONE = "Europe/Berlin"
COORDINATOR = "petra.n"
# The day on which each cohort begins.
STARTS: Mapping[str, int] = {"spring": -140, "summer": -132}

_SATURDAY = 5

Step = tuple[datetime, Callable[[], Any]]


@dataclass(frozen=True)
class Days:
    """The days of the story, counted from the one on which the demo is built."""

    today: datetime

    def date(self, day: int) -> date:
        """Return the calendar day."""
        return self.today.date() + timedelta(days=day)

    def at(self, day: int, hour: int) -> datetime:
        """Return the full hour of that day, as the clocks of the program show it."""
        local = datetime.combine(self.date(day), time(hour), tzinfo=ZoneInfo(TIME_ZONE))
        return local.astimezone(UTC)

    def workday(self, day: int) -> int:
        """Return the day, or the next one to come on which people work."""
        weekday = self.date(day).weekday()
        return day if weekday < _SATURDAY else day + 7 - weekday

    def workday_before(self, day: int) -> int:
        """Return the day, or the last one before on which people worked."""
        weekday = self.date(day).weekday()
        return day if weekday < _SATURDAY else day + _SATURDAY - 1 - weekday


def user(username: str) -> Any:
    """Return the platform's user of that name."""
    return get_user_model().objects.get(username=username)


def actor(username: str) -> Actor:
    """Return the person of that name as the one who acts."""
    return api.actor_for(user(username).pk)


def course() -> DemoCourse:
    """Return the one course of the demo."""
    found: DemoCourse = DemoCourse.objects.get()
    return found
