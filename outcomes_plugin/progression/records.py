"""Take the records of learners in a course out of the tables, and put them back: many at once."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.db import connection

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api

from .data import EventKind, StoredFact
from .models import CourseFact, CourseProgress
from .recording import Record, Stored

_WRITTEN = (
    "is_enrolled",
    "has_passed",
    "has_certificate",
    "completed",
    "completable",
    "step_reached",
    "last_active_at",
    "read_at",
    "certificates_read_at",
)
_ROWS_AT_ONCE = 500


def open_records(persons: Collection[str], course_key: str) -> Sequence[Record]:
    """
    Return each person's record in the course, locked until the transaction ends.

    As many queries for one person as for hundreds.
    """
    rows = _lock_progress(persons, course_key)
    users = actors_api.users_of(persons)
    programs = programs_api.programs_of_members_in_course(persons, course_key)
    stored = _stored(persons, course_key)
    return [
        Record(
            user_id=users.get(row.person),
            progress=row,
            programs=programs.get(row.person, {}),
            stored=stored[row.person],
            facts=_in_order(stored[row.person]),
        )
        for row in rows
    ]


def close_records(actor: Actor, records: Sequence[Record]) -> None:
    """Write what has changed in the records: facts, where each one stands, and the entries."""
    gone = [row_id for record in records for row_id in _gone(record)]
    if gone:
        CourseFact.objects.filter(id__in=gone).delete()
    new = (row for record in records for row in _new(record))
    CourseFact.objects.bulk_create(new, batch_size=_ROWS_AT_ONCE)
    _save_progress([record.progress for record in records])
    ledger_api.record_many(actor, [entry for record in records for entry in record.entries])


def _lock_progress(persons: Collection[str], course_key: str) -> Sequence[CourseProgress]:
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
    return list(rows.select_for_update().order_by("id"))


def _stored(persons: Collection[str], course_key: str) -> Mapping[str, Stored]:
    found: dict[str, dict[tuple[EventKind, StoredFact], int]] = defaultdict(dict)
    rows = CourseFact.objects.filter(person__in=persons, course_key=course_key)
    for row in rows.order_by("occurred_at"):
        fact = StoredFact(
            occurred_at=row.occurred_at, value=row.value, confirmed_at=row.confirmed_at
        )
        found[row.person][EventKind(row.kind), fact] = row.id
    return found


def _in_order(stored: Stored) -> dict[EventKind, tuple[StoredFact, ...]]:
    facts: dict[EventKind, tuple[StoredFact, ...]] = {}
    for kind, fact in stored:
        facts[kind] = (*facts.get(kind, ()), fact)
    return facts


def _gone(record: Record) -> Iterator[int]:
    return (
        row_id for (kind, fact), row_id in record.stored.items() if fact not in record.facts[kind]
    )


def _new(record: Record) -> Iterator[CourseFact]:
    for kind, facts in record.facts.items():
        for fact in facts:
            if (kind, fact) not in record.stored:
                yield CourseFact(
                    person=record.progress.person,
                    course_key=record.progress.course_key,
                    kind=kind,
                    value=fact.value,
                    occurred_at=fact.occurred_at,
                    confirmed_at=fact.confirmed_at,
                )


def _save_progress(rows: Sequence[CourseProgress]) -> None:
    """Write the locked rows over themselves in one statement, which is much faster than CASE."""
    has_target = connection.features.supports_update_conflicts_with_target
    CourseProgress.objects.bulk_create(
        rows,
        batch_size=_ROWS_AT_ONCE,
        update_conflicts=True,
        update_fields=_WRITTEN,
        unique_fields=["id"] if has_target else None,
    )
