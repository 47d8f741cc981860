"""From a platform event to course facts: a row in the request, the work in a worker."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import platform
from outcomes_plugin.programs import api as programs_api

from .data import EventKind
from .models import InboxRow
from .reading import read_learner
from .recording import Learner, check_may_record, keep_completion, keep_fact, lock_progress


def receive(
    kind: EventKind,
    *,
    user_id: int,
    course_key: str,
    value: bool | None,
    occurred_at: datetime,
    at: datetime,
) -> int | None:
    """
    Leave a row in the inbox when the user is in a program with this course, and return its id.

    Runs in the learner's request: one query for a user in no such program, two for a member.
    """
    person = programs_api.member_in_course(user_id, course_key)
    if person is None:
        return None
    row = InboxRow.objects.create(
        kind=kind,
        user_id=user_id,
        person=person,
        course_key=course_key,
        value=value,
        occurred_at=occurred_at,
        received_at=at,
    )
    return row.id


def waiting_rows(actor: Actor, *, received_before: datetime, limit: int) -> Sequence[int]:
    """Return the oldest rows whose task was lost. Only the progress actor may ask."""
    check_may_record(actor)
    rows = InboxRow.objects.filter(received_at__lt=received_before).order_by("id")
    return list(rows.values_list("id", flat=True)[:limit])


def oldest_received() -> datetime | None:
    """Return when the oldest event that waits was received; None when none does."""
    rows = InboxRow.objects.order_by("received_at").values_list("received_at", flat=True)
    return rows.first()


@transaction.atomic
def take_row(actor: Actor, row_id: int, *, at: datetime) -> bool:
    """
    Write what the row tells: the fact, its entry and deliveries; then the row goes.

    Of somebody who is met for the first time all that the platform has kept is read first. A row
    that is gone, or that another worker holds, is left alone; the answer is then False.
    """
    check_may_record(actor)
    can_skip = connection.features.has_select_for_update_skip_locked
    row = InboxRow.objects.select_for_update(skip_locked=can_skip).filter(id=row_id).first()
    if row is None:
        return False
    _take(actor, row, at=at)
    row.delete()
    return True


def _take(actor: Actor, row: InboxRow, *, at: datetime) -> None:
    learner = Learner(person=row.person, user_id=row.user_id, course_key=row.course_key)
    progress = lock_progress([row.person], row.course_key)[row.person]
    if progress.read_at is None:
        read_learner(actor, learner, progress, at=at)
    kind = EventKind(row.kind)
    if kind is EventKind.COMPLETION:
        keep_completion(
            actor,
            learner,
            progress,
            completed=platform().completed_blocks(row.user_id, row.course_key),
            completable=platform().completable_blocks(row.course_key),
            at=row.occurred_at,
        )
    else:
        keep_fact(actor, learner, progress, kind, value=bool(row.value), at=row.occurred_at)
    progress.save()
