"""What happens in the demo's program, each step at its time."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.contrib.auth import get_user_model

from demo.courses import learning
from demo.courses.people import PersonCard, add_person
from outcomes_plugin import api

from . import hr, leaving, reviewing, studying, surveying, together
from .people import CohortCast, cast_of, usernames_of_circles
from .stage import (
    COHORTS,
    COORDINATOR,
    FOR_MENTEES,
    FOR_MENTORS,
    PROGRAM,
    STEWARD,
    TIME_ZONE,
    CohortPlan,
    Days,
    Step,
    actor,
    course,
    user,
)

TITLE = "Leading well"
SEED = 20260302
PURPOSES = (
    "run_program", "meetings", "requests", "course_progress", "certificates", "surveys",
    "journals", "goals", "career_facts", "mail", studying.SHARED,
)  # fmt: skip
LANGUAGES = ("en", "es-419", "ar")
MONTHS_KEPT = 12
BEGINS, LIVE = -370, -362
KEY_DESTROYED = 400


@dataclass
class Story:
    """A year of one program, told up to `today`."""

    today: datetime
    rng: random.Random = field(default_factory=lambda: random.Random(SEED))
    cohorts: list[CohortCast] = field(default_factory=list)
    program_id: int = 0

    @property
    def days(self) -> Days:
        return Days(self.today)

    def steps(self) -> Sequence[Step]:
        """Return every step that lies in the past, in the order of time."""
        taken = usernames_of_circles()
        self.cohorts = [cast_of(self.rng, plan, taken=taken) for plan in COHORTS]
        days, leavers = self.days, leaving.leavers_of(self.cohorts, self.days)
        left = leavers.left_at()
        known = hr.careers(self.rng, self.cohorts, leaving=leavers.left_company(), days=days)
        found = [*self._set_up(), *self._joining(), *self._closing_daily(), *leavers.steps()]
        found += studying.steps(self.cohorts, left=left, days=days)
        found += surveying.steps(self.cohorts, left=left, days=days)
        found += reviewing.steps(days)
        found += hr.steps(known, days)
        found += together.steps(self.cohorts, days)
        return sorted((step for step in found if step[0] <= self.today), key=lambda step: step[0])

    # Setting up

    def _set_up(self) -> Iterator[Step]:
        for day, step in (
            (BEGINS, self._create), (BEGINS + 1, self._name_others), (BEGINS + 2, self._inform),
            (LIVE, self._go_live),
        ):  # fmt: skip
            at = self.days.at(day, 9)
            yield at, partial(step, at=at)

    def _create(self, *, at: datetime) -> None:
        program = api.create_program(
            actor("admin"), slug=PROGRAM, title=TITLE, org="Northlight",
            time_zone=TIME_ZONE, coordinator_user_id=user(COORDINATOR).pk, at=at,
        )  # fmt: skip
        self.program_id = program.id

    def _name_others(self, *, at: datetime) -> None:
        for username, role in (("henrik.s", "sponsor"), ("noor.d", "analyst")):
            api.add_member(actor(COORDINATOR), PROGRAM, user_id=user(username).pk, role=role, at=at)
        api.add_member(actor("admin"), PROGRAM, user_id=user(STEWARD).pk, role="hr_steward", at=at)
        for number in (FOR_MENTEES, FOR_MENTORS):
            learning.give_course_role(course(number), user(COORDINATOR))
            api.link_course(actor(COORDINATOR), PROGRAM, str(course(number).key), at=at)

    def _inform(self, *, at: datetime) -> None:
        destroyed_on = self.days.date(KEY_DESTROYED)
        content = api.compose_notice(
            purposes=PURPOSES, organization="Northlight", months_kept=MONTHS_KEPT,
            key_destroyed_on=destroyed_on, languages=LANGUAGES,
        )  # fmt: skip
        api.publish_notice(
            actor(COORDINATOR), PROGRAM, content=content, months_kept=MONTHS_KEPT,
            key_destroyed_on=destroyed_on, at=at,
        )  # fmt: skip
        api.copy_example_framework(actor(COORDINATOR), self.program_id, at=at)

    def _go_live(self, *, at: datetime) -> None:
        api.go_live(actor(COORDINATOR), PROGRAM, at=at)

    # Joining: members and pairings come as files, as a coordinator brings them

    def _joining(self) -> Iterator[Step]:
        for cohort in self.cohorts:
            planned = self.days.at(cohort.plan.starts - 6, 9)
            yield planned, partial(self._create_cohort, cohort.plan, at=planned)
            at = self.days.at(cohort.plan.starts, 9)
            yield at, partial(self._join, cohort, at=at)

    def _create_cohort(self, plan: CohortPlan, *, at: datetime) -> None:
        api.create_cohort(
            actor(COORDINATOR), PROGRAM, slug=plan.slug, title=plan.title,
            starts_on=self.days.date(plan.starts), ends_on=self.days.date(plan.ends), at=at,
        )  # fmt: skip

    def _join(self, cohort: CohortCast, *, at: datetime) -> None:
        for person in cohort.everybody:
            if not get_user_model().objects.filter(username=person.username).exists():
                add_person(PersonCard(username=person.username, name=person.name, in_strip=False))
        slug, coordinator = cohort.plan.slug, actor(COORDINATOR)
        members = [f"{one.username},mentee,{slug}" for one in cohort.mentees]
        members += [f"{one.username},mentor,{slug}" for one in cohort.mentors]
        raw = "\n".join(["user,role,cohort", *members]).encode()
        plan = api.check_members_import(coordinator, PROGRAM, raw)
        api.apply_members_import(coordinator, PROGRAM, raw, digest=plan.digest, at=at)
        pairs = [f"{mentee.username},{mentor.username}" for mentee, mentor in cohort.pairs()]
        raw = "\n".join(["mentee,mentor", *pairs]).encode()
        plan = api.check_pairings_import(coordinator, PROGRAM, raw, at=at)
        api.apply_pairings_import(coordinator, PROGRAM, raw, digest=plan.digest, at=at)

    # What a real site runs every minute, the story runs every day at noon

    def _closing_daily(self) -> Iterator[Step]:
        for day in range(LIVE, 1):
            at = self.days.at(day, hr.CLOSING_HOUR)
            yield at, partial(api.run_due, at=at)
