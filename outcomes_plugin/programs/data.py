"""Values that cross the border of programs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from outcomes_plugin.edxapp import CourseFacts
from outcomes_plugin.errors import Problem

from .editions import edition_of
from .rights import COURSE_STAFF, GLOBAL_STAFF, Action, Role, Thing, allows

__all__ = [
    "COURSE_STAFF",
    "GLOBAL_STAFF",
    "Action",
    "ChoiceData",
    "CohortData",
    "CourseLinkData",
    "CsvRow",
    "CsvTable",
    "Effect",
    "ImportPlan",
    "LinkedCourse",
    "MemberData",
    "MilestoneData",
    "NamedMember",
    "PlannedRow",
    "ProgramData",
    "ProgramStatus",
    "Role",
    "Standing",
    "Thing",
    "edition_of",
]


class ProgramStatus(StrEnum):
    """Where a program is in its life."""

    DRAFT = "draft"
    LIVE = "live"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class ProgramData:
    """One program. No group of fewer than `k` people is ever shown."""

    id: int
    slug: str
    title: str
    org: str
    time_zone: str
    status: ProgramStatus
    k: int
    created_at: datetime
    ended_at: datetime | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def is_live(self) -> bool:
        return self.status == ProgramStatus.LIVE

    @property
    def edition(self) -> str:
        return edition_of(self.title, self.time_zone, self.k)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The open roles of an actor in a program, and the platform standings that were asked for."""

    program: ProgramData
    roles: frozenset[str] = frozenset()

    def allows(self, thing: Thing, action: Action) -> bool:
        """Return whether one of these roles has the right."""
        return allows(self.roles, thing, action)


@dataclass(frozen=True, kw_only=True)
class ChoiceData:
    """An optional purpose in the reader's language, and whether the person agrees to it now."""

    program_slug: str
    program_title: str
    purpose: str
    kept: str
    why: str
    readers: str
    is_given: bool


@dataclass(frozen=True, kw_only=True)
class CohortData:
    """One cohort; its dates are those of the program's time zone."""

    id: int
    program_id: int
    slug: str
    title: str
    starts_on: date
    ends_on: date | None

    @property
    def edition(self) -> str:
        return edition_of(self.title, self.starts_on, self.ends_on)


@dataclass(frozen=True, kw_only=True)
class MilestoneData:
    """One day that matters to a cohort, such as its mid-point."""

    cohort_id: int
    cohort: str
    key: str
    on: date


@dataclass(frozen=True, kw_only=True)
class MemberData:
    """One role of one person in one program; `cohort` is the cohort's slug, empty without one."""

    id: int
    program_id: int
    person: str
    role: Role
    cohort_id: int | None
    cohort: str
    joined_at: datetime
    left_at: datetime | None
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class NamedMember:
    """A member with the name and username that the platform has for them now."""

    member: MemberData
    name: str
    username: str


@dataclass(frozen=True, kw_only=True)
class CourseLinkData:
    """One course that belongs to a program now."""

    program_id: int
    course_key: str
    is_primary: bool
    linked_at: datetime


@dataclass(frozen=True, kw_only=True)
class LinkedCourse:
    """
    A linked course with what the platform says about it, unless it has gone.

    `is_own` when the reader can unlink it: as staff of the course, or because the course is gone.
    """

    link: CourseLinkData
    facts: CourseFacts | None
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class CsvRow:
    """One row: the line of the file on which it starts, and its cells by column."""

    line: int
    cells: Mapping[str, str]

    def problem(self, column: str, message: str) -> Problem:
        """Return a problem of one of its cells."""
        return Problem(message, line=self.line, column=column)


@dataclass(frozen=True, kw_only=True)
class CsvTable:
    """What a file holds. With a problem in `problems`, its rows are not to be used."""

    columns: tuple[str, ...]
    rows: tuple[CsvRow, ...]
    problems: tuple[Problem, ...]
    digest: str

    def plan(self, rows: Iterable["PlannedRow"], problems: Iterable[Problem]) -> "ImportPlan":
        """Return what the file would do, with its own problems and these in the order of lines."""
        found = sorted(
            [*self.problems, *problems], key=lambda problem: (problem.line or 0, problem.column)
        )
        return ImportPlan(digest=self.digest, rows=tuple(rows), problems=tuple(found))


class Effect(StrEnum):
    """What applying a row would do."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    HELD = "held"
    RETRACTED = "retracted"


@dataclass(frozen=True, kw_only=True)
class PlannedRow:
    """One row without a problem: its line, its cells, and what applying it would do."""

    line: int
    effect: Effect
    cells: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """What a file would do. `digest` names the file that was checked; apply asks for it."""

    digest: str
    rows: tuple[PlannedRow, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def adds(self) -> int:
        return self._count(Effect.ADDED)

    @property
    def changes(self) -> int:
        return self._count(Effect.CHANGED)

    @property
    def unchanged(self) -> int:
        return self._count(Effect.UNCHANGED)

    @property
    def holds(self) -> int:
        return self._count(Effect.HELD)

    @property
    def retracts(self) -> int:
        return self._count(Effect.RETRACTED)

    @property
    def is_applicable(self) -> bool:
        return not self.problems

    def _count(self, effect: Effect) -> int:
        return sum(row.effect == effect for row in self.rows)
