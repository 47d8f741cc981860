"""
Read what the platform kept of members in a course before it told us of them.

Whoever has not been read has no `read_at`: that is all there is to remember, so reading can be
killed at any moment and started again, and people who join later are read by the same way. The
same holds for certificates, which are read only where a notice in force tells of them.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from outcomes_plugin import logs
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import LearnerHistory, platform
from outcomes_plugin.programs import api as programs_api

from .data import EventKind, Unread
from .models import CourseProgress
from .placing import place_persons
from .recording import Record, check_may_record
from .records import close_records, open_records
from .telling import programs_telling

LEARNERS_AT_ONCE = 200
# To find the next unread of a large course costs more than to read two hundred.
_FOUND_AT_ONCE = 50 * LEARNERS_AT_ONCE
# Everybody was read after this moment who was read at all.
EVER = datetime(1970, 1, 1, tzinfo=UTC)

Progress = Callable[[int], None]


def unread_courses(actor: Actor, *, read_before: datetime) -> Sequence[Unread]:
    """
    Return the linked courses with members who were not read since that moment, and how many.

    Four queries for each linked course.
    """
    check_may_record(actor)
    found = [
        Unread(course_key=course_key, members=_unread(course_key, read_before=read_before).count())
        for course_key in programs_api.courses_linked_now()
    ]
    return [one for one in found if one.members]


def read_course(
    actor: Actor,
    course_key: str,
    *,
    read_before: datetime,
    at: datetime,
    progress: Progress | None = None,
) -> int:
    """
    Read all that the platform kept of the course's members, and return of how many.

    Two hundred members at a time, each time in one transaction: what is done stays done when this
    is killed. `progress` is told how many have been read. Those read since `read_before` are left
    alone. Where a cohort follows a group of the course, they are placed too.
    """
    check_may_record(actor)
    done, is_followed = 0, programs_api.persons_following(course_key).exists()
    for persons in _next_unread(course_key, read_before=read_before):
        _read_persons(actor, persons, course_key, at=at)
        if is_followed:
            place_persons(actor, persons, course_key, at=at)
        done += len(persons)
        logs.tell("backfill.chunk", course=course_key, members=len(persons))
        if progress is not None:
            progress(done)
    return done


def read_record(record: Record, *, at: datetime) -> None:
    """Read all that the platform kept of one learner into their record, which is left open."""
    door, course_key = platform(), record.progress.course_key
    user_id = record.user_id
    # A person who was cut from the user has no history that could be read.
    history = door.learner_histories([user_id], course_key).get(user_id) if user_id else None
    _take_over(
        record,
        history,
        completable=door.completable_blocks(course_key) if history is not None else 0,
        telling=programs_telling(course_key),
        at=at,
    )


def _next_unread(course_key: str, *, read_before: datetime) -> Iterator[Sequence[str]]:
    """Yield the unread in the order of their ids, some at a time."""
    unread, last = _unread(course_key, read_before=read_before), ""
    while found := list(unread.filter(person__gt=last)[:_FOUND_AT_ONCE]):
        for start in range(0, len(found), LEARNERS_AT_ONCE):
            yield found[start : start + LEARNERS_AT_ONCE]
        last = found[-1]


def _unread(course_key: str, *, read_before: datetime) -> QuerySet[Any, str]:
    rows = CourseProgress.objects.filter(course_key=course_key, read_at__gte=read_before)
    read = rows.values_list("person", flat=True)
    with_certificates = read.filter(certificates_read_at__gte=read_before)
    telling = programs_telling(course_key)
    return programs_api.persons_in_course(
        course_key,
        without={
            program.id: with_certificates if program.id in telling else read
            for program in programs_api.programs_of_course(course_key)
        },
    )


@transaction.atomic
def _read_persons(actor: Actor, persons: Collection[str], course_key: str, *, at: datetime) -> None:
    door, telling = platform(), programs_telling(course_key)
    records = open_records(persons, course_key)
    user_ids = [record.user_id for record in records if record.user_id is not None]
    histories = door.learner_histories(user_ids, course_key)
    completable = door.completable_blocks(course_key)
    for record in records:
        history = histories.get(record.user_id) if record.user_id else None
        _take_over(record, history, completable=completable, telling=telling, at=at)
    close_records(actor, records)


def _take_over(
    record: Record,
    history: LearnerHistory | None,
    *,
    completable: int,
    telling: Collection[int],
    at: datetime,
) -> None:
    record.progress.read_at = at
    is_told = record.is_told_of(telling)
    if is_told:
        record.progress.certificates_read_at = at
    if history is None:
        return
    for one in history.enrolled:
        record.tell(EventKind.ENROLLED, value=one.value, at=one.since)
    for one in history.passed:
        record.tell(EventKind.PASSED, value=one.value, at=one.since)
    for one in history.certified if is_told else ():
        record.tell(EventKind.CERTIFIED, value=one.value, at=one.since)
    if history.last_active_at is not None:
        record.complete(
            completed=history.completed, completable=completable, at=history.last_active_at
        )
