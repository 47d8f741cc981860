"""Values that cross the border of the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True, kw_only=True)
class EntryData:
    """One entry, as a delivery target or a reader gets it."""

    uuid: str
    type: str
    occurred_at: datetime
    recorded_at: datetime
    actor_person: str | None
    actor_system: str
    person: str | None
    program: str
    course_key: str
    payload: Mapping[str, Any]

    @property
    def subject(self) -> str:
        """Return whom or what it is about: entries of one subject travel in order."""
        return self.person or self.program or self.uuid


@dataclass(frozen=True, kw_only=True)
class NewEntry:
    """One of many entries that are recorded together."""

    type: str
    at: datetime
    person: str | None = None
    program: str = ""
    course_key: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DeliveryData:
    """One entry that a target has still to get."""

    id: int
    target: str
    lane: int
    subject: str
    attempts: int
    entry_id: int
    entry: EntryData


@dataclass(frozen=True, kw_only=True)
class FailureData:
    """A delivery that a target refused: why, in a word, and when it is tried again."""

    delivery: DeliveryData
    error: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class DeadLetterData:
    """An entry that a target refused too often."""

    id: int
    target: str
    entry: str
    type: str
    attempts: int
    last_error: str
    dead_at: datetime


@dataclass(frozen=True, kw_only=True)
class BacklogData:
    """What one target has still to get; `oldest_at` is when the oldest of it was recorded."""

    waiting: int = 0
    failed: int = 0
    dead: int = 0
    delivered: int = 0
    oldest_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class RebuildData:
    """How far a target has been given its entries anew."""

    target: str
    since: datetime | None
    next_entry: int
    last_entry: int
    rows: int


@dataclass(frozen=True, order=True)
class Slot:
    """Entries of one type on one day, in UTC: what the two sides are compared by."""

    type: str
    day: date
