"""What runs in Celery workers, and how often the periodic ones are due."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import wraps
from typing import Any

from celery import shared_task
from django.utils import timezone

from outcomes_plugin import api, logs
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.governance import api as governance_api
from outcomes_plugin.mail import api as mail_api
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.relay import api as relay_api
from outcomes_plugin.settings.periodic import BEAT_SCHEDULE
from outcomes_plugin.upkeep import api as upkeep_api

_LOST_AFTER = timedelta(minutes=5)
_SWEEP_LIMIT = 1000


def _noted(run: Callable[[], None]) -> Callable[[], None]:
    """Let everybody see when the task was last begun, and when it was last done."""
    name = f"{run.__module__}.{run.__name__}"

    @wraps(run)
    def task() -> None:
        upkeep_api.begin(name, at=timezone.now())
        try:
            run()
        except Exception as error:
            logs.warn("task.failed", task=name, kind=type(error).__name__)
            raise
        upkeep_api.finish(name, at=timezone.now())

    return task


@shared_task
def take_inbox_row(row_id: int) -> None:
    """Turn one platform event into facts."""
    progression_api.take_row(Actor.system("progress"), row_id, at=timezone.now())


@shared_task
@_noted
def sweep_inbox() -> None:
    """Take the rows whose task was lost."""
    now = timezone.now()
    lost = progression_api.waiting_rows(
        Actor.system("progress"), received_before=now - _LOST_AFTER, limit=_SWEEP_LIMIT
    )
    for row_id in lost:
        take_inbox_row.delay(row_id)


@shared_task
@_noted
def read_members() -> None:
    """Read what the platform kept of members who joined, or whose course was linked, since."""
    actor, now = Actor.system("progress"), timezone.now()
    for unread in progression_api.unread_courses(actor, read_before=progression_api.EVER):
        progression_api.read_course(
            actor, unread.course_key, read_before=progression_api.EVER, at=now
        )


@shared_task
def place_members(course_key: str) -> None:
    """Place the members of programs that have begun to follow a group of the course."""
    progression_api.place_all(Actor.system("progress"), course_key, at=timezone.now())


@shared_task
@_noted
def take_held_hr_rows() -> None:
    """Take over HR's rows about people who have become members, and let old ones go."""
    progression_api.take_held_hr_rows(Actor.system("hr"), at=timezone.now())


@shared_task
@_noted
def close_due() -> None:
    """Open what is to open, ask who has joined, close what is to close, and release it."""
    api.run_due(at=timezone.now())


@shared_task
def close_window(window_id: int) -> None:
    """Close one window and make its release; when this is lost, `close_due` does it."""
    api.close_and_release(Actor.system("close"), window_id, at=timezone.now())


@shared_task
@_noted
def expire_proposals() -> None:
    """Take back proposals that nobody has answered, and forget meetings that were taken back."""
    now = timezone.now()
    pairings_api.expire_proposals(Actor.system("pairings"), at=now)
    pairings_api.forget_removed_meetings(Actor.system("pairings"), at=now)


@shared_task
@_noted
def run_retention() -> None:
    """Let go of what is past its period, and of keys on their day."""
    governance_api.run_retention(Actor.system("retention"), at=timezone.now())


@shared_task
@_noted
def deliver_due() -> None:
    """Hand every lane with something due to a worker."""
    for target, lane in relay_api.lanes_to_deliver(Actor.system("relay"), at=timezone.now()):
        deliver_lane.delay(target, lane)


@shared_task
def deliver_lane(target: str, lane: int) -> None:
    """Deliver one lane."""
    done = relay_api.deliver_lane(Actor.system("relay"), target, lane, at=timezone.now())
    tell = logs.warn if done.failed else logs.tell
    tell(
        "relay.lane_done",
        target=target,
        lane=lane,
        delivered=done.delivered,
        failed=done.failed,
    )


@shared_task
@_noted
def queue_reminders() -> None:
    """Queue the reminders whose time it is."""
    mail_api.queue_reminders(Actor.system("mail"), at=timezone.now())


@shared_task
@_noted
def send_mails() -> None:
    """Send the mails that are due."""
    done = mail_api.send_due(Actor.system("mail"), at=timezone.now())
    if done.sent or done.settled or done.failed:
        logs.tell("mail.batch", sent=done.sent, settled=done.settled, failed=done.failed)


def _own(name: str) -> Any:
    return globals()[name.rpartition(".")[2]]


PERIODIC: Mapping[str, tuple[Any, int]] = {
    entry: (_own(due["task"]), due["schedule"]) for entry, due in BEAT_SCHEDULE.items()
}
