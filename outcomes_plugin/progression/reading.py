"""
Read what the platform kept of members in a course before it told us of them.

Whoever has not been read has no `read_at`: that is all there is to remember, so reading can be
killed at any moment and started again, and people who join later are read by the same way.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import QuerySet

from outcomes_plugin import logs
from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import LearnerHistory, platform
from outcomes_plugin.programs import api as programs_api

from .data import EventKind, Unread
from .models import CourseProgress
from .recording import Learner, check_may_record, keep_completion, keep_fact, lock_progress

LEARNERS_AT_ONCE = 200
# Everybody was read after this moment who was read at all.
EVER = datetime(1970, 1, 1, tzinfo=UTC)

_READ_INTO = (
    "is_enrolled",
    "has_passed",
    "completed",
    "completable",
    "step_reached",
    "last_active_at",
    "read_at",
)

Progress = Callable[[int], None]


def unread_courses(actor: Actor, *, read_before: datetime) -> Sequence[Unread]:
    """
    Return the linked courses with members who were not read since that moment, and how many.

    Two queries for each linked course.
    """
    check_may_record(actor)
    found = [
        Unread(
            course_key=course_key,
            members=programs_api.persons_in_course(
                course_key, without=_read(course_key, read_before)
            ).count(),
        )
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
    alone.
    """
    check_may_record(actor)
    done = 0
    while persons := _next_unread(course_key, read_before=read_before):
        _read_persons(actor, persons, course_key, at=at)
        done += len(persons)
        logs.tell("backfill.chunk", course=course_key, members=len(persons))
        if progress is not None:
            progress(done)
    return done


def read_learner(actor: Actor, learner: Learner, progress: CourseProgress, *, at: datetime) -> None:
    """Read all that the platform kept of one learner into their row, which is left unsaved."""
    door = platform()
    histories = door.learner_histories([learner.user_id], learner.course_key)
    history = histories.get(learner.user_id)
    completable = door.completable_blocks(learner.course_key) if history is not None else 0
    _take_over(actor, learner, progress, history, completable=completable, at=at)


def _next_unread(course_key: str, *, read_before: datetime) -> Sequence[str]:
    persons = programs_api.persons_in_course(course_key, without=_read(course_key, read_before))
    return list(persons[:LEARNERS_AT_ONCE])


def _read(course_key: str, read_before: datetime) -> QuerySet[CourseProgress, str]:
    rows = CourseProgress.objects.filter(course_key=course_key, read_at__gte=read_before)
    return rows.values_list("person", flat=True)


@transaction.atomic
def _read_persons(actor: Actor, persons: Collection[str], course_key: str, *, at: datetime) -> None:
    users = actors_api.users_of(persons)
    door = platform()
    histories = door.learner_histories(list(users.values()), course_key)
    completable = door.completable_blocks(course_key)
    locked = lock_progress(persons, course_key)
    for person, progress in locked.items():
        # A person who was cut from the user has no history that could be read, and none is sought.
        user_id = users.get(person, 0)
        learner = Learner(person=person, user_id=user_id, course_key=course_key)
        history = histories.get(user_id)
        _take_over(actor, learner, progress, history, completable=completable, at=at)
    CourseProgress.objects.bulk_update(locked.values(), _READ_INTO)


def _take_over(
    actor: Actor,
    learner: Learner,
    progress: CourseProgress,
    history: LearnerHistory | None,
    *,
    completable: int,
    at: datetime,
) -> None:
    progress.read_at = at
    if history is None:
        return
    for kind, told in ((EventKind.ENROLLED, history.enrolled), (EventKind.PASSED, history.passed)):
        for one in told:
            keep_fact(actor, learner, progress, kind, value=one.value, at=one.since)
    if history.last_active_at is not None:
        keep_completion(
            actor,
            learner,
            progress,
            completed=history.completed,
            completable=completable,
            at=history.last_active_at,
        )
