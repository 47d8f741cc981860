"""
What the applets above read. Nothing here checks a right: who asks has asked `require` before.

Everything returns values in an order that does not change between calls.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from outcomes_plugin.errors import NotFound

from .access import ProgramRef, load_program, lock_program, program_data
from .data import CohortData, CourseLinkData, MemberData, MilestoneData, ProgramData, ProgramStatus
from .models import Cohort, CourseLink, Member, Milestone, Program
from .rights import Role


def find_program(program: ProgramRef) -> ProgramData | None:
    """Return the program of that id or slug, or None. For applets above; checks no right."""
    try:
        return program_data(load_program(program))
    except NotFound:
        return None


def program_by_slug(slug: str) -> ProgramData | None:
    """Return the program of that slug, or None. For applets above; checks no right."""
    return find_program(slug)


def live_programs() -> Sequence[ProgramData]:
    """Return the programs that are live. For applets above; checks no right."""
    return [
        program_data(row)
        for row in Program.objects.filter(status=ProgramStatus.LIVE).order_by("id")
    ]


def ended_programs() -> Sequence[ProgramData]:
    """Return the programs that have ended. For applets above; checks no right."""
    return [
        program_data(row)
        for row in Program.objects.filter(status=ProgramStatus.ENDED).order_by("id")
    ]


def cohorts(program_id: int) -> Sequence[CohortData]:
    """Return the program's cohorts, the earliest first. For applets above; checks no right."""
    rows = Cohort.objects.filter(program_id=program_id).order_by("starts_on", "id")
    return [cohort_data(row) for row in rows]


def milestones(program_id: int) -> Sequence[MilestoneData]:
    """Return the milestones of all cohorts by day. For applets above; checks no right."""
    rows = Milestone.objects.filter(cohort__program_id=program_id).select_related("cohort")
    return [milestone_data(row) for row in rows.order_by("on", "id")]


def active_members(
    program_id: int,
    *,
    role: str | None = None,
    cohort_ids: Collection[int] | None = None,
    at: datetime | None = None,
    without: Sequence[QuerySet[Any, Any]] = (),
    among: QuerySet[Any, Any] | None = None,
) -> Sequence[MemberData]:
    """
    Return the open memberships, or those that were open at a time, in the order of joining.

    `without` and `among` are queries for persons, which the database then answers in the same
    statement. For applets above; checks no right.
    """
    rows = _members().filter(program_id=program_id)
    rows = rows.filter(open_marker=True) if at is None else rows.filter(open_at(at))
    if role is not None:
        rows = rows.filter(role=role)
    if cohort_ids is not None:
        rows = rows.filter(cohort_id__in=cohort_ids)
    for persons in without:
        rows = rows.exclude(person__in=persons)
    if among is not None:
        rows = rows.filter(person__in=among)
    return [member_data(row) for row in rows.order_by("joined_at", "id")]


def membership(person: str, program_id: int, role: str) -> MemberData | None:
    """Return the person's open membership in that role. For applets above; checks no right."""
    row = (
        _members().filter(program_id=program_id, person=person, role=role, open_marker=True).first()
    )
    return member_data(row) if row is not None else None


def hold_memberships(program_id: int) -> None:
    """Let no membership of the program end before the transaction does. For applets above."""
    lock_program(program_id)


def memberships_of(person: str) -> Sequence[MemberData]:
    """Return the person's open memberships in all programs. For applets above; checks no right."""
    rows = _members().filter(person=person, open_marker=True).order_by("id")
    return [member_data(row) for row in rows]


def coordinators(program_id: int) -> Sequence[str]:
    """Return the persons who coordinate the program. For applets above; checks no right."""
    rows = Member.objects.filter(
        program_id=program_id, role=Role.COORDINATOR, open_marker=True
    ).order_by("joined_at", "id")
    return list(rows.values_list("person", flat=True))


def linked_courses(program_id: int) -> Sequence[CourseLinkData]:
    """Return the program's courses, the primary one first. For applets above; checks no right."""
    rows = CourseLink.objects.filter(program_id=program_id, open_marker=True).order_by("id")
    return sorted(map(link_data, rows), key=lambda link: not link.is_primary)


def primary_courses(slugs: Collection[str]) -> Mapping[str, str]:
    """Return the primary course of each of the programs that has one. For applets above."""
    links = CourseLink.objects.filter(program__slug__in=slugs, primary_marker=True)
    return dict(links.values_list("program__slug", "course_key"))


def programs_of_course(course_key: str) -> Sequence[ProgramData]:
    """Return the programs to which the course belongs. For applets above; checks no right."""
    links = CourseLink.objects.filter(course_key=course_key, open_marker=True)
    rows = links.select_related("program").order_by("program_id")
    return [program_data(row.program) for row in rows]


def links_of_course(course_key: str) -> Sequence[CourseLinkData]:
    """Return the course's links to its programs. For applets above; checks no right."""
    links = CourseLink.objects.filter(course_key=course_key, open_marker=True)
    return [link_data(row) for row in links.order_by("program_id")]


def cohort_ids_by_slug(program_id: int) -> Mapping[str, int]:
    """Return the id of each cohort of the program by its slug. For applets above."""
    return dict(Cohort.objects.filter(program_id=program_id).values_list("slug", "id"))


def open_at(at: datetime) -> Q:
    """Return the condition of memberships that were open at the time."""
    return Q(joined_at__lte=at) & (Q(left_at__isnull=True) | Q(left_at__gt=at))


def _members() -> QuerySet[Member]:
    return Member.objects.select_related("cohort")


def member_data(row: Member) -> MemberData:
    """Return the row as a value."""
    return MemberData(
        id=row.id,
        program_id=row.program_id,
        person=row.person,
        role=Role(row.role),
        cohort_id=row.cohort_id,
        cohort=row.cohort.slug if row.cohort is not None else "",
        joined_at=row.joined_at,
        left_at=row.left_at,
        attributes=row.attributes,
    )


def cohort_data(row: Cohort) -> CohortData:
    """Return the row as a value."""
    return CohortData(
        id=row.id,
        program_id=row.program_id,
        slug=row.slug,
        title=row.title,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        followed_group=row.followed_group or "",
    )


def milestone_data(row: Milestone) -> MilestoneData:
    """Return the row as a value."""
    return MilestoneData(cohort_id=row.cohort_id, cohort=row.cohort.slug, key=row.key, on=row.on)


def link_data(row: CourseLink) -> CourseLinkData:
    """Return the row as a value."""
    return CourseLinkData(
        program_id=row.program_id,
        course_key=row.course_key,
        is_primary=row.primary_marker is True,
        linked_at=row.linked_at,
    )
