"""Members as the platform's events find them. For applets above; checks no right."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from outcomes_plugin.actors import api as actors_api

from . import rules
from .data import MemberData
from .lookups import member_data
from .models import CourseLink, Member
from .rights import Role


def member_in_course(user_id: int, course_key: str) -> str | None:
    """
    Return the person behind the user when they are mentee or mentor of a program with this course.

    One query, whoever the user is: it runs in the request of every learner of the site.
    """
    found = _in_course(course_key).filter(person__in=actors_api.person_ids_of_user(user_id))
    return found.values_list("person", flat=True).first()


def member_following(user_id: int, course_key: str) -> str | None:
    """Return the same of programs with a cohort that follows a group of the course. One query."""
    persons = actors_api.person_ids_of_user(user_id)
    found = following_in_course(course_key).filter(person__in=persons)
    return found.values_list("person", flat=True).first()


def following_in_course(course_key: str) -> QuerySet[Member]:
    """Return the mentees and mentors of programs with a cohort that follows a group there."""
    return _in_course(course_key).filter(
        program__cohorts__followed_course=course_key,
        program__cohorts__followed_group__isnull=False,
    )


def persons_in_course(
    course_key: str, *, without: Mapping[int, QuerySet[Any, str]]
) -> QuerySet[Member, str]:
    """
    Return the mentees and mentors of these programs with the course, as a query, ordered by id.

    Of each program those are left out whom the query beside its id finds.
    """
    wanted = Q(pk__in=())
    for program_id, left_out in without.items():
        wanted |= Q(program_id=program_id) & ~Q(person__in=left_out)
    found = _in_course(course_key).filter(wanted)
    return found.values_list("person", flat=True).distinct().order_by("person")


def courses_linked_now() -> Sequence[str]:
    """Return every course that belongs to a program now."""
    rows = CourseLink.objects.filter(open_marker=True)
    return sorted(set(rows.values_list("course_key", flat=True)))


def programs_of_members_in_course(
    persons: Collection[str], course_key: str
) -> Mapping[str, Mapping[int, str]]:
    """Return the programs with this course, id and slug, in which each is mentee or mentor."""
    found: dict[str, dict[int, str]] = {}
    rows = _in_course(course_key).filter(person__in=persons).order_by("program_id")
    for person, program_id, slug in rows.values_list("person", "program_id", "program__slug"):
        found.setdefault(person, {})[program_id] = slug
    return found


def members_during(
    program_id: int, *, role: Role, starts_at: datetime, ends_at: datetime
) -> Sequence[MemberData]:
    """Return the memberships that were open at any time from one moment up to another."""
    rows = Member.objects.select_related("cohort").filter(
        Q(left_at__isnull=True) | Q(left_at__gt=starts_at),
        program_id=program_id,
        role=role,
        joined_at__lt=ends_at,
    )
    return [member_data(row) for row in rows.order_by("joined_at", "id")]


def persons_ever_in(program_id: int) -> frozenset[str]:
    """Return everybody who has or had a role in the program."""
    return frozenset(Member.objects.filter(program_id=program_id).values_list("person", flat=True))


def was_member(person: str | None, program_id: int) -> bool:
    """Return whether the person has or had a role in the program."""
    return (
        person is not None and Member.objects.filter(program_id=program_id, person=person).exists()
    )


def persons_elsewhere(program_id: int, course_key: str) -> frozenset[str]:
    """Return who has or had a role in another program with the course."""
    rows = Member.objects.filter(program__course_links__course_key=course_key)
    return frozenset(rows.exclude(program_id=program_id).values_list("person", flat=True))


def courses_ever_linked(program_id: int) -> Sequence[str]:
    """Return every course that belongs or belonged to the program."""
    rows = CourseLink.objects.filter(program_id=program_id)
    return sorted(set(rows.values_list("course_key", flat=True)))


def _in_course(course_key: str) -> QuerySet[Member]:
    return Member.objects.filter(
        role__in=rules.LEARNERS,
        open_marker=True,
        program__course_links__course_key=course_key,
        program__course_links__open_marker=True,
    )
