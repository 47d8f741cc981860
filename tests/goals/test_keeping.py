"""What is kept of a goal, where it goes, and how it is let go."""

import json

import pytest

from outcomes_plugin.consent.purposes import PURPOSES
from outcomes_plugin.goals import api as goals_api
from outcomes_plugin.goals.data import Status
from outcomes_plugin.goals.models import Goal, GoalChange, GoalCheckIn, GoalMilestone
from outcomes_plugin.governance import api as governance_api
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.ledger.registry import ACTIVITY, BY_NAME
from tests import given
from tests import given_goals as gg

pytestmark = pytest.mark.django_db

SECRET = "qumranix"


@pytest.fixture
def program():
    """A program in which Amara has written the secret into every field there is."""
    program = gg.a_program_with_goals()
    texts = dict.fromkeys(
        ("what", "why", "first_step", "obstacle", "plan", "support", "unit"), SECRET
    )
    goal = gg.a_goal(program, **texts)
    gg.change(goal, why="Because")
    amara, at = given.an_actor("amara"), given.TUESDAY
    goals_api.add_milestone(amara, goal.id, text=SECRET, at=at)
    gg.a_check_in(goal, changed=SECRET, next_step=SECRET)
    goals_api.agree_goal(given.an_actor("ilse"), goal.id, expected_version=2, at=at)
    goals_api.finish_goal(amara, goal.id, status=Status.DROPPED, words=SECRET, at=at)
    gg.a_goal(program, "bo", what="Of somebody else")
    return program


def test_the_ledger_knows_that_a_goal_moved_and_not_what_it_says(program):
    entries = list(ledger_api.entries_about(given.a_person("amara")))
    assert SECRET not in json.dumps([dict(entry.payload) for entry in entries])
    assert ledger_api.entry_counts()["goal.closed"] == 1
    told = {name for name, type_ in BY_NAME.items() if type_.targets and name.startswith("goal.")}
    assert told == {"goal.set", "goal.progressed", "goal.achieved"}
    assert BY_NAME["goal.set"].targets == ACTIVITY


def test_a_notice_can_tell_of_goals():
    assert not PURPOSES["goals"].is_optional


def test_a_person_gets_all_that_they_wrote_and_nobody_elses(program):
    found = governance_api.export_of(given.an_actor("amara"), at=given.A_MONTH_LATER)
    written = json.dumps(found["goals"])
    assert written.count(SECRET) >= 11
    assert "Of somebody else" not in written
    (goal,) = found["goals"]["goals"]
    assert [change["by_me"] for change in goal["changes"]] == [True, True, False, True]


def test_erasing_a_person_clears_their_goals_with_all_history_as_often_as_asked(program):
    for _twice in range(2):
        goals_api.erase_person(given.a_person("amara"), at=given.A_MONTH_LATER)
    assert [goal.what for goal in Goal.objects.all()] == ["Of somebody else"]
    for model in (GoalChange, GoalCheckIn, GoalMilestone):
        assert model.objects.count() == 0


def test_erasing_a_mentor_forgets_that_they_agreed(program):
    ilse = given.a_person("ilse")
    assert GoalChange.objects.filter(by_person=ilse).count() == 1
    goals_api.erase_person(ilse, at=given.A_MONTH_LATER)
    assert GoalChange.objects.filter(by_person=ilse).count() == 0
    assert Goal.objects.count() == 2


def test_a_program_past_its_period_lets_its_goals_go(program):
    other = gg.a_program_with_goals("other")
    gg.a_goal(other)
    assert goals_api.expire_program(program.id) > 2
    assert [goal.program_id for goal in Goal.objects.all()] == [other.id]
