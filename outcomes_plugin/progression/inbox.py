"""From a platform event to course facts: a row in the request, the work in a worker."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import platform
from outcomes_plugin.programs import api as programs_api

from .data import EventKind
from .models import InboxRow
from .placing import place_persons
from .reading import read_record
from .recording import Record, check_may_record
from .records import close_records, open_records
from .telling import programs_telling


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

    A change of groups matters only where a cohort of the program follows one of the course. Runs in
    the learner's request: one query for a user in no such program, two for a member.
    """
    find = (
        programs_api.member_following if kind is EventKind.GROUP else programs_api.member_in_course
    )
    person = find(user_id, course_key)
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
    if row.kind == EventKind.GROUP:
        place_persons(actor, [row.person], row.course_key, at=at)
    else:
        records = open_records([row.person], row.course_key)
        for record in records:
            _take(row, record, at=at)
        close_records(actor, records)
    row.delete()
    return True


def _take(row: InboxRow, record: Record, *, at: datetime) -> None:
    if record.progress.read_at is None:
        read_record(record, at=at)
    kind = EventKind(row.kind)
    if kind is EventKind.COMPLETION:
        record.complete(
            completed=platform().completed_blocks(row.user_id, row.course_key),
            completable=platform().completable_blocks(row.course_key),
            at=row.occurred_at,
        )
    elif kind is not EventKind.CERTIFIED or record.is_told_of(programs_telling(row.course_key)):
        record.tell(kind, value=bool(row.value), at=row.occurred_at)
