"""What happens in the demo's program, each step at its time."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from django.contrib.auth import get_user_model

from demo.courses import learning
from demo.courses.people import PersonCard, add_person
from outcomes_plugin import api

from . import answering, hr, together
from .people import Character, CohortCast, cast_of
from .stage import COORDINATOR, PROGRAM, STARTS, TIME_ZONE, Days, Step, actor, course, user

TITLE = "Leading well"
SEED = 20260302
PURPOSES = (
    "run_program", "meetings", "requests", "course_progress", "surveys", "journals", "goals",
    "career_facts", "mail",
)  # fmt: skip
LANGUAGES = ("en", "es-419", "ar")
MONTHS_KEPT = 12
# The least diligent leave the course lying; the others have been there in the last days.
LEFT_LYING_BELOW = 0.45
RECENT_DAYS = 17


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A window of the story. Days count from today; `answered` is the share that answers."""

    key: str
    title: str
    instrument: str
    role: str
    opens: int
    closes: int
    wave: str = ""
    mode: str | None = None
    reason: str = ""
    answered: float = 0.8
    growth: float = 0.0
    skip: frozenset[str] = frozenset()


# Whom the two named mentors accompany.
ILSES = (
    ("amara.k", "Amara Kone"), ("lucia.r", "Lucía Rojas"), ("teo.v", "Teo Varga"),
    ("siri.n", "Siri Nyland"), ("dario.o", "Dario Okello"), ("hanna.b", "Hanna Brisk"),
    ("mina.p", "Mina Paredes"), ("kaito.o", "Kaito Oren"),
)  # fmt: skip
TOMASES = (("samir.h", "سمير حداد"), ("jonas.w", "Jonas Weiss"))

# People of the strip who have not answered yet, so that a visitor can.
_WAITING = frozenset({"amara.k", "lucia.r", "samir.h", "ilse.b"})

ASKS = (
    Ask(key="start", title="Where I stand at the start", instrument="skill", role="mentee",
        wave="baseline", opens=-128, closes=-114, answered=0.92),
    Ask(key="first_month", title="First month survey", instrument="satisfaction_mentee",
        role="mentee", wave="first_month", opens=-92, closes=-80, answered=0.85),
    Ask(key="middle", title="Midway survey", instrument="satisfaction_mentee", role="mentee",
        wave="middle", opens=-46, closes=-34, answered=0.82, growth=0.15),
    Ask(key="finish", title="Where I stand now", instrument="skill", role="mentee",
        wave="endline", opens=-24, closes=-10, answered=0.84, growth=0.55),
    Ask(key="halfway", title="Halfway survey", instrument="satisfaction_mentee", role="mentee",
        wave="halfway", opens=-4, closes=10, answered=0.5, growth=0.2, skip=_WAITING),
    Ask(key="pulse", title="November pulse", instrument="pulse", role="mentee", wave="pulse",
        opens=-2, closes=5, answered=0.4, skip=_WAITING),
    Ask(key="mentor_climate", title="Mentor climate", instrument="satisfaction_mentor",
        role="mentor", wave="climate", mode="anonymous", opens=-4, closes=10, answered=0.45,
        reason="Mentors asked for it: they are few, and they know each other.", skip=_WAITING),
)  # fmt: skip


