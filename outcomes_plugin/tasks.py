"""What runs in Celery workers, and how often the periodic ones are due."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from celery import shared_task
from django.utils import timezone

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.governance import api as governance_api
from outcomes_plugin.mail import api as mail_api
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.relay import api as relay_api

_LOST_AFTER = timedelta(minutes=5)
_SWEEP_LIMIT = 1000


@shared_task
def take_inbox_row(row_id: int) -> None:
    """Turn one platform event into facts."""
    progression_api.take_row(Actor.system("progress"), row_id, at=timezone.now())


@shared_task
def sweep_inbox() -> None:
    """Take the rows whose task was lost."""
    now = timezone.now()
    lost = progression_api.waiting_rows(
        Actor.system("progress"), received_before=now - _LOST_AFTER, limit=_SWEEP_LIMIT
    )
    for row_id in lost:
        take_inbox_row.delay(row_id)


@shared_task
def read_members() -> None:
    """Read what the platform kept of members who joined, or whose course was linked, since."""
    actor, now = Actor.system("progress"), timezone.now()
    for unread in progression_api.unread_courses(actor, read_before=progression_api.EVER):
        progression_api.read_course(
            actor, unread.course_key, read_before=progression_api.EVER, at=now
        )


@shared_task
def take_held_hr_rows() -> None:
    """Take over HR's rows about people who have become members, and let old ones go."""
    progression_api.take_held_hr_rows(Actor.system("hr"), at=timezone.now())


@shared_task
def close_due() -> None:
    """Open what is to open, ask who has joined, close what is to close, and release it."""
    api.run_due(at=timezone.now())


@shared_task
def close_window(window_id: int) -> None:
    """Close one window and make its release; when this is lost, `close_due` does it."""
    api.close_and_release(Actor.system("close"), window_id, at=timezone.now())


@shared_task
def expire_proposals() -> None:
    """Take back proposals that nobody has answered, and forget meetings that were taken back."""
    now = timezone.now()
    pairings_api.expire_proposals(Actor.system("pairings"), at=now)
    pairings_api.forget_removed_meetings(Actor.system("pairings"), at=now)


@shared_task
def run_retention() -> None:
    """Let go of what is past its period, and of keys on their day."""
    governance_api.run_retention(Actor.system("retention"), at=timezone.now())


@shared_task
def deliver_due() -> None:
    """Hand every lane with something due to a worker."""
    for target, lane in relay_api.lanes_to_deliver(Actor.system("relay"), at=timezone.now()):
        deliver_lane.delay(target, lane)


@shared_task
def deliver_lane(target: str, lane: int) -> None:
    """Deliver one lane."""
    relay_api.deliver_lane(Actor.system("relay"), target, lane, at=timezone.now())


@shared_task
def queue_reminders() -> None:
    """Queue the reminders whose time it is."""
    mail_api.queue_reminders(Actor.system("mail"), at=timezone.now())


@shared_task
def send_mails() -> None:
    """Send the mails that are due."""
    mail_api.send_due(Actor.system("mail"), at=timezone.now())


PERIODIC: Mapping[str, tuple[Any, int]] = {
    "outcomes-close-due": (close_due, 60),
    "outcomes-deliver-due": (deliver_due, 30),
    "outcomes-expire-proposals": (expire_proposals, 15 * 60),
    "outcomes-queue-reminders": (queue_reminders, 15 * 60),
    "outcomes-read-members": (read_members, 5 * 60),
    "outcomes-run-retention": (run_retention, 24 * 60 * 60),
    "outcomes-send-mails": (send_mails, 30),
    "outcomes-sweep-inbox": (sweep_inbox, 300),
    "outcomes-take-held-hr-rows": (take_held_hr_rows, 15 * 60),
}
