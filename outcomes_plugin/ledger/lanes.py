"""The lanes of a target: which have something due, who holds one, and what each has delivered."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Max, Min, Q, QuerySet

from .data import LONGEST_WAIT
from .models import Delivery, RelayLane, RelayTally

TALLIES_KEPT = timedelta(hours=1)


def waiting_lanes(target: str, *, at: datetime) -> Sequence[int]:
    """Return the lanes of the target that hold a row which is due and are not held themselves."""
    found = Delivery.objects.filter(target=target).values("lane")
    found = found.annotate(first=Min("due_at"), last=Max("due_at")).order_by("lane")
    held = set(_lanes(target).exclude(_is_free(at)).values_list("lane", flat=True))
    return [
        row["lane"]
        for row in found
        if row["lane"] not in held and (row["first"] <= at or row["last"] > at + LONGEST_WAIT)
    ]


def make_lane(target: str, lane: int) -> None:
    """Make the row that stands for the lane, in a transaction of its own. Twice is once."""
    RelayLane.objects.get_or_create(target=target, lane=lane)


def lock_lane(target: str, lane: int, *, at: datetime) -> bool:
    """
    Take the lane until the transaction ends; return False when another worker has it or it is held.

    The lane's row is there since `make_lane`: to look for it here would fix what this transaction
    can see to a moment before it had the lane.

    Raises:
        TransactionManagementError: there is no transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A lane is taken by a transaction.")
    can_skip = connection.features.has_select_for_update_skip_locked
    rows = _lanes(target).select_for_update(skip_locked=can_skip)
    return rows.filter(_is_free(at), lane=lane).first() is not None


def lane_failures(target: str, lane: int) -> int:
    """Return how often in a row the target did not answer the lane."""
    return _lanes(target).values_list("failures", flat=True).get(lane=lane)


def hold_lane(target: str, lane: int, *, error: str, until: datetime) -> None:
    """Leave the lane alone until then: its target does not answer."""
    _lanes(target).filter(lane=lane).update(
        failures=F("failures") + 1, held_until=until, last_error=error[:64]
    )


def free_lanes(target: str) -> None:
    """Hold no lane of the target any longer."""
    _lanes(target).update(failures=0, held_until=None)


def note_delivered(target: str, lane: int, *, count: int, at: datetime) -> None:
    """Count what the lane has delivered; the caller holds the lane, so nobody else counts there."""
    _lanes(target).filter(lane=lane, failures__gt=0).update(failures=0, held_until=None)
    minute = at.replace(second=0, microsecond=0)
    tallies = RelayTally.objects.filter(target=target, lane=lane)
    if not tallies.filter(minute=minute).update(delivered=F("delivered") + count):
        tallies.filter(Q(minute__lte=at - TALLIES_KEPT) | Q(minute__gt=at)).delete()
        RelayTally.objects.create(target=target, lane=lane, minute=minute, delivered=count)


def _lanes(target: str) -> QuerySet[RelayLane]:
    return RelayLane.objects.filter(target=target)


def _is_free(at: datetime) -> Q:
    """Return the condition of a lane that may be delivered: a clock gone wrong holds none."""
    is_over = Q(held_until__lte=at) | Q(held_until__gt=at + LONGEST_WAIT)
    return Q(held_until__isnull=True) | is_over
