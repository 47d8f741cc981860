"""Who gives roles finds people by their exact name, and sees who has the roles they give."""

import pytest

from outcomes_plugin.errors import NotFound
from outcomes_plugin.programs import api as programs_api
from tests import given
from tests.given_programs import a_draft_program, a_member, a_program, course_staff, the_coordinator
from tests.given_surveys import own_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    program = a_program()
    for name, role in (("mia", "mentee"), ("anna", "analyst"), ("hana", "hr_steward")):
        a_member(program, name, role=role)
    return program


def find(actor, program, named):
    found = programs_api.find_user_to_add(actor, program.id, named)
    return found and found.username


@pytest.mark.parametrize("named", ["nora", "nora@example.com"])
def test_a_person_is_found_by_username_or_mail_address(program, named):
    given.a_user("nora")
    assert find(the_coordinator(), program, named) == "nora"
    assert find(given.global_staff(), program, named) == "nora"


@pytest.mark.parametrize("named", ["", "nor", "nora@", "%", "no\0ra", "\ud800"])
def test_nobody_is_found_by_less(program, named):
    given.a_user("nora")
    assert find(the_coordinator(), program, named) is None


def test_who_gives_nobody_a_role_finds_nobody(program):
    for name in ("mia", "anna", "hana", "nora"):
        with pytest.raises(NotFound):
            find(given.an_actor(name), program, "mia")
        with pytest.raises(NotFound):
            programs_api.named_members(given.an_actor(name), program.id)


def test_each_sees_the_roles_that_they_give(program):
    def listed(actor):
        return [
            (one.username, one.member.role) for one in programs_api.named_members(actor, program.id)
        ]

    assert listed(the_coordinator()) == [
        ("anna", "analyst"),
        ("cleo", "coordinator"),
        ("mia", "mentee"),
    ]
    assert listed(given.global_staff()) == [("cleo", "coordinator"), ("hana", "hr_steward")]


def test_the_list_costs_the_same_for_many(program):
    def queries():
        with own_queries() as found:
            programs_api.named_members(the_coordinator(), program.id)
        return len(found)

    before = queries()
    for index in range(20):
        a_member(program, f"mo{index}")
    assert queries() == before


def test_a_coordinator_is_found_before_there_is_a_program():
    given.a_user("cleo")
    found = programs_api.find_user_to_coordinate(given.global_staff(), "cleo")
    assert found is not None
    assert found.username == "cleo"
    with pytest.raises(NotFound):
        programs_api.find_user_to_coordinate(the_coordinator(), "cleo")


def test_courses_to_link_are_those_of_ones_own_that_are_not_linked():
    program = a_draft_program()
    actor = course_staff("cleo")
    assert [one.title for one in programs_api.courses_to_link(actor, program.id)] == ["Mentor"]
    key = programs_api.courses_to_link(actor, program.id)[0].course_key
    programs_api.link_course(actor, program.id, key, at=given.MONDAY)
    assert programs_api.courses_to_link(actor, program.id) == []
    for other in (given.global_staff(), course_staff("sten")):
        with pytest.raises(NotFound):
            programs_api.courses_to_link(other, program.id)
