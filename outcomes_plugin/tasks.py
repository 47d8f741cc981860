"""What runs in Celery workers, and how often the periodic ones are due."""

from collections.abc import Mapping
from typing import Any

from celery import shared_task
from django.utils import timezone

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.relay import api as relay_api


@shared_task
def deliver_due() -> None:
    """Hand every lane with something due to a worker."""
    for target, lane in relay_api.lanes_to_deliver(Actor.system("relay"), at=timezone.now()):
        deliver_lane.delay(target, lane)


@shared_task
def deliver_lane(target: str, lane: int) -> None:
    """Deliver one lane."""
    relay_api.deliver_lane(Actor.system("relay"), target, lane, at=timezone.now())


PERIODIC: Mapping[str, tuple[Any, int]] = {
    "outcomes-deliver-due": (deliver_due, 30),
}
