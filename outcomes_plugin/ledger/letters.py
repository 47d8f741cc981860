"""Dead letters: entries that a target refused too often, and what a person decides about them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import groupby

from .data import DeadLetterData, FailureData
from .deliveries import add_again, settle
from .models import DeadLetter

_ROWS_AT_ONCE = 1000


def bury(failures: Collection[FailureData], *, at: datetime) -> None:
    """Take the rows out of the outbox and put their entries on the list of dead letters."""
    DeadLetter.objects.bulk_create(
        [
            DeadLetter(
                entry_id=one.delivery.entry_id,
                target=one.delivery.target,
                attempts=one.delivery.attempts + 1,
                last_error=one.error[:64],
                dead_at=at,
            )
            for one in failures
        ],
        ignore_conflicts=True,  # discarded, then given anew by a rebuild, then refused again
    )
    settle([one.delivery.id for one in failures])


def dead_letters(target: str = "", *, limit: int) -> Sequence[DeadLetterData]:
    """Return the dead letters that nobody has decided about, the oldest first."""
    rows = DeadLetter.objects.filter(discarded_at__isnull=True)
    if target:
        rows = rows.filter(target=target)
    return [_letter_data(row) for row in rows.select_related("entry").order_by("id")[:limit]]


def undecided_letters(target: str) -> Sequence[int]:
    """Return the ids of all dead letters of the target that nobody has decided about."""
    rows = DeadLetter.objects.filter(target=target, discarded_at__isnull=True)
    return list(rows.order_by("id").values_list("id", flat=True))


def replay_letters(letter_ids: Sequence[int]) -> int:
    """Put the entries back into the outbox, as new; return how many there were."""
    count = 0
    for start in range(0, len(letter_ids), _ROWS_AT_ONCE):
        chosen = DeadLetter.objects.select_for_update().filter(
            id__in=letter_ids[start : start + _ROWS_AT_ONCE]
        )
        rows = sorted(chosen.select_related("entry"), key=lambda row: (row.target, row.entry_id))
        for target, letters in groupby(rows, key=lambda row: row.target):
            add_again([row.entry for row in letters], target)
        DeadLetter.objects.filter(id__in=[row.id for row in rows]).delete()
        count += len(rows)
    return count


def discard_letters(letter_ids: Collection[int], *, at: datetime) -> int:
    """Note that the target is never to get the entries; return how many there were."""
    rows = DeadLetter.objects.filter(id__in=letter_ids, discarded_at__isnull=True)
    return rows.update(discarded_at=at)


def _letter_data(row: DeadLetter) -> DeadLetterData:
    return DeadLetterData(
        id=row.id,
        target=row.target,
        entry=row.entry.uuid,
        type=row.entry.type,
        attempts=row.attempts,
        last_error=row.last_error,
        dead_at=row.dead_at,
    )
