"""Where the demo's story plays: its program, its cohorts, its courses, and its days."""

from collections.abc import Callable
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
STEWARD = "mei.l"
# The program's courses: that of the mentees first, which is also the one that indicators read.
FOR_MENTEES, FOR_MENTORS = "MENT101", "MENT201"

_SATURDAY = 5

Step = tuple[datetime, Callable[[], Any]]


@dataclass(frozen=True, kw_only=True)
class CohortPlan:
    """
    A cohort, the days on which it begins and ends, and what is planted in it.

    `contentment` is the level, on the scale of 1 to 5, around which its people answer about their
    mentoring; `growth` is by how much their skill differs after from before, on the same scale.
    """

    slug: str
    title: str
    starts: int
    ends: int
    mentees: int
    mentors: int
    contentment: float
    growth: float

    @property
    def last_day(self) -> int:
        """The day up to which its people work with each other; the story ends on day 0."""
        return min(self.ends, 0)


FIRST, SECOND, THIRD = "first", "second", "third"
COHORTS = (
    CohortPlan(
        slug=FIRST, title="First cohort", starts=-360, ends=-90, mentees=66, mentors=24,
        contentment=4.3, growth=0.0,
    ),
    CohortPlan(
        slug=SECOND, title="Second cohort", starts=-140, ends=130, mentees=50, mentors=19,
        contentment=3.8, growth=0.45,
    ),
    CohortPlan(
        slug=THIRD, title="Third cohort", starts=-35, ends=235, mentees=4, mentors=2,
        contentment=3.8, growth=0.45,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Days:
    """The days of the story, counted from the one on which the demo is built."""

    today: datetime

    def date(self, day: int) -> date:
        """Return the calendar day."""
        return self.today.date() + timedelta(days=day)

    def at(self, day: int, hour: int, minute: int = 0) -> datetime:
        """Return that time of the day, as the clocks of the program show it."""
        local = datetime.combine(self.date(day), time(hour, minute), tzinfo=ZoneInfo(TIME_ZONE))
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


def course(number: str = FOR_MENTEES) -> DemoCourse:
    """Return the course of that number."""
    return next(one for one in DemoCourse.objects.all() if one.key.course == number)
