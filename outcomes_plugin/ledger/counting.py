"""Count the ledger, and what of it each target has still to get."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from .data import AT_ONCE, BacklogData, Slot
from .lanes import TALLIES_KEPT
from .models import DeadLetter, Delivery, LedgerEntry, RelayTally
from .replays import types_for

_ROWS_AT_ONCE = 1000


def entry_counts() -> Mapping[str, int]:
    """Return how many entries of each type there are."""
    counted = LedgerEntry.objects.values("type").annotate(count=Count("id")).order_by("type")
    return {row["type"]: row["count"] for row in counted}


def backlog() -> Mapping[str, int]:
    """Return how many entries each target has still to get."""
    counted = Delivery.objects.values("target").annotate(count=Count("id")).order_by("target")
    return {row["target"]: row["count"] for row in counted}


def backlogs(targets: Collection[str], *, at: datetime) -> Mapping[str, BacklogData]:
    """Return what each target has still to get, and what it got within the hour."""
    waiting = _by_target(
        Delivery.objects.all(),
        waiting=Count("id"),
        failed=Count("id", filter=Q(due_at__gt=AT_ONCE)),
    )
    letters = DeadLetter.objects.filter(discarded_at__isnull=True)
    dead = _by_target(letters, dead=Count("id"))
    tallies = RelayTally.objects.filter(minute__gt=at - TALLIES_KEPT, minute__lte=at)
    delivered = _by_target(tallies, delivered=Sum("delivered"))
    oldest = oldest_waiting()
    return {
        target: BacklogData(
            oldest_at=oldest.get(target),
            **waiting.get(target, {}),
            **dead.get(target, {}),
            **delivered.get(target, {}),
        )
        for target in targets
    }


def oldest_waiting() -> Mapping[str, datetime]:
    """Return when the oldest entry that waits for each target was recorded, in two queries."""
    lanes = Delivery.objects.values("target", "lane").annotate(first=Min("entry_id"))
    firsts: dict[str, int] = {}
    for row in lanes.order_by("target", "lane"):
        firsts[row["target"]] = min(row["first"], firsts.get(row["target"], row["first"]))
    rows = LedgerEntry.objects.filter(id__in=firsts.values()).values_list("id", "recorded_at")
    recorded = dict(rows)
    return {target: recorded[first] for target, first in firsts.items() if first in recorded}


def slot_counts(target: str, *, first_entry: int) -> Mapping[Slot, int]:
    """Return how many entries the target should have had by now, or soon, by type and day."""
    return _by_slot(_entries_for(target, first_entry), "occurred_at")


def slot_ids(target: str, slot: Slot, *, first_entry: int) -> Iterator[tuple[str, str | None]]:
    """Yield the id and the person of each entry of the slot that the target should have."""
    begins = datetime(slot.day.year, slot.day.month, slot.day.day, tzinfo=UTC)
    rows = _entries_for(target, first_entry).filter(
        type=slot.type, occurred_at__gte=begins, occurred_at__lt=begins + timedelta(days=1)
    )
    yield from rows.values_list("uuid", "person").iterator(chunk_size=_ROWS_AT_ONCE)


def not_there_yet(target: str, entries: Sequence[str]) -> frozenset[str]:
    """Return those of the entries that wait for the target, or that it refused too often."""
    return frozenset(_uuids(Delivery.objects.all(), target, entries)) | frozenset(
        _uuids(DeadLetter.objects.all(), target, entries)
    )


def known_entries(target: str, entries: Sequence[str]) -> frozenset[str]:
    """Return those of the ids that are entries which the target may have."""
    rows = LedgerEntry.objects.filter(uuid__in=entries, type__in=types_for(target))
    return frozenset(rows.values_list("uuid", flat=True))


def slot_waiting(target: str) -> Mapping[Slot, int]:
    """Return how many entries wait for the target, by type and day."""
    return _by_slot(Delivery.objects.filter(target=target), "entry__occurred_at", "entry__type")


def slot_dead(target: str) -> Mapping[Slot, int]:
    """Return how many entries the target refused too often, discarded ones too."""
    return _by_slot(DeadLetter.objects.filter(target=target), "entry__occurred_at", "entry__type")


def _entries_for(target: str, first_entry: int) -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.filter(type__in=types_for(target), id__gte=first_entry)


def _uuids(rows: QuerySet[Any], target: str, entries: Sequence[str]) -> QuerySet[Any, str]:
    found = rows.filter(target=target, entry__uuid__in=entries)
    return found.values_list("entry__uuid", flat=True)


def _by_slot(rows: QuerySet[Any], moment: str, kind: str = "type") -> Mapping[Slot, int]:
    days = rows.annotate(day=TruncDate(moment, tzinfo=UTC)).values(kind, "day")
    counted = days.annotate(count=Count("id")).order_by(kind, "day")
    return {Slot(row[kind], row["day"]): row["count"] for row in counted}


def _by_target(rows: QuerySet[Any], **sums: Any) -> Mapping[str, Mapping[str, int]]:
    found = rows.values("target").annotate(**sums).order_by("target")
    return {row["target"]: {name: row[name] for name in sums} for row in found}
