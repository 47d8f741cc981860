"""How people work with each other: every meeting, goal and journal entry through the public api."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from outcomes_plugin import api
from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.goals.data import Said, Status
from outcomes_plugin.journals.data import Visibility
from outcomes_plugin.pairings.data import PairingData

from .plans import CheckIn, Ending, Entry, Goal, Meeting, Milestone, Plan
from .stage import PROGRAM, Days, Step, actor

# What the prompts of the course ask, by their key; free writing has the empty one.
PROMPTS = {
    "week_3": "What did nobody say in your last team meeting?",
    "week_6": "What did you avoid saying this week?",
    "": "",
}


def steps(plan: Plan, days: Days) -> Iterator[Step]:
    """Return what the mentee and their mentor do, each step with its time."""
    if plan.first_written is not None:
        reading = days.at(plan.first_written, 7)
        yield reading, partial(read_the_notice, plan.username, at=reading)
    for meeting in plan.meetings:
        at = days.at(days.workday_before(meeting.day), 18)
        yield at, partial(_meet, plan.username, meeting, days, at=at)
    for goal in plan.goals:
        yield from _GoalTold(plan.username, goal, days).steps()
    for number, entry in enumerate(plan.entries):
        yield from _EntryTold(plan.username, entry, days, number).steps()


def read_the_notice(username: str, *, at: datetime) -> None:
    """Let a person read what the program tells about their data, and go on."""
    reader = actor(username)
    notice = api.notice_in_force(reader, PROGRAM)
    api.read_notice(reader, PROGRAM, version=notice.version if notice else None, at=at)


def open_pairing(mentee: Actor) -> PairingData | None:
    """Return the open pairing in which the person is the mentee, or None."""
    own = (one for one in api.my_pairings(mentee) if one.mentee == mentee.person)
    return next((one for one in own if one.is_open), None)


def pairing_of(mentee: Actor) -> PairingData:
    """Return the open pairing in which the person is the mentee."""
    found = open_pairing(mentee)
    if found is None:
        raise LookupError("The story lets somebody work with a mentor whom they do not have.")
    return found


def mentor_of(mentee: Actor) -> Actor:
    """Return the mentor whom the person has now."""
    person = pairing_of(mentee).mentor
    return api.actor_for(actors_api.users_of([person])[person])


def _meet(username: str, meeting: Meeting, days: Days, *, at: datetime) -> None:
    mentee, planned = actor(username), None
    if meeting.next_day is not None:
        planned = days.at(days.workday(meeting.next_day), meeting.next_hour)
    api.log_meeting(
        mentor_of(mentee) if meeting.is_logged_by_mentor else mentee,
        pairing_of(mentee).id,
        held_on=days.date(days.workday_before(meeting.day)),
        minutes=meeting.minutes,
        mode=meeting.mode,
        shared_note=meeting.note,
        next_at=planned,
        at=at,
    )


@dataclass
class _GoalTold:
    """A goal on its way; its id is known once it is set."""

    username: str
    goal: Goal
    days: Days
    id: int = field(default=0, init=False)

    def steps(self) -> Iterator[Step]:
        goal = self.goal
        yield self._step(goal.day, 12, self._set)
        if goal.agreed is not None:
            yield self._step(goal.agreed, 10, self._agree)
        for milestone in goal.milestones:
            yield self._step(goal.day, 13, partial(self._add, milestone))
            if milestone.done is not None:
                yield self._step(milestone.done, 16, partial(self._complete, milestone))
        for check_in in goal.check_ins:
            yield self._step(check_in.day, 17, partial(self._check_in, check_in))
        if goal.ending is not None:
            yield self._step(goal.ending.day, 19, partial(self._finish, goal.ending))

    def _step(self, day: int, hour: int, told: Callable[..., Any]) -> Step:
        at = self.days.at(day, hour)
        return at, partial(told, at=at)

    def _set(self, *, at: datetime) -> None:
        due = self.days.date(self.goal.due) if self.goal.due is not None else None
        fields = {**self.goal.fields, "due": due}
        self.id = api.set_goal(actor(self.username), PROGRAM, fields=fields, at=at).id

    def _agree(self, *, at: datetime) -> None:
        mentor = mentor_of(actor(self.username))
        api.agree_goal(mentor, self.id, expected_version=1, at=at)

    def _add(self, milestone: Milestone, *, at: datetime) -> None:
        due = self.days.date(milestone.due) if milestone.due is not None else None
        api.add_milestone(actor(self.username), self.id, text=milestone.text, due=due, at=at)

    def _complete(self, milestone: Milestone, *, at: datetime) -> None:
        own = actor(self.username)
        goal = next(one for one in api.goals_of(own, PROGRAM) if one.id == self.id)
        step = next(one for one in goal.milestones if one.text == milestone.text)
        api.complete_milestone(own, self.id, step.id, at=at)

    def _check_in(self, check_in: CheckIn, *, at: datetime) -> None:
        said = Said(
            value=check_in.value,
            confidence=check_in.confidence,
            changed=check_in.changed,
            next_step=check_in.next_step,
            wants_help=check_in.wants_help,
        )
        api.check_in_on_goal(actor(self.username), self.id, said=said, at=at)

    def _finish(self, ending: Ending, *, at: datetime) -> None:
        api.finish_goal(
            actor(self.username), self.id, status=Status(ending.status), words=ending.words, at=at
        )


@dataclass
class _EntryTold:
    """A journal entry on its way; a person's entries are told apart by their number."""

    username: str
    entry: Entry
    days: Days
    number: int

    @property
    def id(self) -> str:
        return uuid.uuid5(uuid.NAMESPACE_OID, f"{self.username} {self.number}").hex

    def steps(self) -> Iterator[Step]:
        written = self.days.at(self.entry.day, 20)
        yield written, partial(self._write, at=written)
        if self.entry.replied is not None:
            replied = self.days.at(self.entry.replied, 9)
            yield replied, partial(self._reply, at=replied)

    def _write(self, *, at: datetime) -> None:
        writer, visibility = actor(self.username), Visibility(self.entry.visibility)
        view = api.journal_view(writer, PROGRAM, language="en")
        api.save_journal_entry(
            writer,
            PROGRAM,
            self.id,
            text=self.entry.text,
            visibility=visibility,
            audience=view.audience.tokens[visibility],
            expected_version=0,
            tags=self.entry.tags,
            key=self.entry.prompt,
            prompt=PROMPTS[self.entry.prompt],
            at=at,
        )

    def _reply(self, *, at: datetime) -> None:
        mentor = mentor_of(actor(self.username))
        api.reply_to_journal_entry(mentor, PROGRAM, self.id, text=self.entry.reply, at=at)
