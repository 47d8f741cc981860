"""Polls, surveys and problem-builder become a questionnaire; what does not is on the list."""

import pytest

from outcomes_plugin.surveys.documents import problems_of
from outcomes_plugin.surveys.takeover import take_over

from .given_files import POLL, PROBLEM_BUILDER


def items_of(taken):
    return {item["key"]: item for item in taken.document["items"]}


def listed(taken):
    return {one.place: one.what for one in taken.left_out}


def test_a_poll_is_a_choice_and_a_survey_is_a_matrix():
    taken = take_over(POLL.encode())
    assert problems_of(taken.document) == ()
    assert taken.document["title"] == "After the visit"
    found = items_of(taken)
    assert found["fox"]["kind"] == "single_choice"
    assert found["fox"]["choices"] == [
        {"key": "red", "label": "Red"},
        {"key": "kit", "label": "Kit"},
    ]
    assert [found[key]["prompt"] for key in ("q1", "q2")] == ["It helped.", "I was heard."]
    assert found["q1"]["scale"] == found["q2"]["scale"]
    points = taken.document["scales"][found["q1"]["scale"]]["points"]
    assert [(one["value"], one["label"]) for one in points] == [
        (1, "Strongly agree"),
        (2, "Agree"),
        (3, "Neither"),
    ]
    assert any("direction" in str(note.said) for note in taken.notes)


def test_what_a_poll_says_besides_is_listed_with_its_place():
    found = listed(take_over(POLL.encode()))
    assert found["/vertical/poll/@feedback"] == "Thank you"
    assert found["/vertical/poll/@answers[0].img"] == "red.png"
    assert found["/vertical/poll/@answers[0].img_alt"] == "A red fox"
    assert {"/vertical/poll/@tally", "/vertical/poll/@max_submissions"} <= set(found)
    assert "/vertical/survey/@private_results" in found


def test_the_questions_of_problem_builder_keep_names_steps_and_words():
    taken = take_over(PROBLEM_BUILDER.encode())
    assert problems_of(taken.document) == ()
    found = items_of(taken)
    assert list(found) == [
        "information",
        "goal",
        "goal_recap",
        "like",
        "rate",
        "what",
        "sure",
        "went",
    ]
    assert found["information"]["prompt"] == "Say **what** you *want*."
    assert found["goal"]["kind"] == "text"
    assert found["goal_recap"]["prompt"] == "You wrote:\n\n{{ goal | … }}"
    assert [one["label"] for one in found["like"]["choices"]] == ["Yes", "No"]
    assert (found["rate"]["kind"], found["rate"]["does_not_apply"]) == ("likert", True)
    assert found["what"]["kind"] == "multiple_choice"
    assert found["sure"]["ends"] == {"low": "not", "high": "very"}
    assert [one["title"] for one in taken.document["sections"]] == ["You", "Us"]
    assert {found["goal"]["section"], found["like"]["section"]} == {"you", "us"}


def test_right_answers_tips_weights_and_scripts_are_listed():
    found = listed(take_over(PROBLEM_BUILDER.encode()))
    step = "/step-builder/sb-step[2]"
    assert found[f"{step}/pb-mcq/@correct_choices"] == '["yes"]'
    assert found[f"{step}/pb-mcq/pb-tip"] == "<pb-tip> Great! (yes)"
    assert found[f"{step}/pb-mcq/@message"] == "Good"
    assert found["/step-builder/sb-step[1]/pb-answer/@weight"] == "2"
    whats = " ".join(found.values())
    assert "<sb-review-step>" in whats
    assert {"<script>", "<img> A cat"} <= {
        one.what for one in take_over(PROBLEM_BUILDER.encode()).left_out
    }


def test_a_rating_with_several_answers_of_its_own_is_a_choice():
    xml = (
        '<problem-builder><pb-rating name="r" question="R?"><pb-choice value="x">X</pb-choice>'
        '<pb-choice value="y">Y</pb-choice></pb-rating></problem-builder>'
    )
    (item,) = take_over(xml.encode()).document["items"]
    labels = [one["label"] for one in item["choices"]]
    assert labels == ["1 – Less", "2", "3", "4", "5 – More", "X", "Y"]


@pytest.mark.parametrize(
    "element",
    [
        '<pb-table><pb-column header="H"/></pb-table>',
        "<pb-swipe question='S'/>",
        "<sb-plot plot_label='P'/>",
        "<pb-message type='completed'>Well done</pb-message>",
        "<pb-dashboard/>",
        "<pb-instructor-tool/>",
        "<problem><p>Sum</p></problem>",
        "<video youtube='1'/>",
        "<never-heard-of-it secret='yes'/>",
        "<pb-answer-recap name='nobody'/>",
        "<pb-mcq name='one' question='Q'><pb-choice value='a'>A</pb-choice></pb-mcq>",
        "<poll/>",
        "<poll question='Q' answers='{broken'/>",
        "<survey questions='[]' answers='[]'/>",
        "words beside the elements",
        "<pb-answer name='b' question='B' surprise='yes'/>",
        "<pb-answer name='b' question='B'><gift>Here</gift></pb-answer>",
    ],
)
def test_whatever_is_not_supported_or_not_known_is_listed(element):
    xml = f"<vertical><pb-answer name='a' question='A'/>{element}</vertical>"
    without = take_over(b"<vertical><pb-answer name='a' question='A'/></vertical>")
    assert without.left_out == ()
    assert take_over(xml.encode()).left_out


def test_twins_get_keys_of_their_own_and_other_is_no_key_of_a_choice():
    xml = (
        "<vertical><pb-answer name='a' question='A'/><pb-answer name='A' question='B'/>"
        "<pb-mcq name='م' question='C'><pb-choice value='other'>O</pb-choice>"
        "<pb-choice value='Other'>P</pb-choice></pb-mcq></vertical>"
    )
    taken = take_over(xml.encode())
    assert [item["key"] for item in taken.document["items"]] == ["a", "a_2", "question"]
    choices = taken.document["items"][2]["choices"]
    assert [one["key"] for one in choices] == ["other_2", "other_3"]
    assert problems_of(taken.document) == ()
