"""What the next days bring to a mentor: meetings, surveys, and days that goals are due on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from outcomes_plugin.goals.data import GoalData
from outcomes_plugin.panels.meeting_cards import Card
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.surveys.data import OwnWindow

from . import words

AHEAD = timedelta(days=14)

Mentee = tuple[Card, Sequence[GoalData]]


@dataclass(frozen=True, kw_only=True)
class Coming:
    """One thing that is coming, and its day in words."""

    at: datetime
    day: SafeString
    said: SafeString


def coming(
    program: ProgramData,
    mentees: Sequence[Mentee],
    windows: Sequence[OwnWindow],
    *,
    at: datetime,
) -> Sequence[Coming]:
    """Return what comes in the next 14 days, the nearest first."""
    found = [*_surveys(program, windows)]
    for card, goals in mentees:
        found += [*_meeting(program, card), *_due(program, card, goals)]
    today = at.astimezone(program.zone).date()
    last = today + AHEAD
    return sorted(
        (one for one in found if today <= one.at.astimezone(program.zone).date() <= last),
        key=lambda one: one.at,
    )


def _surveys(program: ProgramData, windows: Sequence[OwnWindow]) -> Iterator[Coming]:
    for one in windows:
        if one.is_late or (one.is_open and one.is_done):
            continue
        said = _("{survey} closes, {time}") if one.is_open else _("{survey} opens, {time}")
        clock = words.clock_there(one.turns_at, program.time_zone)
        yield Coming(
            at=one.turns_at,
            day=words.day_there(one.turns_at, program.time_zone),
            said=format_html(said, survey=_name(one.title), time=clock),
        )


def _meeting(program: ProgramData, card: Card) -> Iterator[Coming]:
    planned = card.pairing.next_meeting_at
    if planned is None or card.next_is_past:
        return
    clock = words.clock_there(planned, program.time_zone)
    yield Coming(
        at=planned,
        day=words.day_there(planned, program.time_zone),
        said=format_html(_("Meeting with {name}, {time}"), name=_name(card.name), time=clock),
    )


def _due(program: ProgramData, card: Card, goals: Sequence[GoalData]) -> Iterator[Coming]:
    for goal in goals:
        if goal.is_open and goal.due is not None:
            said = _("{name}: “{goal}” is due")
            yield Coming(
                at=datetime.combine(goal.due, time.max, program.zone),
                day=words.day_itself(goal.due),
                said=format_html(said, name=_name(card.name), goal=_name(goal.what)),
            )


def _name(typed: str) -> SafeString:
    return format_html("<bdi>{}</bdi>", typed)
