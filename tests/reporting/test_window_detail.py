"""One window: response rates, who answered among whom, quality and purpose, for those entitled."""

import csv
import io

import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from outcomes_plugin import stats
from outcomes_plugin.errors import NotFound
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.reporting import api
from outcomes_plugin.reporting.quality_drop_off import drop_off_rows
from outcomes_plugin.reporting.response_rules import (
    Likeness,
    difference_of,
    likeness_of,
    rates_by_group,
    rates_of,
)
from outcomes_plugin.reporting.window_data import GroupRate
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import PersonDone
from tests import given
from tests import given_surveys as gs
from tests.given_pairings import a_pairing
from tests.given_programs import a_linked_course, a_member, course_staff, the_coordinator
from tests.reporting import scenes
from tests.worlds import made_once

pytestmark = pytest.mark.django_db

ASKED = {"autumn": 20, "spring": 20}
ANSWERED = {"autumn": 18, "spring": 8}


def a_world():
    program = gs.an_asking_program()
    scenes.people(program, ASKED)
    for role, name in (("analyst", "anna"), ("sponsor", "sid"), ("mentor", "mika")):
        a_member(program, name, role=role)
    return program


_world = made_once(a_world)


@pytest.fixture
def program(_world, db):
    """Return a program with people. What a test does to it is undone after the test."""
    return _world


@pytest.fixture
def window(program):
    window = gs.an_open_window(program)
    scenes.answered(window, ANSWERED, skips=0.0)
    return window


def detail(program, window, actor=None):
    found = api.window_detail(
        actor or the_coordinator(), window.id, language="en", at=given.A_MONTH_LATER
    )
    assert found.results.window.program_slug == program.slug
    return found


def compared(found, key):
    return next(one for one in found.comparisons if one.key == key)


def test_a_coordinator_reads_the_response_while_the_window_is_open(program, window):
    found = detail(program, window)
    assert (found.asked, found.answered, found.declined) == (40, 26, None)
    assert {one.key: one.value for one in found.rates} == dict.fromkeys(
        ("rr1", "rr2", "rr3", "rr4", "rr5", "rr6"), 26 / 40
    )
    assert all(one.meaning for one in found.rates)
    cohorts = compared(found, "cohort")
    assert {(one.asked, one.answered) for one in cohorts.groups} == {(20, 18), (20, 8)}
    assert abs(cohorts.difference) == pytest.approx(stats.cox_index(18, 20, 8, 20))
    assert (found.scores, found.style) == ([], [])


def test_people_who_left_unanswered_part_the_rates_when_they_are_no_few(program, window):
    members = programs_api.active_members(program.id, role="mentee")
    persons = [given.a_person(f"spring_{index}") for index in range(10, 16)]
    for member in members:
        if member.person in persons:
            pairings_api.end_membership(the_coordinator(), member.id, at=given.TUESDAY)
    rates = {one.key: one.value for one in detail(program, window).rates}
    assert (rates["rr1"], rates["rr5"]) == (26 / 40, 26 / 34)


def test_who_has_met_is_compared_and_small_groups_are_hidden(program, window):
    for index in range(6):
        name = f"autumn_{index}"
        a_pairing(program, name, "mika")
    paired = compared(detail(program, window), "paired")
    assert [(one.title, one.asked) for one in paired.groups] == [("Yes", 6), ("No", 34)]
    met = [one for one in detail(program, window).comparisons if one.key == "met"]
    assert met == []
    few = next(one for one in pairings_api.pairings(the_coordinator(), program.id))
    pairings_api.log_meeting(
        given.an_actor("mika"), few.id, held_on=given.TUESDAY.date(), minutes=30,
        mode="video", at=given.TUESDAY,
    )  # fmt: skip
    met = compared(detail(program, window), "met")
    assert [(one.asked, one.answered) for one in met.groups] == [(None, None), (None, None)]
    assert met.difference is None
    assert met.finding == "Some groups are too small to compare."


def test_after_the_release_quality_stands_beside_the_response(program, window):
    scenes.released(window)
    found = detail(program, window)
    assert {one.key for one in found.scores} >= {"trust", "usefulness"}
    trust = next(one for one in found.scores if one.key == "trust")
    assert [one.title for one in trust.figures] == ["Cronbach’s alpha", "McDonald’s omega"]
    assert len(trust.items) == 3
    assert all(one.prompt and one.rest.value for one in trust.items)
    assert any(one.reverse_keyed for one in trust.items)
    assert [one.data.kind for one in found.style] == ["straight_lining"]


