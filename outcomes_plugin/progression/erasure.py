"""What is kept here about one person: hand it out, and clear it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from outcomes_plugin.programs import api as programs_api

from .hr.held import erase_held, export_held
from .models import (
    CareerEvent,
    CourseFact,
    CourseProgress,
    EmploymentSpell,
    FactDispute,
    HeldHrRow,
    HrImport,
    HrSource,
    InboxRow,
    OrgUnit,
    ReportingLine,
)

_CHUNK = 1000
_ABOUT_PERSONS: tuple[Any, ...] = (
    InboxRow,
    CourseProgress,
    CourseFact,
    EmploymentSpell,
    CareerEvent,
    ReportingLine,
    FactDispute,
)
_OF_PROGRAMS: tuple[Any, ...] = (
    EmploymentSpell,
    CareerEvent,
    OrgUnit,
    ReportingLine,
    HeldHrRow,
    FactDispute,
    HrImport,
    HrSource,
)


def export_person(person: str) -> Mapping[str, Any]:
    """Return everything that this applet keeps about the person."""
    return {
        "course_progress": [
            {
                "course": row.course_key,
                "enrolled": row.is_enrolled,
                "passed": row.has_passed,
                "completed_blocks": row.completed,
                "completable_blocks": row.completable,
                "last_active_at": row.last_active_at.isoformat() if row.last_active_at else None,
            }
            for row in CourseProgress.objects.filter(person=person).order_by("course_key")
        ],
        "course_facts": [
            {
                "course": row.course_key,
                "kind": row.kind,
                "value": row.value,
                "occurred_at": row.occurred_at.isoformat(),
            }
            for row in CourseFact.objects.filter(person=person).order_by("occurred_at", "id")
        ],
        "employment": [
            {
                "starts_on": row.starts_on.isoformat(),
                "ends_on": row.ends_on.isoformat() if row.ends_on else None,
                "leave_reason": row.leave_reason,
                "org_unit": row.org_unit,
            }
            for row in EmploymentSpell.objects.filter(person=person).order_by("starts_on", "id")
        ],
        "career": [
            {"kind": row.kind, "on": row.on.isoformat(), "verified": row.is_verified}
            for row in CareerEvent.objects.filter(person=person).order_by("on", "id")
        ],
        **_export_hr(person),
    }


def _export_hr(person: str) -> Mapping[str, Any]:
    """Return to whom the person reports, what waits for them, and what they called wrong."""
    return {
        "reporting_lines": [
            {
                "starts_on": row.starts_on.isoformat(),
                "ends_on": row.ends_on.isoformat() if row.ends_on else None,
            }
            for row in ReportingLine.objects.filter(person=person).order_by("starts_on", "id")
        ],
        "hr_rows_waiting": export_held(person),
        "hr_facts_disputed": [
            {
                "kind": row.kind,
                "disputed_at": row.disputed_at.isoformat(),
                "outcome": row.outcome,
            }
            for row in FactDispute.objects.filter(person=person).order_by("disputed_at", "id")
        ],
    }


@transaction.atomic
def erase_person(person: str, *, at: datetime) -> None:
    """
    Delete the person's course and career facts, and what waits for them. Twice is once.

    Lines that name them as a manager go as well.
    """
    for model in _ABOUT_PERSONS:
        model.objects.filter(person=person).delete()
    ReportingLine.objects.filter(manager=person).delete()
    erase_held(person)


@transaction.atomic
def expire_program(program_id: int) -> int:
    """
    Delete what HR sent for the program, and the course facts of people in no other program with the
    course; return how many rows went.
    """
    count = 0
    for model in _OF_PROGRAMS:
        deleted, _by_model = model.objects.filter(program_id=program_id).delete()
        count += deleted
    persons = programs_api.persons_ever_in(program_id)
    for course_key in programs_api.courses_ever_linked(program_id):
        alone = sorted(persons - programs_api.persons_elsewhere(program_id, course_key))
        count += _delete_course_facts(alone, course_key)
    return count


def _delete_course_facts(persons: Sequence[str], course_key: str) -> int:
    count = 0
    for start in range(0, len(persons), _CHUNK):
        chunk = persons[start : start + _CHUNK]
        for model in (InboxRow, CourseProgress, CourseFact):
            rows = model.objects.filter(person__in=chunk, course_key=course_key)
            deleted, _by_model = rows.delete()
            count += deleted
    return count
