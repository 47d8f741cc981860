"""The targets that the site knows: which are paused, and from which entry on each is complete."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Min

from .models import Delivery, LedgerEntry, RelayTarget


def know_targets(targets: Collection[str]) -> Mapping[str, bool]:
    """
    Return whether each target is paused, and remember those that are new.

    A new target is complete from the first entry that waits for it, or from the next one on.
    """
    known = dict(RelayTarget.objects.values_list("target", "paused_at"))
    for target in targets:
        if target not in known:
            RelayTarget.objects.get_or_create(
                target=target, defaults={"first_entry": _first_entry(target)}
            )
    return {target: known.get(target) is not None for target in targets}


def paused_targets() -> frozenset[str]:
    """Return the targets to which nothing is delivered for now."""
    rows = RelayTarget.objects.filter(paused_at__isnull=False)
    return frozenset(rows.values_list("target", flat=True))


def is_paused(target: str) -> bool:
    """Return whether nothing is delivered to the target for now."""
    return RelayTarget.objects.filter(target=target, paused_at__isnull=False).exists()


def first_entry_of(target: str) -> int | None:
    """Return the id of the entry from which on the target has all, or None when it has none."""
    rows = RelayTarget.objects.filter(target=target)
    return rows.values_list("first_entry", flat=True).first()


def pause_target(target: str, *, at: datetime) -> bool:
    """Deliver nothing to the target from now on; return whether that is new."""
    know_targets([target])
    rows = RelayTarget.objects.filter(target=target, paused_at__isnull=True)
    return bool(rows.update(paused_at=at))


def resume_target(target: str) -> bool:
    """Deliver to the target again; return whether it was paused."""
    rows = RelayTarget.objects.filter(target=target, paused_at__isnull=False)
    return bool(rows.update(paused_at=None))


def complete_from(target: str, entry_id: int) -> None:
    """Note that the target has all entries from this one on, if it did not before."""
    know_targets([target])
    rows = RelayTarget.objects.filter(target=target, first_entry__gt=entry_id)
    rows.update(first_entry=entry_id)


def _first_entry(target: str) -> int:
    lanes = Delivery.objects.filter(target=target).values("lane")
    waiting = [row["first"] for row in lanes.annotate(first=Min("entry_id")).order_by("lane")]
    newest = LedgerEntry.objects.order_by("-id").values_list("id", flat=True).first()
    return min(waiting, default=(newest or 0) + 1)
