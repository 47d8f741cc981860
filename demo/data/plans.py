"""What people do with each other, as it is planned before it is told. Days count from today."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CURATED = json.loads(Path(__file__).with_name("curated.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting, and when the next one is, if they have agreed on it."""

    day: int
    minutes: int
    mode: str
    note: str = ""
    is_logged_by_mentor: bool = False
    next_day: int | None = None
    next_hour: int = 14


@dataclass(frozen=True, kw_only=True)
class CheckIn:
    """How a goal stands, in the words of its person."""

    day: int
    confidence: int
    changed: str
    next_step: str = ""
    value: float | None = None
    wants_help: bool = False


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """A step on the way to a goal."""

    text: str
    due: int | None = None
    done: int | None = None


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How a goal was closed."""

    day: int
    status: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A goal from the day on which it was written. `fields` are those of the goal's form."""

    day: int
    fields: Mapping[str, Any]
    due: int | None = None
    agreed: int | None = None
    milestones: Sequence[Milestone] = ()
    check_ins: Sequence[CheckIn] = ()
    ending: Ending | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A journal entry, and what the mentor answered."""

    day: int
    text: str
    prompt: str = ""
    visibility: str = "only_me"
    tags: Sequence[str] = ()
    replied: int | None = None
    reply: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What one mentee does in the program."""

    username: str
    meetings: Sequence[Meeting] = ()
    goals: Sequence[Goal] = ()
    entries: Sequence[Entry] = ()

    @property
    def first_written(self) -> int | None:
        """The day on which the person first writes something."""
        return min((one.day for one in (*self.goals, *self.entries)), default=None)


def curated(username: str) -> Plan | None:
    """Return what was written for one of the named persons; None for all others."""
    told = CURATED.get(username)
    if told is None:
        return None
    return Plan(
        username=username,
        meetings=[Meeting(**one) for one in told.get("meetings", ())],
        goals=[_goal(**one) for one in told.get("goals", ())],
        entries=[Entry(**one) for one in told.get("entries", ())],
    )


def _goal(
    *,
    milestones: Sequence[Mapping[str, Any]] = (),
    check_ins: Sequence[Mapping[str, Any]] = (),
    ending: Mapping[str, Any] | None = None,
    **others: Any,
) -> Goal:
    return Goal(
        milestones=[Milestone(**one) for one in milestones],
        check_ins=[CheckIn(**one) for one in check_ins],
        ending=Ending(**ending) if ending is not None else None,
        **others,
    )
