"""Coordinators learn who left a course lying, as far as the notice tells people so."""

from datetime import timedelta

import pytest

from outcomes_plugin.errors import NotFound
from outcomes_plugin.progression import api as progression_api
from tests import given
from tests import given_surveys as gs
from tests.given_programs import (
    a_cohort,
    a_linked_course,
    a_member,
    a_program,
    course_staff,
    the_coordinator,
)
from tests.progression.given_progress import stands

pytestmark = pytest.mark.django_db

NOW = given.A_MONTH_LATER
THREE_WEEKS = timedelta(days=21)


@pytest.fixture
def program():
    found = a_program()
    a_linked_course(found)
    for name in ("amara", "bo", "cem", "dilan", "eli"):
        a_member(found, name)
    stands("amara", done=2, of=8, last_active_at=NOW - THREE_WEEKS)
    stands("bo", done=2, of=8, last_active_at=NOW - THREE_WEEKS + timedelta(seconds=1))
    stands("cem", done=8, of=8, last_active_at=NOW - THREE_WEEKS)
    stands("dilan", done=0, of=8, last_active_at=NOW - THREE_WEEKS)
    stands("eli", done=1, of=8, last_active_at=NOW - THREE_WEEKS - timedelta(days=1))
    return found


def stalled(program, actor=None):
    found = progression_api.stalled(actor or the_coordinator(), program.id, at=NOW)
    return [(one.person, one.percent_done) for one in found]


def test_whoever_began_and_left_it_lying_for_three_weeks_is_named_the_longest_first(program):
    gs.a_notice(program)
    assert stalled(program) == [(given.a_person("eli"), 12), (given.a_person("amara"), 25)]


def test_nobody_is_named_before_the_notice_tells_of_it(program):
    assert stalled(program) == []
    gs.a_notice(program, purposes=["run_program", "surveys"])
    assert stalled(program) == []


def test_a_cohort_that_is_over_is_left_alone(program):
    gs.a_notice(program)
    a_cohort_that_is_over = {"starts_on": given.MONDAY.date(), "ends_on": NOW.date()}
    a_cohort(program, "past", **a_cohort_that_is_over)
    a_member(program, "fay", cohort="past")
    stands("fay", done=2, of=8, last_active_at=given.MONDAY)
    found = progression_api.stalled(the_coordinator(), program.id, at=NOW + timedelta(days=1))
    assert given.a_person("fay") not in [one.person for one in found]
    assert given.a_person("eli") in [one.person for one in found]


@pytest.mark.parametrize("name", ["amara", "carl", "gudrun"])
def test_only_coordinators_read_it(program, name):
    course_staff("carl")
    with pytest.raises(NotFound):
        stalled(program, given.an_actor(name))
