"""The goals panel on a page: one's own goals, and what a mentee shares with the mentor."""

from datetime import UTC, datetime, timedelta

import pytest

from outcomes_plugin.errors import NotFound
from outcomes_plugin.goals import api as goals_api
from outcomes_plugin.goals.data import Status
from outcomes_plugin.panels import goals as panel
from outcomes_plugin.panels.panel import Place
from tests import given
from tests import given_goals as gg
from tests import given_surveys as gs

pytestmark = pytest.mark.django_db

PLACE = Place(uid="desk")


@pytest.fixture
def program():
    return gg.a_program_with_goals()


def shown(program, name="ilse", mentee="amara", at=given.A_MONTH_LATER, place=PLACE):
    person = given.a_person(mentee) if mentee else None
    return panel.show(given.an_actor(name), program.slug, place=place, at=at, mentee=person)


def act(program, told, name="ilse", mentee="amara"):
    return panel.act(
        given.an_actor(name),
        program.slug,
        told,
        place=PLACE,
        at=given.A_MONTH_LATER,
        mentee=given.a_person(mentee) if mentee else None,
    )


def test_a_mentor_reads_what_is_shared_and_has_one_button_to_agree(program):
    goal = gg.a_goal(program)
    gg.a_goal(program, what="Mine alone", visibility="only_me")
    html = shown(program).html
    assert goal.what in html
    assert "Mine alone" not in html
    assert html.count("<button") == 1
    answer = act(program, {"action": "agree", "goal": goal.id, "version": 1})
    assert "Agreed April 1" in answer["html"]
    assert "<button" not in answer["html"]
    assert answer["is_done"] is False
    assert gg.own(program)[0].status is Status.AGREED


def test_a_mentor_with_nothing_to_read_is_told_whose_choice_that_is(program):
    assert "Your mentee decides goal by goal" in shown(program).html


@pytest.mark.parametrize("name", ["bo", "jonas", "cleo", "gudrun", "stranger"])
def test_nobody_else_is_shown_a_mentees_goals(program, name):
    gg.a_goal(program)
    with pytest.raises(NotFound):
        shown(program, name)


def test_the_script_gets_the_owner_and_no_word_of_a_goal(program):
    gg.a_goal(program, what="Mine alone")
    found = shown(program, "amara", mentee=None)
    assert found.state == "open"
    assert (found.script, found.init) == ("goals.js", "MentoringGoals")
    assert "Mine alone" not in repr(found.data)
    assert found.data["owner"] != shown(program, "bo", mentee=None).data["owner"]


def test_days_are_those_of_the_reader(program):
    late = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)
    goal = gg.a_goal(program)
    gg.a_check_in(goal, at=late, value=1)
    gg.a_check_in(goal, at=late + timedelta(days=7), value=3)
    in_berlin = shown(program, "amara", mentee=None).html
    elsewhere = Place(uid="desk", time_zone="America/New_York")
    assert "2 more since March 11." in in_berlin
    assert "2 more since March 10." in shown(program, "amara", mentee=None, place=elsewhere).html


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((2,), "<strong>2 more since March 2.</strong>"),
        ((2, 2), "No change since March 3."),
        ((2, 1), "<strong>1 less since March 3.</strong>"),
        ((1, 2, 3), "At this pace 6 is reached around March 13, 280 days before the day that was"),
        ((3, 2, 1), "At this pace it does not come closer."),
        ((7,), "The target is reached."),
    ],
)
def test_a_sentence_says_how_it_moved(program, values, words):
    goal = gg.a_goal(program)
    for number, value in enumerate(values):
        gg.a_check_in(goal, at=given.TUESDAY + timedelta(days=2 * number), value=value)
    assert words in shown(program, "amara", mentee=None).html


def test_labels_that_would_collide_stand_in_rows_of_their_own(program):
    goal = gg.a_goal(program, baseline=0, target=1, stretch=1.1)
    gg.a_check_in(goal, value=1)
    html = shown(program, "amara", mentee=None).html
    rows = [
        html.split(f"mo-label mo-{name} mo-row-")[1][0] for name in ("now", "target", "stretch")
    ]
    assert len(set(rows)) == 3


def test_a_goal_below_its_start_turns_back_from_there(program):
    goal = gg.a_goal(program, baseline=2, target=6, stretch=None)
    gg.a_check_in(goal, value=0)
    html = shown(program, "amara", mentee=None).html
    assert "--from:0.0000;--to:0.3333" in html


def test_a_panel_takes_as_many_queries_for_one_goal_as_for_many(program):
    for count in (1, 9):
        for number in range(count):
            gg.a_check_in(gg.a_goal(program, what=f"{number} of {count}"), value=3)
        amara = given.an_actor("amara")
        with gs.own_queries() as seen:
            panel.show(amara, program.slug, place=PLACE, at=given.A_MONTH_LATER)
        assert len(seen) == 6
    assert len(goals_api.goals_of(given.an_actor("amara"), program.id)) == 10


def test_a_wish_for_help_stands_on_the_card_of_whom_it_is_for(program):
    goal = gg.a_goal(program)
    private = gg.a_goal(program, what="Mine alone", visibility="only_me")
    for one in (goal, private):
        gg.a_check_in(one, wants_help=True)
    own = shown(program, "amara", mentee=None).html
    assert "You asked ilse for help on March 3." in own
    assert "You asked the coordinators for help on March 3." in own
    assert shown(program).html.count("Asked you for help on March 3.") == 1
    gg.a_check_in(goal, value=3, at=given.NEXT_MONDAY)
    assert "for help" not in shown(program).html
