"""The life of a pairing and its meetings. Pure decisions."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Conflict, Invalid, Problem
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import ProgramData, ProgramStatus

from .data import (
    Contact,
    ContactState,
    Held,
    MeetingFacts,
    MeetingMode,
    PairingData,
    PairingState,
)

ANSWER_WITHIN = timedelta(days=3)
UNDO_WITHIN = timedelta(days=1)
LONGEST_NOTE = 4000
LONGEST_MEETING = 8 * 60
LAST_PLANNED = timedelta(days=366)

# Practice of the field: a first meeting within ten days, and a call after three weeks without one.
FIRST_MEETING_WITHIN = 10
MEETING_WITHIN = 21

_STEPS = {
    PairingState.PROPOSED: {
        PairingState.ACTIVE,
        PairingState.DECLINED,
        PairingState.ENDED,
        PairingState.EXPIRED,
    },
    PairingState.ACTIVE: {PairingState.PAUSED, PairingState.ENDED},
    PairingState.PAUSED: {PairingState.ACTIVE, PairingState.ENDED},
    PairingState.ENDED: set[PairingState](),
    PairingState.DECLINED: set[PairingState](),
    PairingState.EXPIRED: set[PairingState](),
}

_WHERE_IT_IS = {
    PairingState.PROPOSED: _("This pairing waits for an answer."),
    PairingState.ACTIVE: _("This pairing is active already."),
    PairingState.PAUSED: _("This pairing is paused already."),
    PairingState.ENDED: _("This pairing has already ended."),
    PairingState.DECLINED: _("This pairing was declined."),
    PairingState.EXPIRED: _("Nobody answered in time, so this proposal was taken back."),
}


def check_people(*, mentee: str, mentor: str, is_mentee: bool, is_mentor: bool) -> None:
    """Refuse to pair people who do not have these roles now, or a person with themselves."""
    if not is_mentee:
        raise Invalid(_("The mentee is no mentee of this program now."))
    if not is_mentor:
        raise Invalid(_("The mentor is no mentor of this program now."))
    if mentee == mentor:
        raise Invalid(_("Nobody can be their own mentor."))


def check_step(
    pairing: PairingData, state: PairingState, *, since: PairingState, at: datetime
) -> None:
    """Refuse a step that does not lead on from where the pairing is, or that goes back in time."""
    if pairing.state != since or state not in _STEPS[since]:
        raise Conflict(_WHERE_IT_IS[pairing.state])
    _check_time(pairing, at=at)


def check_not_ended(program: ProgramStatus) -> None:
    """Refuse to begin anything in a program that has ended."""
    if program == ProgramStatus.ENDED:
        raise Conflict(_("This program has ended and can no longer be changed."))


def check_can_end(pairing: PairingData, *, at: datetime) -> None:
    """Refuse to end a pairing twice, or before it began."""
    if PairingState.ENDED not in _STEPS[pairing.state]:
        raise Conflict(_WHERE_IT_IS[pairing.state])
    _check_time(pairing, at=at)


def _check_time(pairing: PairingData, *, at: datetime) -> None:
    if at < (pairing.started_at or pairing.proposed_at):
        raise Invalid(_("This cannot happen before the pairing starts."))


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """Return the calendar day that the moment falls on in the zone."""
    return moment.astimezone(zone).date()


def check_can_meet(pairing: PairingData, *, program: ProgramStatus) -> None:
    """Refuse to log or plan a meeting of two who are not paired now, or after the program's end."""
    if program == ProgramStatus.ENDED:
        raise Conflict(
            _("This program has ended, so nothing was stored. What you wrote is still here.")
        )
    check_is_open(pairing)


def check_is_open(pairing: PairingData) -> None:
    """Refuse what needs two who are paired now."""
    if not pairing.is_open:
        raise Conflict(
            _("You two are not paired now, so nothing was stored. What you wrote is still here.")
        )


def check_meeting(
    *, held_on: object, minutes: object, mode: object, first_day: date, today: date
) -> Held:
    """Return how two have met, or refuse what cannot have been, each problem beside its field."""
    problems = [
        *_day_problems(held_on, first_day=first_day, today=today),
        *_length_problems(minutes),
        *_mode_problems(mode),
    ]
    _refuse(problems)
    return Held(
        held_on=cast(date, held_on), minutes=cast(int, minutes), mode=MeetingMode(str(mode))
    )


def check_note(text: object, *, column: str) -> None:
    """Refuse a note that cannot be kept."""
    problem = programs_api.text_problem(text, longest=LONGEST_NOTE)
    _refuse([Problem(problem, column=column)] if problem else [])


def check_plan(starts_at: datetime | None, *, at: datetime) -> None:
    """Refuse to plan a meeting in the past, or further ahead than a year."""
    if starts_at is None or at <= starts_at <= at + LAST_PLANNED:
        return
    sentence = _("Choose a time to come, within a year.")
    _refuse([Problem(sentence, column="next_on")])


def check_version(*, stored: int, expected: int) -> None:
    """Refuse to overwrite what was changed in another tab meanwhile."""
    if stored != expected:
        raise Conflict(
            _("You have changed this meeting elsewhere. Here it is as it is now."), version=stored
        )


def contact_of(
    pairing: PairingData, facts: MeetingFacts, *, program: ProgramData, at: datetime
) -> Contact:
    """Return how long the two have not met, and whether a meeting was to be expected by now."""
    is_over, zone = program.status == ProgramStatus.ENDED, program.zone
    if is_over or pairing.state != PairingState.ACTIVE or pairing.started_at is None:
        return Contact(state=ContactState.NOT_EXPECTED)
    today = day_of(at, zone)
    if facts.last_on is None:
        days = (today - day_of(pairing.started_at, zone)).days
        late = days >= FIRST_MEETING_WITHIN
        state = ContactState.NO_FIRST_MEETING if late else ContactState.NOT_YET
        return Contact(state=state, days=days)
    days = (today - facts.last_on).days
    state = ContactState.LONG_AGO if days >= MEETING_WITHIN else ContactState.IN_TOUCH
    return Contact(state=state, days=days)


def _day_problems(held_on: object, *, first_day: date, today: date) -> Iterator[Problem]:
    if not isinstance(held_on, date):
        yield Problem(_("Choose the day on which you met."), column="held_on")
    elif held_on > today:
        yield Problem(
            _("This day is still to come. Plan it as your next meeting."), column="held_on"
        )
    elif held_on < first_day:
        yield Problem(_("You were not paired yet on this day."), column="held_on")


def _length_problems(minutes: object) -> Iterator[Problem]:
    is_number = isinstance(minutes, int) and not isinstance(minutes, bool)
    if not is_number or minutes not in range(1, LONGEST_MEETING + 1):
        yield Problem(
            _("Write the length in minutes, from 1 to {most}.").format(most=LONGEST_MEETING),
            column="minutes",
        )


def _mode_problems(mode: object) -> Iterator[Problem]:
    if mode not in tuple(MeetingMode):
        yield Problem(_("Choose how you met."), column="mode")


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Invalid(_("Please correct what is marked. Nothing was saved."), problems=problems)
