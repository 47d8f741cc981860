"""From a platform event to course facts: a row in the request, the work in a worker."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import platform
from outcomes_plugin.errors import NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api

from . import rules
from .data import EventKind, StoredFact
from .models import CourseFact, CourseProgress, InboxRow

_ENTRY_TYPES = {
    EventKind.ENROLLED: ("course.enrolled", "is_active"),
    EventKind.PASSED: ("course.passing_changed", "passed"),
}
_FIELDS = {EventKind.ENROLLED: "is_enrolled", EventKind.PASSED: "has_passed"}


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
    _check_progress(actor)
    rows = InboxRow.objects.filter(received_at__lt=received_before).order_by("id")
    return list(rows.values_list("id", flat=True)[:limit])


@transaction.atomic
def take_row(actor: Actor, row_id: int, *, at: datetime) -> bool:
    """
    Write what the row tells: the fact, its entry and deliveries; then the row goes.

    A row that is gone, or that another worker holds, is left alone; the answer is then False.
    """
    _check_progress(actor)
    can_skip = connection.features.has_select_for_update_skip_locked
    row = InboxRow.objects.select_for_update(skip_locked=can_skip).filter(id=row_id).first()
    if row is None:
        return False
    kind = EventKind(row.kind)
    progress = _locked_progress(row, at=at)
    if kind is EventKind.COMPLETION:
        _count_completion(actor, progress, row)
    else:
        _apply_fact(actor, progress, row, kind)
    row.delete()
    return True


def _check_progress(actor: Actor) -> None:
    if not actor.may_as_system("progress.record"):
        raise NotFound


def _locked_progress(row: InboxRow, *, at: datetime) -> CourseProgress:
    progress, is_new = CourseProgress.objects.get_or_create(
        person=row.person, course_key=row.course_key
    )
    progress = CourseProgress.objects.select_for_update().get(id=progress.id)
    if is_new and row.kind != EventKind.ENROLLED:
        _take_over_enrollment(progress, row)
    return progress


def _take_over_enrollment(progress: CourseProgress, row: InboxRow) -> None:
    """The person enrolled before the product knew them: take the enrollment from the platform."""
    if platform().is_enrolled(row.user_id, row.course_key):
        progress.is_enrolled = True
        _absorb(row, EventKind.ENROLLED, value=True)


def _apply_fact(actor: Actor, progress: CourseProgress, row: InboxRow, kind: EventKind) -> None:
    facts = _absorb(row, kind, value=bool(row.value))
    now = facts[-1].value
    if getattr(progress, _FIELDS[kind]) != now:
        setattr(progress, _FIELDS[kind], now)
        entry_type, key = _ENTRY_TYPES[kind]
        _record(actor, entry_type, row, payload={key: now})
    _save(progress, row)


def _count_completion(actor: Actor, progress: CourseProgress, row: InboxRow) -> None:
    door = platform()
    progress.completed = door.completed_blocks(row.user_id, row.course_key)
    progress.completable = door.completable_blocks(row.course_key)
    step = rules.step_reached(progress.completed, progress.completable)
    if step > progress.step_reached:
        progress.step_reached = step
        _record(actor, "course.progressed", row, payload={"percent": step})
    _save(progress, row)


def _save(progress: CourseProgress, row: InboxRow) -> None:
    if progress.last_active_at is None or row.occurred_at > progress.last_active_at:
        progress.last_active_at = row.occurred_at
    progress.save()


def _absorb(row: InboxRow, kind: EventKind, *, value: bool) -> Sequence[StoredFact]:
    """Write what the row tells into the facts of its person and course, and return them."""
    stored = CourseFact.objects.filter(person=row.person, course_key=row.course_key, kind=kind)
    known = [_fact(one) for one in stored.order_by("occurred_at")]
    facts = rules.absorb(known, value=value, at=row.occurred_at)
    gone = [fact.occurred_at for fact in known if fact not in facts]
    stored.filter(occurred_at__in=gone).delete()
    CourseFact.objects.bulk_create(
        CourseFact(
            person=row.person,
            course_key=row.course_key,
            kind=kind,
            value=fact.value,
            occurred_at=fact.occurred_at,
            confirmed_at=fact.confirmed_at,
        )
        for fact in facts
        if fact not in known
    )
    return facts


def _fact(row: CourseFact) -> StoredFact:
    return StoredFact(occurred_at=row.occurred_at, value=row.value, confirmed_at=row.confirmed_at)


def _record(
    actor: Actor, type_: str, row: InboxRow, *, payload: dict[str, bool] | dict[str, int]
) -> None:
    # The person may have been cut from the user while the row waited.
    if actors_api.users_of([row.person]):
        programs = programs_api.programs_of_member_in_course(row.person, row.course_key)
        ledger_api.record(
            actor,
            type_,
            at=row.occurred_at,
            person=row.person,
            program=programs[0] if len(programs) == 1 else "",
            course_key=row.course_key,
            payload=payload,
        )
