"""What the pairs of the program do together: who meets, writes, parts and asks, from one draw."""

import random
from collections.abc import Iterator, Mapping, Sequence

from . import partings, working
from .asking import ASKED, Request
from .drawing import Drawing
from .leaving import LEAVINGS
from .partings import PARTINGS, Parting
from .people import CohortCast
from .plans import curated
from .stage import Days, Step

SEED = 20261124
QUIET_BEFORE_LEAVING = 4


def steps(cohorts: Sequence[CohortCast], days: Days) -> Iterator[Step]:
    """Return every step of the work of the cohorts, each with its time."""
    drawing = Drawing(random.Random(SEED))
    turns = {(one.cohort, one.place): one for one in PARTINGS}
    leaves = {(one.cohort, one.place): one.day for one in LEAVINGS}
    for cohort in cohorts:
        yield from _named(cohort, days)
        for place in range(len(cohort.others)):
            yield from _other(cohort, place, drawing, days, turns=turns, leaves=leaves)
        if cohort.plan.ends < 0:
            yield from partings.completing(cohort, days)
    by_slug = {cohort.plan.slug: cohort for cohort in cohorts}
    for asked in ASKED:
        person = by_slug[asked.cohort].others[asked.place]
        yield from Request(person.username, asked, days).steps()


def _named(cohort: CohortCast, days: Days) -> Iterator[Step]:
    for person in cohort.named:
        plan = curated(person.username)
        if plan is not None:
            yield from working.steps(plan, days)


def _other(
    cohort: CohortCast,
    place: int,
    drawing: Drawing,
    days: Days,
    *,
    turns: Mapping[tuple[str, int], Parting],
    leaves: Mapping[tuple[str, int], int],
) -> Iterator[Step]:
    person, plan = cohort.others[place], cohort.plan
    parting = turns.get((plan.slug, place))
    last = leaves.get((plan.slug, place), plan.last_day + QUIET_BEFORE_LEAVING)
    last = min(last - QUIET_BEFORE_LEAVING, plan.last_day)
    spans = parting.spans(plan) if parting is not None else [(plan.starts, last)]
    mentor = cohort.mentor_for(place).username
    yield from working.steps(drawing.plan(person, spans, reader=mentor), days)
    if parting is not None:
        yield from partings.steps(
            parting,
            mentee=person.username,
            next_mentor=cohort.mentor_for(place + 1).username,
            days=days,
        )
