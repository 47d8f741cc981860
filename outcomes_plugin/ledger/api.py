"""Record what happened, read it back, and hand out what is still to be delivered."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from outcomes_plugin.actors.data import Actor

from .data import EntryData, NewEntry
from .deliveries import (
    add_deliveries,
    backlog,
    due_deliveries,
    entry_data,
    hasten,
    lock_lane,
    make_lane,
    oldest_waiting,
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
    "hasten",
    "lock_lane",
    "make_lane",
    "oldest_waiting",
    "postpone",
    "record",
    "record_many",
    "settle",
    "waiting_lanes",
]

_ROWS_AT_ONCE = 1000


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
    entry = NewEntry(
        type=type_,
        at=at,
        person=person,
        program=program,
        course_key=course_key,
        payload=payload or {},
    )
    return record_many(actor, [entry])[0]


def record_many(actor: Actor, entries: Sequence[NewEntry]) -> Sequence[str]:
    """
    Add the entries of one write that is about many subjects, and return their ids in order.

    Raises:
        ValueError: a type or a payload key is not registered, or a value is free text.
        TransactionManagementError: there is no transaction.
    """
    types = [check_entry(entry.type, entry.payload) for entry in entries]
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An entry needs its write's transaction.")
    rows = [_row(actor, entry) for entry in entries]
    if len(rows) == 1:
        rows[0].save(force_insert=True)
    else:
        LedgerEntry.objects.bulk_create(rows, batch_size=_ROWS_AT_ONCE)
    add_deliveries(list(zip(rows, types, strict=True)))
    return [row.uuid for row in rows]


def _row(actor: Actor, entry: NewEntry) -> LedgerEntry:
    return LedgerEntry(
        type=entry.type,
        occurred_at=entry.at,
        recorded_at=timezone.now(),
        actor_person=actor.person,
        actor_system=actor.system_name,
        person=entry.person,
        program=entry.program,
        course_key=entry.course_key,
        payload=dict(entry.payload),
    )


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
