"""A survey of SurveyJS becomes a questionnaire; what does not is on the list with its path."""

import json

import pytest
from hypothesis import given as property_of
from hypothesis import settings
from hypothesis import strategies as st

from outcomes_plugin.surveys.documents import problems_of
from outcomes_plugin.surveys.takeover import take_over
from outcomes_plugin.surveys.takeover.surveyjs_kinds import KINDS

from .given_files import surveyjs, with_elements


@pytest.fixture(scope="module")
def taken():
    return take_over(surveyjs())


@pytest.fixture(scope="module")
def items(taken):
    return {item["key"]: item for item in taken.document["items"]}


def test_the_survey_becomes_a_valid_questionnaire(taken, items):
    assert problems_of(taken.document) == ()
    assert taken.document["title"] == {"en": "Half-way", "de": "Halbzeit"}
    assert taken.document["about"] == "How it goes."
    assert items["met"]["required"] is True
    assert items["what"]["choices"][1]["label"] == {"en": "Life", "de": "Leben"}
    assert items["what"]["choices"][2]["exclusive"] is True
    assert (items["what"]["other"], items["what"]["most"]) == (True, 2)
    assert (items["n"]["low"], items["n"]["high"]) == (1, 9)
    assert [one["new_page"] for one in taken.document["sections"]] == [True, True]


def test_stars_faces_and_sliders_become_words_or_numbers_and_are_said(taken, items):
    points = taken.document["scales"][items["stars"]["scale"]]["points"]
    assert [one["label"] for one in points] == [f"{count} of 5" for count in range(1, 6)]
    faces = taken.document["scales"][items["faces"]["scale"]]["points"]
    assert [one["label"] for one in faces][0::4] == ["Very bad", "Very good"]
    assert items["nps"]["ends"] == {"low": "No", "high": "Yes"}
    assert items["slide"]["kind"] == "zero_to_ten"
    said = " ".join(str(note.said) for note in taken.notes)
    for words in ("Stars and faces", "slider", "“email” has become a short text"):
        assert words in said


def test_conditions_reach_the_items_of_their_page(items):
    assert items["stars"]["show_if"] == {"item": "met", "is": "yes"}
    page = [{"item": "nps", "at_least": 7}, {"item": "what", "includes": "work"}]
    assert items["m_clear"]["show_if"] == {"all": page}
    assert items["why"]["show_if"] == {"all": [*page, {"item": "m_clear", "is": 1}]}
    assert items["why"]["prompt"] == "Why {{ stars | … }}?"


def test_a_matrix_is_its_words_and_statements_on_one_scale(items):
    assert items["m_intro"]["kind"] == "information"
    assert items["m_kind"]["prompt"] == "It was kind."
    assert items["m_clear"]["scale"] == items["m_kind"]["scale"]


def test_links_are_kept_and_scripts_are_not(taken, items):
    assert items["end"]["prompt"] == "See [here](https://a.example/)there"
    assert any("javascript:" in one.what for one in taken.left_out)


def test_what_was_not_carried_over_is_listed_with_its_path(taken):
    listed = {one.place: one.what for one in taken.left_out}
    assert listed["pages[0].elements[4].correctAnswer"] == "['work']"
    assert listed["pages[1].elements[7]"] == "signaturepad sign Sign"
    assert listed["pages[1].elements[8]"] == "expression sum"
    assert {"completedHtml", "triggers"} <= set(listed)


@pytest.mark.parametrize(
    "kind",
    [
        "file", "image", "signaturepad", "expression", "matrixdropdown", "matrixdynamic",
        "imagemap", "paneldynamic", "something_of_my_own",
    ],
)  # fmt: skip
def test_each_type_without_a_kind_here_is_listed(kind):
    found = take_over(with_elements({"type": kind, "name": "a", "title": "Words"}))
    assert found.left_out[0].what.startswith(f"{kind} a")
    assert found.left_out[0].place == "elements[0]"


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize(
    "name",
    [
        "correctAnswer", "defaultValue", "enableIf", "requiredIf", "validators", "choicesByUrl",
        "requiredErrorText", "showCommentArea", "startWithNewLine", "never_heard_of_it",
    ],
)  # fmt: skip
def test_each_property_that_is_not_carried_over_is_listed(kind, name):
    element = {
        "type": kind, "name": "a", "title": "Words", "html": "Words", "choices": ["x", "y"],
        "columns": [1, 2], "rows": ["r"], "items": ["i"], name: "strange",
    }  # fmt: skip
    listed = [one.place for one in take_over(with_elements(element)).left_out]
    assert f"elements[0].{name}" in listed or "elements[0]" in listed


def test_pictures_become_their_words_or_are_listed():
    pictures = [{"value": 1, "text": "Cat", "imageLink": "c.png"}, {"value": 2, "text": "Dog"}]
    worded = {"type": "imagepicker", "name": "a", "choices": pictures}
    bare = {"type": "imagepicker", "name": "b", "choices": [{"value": 1, "imageLink": "c.png"}]}
    found = take_over(with_elements(worded, bare))
    assert [one["label"] for one in found.document["items"][0]["choices"]] == ["Cat", "Dog"]
    places = {one.place for one in found.left_out}
    assert places >= {"elements[0].choices[0].imageLink", "elements[1]"}


def test_a_panel_that_repeats_is_asked_once():
    inner = [{"type": "text", "name": "b", "title": "B"}]
    panel = {"type": "paneldynamic", "name": "p", "templateElements": inner, "panelCount": 2}
    found = take_over(with_elements(panel))
    assert [item["prompt"] for item in found.document["items"]] == ["B"]
    assert [one.place for one in found.left_out] == ["elements[0]", "elements[0].panelCount"]


def test_long_words_are_cut_and_the_end_is_listed():
    found = take_over(with_elements({"type": "text", "name": "a", "title": "x" * 1200 + "end"}))
    assert len(found.document["items"][0]["prompt"]) == 1000
    assert found.left_out[0].place == "elements[0].title"
    assert problems_of(found.document) == ()


def test_more_than_the_questionnaire_holds_is_listed():
    many = [{"type": "text", "name": f"q{number}"} for number in range(230)]
    found = take_over(with_elements(*many))
    assert (len(found.document["items"]), len(found.left_out)) == (200, 30)


_WORDS = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=12
)
_INNER = ["type", "name", "title", "value", "text", "default", "minValue", "visibleIf"]
_NAMES = [
    *("title", "choices", "rows", "columns", "rateValues", "rateMin", "rateMax", "rateStep"),
    *("rateCount", "rateType", "items", "visibleIf", "min", "max", "step", "inputType"),
    *("maxLength", "validators", "isRequired", "html", "description", "multiSelect", "label"),
]
_NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
_JSON = st.recursive(
    st.none() | st.booleans() | _NUMBERS | _WORDS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_INNER), inner, max_size=6)
    ),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None)
@property_of(
    st.sampled_from(sorted(KINDS)), st.dictionaries(st.sampled_from(_NAMES), _JSON, max_size=8)
)
def test_whatever_a_question_says_nothing_breaks(kind, properties):
    raw = json.dumps({"title": "T", "elements": [{"type": kind, "name": "a", **properties}]})
    found = take_over(raw.encode())
    if found.document["items"]:
        assert problems_of(found.document) == ()
