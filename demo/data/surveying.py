"""Windows are planned, open and close; some people answer, early or late, and some do not."""

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from outcomes_plugin import api
from outcomes_plugin.errors import Conflict

from . import answering
from .asks import ASKS, Ask
from .people import Character, CohortCast
from .stage import COORDINATOR, PROGRAM, Days, Step, actor

SEED = 20260312
PLANNED_BEFORE = 3
_HERE = Path(__file__).parent
OWN_QUESTIONNAIRES = {-101: _HERE / "looking_back.json", -9: _HERE / "half_time_talk.json"}
DECLINED_SHARE = 0.03
TOO_LATE_SHARE = 0.02
HASTY_SHARE = 0.12
# Most answer within two days; the others after the last reminder.
AT_ONCE_SHARE = 0.65


@dataclass(frozen=True)
class Survey:
    """One window on its way, with everybody whom it asks."""

    ask: Ask
    cohorts: Sequence[CohortCast]
    left: Mapping[str, datetime]
    days: Days

    def steps(self) -> Iterator[Step]:
        """Return planning, opening, answering and closing, each with its time."""
        planned = self.opens_at - timedelta(days=PLANNED_BEFORE)
        yield planned, partial(self._plan, at=planned)
        for moment in (self.opens_at, self.closes_at):
            shortly_after = moment + timedelta(minutes=5)
            yield shortly_after, partial(api.run_due, at=shortly_after)
        words = answering.words(random.Random(f"{SEED} {self.ask.key}"))
        for cohort in self.cohorts:
            share = self.ask.answered.get(cohort.plan.slug)
            people = cohort.mentees if self.ask.role == "mentee" else cohort.mentors
            for person in people if share is not None else ():
                yield from self._person(person, share or 0.0, words)

    @property
    def opens_at(self) -> datetime:
        """The morning of a day on which people work."""
        return self.days.at(self.days.workday_before(self.ask.opens), 9)

    @property
    def closes_at(self) -> datetime:
        """The evening of a day on which people work."""
        return self.days.at(self.days.workday(self.ask.closes), 20)

    @property
    def title(self) -> str:
        """The title, with the English name of its month where it has one."""
        return self.ask.title.format(month=f"{self.opens_at:%B}")

    def _plan(self, *, at: datetime) -> None:
        ask = self.ask
        api.plan_window(
            actor(COORDINATOR), PROGRAM, key=ask.key, title=self.title,
            instrument=ask.instrument, role=ask.role, wave=ask.wave, mode=ask.mode,
            mode_reason=ask.reason, cohorts=list(ask.answered),
            opens_at=self.opens_at, closes_at=self.closes_at, at=at,
        )  # fmt: skip

    def _person(self, person: Character, share: float, words: answering.Words) -> Iterator[Step]:
        """What one person does is drawn from the window and the name alone, whatever others do."""
        rng = random.Random(f"{SEED} {self.ask.key} {person.username}")
        drawn, when = rng.random(), self._moment(rng)
        if person.username in self.ask.skip or self._has_left(person, when):
            return
        if drawn < share:
            yield when, partial(self._answer, person, rng, words, at=when)
        elif drawn > 1 - DECLINED_SHARE:
            yield when, partial(self._decline, person, at=when)
        elif drawn > 1 - DECLINED_SHARE - TOO_LATE_SHARE:
            late = self.closes_at + timedelta(hours=rng.uniform(3, 40))
            yield late, partial(self._come_too_late, person, rng, at=late)

    def _moment(self, rng: random.Random) -> datetime:
        length = self.closes_at - self.opens_at
        early = timedelta(minutes=10) + timedelta(days=2) * rng.betavariate(1, 2)
        late = length * (1 - 0.25 * rng.betavariate(1, 2)) - timedelta(minutes=10)
        return self.opens_at + (early if rng.random() < AT_ONCE_SHARE else late)

    def _has_left(self, person: Character, at: datetime) -> bool:
        return person.username in self.left and at >= self.left[person.username]

    def _answer(
        self, person: Character, rng: random.Random, words: answering.Words, *, at: datetime
    ) -> None:
        own = actor(person.username)
        view = api.survey_view(own, PROGRAM, self.ask.key, at=at, language="en")
        if view.notice is not None:
            api.read_notice(own, PROGRAM, version=view.notice_version, at=at)
        level = answering.level(person, self.ask)
        answers = answering.answers(rng, view.items, level=level, words=words, on=at.date())
        api.submit_survey(
            own, PROGRAM, self.ask.key, answers=answers,
            mode=view.mode, notice_version=view.notice_version,
            instrument_version=view.instrument_version, response_version=0,
            pace=self._pace(person, len(answers)), at=at,
        )  # fmt: skip

    def _pace(self, person: Character, answers: int) -> Mapping[str, object]:
        """What a browser tells of the time: some are in a hurry, whatever they answer."""
        rng = random.Random(f"{SEED} pace {self.ask.key} {person.username}")
        is_hasty = rng.random() < HASTY_SHARE
        seconds = round(answers * (rng.uniform(0.8, 1.6) if is_hasty else rng.uniform(4, 14)))
        return {"seconds": seconds, "was_fast": is_hasty}

    def _come_too_late(self, person: Character, rng: random.Random, *, at: datetime) -> None:
        """The person had the page open; the product says that the window is closed."""
        if at > self.days.today:
            return
        own = actor(person.username)
        view = api.survey_view(own, PROGRAM, self.ask.key, at=at, language="en")
        with suppress(Conflict):
            api.submit_survey(
                own, PROGRAM, self.ask.key,
                answers=answering.answers(
                    rng, view.items, level=3.0, words={}, on=at.date()
                ),
                mode=view.mode, notice_version=view.notice_version,
                instrument_version=view.instrument_version, response_version=0, at=at,
            )  # fmt: skip

    def _decline(self, person: Character, *, at: datetime) -> None:
        api.decline_survey(actor(person.username), PROGRAM, self.ask.key, at=at)


def steps(
    cohorts: Sequence[CohortCast], *, left: Mapping[str, datetime], days: Days
) -> Iterator[Step]:
    """Return every step of every window. `left` has when people left the program."""
    for day, path in OWN_QUESTIONNAIRES.items():
        at = days.at(day, 15)
        yield at, partial(_take_over, path.read_bytes(), at=at)
    for ask in ASKS:
        yield from Survey(ask, cohorts, left, days).steps()


def _take_over(raw: bytes, *, at: datetime) -> None:
    """The coordinator uses the file of a questionnaire, after looking at what it asks."""
    coordinator = actor(COORDINATOR)
    plan = api.check_takeover(coordinator, PROGRAM, raw)
    api.apply_takeover(coordinator, PROGRAM, raw, digest=plan.digest, at=at)
