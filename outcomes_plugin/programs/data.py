"""Values that cross the border of programs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from .rights import COURSE_STAFF, GLOBAL_STAFF, Action, Role, Thing, allows

__all__ = [
    "COURSE_STAFF",
    "GLOBAL_STAFF",
    "Action",
    "CohortData",
    "CourseLinkData",
    "MemberData",
    "MilestoneData",
    "ProgramData",
    "ProgramStatus",
    "Role",
    "Standing",
    "Thing",
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


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The open roles of an actor in a program, and the platform standings that were asked for."""

    program: ProgramData
    roles: frozenset[str] = frozenset()

    def allows(self, thing: Thing, action: Action) -> bool:
        """Return whether one of these roles has the right."""
        return allows(self.roles, thing, action)


@dataclass(frozen=True, kw_only=True)
class CohortData:
    """One cohort; its dates are those of the program's time zone."""

    id: int
    program_id: int
    slug: str
    title: str
    starts_on: date
    ends_on: date | None


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
class CourseLinkData:
    """One course that belongs to a program now."""

    program_id: int
    course_key: str
    is_primary: bool
    linked_at: datetime
