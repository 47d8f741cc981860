"""A cohort follows a cohort or team of a linked course, as its coordinator chooses on the page."""

import pytest

from demo.courses import groups
from outcomes_plugin.edxapp import GroupKind
from outcomes_plugin.programs import api as programs_api
from tests import given
from tests.given_programs import (
    a_cohort,
    a_course,
    a_linked_course,
    a_member,
    a_program,
    the_coordinator,
)
from tests.pages.forms import read, send

pytestmark = pytest.mark.django_db
FORM = "Follow a group in a course"


@pytest.fixture
def program():
    found = a_program()
    a_cohort(found)
    a_linked_course(found)
    return found


def cohort_of(program, name):
    return {one.person: one.cohort for one in programs_api.active_members(program.id)}[
        given.a_person(name)
    ]


def test_a_chosen_group_is_followed_and_its_people_are_placed(
    program, django_capture_on_commit_callbacks
):
    team = groups.add_group(a_course(), "Blue", kind=GroupKind.TEAM)
    a_member(program, "amara")
    groups.put_into(team, given.a_user("amara"))
    page = read(program, "set_up_cohorts")
    assert FORM in page
    assert "Team Blue in Mentor" in page
    with django_capture_on_commit_callbacks(execute=True):
        told = send(
            program, "set_up_cohorts", "follow", subject="spring", group=groups.key_of(team)
        )
    assert told.json()["said"].startswith("The cohort follows this group now.")
    assert cohort_of(program, "amara") == "spring"
    page = read(program, "set_up_cohorts")
    assert "Follows: Team Blue in Mentor" in page
    assert f'value="{groups.key_of(team)}" selected' in page


def test_no_group_is_followed_any_more_once_none_is_chosen(program):
    group = groups.add_group(a_course(), "Spring")
    send(program, "set_up_cohorts", "follow", subject="spring", group=groups.key_of(group))
    told = send(program, "set_up_cohorts", "follow", subject="spring", group="")
    assert told.json()["said"] == "The cohort follows no group now."
    assert programs_api.cohorts(program.id)[0].followed_group == ""


def test_without_groups_there_is_nothing_to_follow(program):
    assert FORM not in read(program, "set_up_cohorts")


@pytest.mark.parametrize("group", ["cohort-0", "nonsense"])
def test_a_group_that_is_not_there_is_refused(program, group):
    assert send(program, "set_up_cohorts", "follow", subject="spring", group=group).status_code == (
        404
    )


def test_a_group_that_is_gone_is_said_and_stays_chosen_until_another_is(program):
    group = groups.add_group(a_course(), "Spring")
    send(program, "set_up_cohorts", "follow", subject="spring", group=groups.key_of(group))
    group.delete()
    assert "A group that is gone" in read(program, "set_up_cohorts")


def test_two_cohorts_cannot_follow_one_group(program):
    a_cohort(program, "winter")
    key = groups.key_of(groups.add_group(a_course(), "Spring"))
    send(program, "set_up_cohorts", "follow", subject="spring", group=key)
    told = send(program, "set_up_cohorts", "follow", subject="winter", group=key)
    assert told.status_code == 409
    programs_api.follow_no_group(the_coordinator(), program.id, "spring", at=given.MONDAY)
    assert send(program, "set_up_cohorts", "follow", subject="winter", group=key).status_code == 200
