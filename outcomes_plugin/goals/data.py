"""Values that cross the border of goals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

LEVELS = (-2, -1, 0, 1, 2)
MOST_CONFIDENT = 10


class Kind(StrEnum):
    """How a goal is measured."""

    DONE = "done"
    NUMBER = "number"
    LEVELS = "levels"


class Better(StrEnum):
    """In which direction a number is meant to go."""

    MORE = "more"
    LESS = "less"


class Visibility(StrEnum):
    """Who may read a goal: its person, or the two of one pairing while that is open."""

    ONLY_ME = "only_me"
    PAIRING = "pairing"


class Status(StrEnum):
    """Where a goal is in its life. Work begins with the first check-in, agreed or not."""

    DRAFT = "draft"
    AGREED = "agreed"
    ACTIVE = "active"
    ACHIEVED = "achieved"
    NOT_ACHIEVED = "not_achieved"
    DROPPED = "dropped"


class HelpFrom(StrEnum):
    """Whom a check-in asks for help."""

    NOBODY = ""
    MENTOR = "mentor"
    COORDINATORS = "coordinators"


OPEN_STATUSES = frozenset({Status.DRAFT, Status.AGREED, Status.ACTIVE})


@dataclass(frozen=True, kw_only=True)
class CheckInData:
    """
    How a goal stood at one time.

    `value` is the number, or the level from −2 to +2; a goal that is done or not done has none.
    """

    id: int
    at: datetime
    value: float | None
    confidence: int | None
    changed: str
    next_step: str
    help_from: HelpFrom


@dataclass(frozen=True, kw_only=True)
class Said:
    """
    What a person says when checking in, as it was sent.

    `helper` is whom the person was told that a wish for help goes to: it goes to nobody else. Left
    empty, it goes to whoever helps now.
    """

    value: object = None
    confidence: object = None
    changed: object = ""
    next_step: object = ""
    wants_help: bool = False
    helper: object = ""


@dataclass(frozen=True, kw_only=True)
class MilestoneData:
    """One step on the way to a goal."""

    id: int
    text: str
    due: date | None
    done_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class GoalData:
    """
    One goal. `levels` has five texts, from −2 to +2, or none; check-ins come oldest first.

    For a goal in levels `baseline` is the level at the start, and 0 is what is hoped for.
    """

    id: int
    program_id: int
    person: str
    pairing_id: int | None
    what: str
    why: str
    kind: Kind
    baseline: float | None
    target: float | None
    stretch: float | None
    unit: str
    better: Better
    levels: tuple[str, ...]
    weight: int
    due: date | None
    first_step: str
    obstacle: str
    plan: str
    support: str
    indicator: str
    visibility: Visibility
    status: Status
    closing_words: str
    agreed_at: datetime | None
    finished_at: datetime | None
    version: int
    created_at: datetime
    changed_at: datetime
    check_ins: tuple[CheckInData, ...] = ()
    milestones: tuple[MilestoneData, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the goal is still being worked on."""
        return self.status in OPEN_STATUSES

    @property
    def is_shared(self) -> bool:
        """Whether the goal was shared with a pairing, be that open or not."""
        return self.visibility is Visibility.PAIRING

    @property
    def last_check_in(self) -> CheckInData | None:
        return self.check_ins[-1] if self.check_ins else None

    @property
    def next_step(self) -> str:
        """The next step as last said, else the first one that was planned."""
        said = next((one.next_step for one in reversed(self.check_ins) if one.next_step), "")
        return said or self.first_step


class Pace(StrEnum):
    """Whether the check-ins tell when the target would be reached."""

    UNKNOWN = "unknown"
    COMING = "coming"
    STANDING = "standing"
    REACHED = "reached"


@dataclass(frozen=True, kw_only=True)
class Point:
    """A value at a time, and its place on the track from 0 to 1."""

    at: datetime
    value: float
    place: float


@dataclass(frozen=True, kw_only=True)
class Movement:
    """
    A goal's way from its start to now.

    `change` is what the last check-in added to the point before it, `since` the time of that point;
    both are None before the first check-in. Places run from 0 to 1 in the direction that is better,
    so a value on the worse side of the start lies before the start's place.
    """

    start: Point
    now: Point
    points: Sequence[Point]
    target: float
    target_place: float
    stretch: float | None
    stretch_place: float | None
    change: float | None
    since: datetime | None
    pace: Pace
    expected_on: date | None


@dataclass(frozen=True, kw_only=True)
class ChangeData:
    """One change of a goal: which fields, and what stood in them before."""

    version: int
    at: datetime
    is_own: bool
    fields: Sequence[str]
    before: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class AttainmentSum:
    """
    The goal attainment T scores of a cohort's mentees, or of all of them with cohort None.

    50 is what each hoped for; the sums of several groups add up.
    """

    cohort_id: int | None
    n: int
    total: float
    total_of_squares: float


@dataclass(frozen=True, kw_only=True)
class HelpNote:
    """That somebody would like help with a goal; the goal itself is not in it."""

    person: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Reader:
    """A partner of an open pairing, with whom a goal can be shared."""

    pairing_id: int
    name: str
    is_mentor: bool


class RoomState(StrEnum):
    """What there is to see of one's own goals."""

    NO_ROLE = "no_role"
    NOT_OPEN = "not_open"
    NOTICE_FIRST = "notice_first"
    OPEN = "open"
    READ_ONLY = "read_only"


@dataclass(frozen=True, kw_only=True)
class Room:
    """A person's own goals in a program, and what is needed to work on them."""

    state: RoomState
    program_title: str = ""
    time_zone: str = "UTC"
    goals: Sequence[GoalData] = ()
    readers: Sequence[Reader] = ()
    notice: Mapping[str, Any] | None = None
    notice_version: int | None = None

    @property
    def can_write(self) -> bool:
        return self.state is RoomState.OPEN