@dataclass
class Story:
    """Half a year of one program, told up to `today`."""

    today: datetime
    rng: random.Random = field(default_factory=lambda: random.Random(SEED))
    cohorts: list[CohortCast] = field(default_factory=list)
    program_id: int = 0

    def steps(self) -> Sequence[Step]:
        """Return every step that lies in the past, in the order of time."""
        self._cast()
        found = [*self._set_up(), *self._joining(), *self._learning(), *self._asking()]
        found += [*self._reporting(), *together.steps(self.cohorts, Days(self.today))]
        return sorted((step for step in found if step[0] <= self.today), key=lambda step: step[0])

    # Who is there

    def _cast(self) -> None:
        taken = {username for username, _name in (*ILSES, *TOMASES)} | {"ilse.b", "tomas.v"}
        self.cohorts = [
            cast_of(
                self.rng, "spring", taken=taken, mentee_count=36, mentor_count=18, contentment=4.1,
                mentees=ILSES,
                mentors=[("ilse.b", "Ilse Brandt")],
            ),
            cast_of(
                self.rng, "summer", taken=taken, mentee_count=30, mentor_count=15, contentment=3.7,
                mentees=TOMASES,
                mentors=[("tomas.v", "Tomás Vidal")],
            ),
        ]  # fmt: skip

    def _day(self, days: float) -> datetime:
        return self.today + timedelta(days=days)

    # Setting up

    def _set_up(self) -> Iterator[Step]:
        yield self._day(-150), partial(self._create, self._day(-150))
        for cohort in self.cohorts:
            yield self._day(-149), partial(self._create_cohort, cohort, STARTS[cohort.slug])
        yield self._day(-148), partial(self._name_others, self._day(-148))
        yield self._day(-147), partial(self._inform, self._day(-147))
        yield self._day(-146), partial(self._go_live, self._day(-146))

    def _create(self, at: datetime) -> None:
        program = api.create_program(
            actor("admin"), slug=PROGRAM, title=TITLE, org="Northlight",
            time_zone=TIME_ZONE, coordinator_user_id=user(COORDINATOR).pk, at=at,
        )  # fmt: skip
        self.program_id = program.id
        learning.give_course_role(course(), user(COORDINATOR))

    def _create_cohort(self, cohort: CohortCast, start: int) -> None:
        api.create_cohort(
            actor(COORDINATOR), PROGRAM, slug=cohort.slug, title=cohort.slug.title(),
            starts_on=self._day(start).date(), ends_on=self._day(start + 270).date(),
            at=self._day(-149),
        )  # fmt: skip

    def _name_others(self, at: datetime) -> None:
        for username, role in (("henrik.s", "sponsor"), ("noor.d", "analyst")):
            api.add_member(actor(COORDINATOR), PROGRAM, user_id=user(username).pk, role=role, at=at)
        api.add_member(actor("admin"), PROGRAM, user_id=user("mei.l").pk, role="hr_steward", at=at)
        api.link_course(actor(COORDINATOR), PROGRAM, str(course().key), at=at)

    def _inform(self, at: datetime) -> None:
        destroyed_on = self._day(400).date()
        content = api.compose_notice(
            purposes=PURPOSES, organization="Northlight", months_kept=MONTHS_KEPT,
            key_destroyed_on=destroyed_on, languages=LANGUAGES,
        )  # fmt: skip
        api.publish_notice(
            actor(COORDINATOR), PROGRAM, content=content, months_kept=MONTHS_KEPT,
            key_destroyed_on=destroyed_on, at=at,
        )  # fmt: skip
        api.copy_example_framework(actor(COORDINATOR), self.program_id, at=at)

    def _go_live(self, at: datetime) -> None:
        api.go_live(actor(COORDINATOR), PROGRAM, at=at)

    # Joining: members and pairings come as files, as a coordinator brings them

    def _joining(self) -> Iterator[Step]:
        for cohort in self.cohorts:
            at = self._day(STARTS[cohort.slug])
            yield at, partial(self._join, cohort, at)

    def _join(self, cohort: CohortCast, at: datetime) -> None:
        for person in (*cohort.mentees, *cohort.mentors):
            if not get_user_model().objects.filter(username=person.username).exists():
                add_person(PersonCard(username=person.username, name=person.name, in_strip=False))
        coordinator = actor(COORDINATOR)
        members = [f"{one.username},mentee,{cohort.slug}" for one in cohort.mentees]
        members += [f"{one.username},mentor,{cohort.slug}" for one in cohort.mentors]
        raw = "\n".join(["user,role,cohort", *members]).encode()
        plan = api.check_members_import(coordinator, PROGRAM, raw)
        api.apply_members_import(coordinator, PROGRAM, raw, digest=plan.digest, at=at)
        pairs = [f"{mentee.username},{mentor.username}" for mentee, mentor in cohort.pairs()]
        raw = "\n".join(["mentee,mentor", *pairs]).encode()
        plan = api.check_pairings_import(coordinator, PROGRAM, raw, at=at)
        api.apply_pairings_import(coordinator, PROGRAM, raw, digest=plan.digest, at=at)

    # Learning: the platform's own signals tell the product

    def _learning(self) -> Iterator[Step]:
        for cohort in self.cohorts:
            start = STARTS[cohort.slug] + 2
            for person in (*cohort.mentees, *cohort.mentors):
                at = self._day(start + self.rng.uniform(0, 5))
                yield at, partial(self._enroll, person, at)
            for number, person in enumerate(cohort.mentees):
                at = self._day(start + self.rng.uniform(20, 80))
                yield at, partial(self._study, person, at)
                if person.diligence >= LEFT_LYING_BELOW:
                    later = self._day(-1 - number % RECENT_DAYS)
                    yield later, partial(self._go_on, person, later)

    def _enroll(self, person: Character, at: datetime) -> None:
        learning.enroll(course(), user(person.username), at=at)

    def _study(self, person: Character, at: datetime) -> None:
        learner = user(person.username)
        learning.complete_share(course(), learner, share=person.diligence / 2, at=at)
        if person.diligence > 0.6:
            learning.regrade(course(), learner, is_passing=True, at=at)

    def _go_on(self, person: Character, at: datetime) -> None:
        learner = user(person.username)
        learning.complete_share(course(), learner, share=min(1.0, person.diligence), at=at)

    # Asking and answering

    def _asking(self) -> Iterator[Step]:
        for ask in ASKS:
            planned = self._day(ask.opens - 3)
            yield planned, partial(self._plan, ask, planned)
            opening = self._day(ask.opens) + timedelta(minutes=5)
            yield opening, partial(api.run_due, at=opening)
            for cohort in self.cohorts:
                yield from self._answering(ask, cohort)
            closing = self._day(ask.closes) + timedelta(minutes=5)
            yield closing, partial(api.run_due, at=closing)

    def _plan(self, ask: Ask, at: datetime) -> None:
        api.plan_window(
            actor(COORDINATOR), PROGRAM, key=ask.key, title=ask.title,
            instrument=ask.instrument, role=ask.role, wave=ask.wave, mode=ask.mode,
            mode_reason=ask.reason, opens_at=self._day(ask.opens), closes_at=self._day(ask.closes),
            at=at,
        )  # fmt: skip

    def _answering(self, ask: Ask, cohort: CohortCast) -> Iterator[Step]:
        people = cohort.mentees if ask.role == "mentee" else cohort.mentors
        for person in people:
            drawn, when = self.rng.random(), self.rng.uniform(0.05, 0.95)
            at = self._day(ask.opens + when * (ask.closes - ask.opens))
            if person.username not in ask.skip and drawn < ask.answered:
                yield at, partial(self._answer, ask, person, at)
            elif person.username not in ask.skip and drawn > 0.97:
                yield at, partial(self._decline, ask, person, at)

    def _answer(self, ask: Ask, person: Character, at: datetime) -> None:
        own = actor(person.username)
        view = api.survey_view(own, PROGRAM, ask.key, at=at, language="en")
        if view.notice is not None:
            api.read_notice(own, PROGRAM, version=view.notice_version, at=at)
        level = person.skill if ask.instrument == "skill" else person.contentment
        api.submit_survey(
            own, PROGRAM, ask.key,
            answers=answering.answers(self.rng, view.items, level=level + ask.growth),
            mode=view.mode, notice_version=view.notice_version,
            instrument_version=view.instrument_version, response_version=0, at=at,
        )  # fmt: skip

    def _decline(self, ask: Ask, person: Character, at: datetime) -> None:
        api.decline_survey(actor(person.username), PROGRAM, ask.key, at=at)

    # What HR sends, and the quarters that close after it

    def _reporting(self) -> Iterator[Step]:
        people = [one for cohort in self.cohorts for one in (*cohort.mentees, *cohort.mentors)]
        careers = hr.draw(self.rng, people, today=self.today.date())
        for day in range(-125, 0):
            at = self._day(day)
            if at.day == 1:
                yield at, partial(self._hr_files, careers, at)
                yield at + timedelta(hours=4), partial(api.run_due, at=at + timedelta(hours=4))

    def _hr_files(self, careers: Sequence[hr.Career], at: datetime) -> None:
        steward = actor("mei.l")
        for kind, raw in hr.files(careers, until=at.date()).items():
            plan = api.check_hr_import(steward, PROGRAM, kind, raw)
            api.apply_hr_import(steward, PROGRAM, kind, raw, digest=plan.digest, at=at)
