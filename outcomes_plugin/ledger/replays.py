"""Give a target its entries anew, a chunk at a time, from a cursor that is kept."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from outcomes_plugin.errors import Conflict

from .data import RebuildData
from .deliveries import add_again
from .models import DeadLetter, LedgerEntry, RelayRebuild
from .registry import ENTRY_TYPES
from .switches import complete_from


def begin_rebuild(target: str, *, since: datetime | None) -> RebuildData:
    """
    Begin to give the target its entries anew, those that were recorded since; go on when one began.

    Entries that are recorded from now on reach the target by themselves.

    Raises:
        Conflict: one has begun with another moment.
    """
    last = LedgerEntry.objects.aggregate(last=Max("id"))["last"] or 0
    row, is_new = RelayRebuild.objects.get_or_create(
        target=target,
        defaults={"since": since, "next_entry": _first_since(since), "last_entry": last},
    )
    if not is_new and since not in (None, row.since):
        raise Conflict("Another rebuild of this target has begun; let it end first.")
    return _rebuild_data(row)


@transaction.atomic
def rebuild_chunk(target: str, *, limit: int) -> RebuildData | None:
    """
    Give the target the next entries anew and return how far it is, or None when it has all.

    Dead letters among them are tried again too, unless a person discarded them.
    """
    row = RelayRebuild.objects.select_for_update().filter(target=target).first()
    if row is None:
        return None
    ahead = LedgerEntry.objects.filter(id__gte=row.next_entry, id__lte=row.last_entry)
    chunk = list(ahead.order_by("id")[:limit])
    if not chunk:
        complete_from(target, _first_since(row.since))
        row.delete()
        return None
    chosen = [entry for entry in chunk if entry.type in types_for(target)]
    add_again(_without_discarded(chosen, target), target)
    row.next_entry, row.rows = chunk[-1].id + 1, row.rows + len(chosen)
    row.save(update_fields=["next_entry", "rows"])
    return _rebuild_data(row)


def types_for(target: str) -> frozenset[str]:
    """Return the types of entries that the target may have."""
    return frozenset(kind.name for kind in ENTRY_TYPES if target in kind.targets)


def _without_discarded(entries: list[LedgerEntry], target: str) -> list[LedgerEntry]:
    letters = DeadLetter.objects.filter(entry__in=entries, target=target)
    discarded = set(letters.filter(discarded_at__isnull=False).values_list("entry_id", flat=True))
    letters.filter(discarded_at__isnull=True).delete()
    return [entry for entry in entries if entry.id not in discarded]


def _first_since(since: datetime | None) -> int:
    """Return the id of the first entry recorded since, or the one after the last."""
    rows = LedgerEntry.objects.order_by("id").values_list("id", flat=True)
    if since is None:
        return 0
    first = rows.filter(recorded_at__gte=since).first()
    newest = rows.last() or 0
    return first if first is not None else newest + 1


def _rebuild_data(row: RelayRebuild) -> RebuildData:
    return RebuildData(
        target=row.target,
        since=row.since,
        next_entry=row.next_entry,
        last_entry=row.last_entry,
        rows=row.rows,
    )
