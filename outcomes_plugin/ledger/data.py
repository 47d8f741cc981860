"""Values that cross the border of the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


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
    entry: EntryData
