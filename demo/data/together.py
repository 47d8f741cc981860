"""What the pairs of the program do together: who meets, writes, parts and asks, from one draw."""

import random
from collections.abc import Iterator, Sequence

from . import partings, working
from .asking import ASKED, Request
from .drawing import Drawing
from .partings import PARTINGS, Parting
from .people import CohortCast
from .plans import curated
from .stage import STARTS, Days, Step

SEED = 20261124


def steps(cohorts: Sequence[CohortCast], days: Days) -> Iterator[Step]:
    """Return every step of the work of the cohorts, each with its time."""
    drawing = Drawing(random.Random(SEED))
    turns = {(one.cohort, one.place): one for one in PARTINGS}
    for cohort in cohorts:
        yield from _named(cohort, days)
        for place in range(len(cohort.others)):
            yield from _other(cohort, place, turns.get((cohort.slug, place)), drawing, days)
    by_slug = {cohort.slug: cohort for cohort in cohorts}
    for asked in ASKED:
        person = by_slug[asked.cohort].others[asked.place]
        yield from Request(person.username, asked, days).steps()


def _named(cohort: CohortCast, days: Days) -> Iterator[Step]:
    for person in cohort.mentees[: cohort.named_count]:
        plan = curated(person.username)
        if plan is not None:
            yield from working.steps(plan, days)


def _other(
    cohort: CohortCast, place: int, parting: Parting | None, drawing: Drawing, days: Days
) -> Iterator[Step]:
    person, start = cohort.others[place], STARTS[cohort.slug]
    spans = parting.spans(start) if parting is not None else [(start, 0)]
    yield from working.steps(drawing.plan(person, spans), days)
    if parting is not None:
        yield from partings.steps(
            parting,
            mentee=person.username,
            next_mentor=cohort.mentor_for(place + 1).username,
            days=days,
        )
