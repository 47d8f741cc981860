"""The story of the demo's year: in the order of time, through the front door, in varied words."""

import ast
import json
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from demo import data
from demo.data import answering
from demo.data.asks import ASKS, HALF_TIME_TALK
from demo.data.drawing import Drawing
from demo.data.leaving import LEAVINGS
from demo.data.partings import PARTINGS
from demo.data.stage import COHORTS, THIRD
from demo.data.story import LANGUAGES, Story
from demo.data.surveying import OWN_QUESTIONNAIRES
from outcomes_plugin.surveys.documents import KINDS, problems_of

TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
FRONT_DOOR = {"api", "data", "errors"}
LEAST_ANSWERING = 5


@pytest.fixture(scope="module")
def story():
    told = Story(TUESDAY)
    told.steps()
    return told


def imported_from_the_product():
    for path in sorted(Path(data.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("outcomes_"):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_story_goes_in_by_the_front_door_alone():
    found = list(imported_from_the_product())
    assert found
    assert [name for name in found if not FRONT_DOOR & set(name.split("."))] == []


@pytest.mark.parametrize("later", range(7))
def test_every_step_has_its_time_whatever_day_of_the_week_it_is(later):
    today = TUESDAY + timedelta(days=later)
    times = [at for at, _step in Story(today).steps()]
    assert times == sorted(times)
    assert times[-1] <= today
    assert times[0] <= today - timedelta(days=365)


def test_the_people_are_as_many_as_promised_and_the_same_on_every_day(story):
    another = Story(TUESDAY + timedelta(days=100))
    another.steps()
    assert story.cohorts == another.cohorts
    assert sum(len(cohort.mentees) for cohort in story.cohorts) == 120
    assert sum(len(cohort.mentors) for cohort in story.cohorts) == 45
    names = Counter(one.username for cohort in story.cohorts for one in cohort.everybody)
    assert set(names.values()) == {1}


def test_nobody_is_given_two_turns():
    turns = Counter((one.cohort, one.place) for one in (*PARTINGS, *LEAVINGS))
    assert set(turns.values()) == {1}


def test_the_third_cohort_stays_too_small_to_be_told_apart():
    (third,) = (plan for plan in COHORTS if plan.slug == THIRD)
    assert third.mentees < LEAST_ANSWERING


def test_fewer_answer_the_longer_it_lasts():
    of_the_first = [ask for ask in ASKS if set(ask.answered) == {"first"} and ask.role == "mentee"]
    shares = [ask.answered["first"] for ask in sorted(of_the_first, key=lambda ask: ask.opens)]
    assert shares == sorted(shares, reverse=True)


def test_no_page_says_the_same_twice(story):
    drawing, read_by_staff = Drawing(random.Random(1)), Counter()
    for cohort in story.cohorts:
        for place, person in enumerate(cohort.others):
            span = (cohort.plan.starts, cohort.plan.last_day)
            plan = drawing.plan(person, [span], reader=cohort.mentor_for(place).username)
            notes = Counter(one.note for one in plan.meetings if one.note)
            said = Counter(one.changed for goal in plan.goals for one in goal.check_ins)
            written = Counter(one.text for one in plan.entries)
            assert set((notes + said + written).values()) <= {1}
            read_by_staff.update(one.text for one in plan.entries if one.visibility == "staff")
    assert read_by_staff
    assert set(read_by_staff.values()) == {1}


def every_text(part):
    if isinstance(part, dict):
        if "en" in part:
            return [part]
        return [text for one in part.values() for text in every_text(one)]
    return [text for one in part for text in every_text(one)] if isinstance(part, list) else []


@pytest.mark.parametrize("path", OWN_QUESTIONNAIRES.values(), ids=lambda path: path.stem)
def test_the_programs_own_questionnaires_are_right_and_speak_every_language(path):
    document = json.loads(path.read_text(encoding="utf-8"))
    assert problems_of(document) == ()
    assert {frozenset(text) for text in every_text(document)} == {frozenset(LANGUAGES)}


def test_one_of_them_shows_all_that_a_questionnaire_can():
    (path,) = (path for path in OWN_QUESTIONNAIRES.values() if path.stem == "half_time_talk")
    document = json.loads(path.read_text(encoding="utf-8"))
    items = document["items"]
    assert {item["kind"] for item in items} == set(KINDS)
    for field in ("show_if", "roles", "other", "help", "shared_with_mentor", "does_not_apply"):
        assert any(field in item for item in items), field
    assert any("{{ topic |" in item["prompt"]["en"] for item in items)
    assert document["thanks"]
    assert document["scores"][0]["reverse_keyed"]
    assert len({item["section"] for item in items}) == len(document["sections"])


def test_the_named_mentees_have_still_to_answer_the_programs_own_questionnaire():
    (ask,) = (one for one in ASKS if one.instrument == HALF_TIME_TALK)
    assert ask.opens < 0 < ask.closes
    assert {"amara.k", "lucia.r", "samir.h"} <= ask.skip


def test_no_two_people_leave_the_same_remark_in_one_survey():
    for said in answering.words(random.Random(1)).values():
        remarks = list(said)
        assert len(remarks) == len(set(remarks)) > 0
