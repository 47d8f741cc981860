"""The outbox: which entries each target has still to get, lane by lane."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Min

from .data import DeliveryData, EntryData
from .models import Delivery, LedgerEntry, RelayLane
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
    subject = entry.person or entry.program or entry.uuid
    lane = lane_of(subject, lanes=settings.OUTCOMES_RELAY_LANES)
    return Delivery(
        entry_id=entry_id, target=target, lane=lane, subject=subject, due_at=entry.recorded_at
    )


def _ids(entries: Sequence[LedgerEntry]) -> Mapping[str, int]:
    """Return the id of each entry; MySQL does not tell the ids of rows that were added together."""
    ids = {entry.uuid: entry.id for entry in entries if entry.id is not None}
    unknown = [entry.uuid for entry in entries if entry.id is None]
    for start in range(0, len(unknown), _ROWS_AT_ONCE):
        rows = LedgerEntry.objects.filter(uuid__in=unknown[start : start + _ROWS_AT_ONCE])
        ids.update(rows.values_list("uuid", "id"))
    return ids


def waiting_lanes(target: str, *, at: datetime) -> Sequence[int]:
    """Return the lanes of the target that hold a row which is due."""
    due = Delivery.objects.filter(target=target, due_at__lte=at)
    return sorted(due.values_list("lane", flat=True).distinct())


def make_lane(target: str, lane: int) -> None:
    """Make the row that stands for the lane, in a transaction of its own. Twice is once."""
    RelayLane.objects.get_or_create(target=target, lane=lane)


def lock_lane(target: str, lane: int) -> bool:
    """
    Hold the lane until the transaction ends; return False when another worker holds it.

    The lane's row is there since `make_lane`: to look for it here would fix what this transaction
    can see to a moment before it had the lane.

    Raises:
        TransactionManagementError: there is no transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A lane is held by a transaction.")
    can_skip = connection.features.has_select_for_update_skip_locked
    held = RelayLane.objects.select_for_update(skip_locked=can_skip)
    return held.filter(target=target, lane=lane).first() is not None


def due_deliveries(target: str, lane: int, *, at: datetime, limit: int) -> Sequence[DeliveryData]:
    """
    Return the lane's oldest rows that can go now, in the order in which they were recorded.

    A row that failed and waits holds back its own subject, and nobody else.
    """
    rows = Delivery.objects.filter(target=target, lane=lane)
    waiting = set(rows.filter(due_at__gt=at).values_list("subject", flat=True))
    free = rows.exclude(subject__in=waiting).select_related("entry").order_by("id")
    return [_delivery_data(row) for row in free[:limit]]


def settle(delivery_ids: Collection[int]) -> None:
    """Forget the rows: the target has their entries."""
    Delivery.objects.filter(id__in=delivery_ids).delete()


def postpone(delivery_id: int, *, error: str, due_at: datetime) -> None:
    """Note that a row failed, with the kind of error, and when it is tried again."""
    row = Delivery.objects.get(id=delivery_id)
    row.attempts, row.last_error, row.due_at = row.attempts + 1, error[:64], due_at
    row.save(update_fields=["attempts", "last_error", "due_at"])


def hasten(delivery_ids: Collection[int], *, at: datetime) -> int:
    """Let rows that wait go with the next run; return how many waited."""
    return Delivery.objects.filter(id__in=delivery_ids, due_at__gt=at).update(due_at=at)


def backlog() -> Mapping[str, int]:
    """Return how many entries each target has still to get."""
    counted = Delivery.objects.values("target").annotate(count=Count("id")).order_by("target")
    return {row["target"]: row["count"] for row in counted}


def oldest_waiting() -> Mapping[str, datetime]:
    """Return when the oldest entry that each target has still to get was recorded: two queries."""
    first = Min("entry_id")
    oldest = dict(Delivery.objects.values_list("target").annotate(first).order_by("target"))
    entries = LedgerEntry.objects.filter(id__in=oldest.values())
    times = dict(entries.values_list("id", "recorded_at"))
    return {target: times[entry] for target, entry in oldest.items() if entry in times}


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
        entry=entry_data(row.entry),
    )
