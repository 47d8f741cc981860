"""Who leaves the program before its end: with the company, or because it is not for them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from outcomes_plugin import api
from outcomes_plugin.programs.data import Role

from .people import CohortCast
from .stage import COORDINATOR, FIRST, PROGRAM, SECOND, Days, Step, actor

HOUR = 15


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """A mentee who leaves; places count the unnamed of a cohort."""

    cohort: str
    place: int
    day: int
    leaves_company: bool = True


LEAVINGS = (
    Leaving(cohort=FIRST, place=7, day=-268),
    Leaving(cohort=FIRST, place=21, day=-198, leaves_company=False),
    Leaving(cohort=FIRST, place=33, day=-152),
    Leaving(cohort=FIRST, place=48, day=-128),
    Leaving(cohort=FIRST, place=60, day=-72),
    Leaving(cohort=SECOND, place=14, day=-75),
    Leaving(cohort=SECOND, place=27, day=-57, leaves_company=False),
)


@dataclass(frozen=True)
class Leavers:
    """Those who leave, by their usernames."""

    by_username: Mapping[str, Leaving]
    days: Days

    def left_at(self) -> Mapping[str, datetime]:
        """Return when each of them leaves."""
        return {name: self._at(one) for name, one in self.by_username.items()}

    def left_company(self) -> Mapping[str, int]:
        """Return the day on which those leave who leave the company."""
        return {name: one.day for name, one in self.by_username.items() if one.leaves_company}

    def steps(self) -> Iterator[Step]:
        """Return each leaving with its time."""
        for username, one in self.by_username.items():
            at = self._at(one)
            leave = _take_out if one.leaves_company else _leave
            yield at, partial(leave, username, at=at)

    def _at(self, one: Leaving) -> datetime:
        return self.days.at(self.days.workday(one.day), HOUR)


def leavers_of(cohorts: Sequence[CohortCast], days: Days) -> Leavers:
    """Return the leavers among these people."""
    by_slug = {cohort.plan.slug: cohort for cohort in cohorts}
    return Leavers({by_slug[one.cohort].others[one.place].username: one for one in LEAVINGS}, days)


def _leave(username: str, *, at: datetime) -> None:
    api.leave_program(actor(username), PROGRAM, at=at)


def _take_out(username: str, *, at: datetime) -> None:
    """The coordinator hears that somebody has left the company, and ends the membership."""
    coordinator, person = actor(COORDINATOR), actor(username).person
    held = api.members(coordinator, PROGRAM, role=Role.MENTEE)
    member = next(one for one in held if one.person == person)
    api.end_membership(coordinator, member.id, at=at)
