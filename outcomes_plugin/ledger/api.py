"""Record what happened; list, lock and settle what is still to be delivered."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from outcomes_plugin.actors.data import Actor

from .data import DeliveryData, EntryData
from .models import Delivery, LedgerEntry
from .registry import EntryType
from .rules import check_entry, lane_of


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
        raise transaction.TransactionManagementError("A ledger entry needs its write's transaction.")
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
    _add_deliveries(entry, entry_type)
    return entry.uuid


def _add_deliveries(entry: LedgerEntry, entry_type: EntryType) -> None:
    subject = entry.person or entry.program or entry.uuid
    lane = lane_of(subject, lanes=settings.OUTCOMES_RELAY_LANES)
    targets = entry_type.targets & set(settings.OUTCOMES_RELAY_TARGETS)
    Delivery.objects.bulk_create(
        Delivery(entry=entry, target=target, lane=lane, subject=subject, due_at=entry.recorded_at)
        for target in sorted(targets)
    )


def entries_about(person: str) -> Iterator[EntryData]:
    """Yield every entry about the person or made by them, oldest first."""
    own = LedgerEntry.objects.filter(person=person) | LedgerEntry.objects.filter(actor_person=person)
    for entry in own.order_by("id").iterator(chunk_size=1000):
        yield _entry_data(entry)


def waiting_lanes(target: str, *, at: datetime) -> Sequence[int]:
    """Return the lanes of the target that hold a row which is due."""
    due = Delivery.objects.filter(target=target, due_at__lte=at)
    return sorted(due.values_list("lane", flat=True).distinct())


def lock_lane(target: str, lane: int, *, limit: int) -> Sequence[DeliveryData]:
    """
    Lock and return the oldest rows of a lane, in the order in which they were recorded.

    Rows that another worker holds are passed over together with everything else in the lane.
    Must run inside a transaction, which ends the lock.
    """
    rows = Delivery.objects.filter(target=target, lane=lane).order_by("id")
    first = rows.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
    held = list(first.select_related("entry")[:limit])
    if not held or rows.values_list("id", flat=True).first() != held[0].id:
        return []
    return [_delivery_data(row) for row in held]


def settle(delivery_ids: Collection[int]) -> None:
    """Forget the rows: the target has their entries."""
    Delivery.objects.filter(id__in=delivery_ids).delete()


def postpone(delivery_id: int, *, error: str, due_at: datetime) -> None:
    """Note that a row failed, with the kind of error, and when it is tried again."""
    row = Delivery.objects.get(id=delivery_id)
    row.attempts, row.last_error, row.due_at = row.attempts + 1, error[:64], due_at
    row.save(update_fields=["attempts", "last_error", "due_at"])


def backlog() -> Mapping[str, int]:
    """Return how many entries each target has still to get."""
    counts: dict[str, int] = {}
    for target in Delivery.objects.values_list("target", flat=True).iterator():
        counts[target] = counts.get(target, 0) + 1
    return counts


def _entry_data(entry: LedgerEntry) -> EntryData:
    return EntryData(
        uuid=entry.uuid,
        type=entry.type,
        occurred_at=entry.occurred_at,
        recorded_at=entry.recorded_at,
        actor_person=entry.actor_person,
        actor_system=entry.actor_system,
        person=entry.person,
        program=entry.program,
        course_key=entry.course_key,
        payload=entry.payload,
    )


def _delivery_data(row: Delivery) -> DeliveryData:
    return DeliveryData(
        id=row.id,
        target=row.target,
        lane=row.lane,
        attempts=row.attempts,
        entry=_entry_data(row.entry),
    )
