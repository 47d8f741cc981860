"""Record what happened, read it back, and hand out what is still to be delivered."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count

from outcomes_plugin.actors.data import Actor

from .data import EntryData
from .deliveries import (
    add_deliveries,
    backlog,
    due_deliveries,
    entry_data,
    lock_lane,
    postpone,
    settle,
    waiting_lanes,
)
from .models import LedgerEntry
from .rules import check_entry

__all__ = [
    "backlog",
    "due_deliveries",
    "entries_about",
    "entry_counts",
    "lock_lane",
    "postpone",
    "record",
    "settle",
    "waiting_lanes",
]


def record(
    actor: Actor,
    type_: str,
    *,
    at: datetime,
    person: str | None = None,
    program: str = "",
    course_key: str = "",
    payload: Mapping[str, Any] | None = None,
) -> str:
    """
    Add one entry and its delivery rows, and return the entry's id.

    Must run inside the transaction of the write it tells of.

    Raises:
        ValueError: the type or a payload key is not registered, or a value is free text.
        TransactionManagementError: there is no transaction.
    """
    entry_type = check_entry(type_, payload or {})
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "A ledger entry needs its write's transaction."
        )
    entry = LedgerEntry.objects.create(
        type=type_,
        occurred_at=at,
        actor_person=actor.person,
        actor_system=actor.system_name,
        person=person,
        program=program,
        course_key=course_key,
        payload=dict(payload or {}),
    )
    add_deliveries(entry, entry_type)
    return entry.uuid


def entries_about(person: str) -> Iterator[EntryData]:
    """Yield every entry about the person or made by them, oldest first."""
    own = LedgerEntry.objects.filter(person=person) | LedgerEntry.objects.filter(
        actor_person=person
    )
    for entry in own.order_by("id").iterator(chunk_size=1000):
        yield entry_data(entry)


def entry_counts() -> Mapping[str, int]:
    """Return how many entries of each type there are."""
    counted = LedgerEntry.objects.values("type").annotate(count=Count("id")).order_by("type")
    return {row["type"]: row["count"] for row in counted}
