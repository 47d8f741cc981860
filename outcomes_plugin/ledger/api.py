"""Record what happened, read it back, and hand out what is still to be delivered."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from outcomes_plugin.actors.data import Actor

from .counting import (
    backlog,
    backlogs,
    entry_counts,
    known_entries,
    not_there_yet,
    oldest_waiting,
    slot_counts,
    slot_dead,
    slot_ids,
    slot_waiting,
)
from .data import EntryData, NewEntry
from .deliveries import add_deliveries, due_deliveries, entry_data, hasten, postpone, settle
from .lanes import (
    free_lanes,
    hold_lane,
    lane_failures,
    lock_lane,
    make_lane,
    note_delivered,
    waiting_lanes,
)
from .letters import bury, dead_letters, discard_letters, replay_letters, undecided_letters
from .models import LedgerEntry
from .replays import begin_rebuild, rebuild_chunk, types_for
from .rules import check_entry
from .switches import (
    first_entry_of,
    is_paused,
    know_targets,
    pause_target,
    paused_targets,
    resume_target,
)

__all__ = [
    "backlog",
    "backlogs",
    "begin_rebuild",
    "bury",
    "dead_letters",
    "discard_letters",
    "due_deliveries",
    "entries_about",
    "entry_counts",
    "first_entry_of",
    "free_lanes",
    "hasten",
    "hold_lane",
    "is_paused",
    "know_targets",
    "known_entries",
    "lane_failures",
    "lock_lane",
    "make_lane",
    "not_there_yet",
    "note_delivered",
    "oldest_waiting",
    "pause_target",
    "paused_targets",
    "postpone",
    "rebuild_chunk",
    "record",
    "record_many",
    "replay_letters",
    "resume_target",
    "settle",
    "slot_counts",
    "slot_dead",
    "slot_ids",
    "slot_waiting",
    "types_for",
    "undecided_letters",
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
