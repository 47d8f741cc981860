"""How people learn in the program's courses: the platform's own signals tell the product."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from demo.courses import learning
from outcomes_plugin import api

from .people import Character, CohortCast
from .stage import FOR_MENTEES, FOR_MENTORS, PROGRAM, CohortPlan, Days, Step, actor, course, user

SEED = 20260901
# An optional purpose: the mentor sees how far a mentee is who agrees to it.
SHARED, SHARED_SHARE = "shared_progress", 0.6
# Whoever is less diligent leaves the course lying on the way.
FINISHING_DILIGENCE, PASSING_DILIGENCE = 0.5, 0.55


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How a course is taken: from which day of the cohort, in how many sittings, how far apart."""

    begins: int
    sittings: int
    gap: tuple[int, int]


OF_MENTEES = Pace(begins=15, sittings=9, gap=(12, 18))
OF_MENTORS = Pace(begins=4, sittings=3, gap=(7, 14))


def steps(
    cohorts: Sequence[CohortCast], *, left: Mapping[str, datetime], days: Days
) -> Iterator[Step]:
    """Return enrolling and studying; a person who has left does no more."""
    for cohort in cohorts:
        for at, step, username in _everybody(cohort, days):
            if username not in left or at < left[username]:
                yield at, step


def _everybody(cohort: CohortCast, days: Days) -> Iterator[tuple[datetime, partial, str]]:
    for person in cohort.mentees:
        for at, step in _learns(person, FOR_MENTEES, cohort.plan, days, OF_MENTEES):
            yield at, step, person.username
        if random.Random(f"{SEED} {SHARED} {person.username}").random() < SHARED_SHARE:
            at = days.at(cohort.plan.starts + 7, 12)
            yield at, partial(_share_progress, person, at=at), person.username
    for person in cohort.mentors:
        at = days.at(cohort.plan.starts + 2, 8)
        yield at, partial(_enroll, person, FOR_MENTEES, at=at), person.username
        for at, step in _learns(person, FOR_MENTORS, cohort.plan, days, OF_MENTORS):
            yield at, step, person.username


def _learns(
    person: Character, number: str, plan: CohortPlan, days: Days, pace: Pace
) -> Iterator[tuple[datetime, partial]]:
    """A person gets as far as their diligence carries, sitting by sitting."""
    rng = random.Random(f"{SEED} {number} {person.username}")
    at = days.at(plan.starts + 2 + rng.randint(0, 4), rng.randint(8, 17), rng.randint(0, 59))
    yield at, partial(_enroll, person, number, at=at)
    finishes = person.diligence >= FINISHING_DILIGENCE
    day = plan.starts + pace.begins
    for sitting in range(1, pace.sittings + 1):
        day += rng.randint(*pace.gap)
        at = days.at(days.workday_before(day), rng.randint(8, 19), rng.randint(0, 59))
        share = sitting / pace.sittings
        if finishes or share <= person.diligence:
            yield at, partial(_study, person, number, share=share, at=at)
    if person.diligence >= PASSING_DILIGENCE:
        yield at, partial(_pass, person, number, at=at)


def _share_progress(person: Character, *, at: datetime) -> None:
    api.choose_purpose(actor(person.username), PROGRAM, SHARED, agrees=True, at=at)


def _enroll(person: Character, number: str, *, at: datetime) -> None:
    learning.enroll(course(number), user(person.username), at=at)


def _study(person: Character, number: str, *, share: float, at: datetime) -> None:
    learning.complete_share(course(number), user(person.username), share=share, at=at)


def _pass(person: Character, number: str, *, at: datetime) -> None:
    learning.regrade(course(number), user(person.username), is_passing=True, at=at)
    learning.certify(course(number), user(person.username), at=at)
