"""Write what the platform told of a learner: facts, where they stand now, and the entries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api

from . import rules
from .data import EventKind, StoredFact
from .models import CourseFact, CourseProgress

_ENTRY_TYPES = {
    EventKind.ENROLLED: ("course.enrolled", "is_active"),
    EventKind.PASSED: ("course.passing_changed", "passed"),
}
_FIELDS = {EventKind.ENROLLED: "is_enrolled", EventKind.PASSED: "has_passed"}


@dataclass(frozen=True, kw_only=True)
class Learner:
    """A member in one linked course, and the platform's user behind them."""

    person: str
    user_id: int
    course_key: str


def check_may_record(actor: Actor) -> None:
    """
    Refuse everybody but those who record progress.

    Raises:
        NotFound: the actor is somebody else.
    """
    if not actor.may_as_system("progress.record"):
        raise NotFound


def lock_progress(persons: Collection[str], course_key: str) -> Mapping[str, CourseProgress]:
    """Return each person's row in the course, made now where there was none, locked."""
    rows = CourseProgress.objects.filter(person__in=persons, course_key=course_key)
    known = set(rows.values_list("person", flat=True))
    CourseProgress.objects.bulk_create(
        [
            CourseProgress(person=person, course_key=course_key)
            for person in persons
            if person not in known
        ],
        ignore_conflicts=True,
    )
    return {row.person: row for row in rows.select_for_update().order_by("id")}


def keep_fact(
    actor: Actor,
    learner: Learner,
    progress: CourseProgress,
    kind: EventKind,
    *,
    value: bool,
    at: datetime,
) -> None:
    """Keep a value told for a moment; `progress` then stands as the latest one says, unsaved."""
    facts = _absorb(learner, kind, value=value, at=at)
    now = facts[-1].value
    if getattr(progress, _FIELDS[kind]) != now:
        setattr(progress, _FIELDS[kind], now)
        entry_type, key = _ENTRY_TYPES[kind]
        _record(actor, entry_type, learner, payload={key: now}, at=at)
    _was_active(progress, at=at)


def keep_completion(
    actor: Actor,
    learner: Learner,
    progress: CourseProgress,
    *,
    completed: int,
    completable: int,
    at: datetime,
) -> None:
    """Keep how far the learner is; a step of 25 percent reached anew gets its entry."""
    progress.completed, progress.completable = completed, completable
    step = rules.step_reached(completed, completable)
    if step > progress.step_reached:
        progress.step_reached = step
        _record(actor, "course.progressed", learner, payload={"percent": step}, at=at)
    _was_active(progress, at=at)


def _was_active(progress: CourseProgress, *, at: datetime) -> None:
    if progress.last_active_at is None or at > progress.last_active_at:
        progress.last_active_at = at


def _absorb(
    learner: Learner, kind: EventKind, *, value: bool, at: datetime
) -> Sequence[StoredFact]:
    """Write what was told into the facts of the learner, and return them."""
    stored = CourseFact.objects.filter(
        person=learner.person, course_key=learner.course_key, kind=kind
    )
    known = [_fact(one) for one in stored.order_by("occurred_at")]
    facts = rules.absorb(known, value=value, at=at)
    gone = [fact.occurred_at for fact in known if fact not in facts]
    if gone:
        stored.filter(occurred_at__in=gone).delete()
    CourseFact.objects.bulk_create(
        CourseFact(
            person=learner.person,
            course_key=learner.course_key,
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
    actor: Actor, type_: str, learner: Learner, *, payload: Mapping[str, int], at: datetime
) -> None:
    # The person may have been cut from the user meanwhile.
    if actors_api.users_of([learner.person]):
        programs = programs_api.programs_of_member_in_course(learner.person, learner.course_key)
        ledger_api.record(
            actor,
            type_,
            at=at,
            person=learner.person,
            program=programs[0] if len(programs) == 1 else "",
            course_key=learner.course_key,
            payload=payload,
        )
