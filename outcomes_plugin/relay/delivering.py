"""Deliver what waits, lane by lane."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction

from outcomes_plugin import logs
from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.ledger.data import DeliveryData, EntryData, FailureData

from .rights import check_relay
from .rules import lane_wait_after, wait_after
from .standing import Standing, ask_target
from .targets import (
    TAKEN,
    DeliveryFailed,
    Outcome,
    Result,
    Target,
    TargetAway,
    in_order,
    target_named,
)

BATCH = 200


@dataclass(frozen=True)
class LaneReport:
    """What became of one run over a lane."""

    delivered: int = 0
    failed: int = 0
    is_done: bool = True


def lanes_to_deliver(actor: Actor, *, at: datetime) -> Sequence[tuple[str, int]]:
    """
    Return every lane with something due, of each target that is ready and not paused.

    Raises:
        NotFound: the actor is not the relay.
    """
    check_relay(actor)
    paused = ledger_api.know_targets(list(settings.OUTCOMES_RELAY_TARGETS))
    return [
        (target, lane)
        for target, is_paused in paused.items()
        if not is_paused
        for lane in _ready_lanes(target, at=at)
    ]


def deliver_lane(actor: Actor, target: str, lane: int, *, at: datetime) -> LaneReport:
    """
    Deliver everything that is due in one lane, batch by batch.

    A lane that another worker has is left to that worker. When this is killed, the batch at hand
    is delivered again with the same ids.

    Raises:
        NotFound: the actor is not the relay.
    """
    check_relay(actor)
    total = LaneReport()
    if ask_target(target).standing is not Standing.READY:
        return total
    ledger_api.make_lane(target, lane)
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


def _ready_lanes(target: str, *, at: datetime) -> Sequence[int]:
    lanes = ledger_api.waiting_lanes(target, at=at)
    if not lanes:
        return []
    state = ask_target(target)
    if state.standing is not Standing.READY:
        logs.warn("relay.target_waits", target=target, standing=str(state.standing))
        return []
    return lanes


@transaction.atomic
def _deliver_batch(target: str, lane: int, *, at: datetime) -> LaneReport:
    if ledger_api.is_paused(target) or not ledger_api.lock_lane(target, lane, at=at):
        return LaneReport()
    batch = ledger_api.due_deliveries(target, lane, at=at, limit=BATCH)
    if not batch:
        return LaneReport()
    try:
        outcomes = _give(target_named(target), [row.entry for row in batch])
    except TargetAway as away:
        wait = lane_wait_after(ledger_api.lane_failures(target, lane))
        ledger_api.hold_lane(target, lane, error=away.kind, until=at + wait)
        logs.warn("relay.target_away", target=target, kind=away.kind, lane=lane)
        return LaneReport(failed=len(batch))
    return _settle(target, lane, list(zip(batch, outcomes, strict=True)), at=at)


def _give(target: Target, entries: Sequence[EntryData]) -> Sequence[Outcome]:
    """Give the target those of the entries that it may have; the others count as taken."""
    users = _users_in(entries)
    if target.needs_user:
        wanted = [entry for entry in entries if entry.person is None or entry.person in users]
    else:
        wanted = list(entries)
    outcomes = _outcomes(target, wanted, users)
    given = {entry.uuid: outcome for entry, outcome in zip(wanted, outcomes, strict=True)}
    return [given.get(entry.uuid, TAKEN) for entry in entries]


def _outcomes(
    target: Target, entries: Sequence[EntryData], users: Mapping[str, int]
) -> Sequence[Outcome]:
    try:
        return target.deliver(entries, users=users)
    except (TargetAway, OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001
        # A target is another's code: which entry it stumbles over is found by giving each alone.
        kind, place = type(error).__name__, logs.place_of(error)
        logs.warn("relay.batch_failed", entries=len(entries), kind=kind, place=place)
    return in_order(entries, lambda entry: _alone(target, entry, users))


def _alone(target: Target, entry: EntryData, users: Mapping[str, int]) -> None:
    (outcome,) = target.deliver([entry], users=users)
    if outcome.result is not Result.TAKEN:
        raise DeliveryFailed(outcome.kind)


def _settle(
    target: str, lane: int, told: Sequence[tuple[DeliveryData, Outcome]], *, at: datetime
) -> LaneReport:
    delivered = [row.id for row, outcome in told if outcome.result is Result.TAKEN]
    failures = [
        FailureData(delivery=row, error=outcome.kind, due_at=at + wait_after(row.attempts))
        for row, outcome in told
        if outcome.result is Result.REFUSED
    ]
    last = settings.OUTCOMES_RELAY_ATTEMPTS - 1
    dead = [one for one in failures if one.delivery.attempts >= last]
    ledger_api.settle(delivered)
    ledger_api.postpone([one for one in failures if one not in dead])
    ledger_api.bury(dead, at=at)
    ledger_api.note_delivered(target, lane, count=len(delivered), at=at)
    for one in failures:
        _log_failure(one)
    return LaneReport(len(delivered), len(failures), is_done=len(told) < BATCH)


def _log_failure(failure: FailureData) -> None:
    row = failure.delivery
    logs.warn(
        "relay.failed",
        target=row.target,
        entry=row.entry.uuid,
        kind=failure.error,
        attempt=row.attempts + 1,
    )


def _users_in(entries: Sequence[EntryData]) -> Mapping[str, int]:
    persons = {entry.person for entry in entries} | {entry.actor_person for entry in entries}
    return actors_api.users_of([person for person in persons if person])
