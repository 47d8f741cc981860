"""Write what a comparison found."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.models import FactDispute, HeldHrRow

from .comparing import ROWS_AT_ONCE, Reading, Work
from .data import DisputeOutcome
from .fields import MODELS, written


def write(reading: Reading, work: Work, *, at: datetime) -> None:
    """Write all of it. Disputes of facts that change or go are settled as corrected."""
    model: Any = MODELS[reading.kind]
    delete_facts(reading.kind, work.gone, at=at)
    delete_held(work.released)
    model.objects.bulk_create(work.added, batch_size=ROWS_AT_ONCE)
    model.objects.bulk_update(work.changed, written(reading.kind), batch_size=ROWS_AT_ONCE)
    settle_corrected(reading.kind, [one.id for one in work.changed], at=at)
    for one in work.held:
        one.received_at = at
    HeldHrRow.objects.bulk_create(work.held, batch_size=ROWS_AT_ONCE)
    HeldHrRow.objects.bulk_update(
        work.held_again, ["who", "manager", "facts"], batch_size=ROWS_AT_ONCE
    )


def delete_facts(kind: HrKind, ids: Sequence[int], *, at: datetime) -> None:
    """Delete the facts, and settle what people said against them."""
    model: Any = MODELS[kind]
    for chunk in in_chunks(ids):
        model.objects.filter(id__in=chunk).delete()
    settle_corrected(kind, ids, at=at)


def delete_held(ids: Sequence[int]) -> None:
    """Delete the held rows."""
    for chunk in in_chunks(ids):
        HeldHrRow.objects.filter(id__in=chunk).delete()


def settle_corrected(kind: HrKind, ids: Sequence[int], *, at: datetime) -> None:
    """Settle the open disputes of these facts, which are no longer as they were disputed."""
    for chunk in in_chunks(ids):
        FactDispute.objects.filter(kind=kind, fact_id__in=chunk, open_marker=True).update(
            outcome=DisputeOutcome.CORRECTED, settled_at=at, open_marker=None
        )


def in_chunks(ids: Sequence[Any]) -> Collection[Sequence[Any]]:
    """Return the values in parts that any database takes in one statement."""
    return [ids[start : start + ROWS_AT_ONCE] for start in range(0, len(ids), ROWS_AT_ONCE)]
