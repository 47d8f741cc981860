"""Programs with their people, made through the front door."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from demo.courses.learning import give_course_role
from demo.courses.models import DemoCourse
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import CohortData, MemberData, ProgramData
from tests import given

COURSE = "course-v1:Northlight+MENTOR+2026"
COORDINATOR = "cleo"
NAMED_BY_GLOBAL_STAFF = {"hr_steward", "equity_steward"}


def a_draft_program(slug: str = "leap", **settings: Any) -> ProgramData:
    """Return a draft program that Cleo coordinates."""
    facts = {
        "title": "Leap",
        "org": "Northlight",
        "time_zone": "Europe/Berlin",
        "coordinator_user_id": given.a_user(COORDINATOR).pk,
        "at": given.MONDAY,
        **settings,
    }
    return programs_api.create_program(given.global_staff(), slug=slug, **facts)


def a_program(slug: str = "leap", **settings: Any) -> ProgramData:
    """Return a live program that Cleo coordinates."""
    program = a_draft_program(slug, **settings)
    return programs_api.go_live(the_coordinator(), program.id, at=given.MONDAY)


def the_coordinator() -> Actor:
    """Return Cleo as actor."""
    return given.an_actor(COORDINATOR)


def a_cohort(
    program: ProgramData,
    slug: str = "spring",
    *,
    starts_on: date = date(2026, 3, 2),
    ends_on: date | None = date(2026, 12, 18),
) -> CohortData:
    """Return the program's cohort of that slug, made when there is none."""
    for cohort in programs_api.cohorts(program.id):
        if cohort.slug == slug:
            return cohort
    return programs_api.create_cohort(
        the_coordinator(),
        program.id,
        slug=slug,
        title=slug.title(),
        starts_on=starts_on,
        ends_on=ends_on,
        at=given.MONDAY,
    )


def a_member(
    program: ProgramData,
    name: str,
    *,
    role: str = "mentee",
    cohort: str = "",
    attributes: Mapping[str, str] | None = None,
    at: datetime = given.MONDAY,
) -> MemberData:
    """Return the user of that name as a member; a cohort that is named is made when missing."""
    if cohort:
        a_cohort(program, cohort)
    actor = given.global_staff() if role in NAMED_BY_GLOBAL_STAFF else the_coordinator()
    return programs_api.add_member(
        actor,
        program.id,
        user_id=given.a_user(name).pk,
        role=role,
        cohort=cohort,
        attributes=attributes,
        at=at,
    )


def a_course(course_key: str = COURSE) -> DemoCourse:
    """Return the platform's course of that key, made when there is none."""
    course, _created = DemoCourse.objects.get_or_create(
        key=course_key, defaults={"title": "Mentor"}
    )
    return course


def course_staff(name: str, course_key: str = COURSE) -> Actor:
    """Return the user of that name as staff of the course."""
    actor = given.an_actor(name)
    give_course_role(a_course(course_key), given.a_user(name))
    return actor


def a_linked_course(program: ProgramData, course_key: str = COURSE) -> str:
    """Link the course to the program as Cleo, who becomes its staff, and return its key."""
    coordinator = course_staff(COORDINATOR, course_key)
    programs_api.link_course(coordinator, program.id, course_key, at=given.MONDAY)
    return course_key
