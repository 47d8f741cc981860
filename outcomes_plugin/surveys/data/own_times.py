"""What is asked of one person: how much, and at times of their own."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class BurdenMeasure(StrEnum):
    """What was enough: how often a person was asked, or for how long."""

    INVITATIONS = "invitations"
    MINUTES = "minutes"


class ShiftReason(StrEnum):
    """
    Why a survey stands at another time for one person. A word, never a story.

    `AWAY` is on leave or ill: which of the two is not kept.
    """

    AWAY = "away"
    WORKLOAD = "workload"
    ACCESS = "access"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class BurdenLimit:
    """How often and for how many minutes one person is asked within so many days at the most."""

    days: int
    invitations: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One survey that was asked of a person: when, and how many minutes it takes."""

    at: datetime
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Enough:
    """That enough was asked of a person: by which limit, and until when."""

    until: datetime
    days: int
    measure: BurdenMeasure


@dataclass(frozen=True, kw_only=True)
class PostponementData:
    """A person who is asked at `until`, or who is left out of the window where that is None."""

    window_id: int
    person: str
    until: datetime | None
    days: int
    measure: BurdenMeasure


@dataclass(frozen=True, kw_only=True)
class PersonShiftData:
    """A window that was moved for one person."""

    window_id: int
    person: str
    reason: ShiftReason
    not_before: datetime | None
    closes_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class RoleBurden:
    """How many minutes a program asked of a typical person of a role, of those whom it asked."""

    role: str
    people: int
    minutes: float


@dataclass(frozen=True, kw_only=True)
class BurdenData:
    """What a program asked lately, and whom it put off. Without a limit nobody is put off."""

    limits: tuple[BurdenLimit, ...]
    days: int
    roles: tuple[RoleBurden, ...]
    postponed: int
    left_out: int
    shifted: int
