"""A goal's life: agreed, checked in on, closed, opened again; and its milestones."""

from datetime import timedelta

import pytest

from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.goals import api as goals_api
from outcomes_plugin.goals.data import HelpFrom, Status
from outcomes_plugin.goals.models import GoalCheckIn
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason
from tests import given
from tests import given_goals as gg
from tests.given_programs import a_member, the_coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    return gg.a_program_with_goals()


@pytest.fixture
def goal(program):
    return gg.a_goal(program)


def agree(goal, name="ilse", version=None):
    return goals_api.agree_goal(
        given.an_actor(name),
        goal.id,
        expected_version=goal.version if version is None else version,
        at=given.TUESDAY,
    )


def finish(goal, status, words="", name="amara"):
    return goals_api.finish_goal(
        given.an_actor(name), goal.id, status=status, words=words, at=given.NEXT_MONDAY
    )


def now(program):
    return gg.own(program)[0]


def test_only_the_mentor_of_the_pairing_agrees_and_only_while_it_is_open(program, goal):
    for name in ("amara", "bo", "jonas", "cleo", "gudrun"):
        with pytest.raises(NotFound):
            agree(goal, name)
    agreed = agree(goal)
    assert (agreed.status, agreed.agreed_at) == (Status.AGREED, given.TUESDAY)
    (pairing,) = pairings_api.my_pairings(given.an_actor("amara"))
    pairings_api.end_pairing(
        the_coordinator(), pairing.id, reason=EndReason.OTHER, at=given.TUESDAY
    )
    with pytest.raises(NotFound):
        agree(goal)


def test_a_private_goal_is_not_there_to_be_agreed_to(program):
    private = gg.a_goal(program, visibility="only_me")
    with pytest.raises(NotFound):
        agree(private)


def test_a_mentee_does_not_agree_to_the_goal_of_a_mentor(program):
    with pytest.raises(NotFound):
        agree(gg.a_goal(program, "ilse"), "amara")


def test_the_mentor_agrees_to_the_wording_that_was_read(program, goal):
    gg.change(goal, what="Lead every review")
    with pytest.raises(Conflict) as refused:
        agree(goal)
    assert refused.value.details == {"reason": "changed", "version": 2}
    assert agree(goal, version=2).status is Status.AGREED


def test_agreeing_twice_is_agreeing_once(program, goal):
    agree(goal)
    agree(goal)
    assert ledger_api.entry_counts()["goal.agreed"] == 1


def test_another_wording_needs_a_new_agreement_and_a_reason_does_not(program, goal):
    agree(goal)
    assert gg.change(goal, why="Because").status is Status.AGREED
    changed = gg.change(now(program), target=7)
    assert (changed.status, changed.agreed_at) == (Status.DRAFT, None)


def test_the_first_check_in_begins_the_work_agreed_or_not(program, goal):
    agree(goal)
    gg.a_check_in(goal, value="3", confidence=7, changed="Led two", next_step="Agree the question")
    active = now(program)
    assert (active.status, active.agreed_at) == (Status.ACTIVE, given.TUESDAY)
    assert active.next_step == "Agree the question"
    (said,) = active.check_ins
    assert (said.value, said.confidence, said.changed) == (3, 7, "Led two")


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"value": None}, "value"),
        ({"value": "many"}, "value"),
        ({"confidence": 11}, "confidence"),
        ({"confidence": -1}, "confidence"),
        ({"confidence": 3.5}, "confidence"),
        ({"changed": "x" * 100_000}, "changed"),
        ({"next_step": "\x00"}, "next_step"),
    ],
)
def test_a_check_in_that_cannot_be_kept_is_refused_beside_its_field(program, goal, said, column):
    with pytest.raises(Invalid) as refused:
        gg.a_check_in(goal, **said)
    assert [problem.column for problem in refused.value.problems] == [column]
    assert now(program).status is Status.DRAFT
    gg.a_check_in(goal)
    assert now(program).status is Status.ACTIVE


def test_a_goal_in_levels_takes_levels_and_one_that_is_done_takes_no_number(program):
    levels = gg.a_goal(program, fields=gg.LEVELS)
    for value in (None, 3, 0.5):
        with pytest.raises(Invalid):
            gg.a_check_in(levels, value=value)
    assert gg.a_check_in(levels, value=-2).value == -2
    done = gg.a_goal(program, fields={"what": "Give the talk"})
    assert gg.a_check_in(done, value=5).value is None


def test_a_double_click_is_one_check_in_and_a_later_same_one_counts(program, goal):
    for minutes in (0, 1, 60):
        gg.a_check_in(goal, at=given.TUESDAY + timedelta(minutes=minutes))
    assert GoalCheckIn.objects.count() == 2
    assert ledger_api.entry_counts()["goal.progressed"] == 2


def test_a_wish_for_help_goes_to_the_mentor_who_reads_the_goal_else_to_coordinators(program, goal):
    private = gg.a_goal(program, visibility="only_me")
    assert gg.a_check_in(goal, wants_help=True).help_from is HelpFrom.MENTOR
    assert list(goals_api.help_wanted(the_coordinator(), program.id)) == []
    assert gg.a_check_in(private, wants_help=True).help_from is HelpFrom.COORDINATORS
    (note,) = goals_api.help_wanted(the_coordinator(), program.id)
    assert (note.person, note.at) == (given.a_person("amara"), given.TUESDAY)
    gg.a_check_in(private, value=3, at=given.NEXT_MONDAY)
    assert list(goals_api.help_wanted(the_coordinator(), program.id)) == []


