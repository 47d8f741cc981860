"""The picture of how a goal moves: a track with its labels, or five levels in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from django.utils.translation import gettext as _

from outcomes_plugin.goals.data import LEVELS, GoalData, Kind, Movement

from . import goals_words as words
from .lists import enumerated

_TOO_NEAR = 0.34


@dataclass(frozen=True, kw_only=True)
class Label:
    """Words at a place of the track, in a row above (0) or below (1 and 2) it."""

    name: str
    words: str
    at: str
    row: int
    side: str


@dataclass(frozen=True, kw_only=True)
class Track:
    """A track as it is drawn. Places are numbers from 0 to 1, written as CSS reads them."""

    said: str
    gone_from: str
    gone_to: str
    dots: Sequence[str]
    now: str
    target: str
    stretch: str
    labels: Sequence[Label]


@dataclass(frozen=True, kw_only=True)
class Level:
    """One of five levels, in the person's words."""

    name: str
    words: str
    is_now: bool
    is_start: bool


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """One line of the table behind the picture."""

    day: str
    value: str
    confidence: str
    changed: str
    next_step: str


def track_of(goal: GoalData, moved: Movement) -> Track:
    """Return the track of a goal that is measured by a number."""
    start, now, target = moved.start.place, moved.now.place, moved.target_place
    wanted = [
        ("now", _("{value} now").format(value=words.figure(moved.now.value)), now, 0),
        ("start", _("{value} at start").format(value=words.figure(moved.start.value)), start, 1),
        ("target", _("{value} target").format(value=words.figure(moved.target)), target, 1),
    ]
    if moved.stretch is not None and moved.stretch_place is not None:
        said = _("{value} stretch").format(value=words.figure(moved.stretch))
        wanted.append(("stretch", said, moved.stretch_place, 0))
    labels = _labels(wanted)
    said = enumerated(str(label.words) for label in labels)
    return Track(
        said=_("{unit}: {values}").format(unit=goal.unit, values=said) if goal.unit else said,
        gone_from=_place(min(start, now)),
        gone_to=_place(max(start, now)),
        dots=[_place(point.place) for point in moved.points[:-1]],
        now=_place(now),
        target=_place(target),
        stretch="" if moved.stretch_place is None else _place(moved.stretch_place),
        labels=labels,
    )


def levels_of(goal: GoalData, moved: Movement) -> Sequence[Level]:
    """Return the five levels, the best one first."""
    return [
        Level(
            name=str(words.LEVEL_NAMES[level]),
            words=goal.levels[LEVELS.index(level)],
            is_now=moved.now.value == level,
            is_start=moved.start.value == level,
        )
        for level in reversed(LEVELS)
    ]


def table_of(goal: GoalData, moved: Movement | None, zone: tzinfo) -> Sequence[TableRow]:
    """Return the check-ins, the newest first, and the start below them."""
    rows = [
        TableRow(
            day=words.short_day(one.at, zone),
            value=_value(goal, one.value),
            confidence="" if one.confidence is None else str(one.confidence),
            changed=one.changed,
            next_step=one.next_step,
        )
        for one in reversed(goal.check_ins)
    ]
    if moved is not None:
        start = _("{value} (start)").format(value=_value(goal, moved.start.value))
        day = words.short_day(moved.start.at, zone)
        rows.append(TableRow(day=day, value=start, confidence="", changed="", next_step=""))
    return rows


def _value(goal: GoalData, value: float | None) -> str:
    if value is None:
        return ""
    if goal.kind is Kind.LEVELS and goal.levels:
        return goal.levels[LEVELS.index(int(value))]
    return words.figure(value)


def _labels(wanted: Sequence[tuple[str, str, float, int]]) -> Sequence[Label]:
    """Return the labels, each in the row it belongs to, or below it where two would collide."""
    placed: list[tuple[float, Label]] = []
    for name, said, at, row in wanted:
        free = next(
            one
            for one in (row, 1, 2, 3)
            if all(label.row != one or abs(at - place) >= _TOO_NEAR for place, label in placed)
        )
        side = "start" if at < 0.2 else "end" if at > 0.8 else "middle"
        placed.append((at, Label(name=name, words=said, at=_place(at), row=free, side=side)))
    return [label for _at, label in placed]


def _place(place: float) -> str:
    return f"{place:.4f}"
