"""Set a goal and change it: what is kept, what is refused, and what nobody overwrites."""

from datetime import date, timedelta

import pytest

from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.goals import api as goals_api
from outcomes_plugin.goals.data import Kind, Status, Visibility
from outcomes_plugin.goals.models import Goal
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason
from outcomes_plugin.programs import api as programs_api
from tests import given
from tests import given_goals as gg
from tests import given_surveys as gs
from tests.given_frameworks import the_example
from tests.given_pairings import a_pairing
from tests.given_programs import a_draft_program, a_member, the_coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    return gg.a_program_with_goals()


def problems_of(refused) -> set[str]:
    return {problem.column for problem in refused.value.problems}


def test_a_goal_can_be_one_sentence_and_is_read_by_nobody_else(program):
    goal = gg.a_goal(program, fields={"what": "  Sleep before big meetings.  "})
    assert (goal.what, goal.kind, goal.status) == (
        "Sleep before big meetings.",
        Kind.DONE,
        Status.DRAFT,
    )
    assert (goal.visibility, goal.version) == (Visibility.ONLY_ME, 1)
    with pytest.raises(NotFound):
        goals_api.partner_goals(given.an_actor("ilse"), program.id, mentee=given.a_person("bo"))
    shared = goals_api.partner_goals(
        given.an_actor("ilse"), program.id, mentee=given.a_person("amara")
    )
    assert list(shared) == []


def test_a_goal_comes_back_as_it_was_written(program):
    written = {
        **gg.REVIEWS,
        "why": "So the team asks me first.",
        "first_step": "Ask for Thursday",
        "obstacle": "I go silent",
        "plan": "If I go silent, I read the question aloud.",
        "support": "A rehearsal",
    }
    goal = gg.a_goal(program, fields=written)
    (kept,) = gg.own(program)
    assert kept == goal
    assert {name: getattr(kept, name) for name in written} == written
    (pairing,) = pairings_api.my_pairings(given.an_actor("amara"))
    assert kept.pairing_id == pairing.id


@pytest.mark.parametrize("typed", ["4,5", " 4.5 ", 4.5])
def test_numbers_are_read_as_people_write_them(program, typed):
    assert gg.a_goal(program, target=typed, stretch=None).target == 4.5