def test_each_question_leads_to_its_indicator_and_outcome(program, window):
    questions = {one.item.key: one for one in detail(program, window).questions}
    (counted, *_more) = questions["trust_1"].counted
    assert counted.score == "trust"
    assert counted.indicator
    assert counted.outcome
    unused = {one.key for one in detail(program, window).unused}
    scored = {key for key, one in questions.items() if one.item.scores}
    assert unused.isdisjoint({key for key in scored if questions[key].counted})
    assert unused | {key for key, one in questions.items() if one.counted} == set(questions)


@pytest.mark.parametrize("name", ["anna", "sid"])
def test_who_reads_releases_sees_quality_and_no_comparison(program, window, name):
    scenes.released(window)
    found = detail(program, window, given.an_actor(name))
    assert (found.asked, found.answered, found.comparisons) == (40, 26, [])
    assert found.scores
    assert found.questions


def test_course_staff_see_counts_alone(program, window):
    a_linked_course(program)
    course_staff("carl")
    scenes.released(window)
    found = detail(program, window, given.an_actor("carl"))
    assert (found.asked, found.answered) == (40, 26)
    assert [found.comparisons, found.scores, found.style, found.questions] == [[], [], [], []]


@pytest.mark.parametrize("name", ["autumn_0", "mika", "zoe"])
def test_for_everybody_else_there_is_no_such_window(program, window, name):
    given.a_user(name)
    with pytest.raises(NotFound):
        detail(program, window, given.an_actor(name))
    with pytest.raises(NotFound):
        api.window_response_csv(given.an_actor(name), window.id, language="en", at=given.TUESDAY)


def begin(program, window, names, items):
    for name in names:
        surveys_api.keep_draft(
            gs.has_read_the_notice(window, name),
            program.slug,
            window.key,
            answers=dict.fromkeys(items, 4),
            mode=window.mode,
            notice_version=1,
            instrument_version=window.instrument_version,
            at=given.TUESDAY,
        )


def stopped(found):
    return [(one.data.key, one.value or "hidden") for one in found.drop_off]


def test_where_people_stop_is_live_with_the_name_for_coordinators_and_of_no_few(program):
    window = gs.an_open_window(program, mode="identified", key="named")
    for index in range(10):
        gs.answer(window, f"spring_{index}", at=given.TUESDAY)
    assert stopped(detail(program, window))[0] == ("", "0%")
    names = [f"autumn_{index}" for index in range(10)]
    begin(program, window, names[:4], ["use_1"])
    assert {value for _key, value in stopped(detail(program, window))} == {"hidden"}
    begin(program, window, names[4:5], ["use_1"])
    shown = [("", "33%"), ("1", "33%"), ("2", "0%"), ("3", "0%")]
    assert stopped(detail(program, window)) == shown
    assert detail(program, window, given.an_actor("anna")).drop_off == []
    begin(
        program,
        window,
        names[5:6],
        [item.item.key for item in detail(program, window).questions][-2:-1],
    )
    assert stopped(detail(program, window)) == [
        ("", "38%"), ("1", "hidden"), ("2", "hidden"), ("3", "hidden"),
    ]  # fmt: skip


def test_with_the_name_haste_and_straight_lines_are_live_for_coordinators(program):
    window = gs.an_open_window(program, mode="identified", key="named")
    for index in range(20):
        answers = (
            gs.all_answers()
            if index < 6
            else scenes.random_answers(window.instrument, seed=index, skips=0.0)
        )
        seconds = 10 if index < 7 else 100 + index
        gs.answer(window, f"autumn_{index}", answers, pace={"seconds": seconds}, at=given.TUESDAY)
    found = detail(program, window)
    assert [(one.data.kind, one.value) for one in found.style] == [
        ("straight_lining", "30%"),
        ("speeding", "35%"),
    ]
    assert found.typical_seconds == 110
    analyst = detail(program, window, given.an_actor("anna"))
    assert (analyst.style, analyst.typical_seconds) == ([], None)
    scenes.released(window)
    analyst = detail(program, window, given.an_actor("anna"))
    assert [one.value for one in analyst.style] == ["30%", "35%"]
    assert analyst.typical_seconds is None
    assert detail(program, window).typical_seconds == 110


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_where_people_stopped_comes_with_the_release_and_never_of_anonymous_ones(program, mode):
    window = gs.an_open_window(program, mode=mode, key="protected")
    scenes.answered(window, ANSWERED, skips=0.0)
    if mode == "confidential":
        begin(program, window, [f"spring_{index}" for index in range(10, 16)], ["use_1"])
    assert detail(program, window).drop_off == []
    scenes.released(window)
    expected = [("", "19%"), ("1", "19%"), ("2", "0%"), ("3", "0%")]
    assert stopped(detail(program, window)) == (expected if mode == "confidential" else [])
    assert detail(program, window, given.an_actor("anna")).drop_off or mode == "anonymous"


