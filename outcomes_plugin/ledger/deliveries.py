"""The outbox: which entries each target has still to get, lane by lane."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.conf import settings

from .data import LONGEST_WAIT, DeliveryData, EntryData, FailureData
from .models import Delivery, LedgerEntry
from .registry import EntryType
from .rules import lane_of

_ROWS_AT_ONCE = 1000


def add_deliveries(recorded: Sequence[tuple[LedgerEntry, EntryType]]) -> None:
    """Add a row for each target that may have an entry of this type and that the site has on."""
    turned_on = set(settings.OUTCOMES_RELAY_TARGETS)
    leaving = [(entry, kind.targets & turned_on) for entry, kind in recorded]
    leaving = [(entry, targets) for entry, targets in leaving if targets]
    ids = _ids([entry for entry, _targets in leaving])
    Delivery.objects.bulk_create(
        (
            _delivery(entry, ids[entry.uuid], target)
            for entry, targets in leaving
            for target in sorted(targets)
        ),
        batch_size=_ROWS_AT_ONCE,
    )


def _delivery(entry: LedgerEntry, entry_id: int, target: str) -> Delivery:
    subject = entry_data(entry).subject
    lane = lane_of(subject, lanes=settings.OUTCOMES_RELAY_LANES)
    return Delivery(entry_id=entry_id, target=target, lane=lane, subject=subject)


def add_again(entries: Sequence[LedgerEntry], target: str) -> None:
    """Let the target get the entries once more; those that it has still to get stay as they are."""
    Delivery.objects.bulk_create(
        (_delivery(entry, entry.id, target) for entry in entries),
        batch_size=_ROWS_AT_ONCE,
        ignore_conflicts=True,
    )


def _ids(entries: Sequence[LedgerEntry]) -> Mapping[str, int]:
    """Return the id of each entry; MySQL does not tell the ids of rows that were added together."""
    ids = {entry.uuid: entry.id for entry in entries if entry.id is not None}
    unknown = [entry.uuid for entry in entries if entry.id is None]
    for start in range(0, len(unknown), _ROWS_AT_ONCE):
        rows = LedgerEntry.objects.filter(uuid__in=unknown[start : start + _ROWS_AT_ONCE])
        ids.update(rows.values_list("uuid", "id"))
    return ids


def due_deliveries(target: str, lane: int, *, at: datetime, limit: int) -> Sequence[DeliveryData]:
    """
    Return the lane's oldest rows that can go now, in the order in which they were recorded.

    A row that failed and waits holds back its own subject, and nobody else. No row waits longer
    than the longest wait: one that seems to was written under a clock that went wrong.
    """
    rows = Delivery.objects.filter(target=target, lane=lane)
    waits = rows.filter(due_at__gt=at, due_at__lte=at + LONGEST_WAIT)
    waiting = set(waits.values_list("subject", flat=True))
    free = rows.exclude(subject__in=waiting).select_related("entry").order_by("entry_id")
    return [_delivery_data(row) for row in free[:limit]]


def settle(delivery_ids: Collection[int]) -> None:
    """Forget the rows: the target has their entries."""
    if delivery_ids:
        Delivery.objects.filter(id__in=delivery_ids).delete()


def postpone(failures: Collection[FailureData]) -> None:
    """Note that rows failed, with the kind of error, and when they are tried again."""
    rows = [
        Delivery(
            id=one.delivery.id,
            attempts=one.delivery.attempts + 1,
            last_error=one.error[:64],
            due_at=one.due_at,
        )
        for one in failures
    ]
    Delivery.objects.bulk_update(
        rows, ["attempts", "last_error", "due_at"], batch_size=_ROWS_AT_ONCE
    )


def hasten(delivery_ids: Collection[int], *, at: datetime) -> int:
    """Let rows that wait go with the next run; return how many waited."""
    return Delivery.objects.filter(id__in=delivery_ids, due_at__gt=at).update(due_at=at)


def entry_data(entry: LedgerEntry) -> EntryData:
    """Return the entry as a value."""
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
        subject=row.subject,
        attempts=row.attempts,
        entry_id=row.entry_id,
        entry=entry_data(row.entry),
    )
