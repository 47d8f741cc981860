"""A member's cohort follows the platform's cohort or team, where a coordinator has said so."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from demo.courses import groups
from demo.courses.models import DemoGroupMembership
from outcomes_plugin import tasks
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import GroupKind
from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.progression.models import InboxRow
from outcomes_plugin.surveys.models import FrameRow
from tests import given
from tests import given_surveys as gs
from tests.given_programs import (
    COURSE,
    a_cohort,
    a_course,
    a_linked_course,
    a_member,
    a_program,
    the_coordinator,
)
from tests.progression.given_groups import a_followed_group, puts, takes

pytestmark = pytest.mark.django_db
PROGRESS = Actor.system("progress")


@pytest.fixture
def program():
    found = a_program()
    a_linked_course(found)
    a_member(found, "amara", cohort="spring")
    a_member(found, "jonas")
    return found


@pytest.fixture
def worker(django_capture_on_commit_callbacks):
    """Do what happened in a request, then let the worker take what it left."""

    def run(*steps):
        with django_capture_on_commit_callbacks(execute=True):
            for step in steps:
                step()

    return run


def cohort_of(program, name):
    (found,) = [
        one.cohort
        for one in programs_api.active_members(program.id)
        if one.person == given.a_person(name)
    ]
    return found


def moves(name):
    return [
        (one.actor_system, dict(one.payload))
        for one in ledger_api.entries_about(given.a_person(name))
        if one.type == "member.changed"
    ]


@pytest.mark.parametrize("kind", GroupKind)
def test_who_comes_into_the_group_comes_into_the_cohort(program, worker, kind):
    autumn = a_followed_group(program, "autumn", kind=kind)
    worker(lambda: puts("amara", autumn), lambda: puts("jonas", autumn))
    assert [cohort_of(program, name) for name in ("amara", "jonas")] == ["autumn", "autumn"]
    assert moves("amara") == [("progress", {"role": "mentee", "fields": ["cohort"]})]
    assert InboxRow.objects.count() == 0


def test_who_changes_the_group_changes_the_cohort_and_who_goes_stays(program, worker):
    autumn, winter = (a_followed_group(program, slug) for slug in ("autumn", "winter"))
    worker(lambda: puts("amara", autumn))
    worker(lambda: puts("amara", winter))
    assert cohort_of(program, "amara") == "winter"
    worker(lambda: takes("amara", winter))
    assert cohort_of(program, "amara") == "winter"
    assert len(moves("amara")) == 2


def test_who_is_in_groups_of_several_cohorts_stays_until_it_is_one(program, worker):
    teams = [a_followed_group(program, slug, kind=GroupKind.TEAM) for slug in ("autumn", "winter")]
    worker(*(lambda team=team: puts("amara", team) for team in teams))
    assert cohort_of(program, "amara") == "spring"
    worker(lambda: takes("amara", teams[0]))
    assert cohort_of(program, "amara") == "winter"


def test_a_group_that_no_cohort_follows_moves_nobody_and_leaves_no_row(program, worker):
    a_followed_group(program, "autumn")
    other = groups.add_group(a_course(), "Another")
    worker(lambda: puts("amara", other))
    assert cohort_of(program, "amara") == "spring"
    assert moves("amara") == []


def test_people_asked_in_an_open_window_stay_in_the_cohort_they_were_asked_in(worker):
    asking = gs.an_asking_program()
    a_linked_course(asking)
    a_member(asking, "amara", cohort="spring")
    window = gs.an_open_window(asking, cohorts=["spring"])
    autumn = a_followed_group(asking, "autumn")
    worker(lambda: puts("amara", autumn))
    assert cohort_of(asking, "amara") == "autumn"
    row = FrameRow.objects.get(window_id=window.id, person=given.a_person("amara"))
    assert row.cohort_id == a_cohort(asking, "spring").id


def test_those_who_were_in_the_group_before_are_placed_by_a_task(program):
    autumn = a_followed_group(program, "autumn")
    DemoGroupMembership.objects.bulk_create(
        DemoGroupMembership(group=autumn, user=given.a_user(name)) for name in ("amara", "jonas")
    )
    tasks.place_members(COURSE)
    assert [cohort_of(program, name) for name in ("amara", "jonas")] == ["autumn", "autumn"]


def test_who_joins_later_is_placed_when_their_past_is_read(program):
    autumn = a_followed_group(program, "autumn")
    puts("mia", autumn)
    a_member(program, "mia")
    tasks.read_members()
    assert cohort_of(program, "mia") == "autumn"


@pytest.mark.parametrize(("name", "most"), [("stranger", 1), ("amara", 2)])
def test_a_change_of_groups_costs_a_stranger_one_query_and_a_member_two(program, name, most):
    autumn = a_followed_group(program, "autumn")
    given.a_person(name)
    with CaptureQueriesContext(connection) as seen:
        puts(name, autumn)
    ours = [one["sql"] for one in seen if "outcomes_plugin_" in one["sql"]]
    assert len(ours) == most


def test_only_a_coordinator_who_staffs_the_course_lets_a_cohort_follow_its_group(program):
    a_cohort(program)
    group = groups.add_group(a_course(), "Ours")
    told = {"course_key": COURSE, "group": groups.key_of(group), "at": given.MONDAY}
    assert [one.title for one in programs_api.groups_to_follow(the_coordinator(), program.id)] == [
        "Ours"
    ]
    a_member(program, "otto", role="coordinator")
    for actor in (given.an_actor("otto"), given.an_actor("amara"), given.an_actor("stranger")):
        with pytest.raises(NotFound):
            programs_api.follow_group(actor, program.id, "spring", **told)
    with pytest.raises(NotFound):
        programs_api.follow_group(
            the_coordinator(), program.id, "spring", **{**told, "group": "cohort-0"}
        )
    with pytest.raises(NotFound):
        progression_api.place_all(the_coordinator(), COURSE, at=given.MONDAY)
    followed = programs_api.follow_group(the_coordinator(), program.id, "spring", **told)
    assert followed.followed_group == groups.key_of(group)


def test_a_group_is_followed_by_one_cohort_of_a_program(program):
    autumn = a_followed_group(program, "autumn")
    a_cohort(program, "winter")
    told = {"course_key": COURSE, "group": groups.key_of(autumn), "at": given.MONDAY}
    with pytest.raises(Conflict):
        programs_api.follow_group(the_coordinator(), program.id, "winter", **told)
    programs_api.follow_no_group(the_coordinator(), program.id, "autumn", at=given.MONDAY)
    programs_api.follow_group(the_coordinator(), program.id, "winter", **told)


def test_a_cohort_that_follows_no_longer_and_a_course_that_is_unlinked_move_nobody(program, worker):
    autumn, winter = (a_followed_group(program, slug) for slug in ("autumn", "winter"))
    programs_api.follow_no_group(the_coordinator(), program.id, "autumn", at=given.MONDAY)
    worker(lambda: puts("amara", autumn))
    programs_api.unlink_course(the_coordinator(), program.id, COURSE, at=given.MONDAY)
    worker(lambda: puts("amara", winter))
    assert progression_api.place_all(PROGRESS, COURSE, at=given.MONDAY) == 0
    assert cohort_of(program, "amara") == "spring"