@over(st.lists(st.integers(0, 12), min_size=3, max_size=3), st.integers(0, 30), st.integers(3, 6))
def test_a_part_that_is_hidden_follows_from_no_other(left, answered, k):
    rows = drop_off_rows(left, answered=answered, k=k)
    shown = {row.key: round(row.estimate * row.n) for row in rows if not row.hidden}
    assert all(people == 0 or people >= k for people in shown.values())
    assert len([row for row in rows if row.hidden]) in (0, 3, 4)
    assert not shown or answered >= k


def test_the_file_has_the_rates_and_groups_of_the_page(program, window):
    told, text = api.window_response_csv(
        the_coordinator(), window.id, language="en", at=given.TUESDAY
    )
    rows = list(csv.DictReader(io.StringIO(text)))
    assert told.key == "halfway"
    assert [row["what"] for row in rows[:6]] == ["rr1", "rr2", "rr3", "rr4", "rr5", "rr6"]
    assert {(row["asked"], row["answered"]) for row in rows if row["what"] == "cohort"} == {
        ("20", "18"),
        ("20", "8"),
    }


def test_a_window_costs_as_many_queries_for_many_people_as_for_a_few(program, window):
    scenes.released(window)
    a_linked_course(program)
    with gs.own_queries() as few:
        detail(program, window)
    scenes.people(program, {"summer": 10})
    with gs.own_queries() as many:
        detail(program, window)
    assert len(many) == len(few) <= 20


@over(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(3, 8))
def test_rates_are_ordered_and_tell_of_no_few_who_left(answered, left, others, k):
    asked = answered + left + others
    found = rates_of(asked=asked, answered=answered, left=left, k=k)
    if not asked:
        assert found == {}
        return
    if found:
        assert 0 <= found["rr1"] <= found["rr3"] <= found["rr5"] <= 1
        assert found["rr1"] == found["rr2"]
    if left < k or others < k:
        assert len(set(found.values())) <= 1


PEOPLE = st.lists(st.tuples(st.sampled_from("abcd"), st.booleans()), max_size=60)


@settings(deadline=None)
@over(PEOPLE, st.integers(3, 6))
def test_groups_are_hidden_so_that_no_small_one_follows_from_the_total(people, k):
    rows = [
        (PersonDone(person=str(place), cohort_id=None, has_answered=has_answered), group)
        for place, (group, has_answered) in enumerate(people)
    ]
    shown = rates_by_group(rows, {one: one for one in "abcd"}, k=k)
    hidden = [one for one in shown if one.asked is None]
    for one in shown:
        if one.asked is not None:
            assert one.asked >= k
            assert one.answered == 0 or one.answered >= k
    left_over = len(people) - sum(one.asked or 0 for one in shown)
    sizes = {group: sum(own == group for own, _done in people) for group in "abcd"}
    if hidden and len(shown) > 1:
        assert len(hidden) > 1
        assert left_over == sum(sizes[one.title] for one in hidden)


def test_the_difference_is_that_of_the_group_that_stands_out():
    groups = [
        GroupRate(title="a", asked=20, answered=10),
        GroupRate(title="b", asked=20, answered=10),
        GroupRate(title="c", asked=20, answered=18),
    ]
    assert difference_of(groups) == pytest.approx(stats.cox_index(18, 20, 20, 40))
    assert difference_of(groups[:2]) == 0
    assert difference_of(groups[:1]) is None
    assert difference_of([*groups, GroupRate(title="d", asked=None, answered=None)]) is None
    assert difference_of([*groups[:1], GroupRate(title="e", asked=9, answered=9)]) is None


def test_likeness_follows_the_steps_of_the_clearinghouse():
    steps = {
        None: "unknown",
        0.05: "alike",
        -0.05: "alike",
        -0.2: "some",
        0.25: "some",
        0.26: "unlike",
    }
    assert {value: likeness_of(value) for value in steps} == {
        value: Likeness(name) for value, name in steps.items()
    }
