"""Deliver what waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, transaction

from outcomes_plugin import logs
from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.ledger.data import DeliveryData

from .rules import wait_after
from .targets import DeliveryFailed, Target, target_named

BATCH = 200


@dataclass(frozen=True)
class LaneReport:
    """What became of one run over a lane."""

    delivered: int = 0
    failed: int = 0
    is_done: bool = True


def lanes_to_deliver(actor: Actor, *, at: datetime) -> Sequence[tuple[str, int]]:
    """Return every target and lane with something due. Only the relay may ask."""
    _check_relay(actor)
    return [
        (target, lane)
        for target in settings.OUTCOMES_RELAY_TARGETS
        for lane in ledger_api.waiting_lanes(target, at=at)
    ]


def deliver_lane(actor: Actor, target: str, lane: int, *, at: datetime) -> LaneReport:
    """
    Deliver everything that is due in one lane, batch by batch.

    A lane that another worker holds is left to that worker. When this is killed, the batch at hand
    is delivered again with the same ids.
    """
    _check_relay(actor)
    ledger_api.make_lane(target, lane)
    total = LaneReport()
    while True:
        batch = _deliver_batch(target, lane, at=at)
        total = LaneReport(total.delivered + batch.delivered, total.failed + batch.failed)
        if batch.is_done:
            return total


def deliver_due(actor: Actor, *, at: datetime) -> LaneReport:
    """Deliver every lane that has something due, one after the other."""
    reports = [
        deliver_lane(actor, target, lane, at=at) for target, lane in lanes_to_deliver(actor, at=at)
    ]
    return LaneReport(sum(r.delivered for r in reports), sum(r.failed for r in reports))


def _check_relay(actor: Actor) -> None:
    if not actor.may_as_system("ledger.deliver"):
        raise NotFound


@transaction.atomic
def _deliver_batch(target: str, lane: int, *, at: datetime) -> LaneReport:
    if not ledger_api.lock_lane(target, lane):
        return LaneReport()
    batch = ledger_api.due_deliveries(target, lane, at=at, limit=BATCH)
    delivered, failed = _deliver_rows(target_named(target), batch, at=at)
    ledger_api.settle(delivered)
    return LaneReport(len(delivered), failed, is_done=len(batch) < BATCH)


def _deliver_rows(
    target: Target, batch: Sequence[DeliveryData], *, at: datetime
) -> tuple[Sequence[int], int]:
    users = _users_in(batch)
    delivered: list[int] = []
    held_back: set[str] = set()
    failed = 0
    for row in batch:
        if row.subject in held_back:
            continue
        kind = _deliver(target, row, users=users)
        if kind:
            held_back.add(row.subject)
            failed += 1
            due_at = at + wait_after(row.attempts)
            ledger_api.postpone(row.id, error=kind, due_at=due_at)
        else:
            delivered.append(row.id)
    return delivered, failed


def _deliver(target: Target, row: DeliveryData, *, users: Mapping[str, int]) -> str:
    """Give the entry to the target and return why it did not take it, in a word, or nothing."""
    try:
        target.deliver(row.entry, users=users)
    except DeliveryFailed as failure:
        return failure.kind
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001
        # A target is another's code: whatever it raises holds back one subject, not the lane.
        kind, place = type(error).__name__, logs.place_of(error)
        logs.warn("relay.failed", target=row.target, entry=row.entry.uuid, kind=kind, place=place)
        return kind
    return ""


def _users_in(batch: Sequence[DeliveryData]) -> Mapping[str, int]:
    persons = {row.entry.person for row in batch} | {row.entry.actor_person for row in batch}
    return actors_api.users_of([person for person in persons if person])
