"""
Reading what the platform kept of learners in a course that has run for years: 10,000 facts, and
1,000,000 (another number as an argument). Each learner has enrolled, passed and got a certificate.

Beside it a plain loop over some of the same learners: each fact asked for and made by itself, with
its entry. The memory is this process's at most, beyond what it had before.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from benchmarks.common import Seconds, a_site, elsewhere, forget_peak, peak_megabytes, seconds_of

FEW, MANY = 10_000, 1_000_000
KINDS = ("enrolled", "passed", "certified")
LOOPED = 200


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What it cost to read so many facts, and what some of them cost in a plain loop."""

    facts: int
    seconds: Seconds
    looped_facts: int
    looped: Seconds
    megabytes_before: float
    megabytes: float

    @property
    def microseconds(self) -> float:
        """Return what a fact costs the processor."""
        return 1e6 * self.seconds.cpu / self.facts

    @property
    def looped_microseconds(self) -> float:
        """Return what a fact costs the processor in the plain loop."""
        return 1e6 * self.looped.cpu / self.looped_facts

    @property
    def grown(self) -> float:
        """Return by how many megabytes the process grew at most."""
        return self.megabytes - self.megabytes_before

    def __str__(self) -> str:
        return (
            f"{self.facts:>9,} facts: {self.seconds.wall:.1f} s ({self.seconds.cpu:.1f} CPU), "
            f"{self.microseconds:.0f} µs CPU a fact, a plain loop "
            f"{self.looped_microseconds:.0f} µs, ratio "
            f"{self.microseconds / self.looped_microseconds:.2f}; memory "
            f"{self.megabytes_before:.0f} MB before, {self.megabytes:.0f} MB at most"
        )


def measure(facts: int, *, make: Callable[[Callable[[], object]], object] = elsewhere) -> Measured:
    """Return what it costs to read so many facts; `make` adds their learners to the database."""
    from benchmarks import worlds

    program, course = worlds.a_course_that_has_run()
    learners = facts // len(KINDS)
    make(lambda: worlds.learners(program, course, learners))
    looped, looped_facts = _looped(str(course.key))
    forget_peak()
    before = peak_megabytes()
    seconds = seconds_of(lambda: read(str(course.key)))
    at_most = peak_megabytes()
    return Measured(
        facts=_counted(learners),
        seconds=seconds,
        looped_facts=looped_facts,
        looped=looped,
        megabytes_before=before,
        megabytes=at_most,
    )


def read(course_key: str) -> None:
    from django.utils import timezone

    from outcomes_plugin.actors.data import Actor
    from outcomes_plugin.progression import api as progression_api

    progression_api.read_course(
        Actor.system("progress"),
        course_key,
        read_before=progression_api.EVER,
        at=timezone.now(),
    )


def _counted(learners: int) -> int:
    """Return how many facts there are, and see that none is missing."""
    from outcomes_plugin.progression.models import CourseFact

    count = CourseFact.objects.count()
    assert count == learners * len(KINDS), count
    return count


def _looped(course_key: str) -> tuple[Seconds, int]:
    """Do the plain loop for some learners and take it back; return its time and its facts."""
    from django.db import transaction

    from outcomes_plugin.actors.models import Person

    chosen = dict(
        Person.objects.filter(user__username__startswith="learner").values_list("id", "user_id")[
            :LOOPED
        ]
    )
    with transaction.atomic():
        seconds = seconds_of(lambda: _loop(chosen, course_key))
        transaction.set_rollback(True)
    return seconds, len(chosen) * len(KINDS)


def _loop(chosen: Mapping[str, int], course_key: str) -> None:
    from outcomes_plugin.edxapp import platform
    from outcomes_plugin.progression.models import CourseProgress

    for person, user_id in chosen.items():
        history = platform().learner_histories([user_id], course_key)[user_id]
        for kind in KINDS:
            for one in getattr(history, kind):
                _keep(person, course_key, kind, value=one.value, at=one.since)
        CourseProgress.objects.update_or_create(
            person=person,
            course_key=course_key,
            defaults={"is_enrolled": True, "has_passed": True, "has_certificate": True},
        )


def _keep(person: str, course_key: str, kind: str, *, value: bool, at: datetime) -> None:
    from outcomes_plugin.actors.data import Actor
    from outcomes_plugin.ledger import api as ledger_api
    from outcomes_plugin.progression.models import CourseFact

    _row, is_new = CourseFact.objects.get_or_create(
        person=person,
        course_key=course_key,
        kind=kind,
        occurred_at=at,
        defaults={"value": value, "confirmed_at": at},
    )
    if is_new:
        ledger_api.record(
            Actor.system("progress"),
            "course.enrolled",
            at=at,
            person=person,
            course_key=course_key,
            payload={"is_active": value},
        )


def ratios(few: Measured, many: Measured) -> Sequence[str]:
    """Return what many facts cost as a multiple of few."""
    return [
        f"a fact at {many.facts:,} to a fact at {few.facts:,}: "
        f"{many.microseconds / few.microseconds:.2f} (CPU)",
        f"memory, {many.facts:,} to {few.facts:,}: {many.grown:.1f} MB to {few.grown:.1f} MB "
        f"beyond what the process had, {many.grown - few.grown:+.1f} MB for "
        f"{many.facts / few.facts:,.0f} times the facts",
    ]


def main(chosen: Sequence[str]) -> None:
    """Print one line per number of facts, then the ratios."""
    found = []
    for facts in (FEW, int(chosen[0]) if chosen else MANY):
        with a_site():
            found.append(measure(facts))
        print(found[-1], flush=True)
    print(*ratios(*found), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
