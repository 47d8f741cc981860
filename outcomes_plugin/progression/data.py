"""Values that cross the border of progression."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class EventKind(StrEnum):
    """What the platform tells about a person in a course."""

    ENROLLED = "enrolled"
    PASSED = "passed"
    COMPLETION = "completion"


class CareerKind(StrEnum):
    """What HR tells about a person's career."""

    PROMOTION = "promotion"
    LATERAL_MOVE = "lateral_move"
    NEW_RESPONSIBILITY = "new_responsibility"
    LEADERSHIP_ROLE = "leadership_role"


class HrKind(StrEnum):
    """What an HR file holds."""

    SPELLS = "spells"
    EVENTS = "events"
    UNITS = "units"
    LINES = "lines"


class LeaveReason(StrEnum):
    """Why an employment ended."""

    VOLUNTARY = "voluntary"
    REGRETTED = "regretted"
    DISMISSED = "dismissed"
    RETIRED = "retired"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class CourseProgressData:
    """Where a person stands in a linked course: how far, and last active when. Never a grade."""

    person: str
    course_key: str
    is_enrolled: bool
    has_started: bool
    is_done: bool
    completed: int
    completable: int
    last_active_at: datetime | None

    @property
    def percent_done(self) -> int:
        """How much of the course is done, in whole percent."""
        return round(100 * self.completed / self.completable) if self.completable else 0


@dataclass(frozen=True, kw_only=True)
class Unread:
    """A linked course with members of whom the platform's past has not been read."""

    course_key: str
    members: int


@dataclass(frozen=True, kw_only=True)
class ShareCount:
    """Of `n` people at risk in the cohort (None: without one), `count` have what is counted."""

    cohort_id: int | None
    n: int
    count: int


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """`events` that `people` of the cohort (None: without one) had in `years` at risk together."""

    cohort_id: int | None
    people: int
    events: int
    years: float


@dataclass(frozen=True, kw_only=True)
class SpellData:
    """
    A period of employment; `ends_on` is the last day, or None while it goes on.

    `source_key` is the own name that its source in the program has for it.
    """

    person: str
    starts_on: date
    ends_on: date | None
    leave_reason: str
    org_unit: str
    program_id: int = 0
    source: str = ""
    source_key: str = ""
    id: int = 0


@dataclass(frozen=True, kw_only=True)
class CareerEventData:
    """A step in a career; `source_key` is the own name that its source has for it."""

    person: str
    kind: CareerKind
    on: date
    is_verified: bool
    program_id: int = 0
    source: str = ""
    source_key: str = ""
    id: int = 0


@dataclass(frozen=True, kw_only=True)
class StoredFact:
    """A value from `occurred_at` on, told for the last time at `confirmed_at`."""

    occurred_at: datetime
    value: bool
    confirmed_at: datetime
