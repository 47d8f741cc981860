"""A question with numbers that no indicator counts is found, and keeps its survey from opening."""

import pytest

from outcomes_plugin.errors import Invalid
from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys import questionnaire as questionnaires
from outcomes_plugin.surveys.coverage import uncovered_indicators, untied_items
from outcomes_plugin.surveys.documents import problems_of
from outcomes_plugin.surveys.draft_documents import askable_part
from outcomes_plugin.surveys.duration import minutes_of
from tests import given
from tests import given_surveys as gs
from tests.given_programs import the_coordinator
from tests.given_questionnaires import a_document, an_item

pytestmark = pytest.mark.django_db
TRUST = {"key": "trust", "items": ["open"]}


@pytest.fixture
def program(db):
    return gs.an_asking_program()


@pytest.fixture
def indicators(program):
    return frameworks_api.indicators(program.id)


def a_survey(*items, **fields):
    return a_document(an_item("likert", "open"), *items, **{"scores": [TRUST], **fields})


def test_a_question_counts_where_its_score_is_the_source_of_an_indicator_of_its_role(indicators):
    assert untied_items(a_survey(), indicators) == []
    assert untied_items(a_survey(scores=[]), indicators) == ["open"]
    assert untied_items(a_survey(scores=[{**TRUST, "key": "else"}]), indicators) == ["open"]
    assert untied_items(a_survey(), []) == ["open"]


@pytest.mark.parametrize("kind", ["likert", "zero_to_ten"])
def test_every_question_with_numbers_needs_an_indicator(indicators, kind):
    assert untied_items(a_survey(an_item(kind, "alone")), indicators) == ["alone"]


@pytest.mark.parametrize("kind", ["single_choice", "number", "text", "information", "ranking"])
def test_other_questions_need_none(indicators, kind):
    assert untied_items(a_survey(an_item(kind, "alone")), indicators) == []


def test_what_a_pair_reads_together_needs_none(indicators):
    shared = an_item("likert", "alone", shared_with_mentor=True)
    assert untied_items(a_survey(shared), indicators) == []


def test_a_question_is_looked_at_for_the_roles_that_are_asked(indicators):
    of_mentors = a_survey(an_item("likert", "alone", roles=["mentor"]))
    assert untied_items(of_mentors, indicators, roles=["mentee"]) == []
    assert untied_items(of_mentors, indicators, roles=["mentor"]) == ["alone"]


def test_indicators_that_no_question_feeds_are_listed(indicators):
    every = {one.key for one in indicators if one.source.get("score")}
    fed = every - set(uncovered_indicators(a_survey(), indicators))
    assert {one.source["score"] for one in indicators if one.key in fed} == {"trust"}
    assert set(uncovered_indicators({}, indicators)) == every


def test_a_survey_with_an_untied_question_is_planned_and_does_not_open(program):
    def publish(document):
        surveys_api.publish_instrument(
            the_coordinator(), program.id, document, key="own", at=given.MONDAY
        )

    publish(a_survey(an_item("zero_to_ten", "alone")))
    window = gs.a_window(program, instrument="own")
    with pytest.raises(Invalid) as refused:
        surveys_api.open_window(the_coordinator(), window.id, at=given.MONDAY)
    assert [one.column for one in refused.value.problems] == ["items.alone"]
    assert "Every scored question" in surveys_api.hindrances(program.id)[window.id]
    publish(a_survey())
    opened = gs.an_open_window(program, instrument="own", key="again")
    assert opened.state == "open"


def test_a_score_of_the_other_role_alone_keeps_no_survey_from_opening(program):
    document = a_survey(
        an_item("likert", "of_mentors", roles=["mentor"]),
        scores=[TRUST, {"key": "prepared", "items": ["of_mentors"]}],
    )
    surveys_api.publish_instrument(
        the_coordinator(), program.id, document, key="own", at=given.MONDAY
    )
    assert gs.an_open_window(program, instrument="own").state == "open"


def test_what_can_be_asked_of_a_draft_is_left_when_its_broken_parts_are_taken_out():
    whole = a_survey(an_item("text", "why"))
    broken = a_survey(
        an_item("text", "why"),
        an_item("likert", "empty", prompt=""),
        an_item("number", "after", show_if={"item": "empty", "answered": True}),
        title="",
        about="",
        minutes="many",
        licence="none",
        unknown=1,
    )
    part = askable_part(broken)
    assert problems_of(part) == ()
    assert [item["key"] for item in part["items"]] == ["open", "why"]
    assert part["scores"] == whole["scores"]
    assert askable_part({**whole, "items": []}) is None


def test_minutes_are_counted_for_the_role_with_the_longer_way():
    def minutes(count, **fields):
        items = [an_item("text", f"t{number}", **fields) for number in range(count)]
        return minutes_of(questionnaires.read(a_document(*items)))

    assert minutes(1) == 1
    assert minutes(10) > 5
    assert minutes(10, roles=["mentor"]) == minutes(10)