@pytest.mark.parametrize(
    ("changes", "columns"),
    [
        ({"what": "   "}, {"what"}),
        ({"what": "x" * 501}, {"what"}),
        ({"why": "x" * 100_000}, {"why"}),
        ({"why": "a\x00b"}, {"why"}),
        ({"why": "half \ud83d a pair"}, {"why"}),
        ({"why": ["a", "list"]}, {"why"}),
        ({"kind": "stars"}, {"kind"}),
        ({"kind": {"a": 1}}, {"kind"}),
        ({"baseline": "four"}, {"baseline"}),
        ({"baseline": True}, {"baseline"}),
        ({"baseline": "nan"}, {"baseline"}),
        ({"target": "1e300"}, {"target"}),
        ({"baseline": None, "target": ""}, {"baseline", "target"}),
        ({"target": 0}, {"target"}),
        ({"stretch": 6}, {"stretch"}),
        ({"better": "less"}, {"target", "stretch"}),
        ({"due": "18.12.2026"}, {"due"}),
        ({"due": "1926-12-18"}, {"due"}),
        ({"due": "2026-03-02"}, {"due"}),
        ({"kind": "levels"}, {"levels"}),
        ({"kind": "levels", "levels": ["a", "b"]}, {"levels"}),
        ({"kind": "levels", "levels": ["a", "b", "c", "d", ""]}, {"levels"}),
        ({"kind": "levels", "levels": list("abcde"), "baseline": 1.5}, {"baseline"}),
        ({"weight": 6}, {"weight"}),
        ({"weight": "2.5"}, {"weight"}),
        ({"indicator": "invented"}, {"indicator"}),
        ({"visibility": "everybody"}, {"visibility"}),
        ({"pairing_id": 999_999}, {"visibility"}),
        ({"pairing_id": True}, {"pairing_id"}),
        ({"status": "achieved"}, {"status"}),
        ({"person": "somebody"}, {"person"}),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field_and_nothing_is_stored(
    program, changes, columns
):
    with pytest.raises(Invalid) as refused:
        gg.a_goal(program, **changes)
    assert problems_of(refused) == columns
    assert Goal.objects.count() == 0
    assert "goal.set" not in ledger_api.entry_counts()
    gg.a_goal(program)
    assert ledger_api.entry_counts()["goal.set"] == 1


def test_what_was_typed_is_in_no_message(program):
    secret = "q" * 600
    with pytest.raises(Invalid) as refused:
        gg.a_goal(program, what=secret, baseline=secret, due=secret, indicator=secret)
    said = [str(refused.value), *(str(problem.message) for problem in refused.value.problems)]
    assert not any("qq" in one for one in said)


def test_text_in_every_script_comes_back_as_it_is(program):
    words = "<script>alert(1)</script> 👩🏽‍🚀 مرحبا שלום"
    goal = gg.a_goal(program, what=words, why=words)
    assert (goal.what, goal.why) == (words, words)


def test_an_indicator_of_the_program_can_be_named(program):
    the_example(program)
    assert gg.a_goal(program, indicator="trust").indicator == "trust"


def test_nothing_is_stored_before_the_notice_in_force_was_read(program):
    with pytest.raises(Conflict) as refused:
        goals_api.set_goal(given.an_actor("amara"), program.id, fields=gg.REVIEWS, at=given.TUESDAY)
    assert refused.value.details == {"reason": "notice", "notice_version": 1}
    goal = gg.a_goal(program)
    gs.a_notice(program, purposes=gg.PURPOSES, months_kept=24)
    with pytest.raises(Conflict):
        gg.change(goal, why="Because")
    gg.a_reader_of_the_notice(program, "amara")
    assert gg.change(goal, why="Because").why == "Because"


def test_a_program_whose_notice_does_not_tell_of_goals_keeps_none():
    silent = gg.a_program_with_goals("silent", purposes=gs.PURPOSES)
    with pytest.raises(Conflict) as refused:
        gg.a_goal(silent)
    assert refused.value.details["reason"] == "notice"


def test_a_program_that_has_ended_or_not_begun_takes_no_goal(program):
    goal = gg.a_goal(program)
    programs_api.end_program(the_coordinator(), program.id, at=given.NEXT_MONDAY)
    with pytest.raises(Conflict):
        gg.change(goal, why="Because")
    assert gg.own(program) == [goal]
    draft = a_draft_program("later")
    a_member(draft, "amara")
    with pytest.raises(Conflict):
        goals_api.set_goal(given.an_actor("amara"), draft.id, fields=gg.REVIEWS, at=given.MONDAY)


def test_mentors_have_goals_of_their_own(program):
    goal = gg.a_goal(program, "ilse", what="Ask before I answer")
    assert [one.id for one in gg.own(program, "ilse")] == [goal.id]
    mine = goals_api.partner_goals(
        given.an_actor("amara"), program.id, mentee=given.a_person("ilse")
    )
    assert [one.id for one in mine] == [goal.id]


def test_a_goal_that_is_sent_twice_is_one_goal_and_a_later_same_one_counts(program):
    goal = gg.a_goal(program)
    again = gg.a_goal(program, at=given.MONDAY + timedelta(minutes=9))
    assert (again, ledger_api.entry_counts()["goal.set"]) == (goal, 1)
    gg.a_goal(program, why="Said otherwise")
    gg.a_goal(program, at=given.MONDAY + timedelta(minutes=11))
    assert len(gg.own(program)) == 3


def test_twenty_open_goals_are_enough(program):
    for number in range(20):
        gg.a_goal(program, what=f"Goal {number}")
    with pytest.raises(Conflict):
        gg.a_goal(program, what="One more")
    goals_api.finish_goal(
        given.an_actor("amara"),
        gg.own(program)[0].id,
        status=Status.ACHIEVED,
        words="",
        at=given.TUESDAY,
    )
    assert gg.a_goal(program, what="One more").status is Status.DRAFT


def test_only_what_is_named_changes_and_the_history_keeps_what_was(program):
    goal = gg.a_goal(program)
    changed = gg.change(goal, due="2027-01-31", why="Because")
    assert (changed.due, changed.why, changed.what) == (date(2027, 1, 31), "Because", goal.what)
    assert changed.version == 2
    (change,) = goals_api.goal_history(given.an_actor("amara"), goal.id)
    assert set(change.fields) == {"due", "why"}
    assert change.before == {"due": "2026-12-18", "why": ""}
    assert change.is_own


def test_a_change_that_changes_nothing_leaves_no_trace(program):
    goal = gg.a_goal(program)
    assert gg.change(goal, what=goal.what).version == 1
    assert list(goals_api.goal_history(given.an_actor("amara"), goal.id)) == []
    assert "goal.changed" not in ledger_api.entry_counts()


def test_two_editors_of_one_field_are_told_and_nothing_is_overwritten(program):
    goal = gg.a_goal(program)
    gg.change(goal, due="2027-01-31")
    with pytest.raises(Conflict) as refused:
        gg.change(goal, due="2026-12-20", why="Because")
    assert refused.value.details == {"reason": "changed", "fields": ["due"], "version": 2}
    assert gg.own(program)[0].due == date(2027, 1, 31)
    assert gg.change(goal, version=2, due="2026-12-20").due == date(2026, 12, 20)


def test_two_editors_of_different_fields_both_keep_theirs(program):
    goal = gg.a_goal(program)
    gg.change(goal, due="2027-01-31")
    both = gg.change(goal, why="Because")
    assert (both.due, both.why, both.version) == (date(2027, 1, 31), "Because", 3)


def test_the_same_change_made_twice_is_no_conflict(program):
    goal = gg.a_goal(program)
    for _twice in range(2):
        assert gg.change(goal, why="Because").version == 2


def test_how_it_is_measured_stays_once_there_are_check_ins(program):
    goal = gg.a_goal(program)
    assert gg.change(goal, kind="done").target is None
    goal = gg.a_goal(program)
    gg.a_check_in(goal)
    with pytest.raises(Invalid) as refused:
        gg.change(goal, kind="done")
    assert problems_of(refused) == {"kind"}
    assert gg.change(goal, target=7).target == 7


def test_a_pairing_that_ends_while_one_types_is_said_and_the_rest_can_be_kept(program):
    goal = gg.a_goal(program, visibility="only_me")
    (pairing,) = pairings_api.my_pairings(given.an_actor("amara"))
    pairings_api.end_pairing(
        the_coordinator(), pairing.id, reason=EndReason.OTHER, at=given.TUESDAY
    )
    with pytest.raises(Invalid) as refused:
        gg.change(goal, visibility="pairing", why="Because")
    assert problems_of(refused) == {"visibility"}
    assert gg.change(goal, why="Because").why == "Because"


def test_a_shared_goal_can_still_be_changed_after_its_pairing_has_ended(program):
    goal = gg.a_goal(program)
    (pairing,) = pairings_api.my_pairings(given.an_actor("amara"))
    pairings_api.end_pairing(
        the_coordinator(), pairing.id, reason=EndReason.OTHER, at=given.TUESDAY
    )
    assert gg.change(goal, why="Because").why == "Because"


def test_a_new_mentor_reads_only_what_is_shared_anew(program):
    goal = gg.a_goal(program)
    (old,) = pairings_api.my_pairings(given.an_actor("amara"))
    pairings_api.end_pairing(the_coordinator(), old.id, reason=EndReason.OTHER, at=given.TUESDAY)
    new = a_pairing(program, "amara", "jonas", at=given.TUESDAY)
    jonas, amara = given.an_actor("jonas"), given.a_person("amara")
    assert list(goals_api.partner_goals(jonas, program.id, mentee=amara)) == []
    gg.change(goal, visibility="pairing", pairing_id=new.id)
    assert [one.id for one in goals_api.partner_goals(jonas, program.id, mentee=amara)] == [goal.id]
