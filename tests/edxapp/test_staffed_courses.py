"""Which courses a person staffs in the LMS, read from roles of courses and of organizations."""

import pytest
from django.contrib.auth import get_user_model
from opaque_keys.edx.keys import CourseKey

from tests.edxapp import models

FORGE, ROBOTS, OTHER = (
    CourseKey.from_string(f"course-v1:{name}+2026")
    for name in ("Acme+Forge", "Acme+Robots", "Other+Forge")
)


@pytest.fixture(autouse=True)
def courses(db):
    """Let the LMS have these courses."""
    for key in (FORGE, ROBOTS, OTHER):
        models.CourseOverview.objects.create(id=key, org=key.org)


@pytest.fixture
def person(db):
    """Return a person who has no role yet."""
    return get_user_model().objects.create(username="oskar")


def staffed(lms, person) -> list[str]:
    """Return the keys of the courses that the person staffs, by title."""
    return [course.course_key for course in lms.courses_staffed(person.pk)]


def give(person, role: str, *, org: str = "Acme", course_key: CourseKey | str = "") -> None:
    row = {"user": person, "role": role, "org": org, "course_id": course_key}
    models.CourseAccessRole.objects.create(**row)


def test_nobody_staffs_a_course_without_a_role(lms, person):
    assert not staffed(lms, person)


@pytest.mark.parametrize("role", ["staff", "instructor", "limited_staff"])
def test_staff_of_a_course_staff_it_alone(lms, person, role, django_assert_num_queries):
    give(person, role, course_key=FORGE)
    with django_assert_num_queries(2):
        assert staffed(lms, person) == [str(FORGE)]


@pytest.mark.parametrize("role", ["beta_testers", "data_researcher", "finance_admin"])
def test_other_roles_staff_nothing(lms, person, role):
    give(person, role, course_key=FORGE)
    assert not staffed(lms, person)


def test_staff_of_an_organization_staff_each_of_its_courses(lms, person):
    give(person, "staff")
    assert staffed(lms, person) == [str(FORGE), str(ROBOTS)]


def test_an_organization_is_known_by_its_exact_name(lms, person):
    give(person, "staff", org="acme")
    give(person, "instructor", org="")
    assert not staffed(lms, person)


def test_a_course_is_known_by_its_exact_key(lms):
    assert lms.course(str(FORGE)).org == "Acme"
    for other in (str(FORGE).lower(), "course-v1:No+Such+Course", "nonsense", ""):
        assert lms.course(other) is None


def test_a_course_that_is_gone_is_not_listed(lms, person):
    give(person, "staff", course_key=FORGE)
    models.CourseOverview.objects.filter(id=FORGE).delete()
    assert not staffed(lms, person)


def test_a_closed_account_and_global_staff_staff_nothing_by_that(lms, person):
    give(person, "staff", course_key=FORGE)
    person.is_active = False
    person.save()
    chief = get_user_model().objects.create(username="gudrun", is_staff=True, is_superuser=True)
    assert not staffed(lms, person)
    assert not staffed(lms, chief)
