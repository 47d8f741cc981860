from itertools import combinations, product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Role, Standing, Thing
from tests import given, given_programs
from tests.programs import matrix

RIGHTS = list(product(Thing, Action))
ROLES = [role.value for role in Role]


@pytest.fixture
def program(db):
    program = given_programs.a_program()
    given_programs.a_linked_course(program)
    return program


def holder(program, *holds: str) -> Actor:
    """Return one person who holds all of these roles and standings, and nothing else."""
    name = "_".join(holds) or "nora"
    for role in holds:
        if role in ROLES:
            given_programs.a_member(program, name, role=role)
    if "course_staff" in holds:
        given_programs.course_staff(name)
    actor = given.an_actor(name)
    if "global_staff" in holds:
        user = given.a_user(name)
        user.is_staff = True
        user.save()
    return actor


def may(actor, program, thing, action) -> bool:
    try:
        programs_api.require(actor, program.id, thing, action)
    except NotFound:
        return False
    return True


def test_the_matrix_names_every_holder_thing_and_action():
    assert set(matrix.HOLDERS) == {*ROLES, "course_staff", "global_staff"}
    assert {holder for holder, _thing, _action in matrix.GRANTED} == set(matrix.HOLDERS)
    assert {thing for _holder, thing, _action in matrix.GRANTED} == set(Thing)
    assert {action for _holder, _thing, action in matrix.GRANTED} == set(Action)


@pytest.mark.slow
@pytest.mark.parametrize("held", matrix.HOLDERS)
def test_a_role_or_standing_may_do_exactly_what_the_matrix_says(program, held):
    actor = holder(program, held)
    found = {right for right in RIGHTS if may(actor, program, *right)}
    assert found == {right for right in RIGHTS if matrix.granted([held], *right)}
    assert found


@pytest.mark.slow
@pytest.mark.parametrize(
    "held",
    [
        ("mentee", "mentor"),
        ("mentor", "coordinator"),
        ("mentee", "course_staff"),
        ("analyst", "global_staff"),
        ("course_staff", "global_staff"),
        ("sponsor", "hr_steward", "equity_steward"),
    ],
    ids="+".join,
)
def test_a_person_with_several_has_the_union(program, held):
    actor = holder(program, *held)
    found = {right for right in RIGHTS if may(actor, program, *right)}
    assert found == {right for right in RIGHTS if matrix.granted(held, *right)}


@pytest.mark.slow
def test_every_combination_of_roles_and_standings_is_the_union(db):
    program = given_programs.a_draft_program()
    for size in range(len(matrix.HOLDERS) + 1):
        for held in combinations(matrix.HOLDERS, size):
            standing = Standing(program=program, roles=frozenset(held))
            found = {right for right in RIGHTS if standing.allows(*right)}
            assert found == {right for right in RIGHTS if matrix.granted(held, *right)}


def test_nobody_may_do_nothing(program):
    outsiders = {
        "a user without a role": holder(program),
        "someone who is not signed in": Actor(),
        "a part of the system": Actor.system("close"),
        "a former mentee": former_member(program),
        "a coordinator of another program": coordinator_of_another_program(),
        "staff of a course that is not linked": given_programs.course_staff(
            "sten", "course-v1:Northlight+OTHER+2026"
        ),
    }
    for who, actor in outsiders.items():
        found = {right for right in RIGHTS if may(actor, program, *right)}
        assert found == set(), who


def former_member(program) -> Actor:
    member = given_programs.a_member(program, "fern")
    programs_api.end_membership(given_programs.the_coordinator(), member.id, at=given.TUESDAY)
    return given.an_actor("fern")


def coordinator_of_another_program() -> Actor:
    otto = given.a_user("otto")
    given_programs.a_draft_program("rise", title="Rise", coordinator_user_id=otto.pk)
    return given.an_actor("otto")


def test_being_global_staff_gives_no_answers_goals_or_journals(program):
    gudrun = given.global_staff()
    for thing in (Thing.OWN_WORK, Thing.SHARED_WORK, Thing.IDENTIFIED_ANSWERS, Thing.HELP_REQUESTS):
        assert not any(may(gudrun, program, thing, action) for action in Action)
    assert may(gudrun, program, Thing.RELEASES, Action.READ)


def test_course_staff_see_counts_and_program_totals_only(program):
    staff = given_programs.course_staff("sten")
    readable = {right for right in RIGHTS if may(staff, program, *right)}
    assert readable == {
        (Thing.PARTICIPATION, Action.READ_COUNTS),
        (Thing.RELEASES, Action.READ_TOTALS),
        (Thing.QUESTIONNAIRES, Action.READ),
        (Thing.QUESTIONNAIRES, Action.CONFIGURE),
        (Thing.COURSE_BLOCKS, Action.READ),
        (Thing.COURSE_BLOCKS, Action.CONFIGURE),
    }


def test_course_staff_lose_their_standing_with_the_link(program):
    staff = given_programs.course_staff("sten")
    assert may(staff, program, Thing.RELEASES, Action.READ_TOTALS)
    programs_api.unlink_course(
        given_programs.the_coordinator(), program.id, given_programs.COURSE, at=given.TUESDAY
    )
    assert not may(staff, program, Thing.RELEASES, Action.READ_TOTALS)


def test_absent_and_forbidden_look_the_same(program):
    amara = holder(program, "mentee")
    refusals = []
    for asked in (program.id, program.slug, program.id + 1000, "no-such-program", "LEAP", ""):
        with pytest.raises(NotFound) as refusal:
            programs_api.require(amara, asked, Thing.WINDOWS, Action.CONFIGURE)
        refusals.append((str(refusal.value), refusal.value.details, refusal.value.status))
    assert len({str(refusal) for refusal in refusals}) == 1


@pytest.mark.parametrize("asked", ["id", "slug"])
def test_a_members_right_costs_two_queries_and_does_not_ask_the_platform(program, asked):
    amara = holder(program, "mentee")
    ref = getattr(program, asked)
    with CaptureQueriesContext(connection) as queries:
        programs_api.require(amara, ref, Thing.OWN_WORK, Action.WRITE)
    assert len(queries) == 2
    with CaptureQueriesContext(connection) as queries:
        assert programs_api.standing(amara, ref).roles == {"mentee"}
    assert len(queries) == 2


def test_the_platform_is_not_asked_for_what_no_standing_has(program):
    nora = holder(program)
    with CaptureQueriesContext(connection) as queries, pytest.raises(NotFound):
        programs_api.require(nora, program.id, Thing.OWN_WORK, Action.READ)
    assert len(queries) == 2


def test_the_whole_standing_names_roles_and_standings(program):
    actor = holder(program, "mentor", "course_staff", "global_staff")
    standing = programs_api.whole_standing(actor, program.id)
    assert standing.roles == {"mentor", "course_staff", "global_staff"}
    with pytest.raises(NotFound):
        programs_api.whole_standing(holder(program), program.id)


def test_each_sees_their_own_programs_and_global_staff_all(program):
    other = coordinator_of_another_program()
    amara = holder(program, "mentee", "mentor")
    assert [(p.slug, roles) for p, roles in programs_api.programs_for(amara)] == [
        ("leap", {"mentee", "mentor"})
    ]
    assert [p.slug for p, _roles in programs_api.programs_for(other)] == ["rise"]
    assert [(p.slug, roles) for p, roles in programs_api.programs_for(given.global_staff())] == [
        ("leap", {"global_staff"}),
        ("rise", {"global_staff"}),
    ]
    author = holder(program, "course_staff")
    assert programs_api.programs_for(author) == [(program, {"course_staff"})]
    assert programs_api.programs_for(Actor()) == []
