"""Goals as cards: what stands on each, in the reader's words and time zone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outcomes_plugin import api
from outcomes_plugin.goals.data import GoalData, HelpFrom, Kind, MilestoneData, Reader, Status

from . import goals_words as words
from .goals_track import Level, TableRow, Track, levels_of, table_of, track_of

_DUE_AFTER = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A short fact with its drawing."""

    icon: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """A milestone as it is listed."""

    id: int
    text: str
    is_done: bool
    day: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """
    One goal as it is shown.

    `can_write` is for its person, `can_agree` for the mentor; `is_due` marks the one filled button.
    `newcomer` is the mentor of now, who does not read what was shared in an earlier pairing.
    """

    goal: GoalData
    chips: Sequence[Chip]
    track: Track | None
    levels: Sequence[Level]
    change: str
    pace: str
    confidence: str
    help: str
    facts: Sequence[tuple[str, str]]
    steps: Sequence[Step]
    steps_title: str
    table: Sequence[TableRow]
    value_title: str
    can_write: bool
    can_agree: bool
    is_due: bool
    newcomer: Reader | None = None


@dataclass(frozen=True, kw_only=True)
class Look:
    """Who looks at the cards, where and when."""

    zone: tzinfo
    at: datetime
    readers: Sequence[Reader] = ()
    is_own: bool = True
    can_write: bool = False
    can_agree: bool = False


def card_of(goal: GoalData, look: Look) -> Card:
    """Return the goal as a card."""
    moved = api.goal_movement(goal)
    is_number = moved is not None and goal.kind is Kind.NUMBER
    return Card(
        goal=goal,
        chips=list(_chips(goal, look)),
        track=track_of(goal, moved) if moved is not None and is_number else None,
        levels=levels_of(goal, moved) if moved is not None and not is_number else (),
        change=words.change_sentence(goal, moved, look.zone) if moved is not None else "",
        pace=words.pace_sentence(goal, moved, look.zone) if moved and goal.is_open else "",
        confidence=words.confidence_sentence(goal) if goal.is_open else "",
        help=_help_wanted(goal, look),
        facts=list(_facts(goal)),
        steps=[_step(one, look) for one in goal.milestones],
        steps_title=_steps_title(goal),
        table=table_of(goal, moved, look.zone) if goal.check_ins else (),
        value_title=goal.unit or str(_("Value")),
        can_write=look.can_write,
        can_agree=look.can_agree and goal.is_open and goal.agreed_at is None,
        is_due=goal.is_open and _is_due(goal, look.at),
        newcomer=_newcomer(goal, look) if look.can_write else None,
    )


def reader_of(goal: GoalData, readers: Sequence[Reader]) -> Reader | None:
    """Return who reads the goal beside its person now, or None."""
    if not goal.is_shared:
        return None
    return next((one for one in readers if one.pairing_id == goal.pairing_id), None)


def _newcomer(goal: GoalData, look: Look) -> Reader | None:
    is_left = goal.is_open and goal.is_shared and reader_of(goal, look.readers) is None
    return next((one for one in look.readers if one.is_mentor), None) if is_left else None


def readers_words(goal: GoalData, readers: Sequence[Reader]) -> str:
    """Return who can read the goal now."""
    reader = reader_of(goal, readers)
    return _("{name} and I").format(name=reader.name) if reader is not None else _("Only me")


def _chips(goal: GoalData, look: Look) -> Iterator[Chip]:
    reader = reader_of(goal, look.readers)
    if look.is_own:
        icon = "people" if reader is not None else "lock"
        yield Chip(icon=icon, words=readers_words(goal, look.readers))
    if not goal.is_open:
        icon = "check" if goal.status is Status.ACHIEVED else ""
        yield Chip(icon=icon, words=str(words.STATUS_NAMES[goal.status]))
    elif goal.agreed_at is not None:
        day = words.short_day(goal.agreed_at, look.zone)
        yield Chip(icon="check", words=_("Agreed {day}").format(day=day))
    elif not look.is_own or (reader is not None and reader.is_mentor):
        yield Chip(icon="", words=_("Not agreed yet"))


def _help_wanted(goal: GoalData, look: Look) -> str:
    """Return that the last check-in asks for help, and whom; nothing that is not for the reader."""
    last = goal.last_check_in
    if last is None or not goal.is_open or last.help_from is HelpFrom.NOBODY:
        return ""
    day = words.short_day(last.at, look.zone)
    reader = reader_of(goal, look.readers)
    if not look.is_own:
        asks_mentor = last.help_from is HelpFrom.MENTOR
        return _("Asked you for help on {day}.").format(day=day) if asks_mentor else ""
    if last.help_from is HelpFrom.MENTOR:
        if reader is None:
            return ""
        return _("You asked {name} for help on {day}.").format(name=reader.name, day=day)
    return _("You asked the coordinators for help on {day}.").format(day=day)


def _facts(goal: GoalData) -> Iterator[tuple[str, str]]:
    if goal.due is not None:
        yield _("Due"), words.long_day(goal.due)
    if goal.why:
        yield _("Why"), goal.why
    if goal.is_open and goal.next_step:
        yield _("Next step"), goal.next_step
    for name in ("obstacle", "plan", "support"):
        if getattr(goal, name):
            yield str(words.FIELD_NAMES[name]), getattr(goal, name)
    if goal.closing_words:
        yield _("At the end"), goal.closing_words


def _step(one: MilestoneData, look: Look) -> Step:
    due, done_at = one.due, one.done_at
    if done_at is not None:
        day = _("done on {day}").format(day=words.short_day(done_at, look.zone))
    else:
        day = _("by {day}").format(day=words.short_day(due, look.zone)) if due is not None else ""
    return Step(id=one.id, text=one.text, is_done=done_at is not None, day=day)


def _steps_title(goal: GoalData) -> str:
    done = sum(one.done_at is not None for one in goal.milestones)
    if not goal.milestones:
        return _("Milestones")
    return ngettext(
        "Milestones, {done} of {count} done", "Milestones, {done} of {count} done", done
    ).format(done=done, count=len(goal.milestones))


def _is_due(goal: GoalData, at: datetime) -> bool:
    last = goal.last_check_in
    return last is None or at - last.at >= _DUE_AFTER