def test_after_the_pairing_has_ended_help_is_asked_of_the_coordinators(program, goal):
    (pairing,) = pairings_api.my_pairings(given.an_actor("amara"))
    pairings_api.end_pairing(
        the_coordinator(), pairing.id, reason=EndReason.OTHER, at=given.TUESDAY
    )
    assert gg.a_check_in(goal, wants_help=True).help_from is HelpFrom.COORDINATORS


def test_a_coordinator_who_is_the_mentor_does_not_read_that_others_are_asked(program):
    private = gg.a_goal(program, visibility="only_me")
    gg.a_check_in(private, wants_help=True)
    a_member(program, "ilse", role="coordinator")
    assert list(goals_api.help_wanted(given.an_actor("ilse"), program.id)) == []
    assert len(goals_api.help_wanted(the_coordinator(), program.id)) == 1


@pytest.mark.parametrize("name", ["amara", "ilse", "gudrun"])
def test_only_coordinators_read_who_asked_them_for_help(program, name):
    with pytest.raises(NotFound):
        goals_api.help_wanted(given.an_actor(name), program.id)


def test_whoever_drops_a_goal_says_why_and_can_open_it_again(program, goal):
    with pytest.raises(Invalid):
        finish(goal, Status.DROPPED, "  ")
    dropped = finish(goal, Status.DROPPED, "The team was split.")
    assert (dropped.status, dropped.closing_words) == (Status.DROPPED, "The team was split.")
    assert dropped.finished_at == given.NEXT_MONDAY
    opened = goals_api.reopen_goal(given.an_actor("amara"), goal.id, at=given.A_MONTH_LATER)
    assert (opened.status, opened.finished_at, opened.closing_words) == (Status.DRAFT, None, "")


@pytest.mark.parametrize("status", [Status.ACHIEVED, Status.NOT_ACHIEVED])
def test_a_closed_goal_is_not_worked_on(program, goal, status):
    gg.a_check_in(goal)
    finish(goal, status)
    amara = given.an_actor("amara")
    for work in (
        lambda: gg.change(goal, why="Because"),
        lambda: gg.a_check_in(goal, value=4),
        lambda: finish(goal, Status.ACHIEVED),
        lambda: goals_api.add_milestone(amara, goal.id, text="One", at=given.A_MONTH_LATER),
    ):
        with pytest.raises(Conflict):
            work()
    opened = goals_api.reopen_goal(amara, goal.id, at=given.A_MONTH_LATER)
    assert opened.status is Status.ACTIVE
    with pytest.raises(Conflict):
        goals_api.reopen_goal(amara, goal.id, at=given.A_MONTH_LATER)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.ACTIVE, "splendid"])
def test_a_goal_ends_only_in_an_ending(program, goal, status):
    with pytest.raises(Invalid):
        finish(goal, status)


def test_milestones_are_added_done_undone_and_removed(program, goal):
    amara, at = given.an_actor("amara"), given.TUESDAY
    first = goals_api.add_milestone(amara, goal.id, text=" Ask ", due="2026-03-20", at=at)
    second = goals_api.add_milestone(amara, goal.id, text="Lead", at=at)
    for _twice in range(2):
        goals_api.complete_milestone(amara, goal.id, first.id, at=at)
    assert [(one.text, one.done_at) for one in now(program).milestones] == [
        ("Ask", at),
        ("Lead", None),
    ]
    goals_api.undo_milestone(amara, goal.id, first.id, at=at)
    goals_api.remove_milestone(amara, goal.id, second.id, at=at)
    assert [(one.text, one.done_at) for one in now(program).milestones] == [("Ask", None)]
    assert ledger_api.entry_counts()["goal.milestone_done"] == 1
    other = gg.a_goal(program, "bo")
    with pytest.raises(NotFound):
        goals_api.complete_milestone(given.an_actor("bo"), other.id, first.id, at=at)


def test_a_step_that_is_sent_twice_is_one_step_until_it_is_done(program, goal):
    amara, at = given.an_actor("amara"), given.TUESDAY
    first, second = (
        goals_api.add_milestone(amara, goal.id, text="Ask", due=None, at=at) for _twice in range(2)
    )
    assert first == second
    goals_api.complete_milestone(amara, goal.id, first.id, at=at)
    goals_api.add_milestone(amara, goal.id, text="Ask", at=at)
    assert len(now(program).milestones) == 2


@pytest.mark.parametrize(
    "facts", [{"text": " "}, {"text": "x" * 301}, {"text": "\x00"}, {"text": "A", "due": "soon"}]
)
def test_a_milestone_that_cannot_be_kept_is_refused(program, goal, facts):
    with pytest.raises(Invalid):
        goals_api.add_milestone(given.an_actor("amara"), goal.id, at=given.TUESDAY, **facts)
    assert now(program).milestones == ()


def test_twelve_milestones_are_enough(program, goal):
    amara = given.an_actor("amara")
    for number in range(12):
        goals_api.add_milestone(amara, goal.id, text=f"Step {number}", at=given.TUESDAY)
    with pytest.raises(Conflict):
        goals_api.add_milestone(amara, goal.id, text="One more", at=given.TUESDAY)
