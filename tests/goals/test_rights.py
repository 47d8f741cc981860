"""Who reads and writes a goal: its person, and a partner what is shared while they are paired."""

import pytest

from outcomes_plugin.errors import NotFound
from outcomes_plugin.goals import api as goals_api
from outcomes_plugin.goals.data import RoomState, Status
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason
from outcomes_plugin.programs import api as programs_api
from tests import given
from tests import given_goals as gg
from tests import given_surveys as gs
from tests.given_pairings import a_pairing, a_proposal
from tests.given_programs import a_member, the_coordinator

pytestmark = pytest.mark.django_db

OTHERS = ("ilse", "bo", "jonas", "cleo", "gudrun", "stranger")


@pytest.fixture
def program():
    return gg.a_program_with_goals()


@pytest.fixture
def goal(program):
    return gg.a_goal(program)


def shared(program, reader, mentee="amara"):
    return [
        one.what
        for one in goals_api.partner_goals(
            given.an_actor(reader), program.id, mentee=given.a_person(mentee)
        )
    ]


def end_the_pairing_of(name):
    (pairing,) = pairings_api.my_pairings(given.an_actor(name))
    pairings_api.end_pairing(
        the_coordinator(), pairing.id, reason=EndReason.OTHER, at=given.TUESDAY
    )


def room(program, name="amara", at=given.TUESDAY):
    actor = given.an_actor(name)
    return goals_api.goals_room(actor, program.slug, at=at, language="en")


def test_the_mentor_reads_what_is_shared_and_nobody_else_does(program, goal):
    gg.a_goal(program, what="This is mine alone", visibility="only_me")
    assert shared(program, "ilse") == [goal.what]
    for name in ("bo", "jonas", "cleo", "gudrun", "stranger"):
        with pytest.raises(NotFound):
            shared(program, name)


def test_a_paused_pairing_shares_and_an_ended_or_proposed_one_does_not(program, goal):
    (pairing,) = pairings_api.my_pairings(given.an_actor("amara"))
    pairings_api.pause_pairing(the_coordinator(), pairing.id, at=given.TUESDAY)
    assert shared(program, "ilse") == [goal.what]
    pairings_api.end_pairing(
        the_coordinator(), pairing.id, reason=EndReason.OTHER, at=given.TUESDAY
    )
    with pytest.raises(NotFound):
        shared(program, "ilse")
    a_proposal(program, "amara", "ilse", at=given.TUESDAY)
    with pytest.raises(NotFound):
        shared(program, "ilse")


def test_a_mentor_who_is_removed_reads_nothing(program, goal):
    member = programs_api.membership(given.a_person("ilse"), program.id, "mentor")
    pairings_api.end_membership(the_coordinator(), member.id, at=given.TUESDAY)
    with pytest.raises(NotFound):
        shared(program, "ilse")
    assert gg.own(program) == [goal]


def test_a_goal_of_another_program_is_not_shared_in_this_one(program, goal):
    other = gg.a_program_with_goals("other")
    assert shared(other, "ilse") == []


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_changes_a_goal_or_reads_its_history(program, goal, name):
    if name in {"ilse", "bo", "jonas"}:
        gg.a_reader_of_the_notice(program, name)
    actor, at = given.an_actor(name, is_staff=name == "gudrun"), given.TUESDAY
    for work in (
        lambda: gg.change(goal, name, why="Because"),
        lambda: gg.a_check_in(goal, name),
        lambda: goals_api.finish_goal(actor, goal.id, status=Status.DROPPED, words="x", at=at),
        lambda: goals_api.reopen_goal(actor, goal.id, at=at),
        lambda: goals_api.add_milestone(actor, goal.id, text="One", at=at),
        lambda: goals_api.goal_history(actor, goal.id),
    ):
        with pytest.raises(NotFound):
            work()
    assert gg.change(goal, why="Because").why == "Because"


def test_a_goal_that_does_not_exist_looks_like_one_of_somebody_else(program):
    with pytest.raises(NotFound):
        goals_api.goal_history(gg.a_reader_of_the_notice(program, "amara"), 999_999)


@pytest.mark.parametrize("name", ["cleo", "gudrun", "stranger"])
def test_who_is_no_member_has_no_goals_here(program, name):
    with pytest.raises(NotFound):
        goals_api.goals_of(given.an_actor(name), program.id)
    with pytest.raises(NotFound):
        goals_api.set_goal(given.an_actor(name), program.id, fields=gg.REVIEWS, at=given.TUESDAY)
    assert room(program, name).state is RoomState.NO_ROLE


def test_a_room_says_what_can_be_done_now(program):
    assert room(program).state is RoomState.NOTICE_FIRST
    assert room(program).notice is not None
    gg.a_goal(program)
    opened = room(program)
    assert (opened.state, opened.notice) == (RoomState.OPEN, None)
    assert [(one.name, one.is_mentor) for one in opened.readers] == [("ilse", True)]
    gs.a_notice(program, months_kept=24)
    assert room(program).state is RoomState.READ_ONLY
    assert room(program, "bo").state is RoomState.NOT_OPEN


def test_who_has_left_and_whose_program_has_ended_still_read_their_goals(program, goal):
    member = programs_api.membership(given.a_person("amara"), program.id, "mentee")
    pairings_api.end_membership(the_coordinator(), member.id, at=given.TUESDAY)
    assert (room(program).state, room(program).goals) == (RoomState.READ_ONLY, [goal])
    gg.a_goal(program, "bo")
    programs_api.end_program(the_coordinator(), program.id, at=given.NEXT_MONDAY)
    assert room(program, "bo").state is RoomState.READ_ONLY


def test_a_room_in_no_program_is_nobodys(program):
    actor = given.an_actor("amara")
    for slug in ("elsewhere", "No Slug", ""):
        found = goals_api.goals_room(actor, slug, at=given.TUESDAY, language="en")
        assert found.state is RoomState.NO_ROLE


def test_the_next_steps_of_shared_open_goals_are_there_for_an_agenda(program, goal):
    gg.a_goal(program, visibility="only_me", first_step="Mine alone")
    gg.a_check_in(goal, next_step="Agree the question")
    assert goals_api.latest_nexts([goal.pairing_id]) == {goal.pairing_id: ["Agree the question"]}


@pytest.mark.parametrize("mentees", [1, 12])
def test_a_desk_and_a_room_take_as_many_queries_for_one_as_for_many(program, mentees):
    for number in range(mentees):
        a_member(program, f"mia{number}")
        a_pairing(program, f"mia{number}", "ilse")
        goal = gg.a_goal(program, f"mia{number}")
        gg.a_check_in(goal, f"mia{number}")
        gg.a_check_in(gg.a_goal(program), value=number)
    ilse, amara = given.an_actor("ilse"), given.an_actor("amara")
    pairings = [one.id for one in pairings_api.my_pairings(ilse)]
    with gs.own_queries() as seen:
        found = goals_api.desk_goals(ilse, pairings)
    assert (len(found), len(seen)) == (mentees + 1, 4)
    with gs.own_queries() as seen:
        goals_api.goals_room(amara, program.slug, at=given.TUESDAY, language="en")
    assert len(seen) == 6
