"""How people learn in the program's courses: the platform's own signals tell the product."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial

from demo.courses import learning

from .people import Character, CohortCast
from .stage import FOR_MENTEES, FOR_MENTORS, CohortPlan, Days, Step, course, user

SEED = 20260901
PASSING_DILIGENCE = 0.6
SITTINGS = 4


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
        for at, step in _learns(person, FOR_MENTEES, cohort.plan, days, over=(15, 130)):
            yield at, step, person.username
    for person in cohort.mentors:
        at = days.at(cohort.plan.starts + 2, 8)
        yield at, partial(_enroll, person, FOR_MENTEES, at=at), person.username
        for at, step in _learns(person, FOR_MENTORS, cohort.plan, days, over=(4, 45)):
            yield at, step, person.username


def _learns(
    person: Character, number: str, plan: CohortPlan, days: Days, *, over: tuple[int, int]
) -> Iterator[tuple[datetime, partial]]:
    """A few sittings, in which a person gets as far as their diligence carries."""
    rng = random.Random(f"{SEED} {number} {person.username}")
    enrolled = days.at(plan.starts + 2 + rng.randint(0, 4), rng.randint(8, 17), rng.randint(0, 59))
    yield enrolled, partial(_enroll, person, number, at=enrolled)
    sittings = sorted(rng.sample(range(*over), SITTINGS))
    for count, after in enumerate(sittings, start=1):
        day = days.workday(plan.starts + after)
        at = days.at(day, rng.randint(8, 19), rng.randint(0, 59))
        share = min(1.0, 1.1 * person.diligence) * count / SITTINGS
        yield at, partial(_study, person, number, share=share, at=at)
    if person.diligence > PASSING_DILIGENCE:
        yield at, partial(_pass, person, number, at=at)


def _enroll(person: Character, number: str, *, at: datetime) -> None:
    learning.enroll(course(number), user(person.username), at=at)


def _study(person: Character, number: str, *, share: float, at: datetime) -> None:
    learning.complete_share(course(number), user(person.username), share=share, at=at)


def _pass(person: Character, number: str, *, at: datetime) -> None:
    learning.regrade(course(number), user(person.username), is_passing=True, at=at)
