"""Every kind of item: what its document may say, what may be answered, and how that is kept."""

import copy
import json

import pytest

from outcomes_plugin.errors import Invalid
from outcomes_plugin.surveys import questionnaire as questionnaires
from outcomes_plugin.surveys.answers import check_answers
from outcomes_plugin.surveys.data import Mode
from outcomes_plugin.surveys.document_kinds import KINDS
from outcomes_plugin.surveys.documents import problems_of
from tests.given_questionnaires import a_document, an_item

RED = {"key": "red", "label": "Red"}
HEX = {"key": "hex", "label": "Witch"}
DEEP = {"item": "likert", "is": 1}
for _step in range(60):
    DEEP = {"not": DEEP}
SURROGATE = "\ud800"
ARABIC_DAY = "2026-01-0\N{ARABIC-INDIC DIGIT ONE}"


def places(document):
    return [problem.column for problem in problems_of(document)]


def test_a_document_of_every_kind_is_valid_and_read():
    document = a_document()
    assert places(document) == []
    assert [item.kind for item in questionnaires.read(document).items] == list(KINDS)


def faults_of_items():
    """Return the kind of an item, what is wrong in it, and at which of its fields."""
    yield "likert", {"other": True}, "other"
    yield "single_choice", {"style": "wheel"}, "style"
    yield "single_choice", {"choices": [RED]}, "choices"
    yield "single_choice", {"choices": [RED, {**HEX, "key": "other"}]}, "choices[1].key"
    yield "single_choice", {"choices": [RED, {**HEX, "exclusive": True}]}, "choices[1].exclusive"
    yield "single_choice", {"choices": [RED, "blue"]}, "choices[1]"
    yield "multiple_choice", {"choices": [RED, {**HEX, "exclusive": 1}]}, "choices[1].exclusive"
    yield "multiple_choice", {"least": 0}, "least"
    yield "multiple_choice", {"most": 5}, "most"
    yield "multiple_choice", {"least": 3, "most": 2}, "most"
    yield "multiple_choice", {"does_not_apply": True}, "does_not_apply"
    yield "ranking", {"most": 4}, "most"
    yield "ranking", {"other": True}, "other"
    yield "number", {"decimals": 7}, "decimals"
    yield "number", {"low": 0.25}, "low"
    yield "number", {"high": float("nan")}, "high"
    yield "number", {"high": 10**400}, "high"
    yield "number", {"low": 100}, "high"
    yield "number", {"unit": 3}, "unit"
    yield "date", {"earliest": "2026-02-30"}, "earliest"
    yield "date", {"earliest": "20260101"}, "earliest"
    yield "date", {"latest": "2025-12-31"}, "latest"
    yield "short_text", {"longest": 256}, "longest"
    yield "text", {"longest": 4001}, "longest"
    yield "text", {"longest": 0}, "longest"
    yield "information", {"required": True}, "required"
    yield "likert", {"prompt": "x" * 1001}, "prompt"
    yield "likert", {"prompt": {"en": "A\x00"}}, "prompt.en"
    yield "likert", {"help": SURROGATE}, "help"
    yield "likert", {"help": ""}, "help"
    yield "likert", {"roles": []}, "roles"
    yield "likert", {"roles": ["mentee", "mentee"]}, "roles"
    yield "likert", {"roles": ["boss"]}, "roles"
    yield "likert", {"scale": ["four"]}, "scale"
    yield "likert", {"section": "nowhere"}, "section"
    yield "likert", {"prompt": "{{ later | x }}"}, "prompt"
    yield "likert", {"prompt": "{{ likert }}"}, "prompt"


@pytest.mark.parametrize(("kind", "fields", "place"), list(faults_of_items()))
def test_each_fault_of_an_item_is_found_at_its_field(kind, fields, place):
    assert places(a_document(an_item(kind, **fields))) == [f"items[0].{place}"]


def faults_of_conditions():
    yield {}, ""
    yield "yes", ""
    yield {"item": "likert"}, ""
    yield {"item": "likert", "is": 4, "in": [4]}, ""
    yield {"item": "likert", "is": 3}, ".is"
    yield {"item": "likert", "is": True}, ".is"
    yield {"item": "likert", "in": []}, ".in"
    yield {"item": "likert", "in": 4}, ".in"
    yield {"item": "likert", "includes": 4}, ".item"
    yield {"item": "likert", "at_least": "4"}, ".at_least"
    yield {"item": "likert", "at_most": float("inf")}, ".at_most"
    yield {"item": "likert", "answered": 1}, ".answered"
    yield {"item": "single_choice", "is": "does_not_apply"}, ".is"
    yield {"item": "single_choice", "at_least": 1}, ".item"
    yield {"item": "multiple_choice", "is": "red"}, ".item"
    yield {"item": "ranking", "includes": "other"}, ".includes"
    yield {"item": "date", "is": "tomorrow"}, ".is"
    yield {"item": "text", "is": "x"}, ".item"
    yield {"item": "information", "answered": True}, ".item"
    yield {"item": "last", "answered": True}, ".item"
    yield {"item": ["likert"], "is": 4}, ".item"
    yield {"all": []}, ".all"
    yield {"any": {"item": "likert", "is": 4}}, ".any"
    yield {"any": [{"item": "nothing", "is": 4}]}, ".any[0].item"
    yield {"not": {"not": None}}, ".not.not"
    yield DEEP, ""
    yield {"any": [{"item": "likert", "is": 4}] * 50}, ""


@pytest.mark.parametrize(("condition", "place"), list(faults_of_conditions()))
def test_a_condition_asks_only_for_what_an_earlier_item_can_answer(condition, place):
    document = a_document(*a_document()["items"], an_item("text", "last", show_if=condition))
    assert places(document) == [f"items[10].show_if{place}"]


def in_sections(*names, **section):
    items = [an_item("text", f"i{place}", section=name) for place, name in enumerate(names) if name]
    return a_document(*items, sections=[{"key": "one", **section}, {"key": "two"}])


@pytest.mark.parametrize(
    ("document", "place"),
    [
        (in_sections("one", "two", "one"), "items[2].section"),
        (in_sections("two", "one"), "items[1].section"),
        (in_sections("one", title=""), "sections[0].title"),
        (in_sections("one", new_page=1), "sections[0].new_page"),
        (in_sections("one", key="two"), "sections[1].key"),
        (in_sections("one", text="{{ i0 | x }}"), "sections[0].text"),
        (a_document(sections={"one": {}}), "sections"),
        (a_document(sections=[{"key": f"s{n}"} for n in range(51)]), "sections"),
        (a_document(sections=["one"]), "sections[0]"),
        (a_document(*[an_item("text", f"i{n}") for n in range(10_000)]), "items"),
    ],
)
def test_sections_stand_in_order_and_items_of_one_together(document, place):
    assert place in places(document)


def test_a_section_recalls_what_was_asked_before_it():
    document = a_document(
        an_item("text", "i0", section="one"),
        an_item("text", "i1", section="two"),
        sections=[{"key": "one"}, {"key": "two", "text": "{{ i0 | x }}", "new_page": True}],
    )
    assert places(document) == []


def kept(kind, answer, **fields):
    asked = questionnaires.read(a_document(an_item(kind, **fields)))
    return check_answers(asked, {kind: answer}, role="mentee").get(kind)


@pytest.mark.parametrize(
    ("kind", "answer", "as_kept"),
    [
        ("likert", 4, 4),
        ("likert", "does_not_apply", "does_not_apply"),
        ("zero_to_ten", 0, 0),
        ("single_choice", "red", "red"),
        ("single_choice", {"other": " Violet "}, {"other": "Violet"}),
        ("multiple_choice", ["blue", "red"], ["red", "blue"]),
        ("multiple_choice", [{"other": "Pink"}, "red"], ["red", {"other": "Pink"}]),
        ("number", 2.5, 2.5),
        ("number", 3.0, 3),
        ("number", 0.1, 0.1),
        ("number", -5, -5),
        ("date", "2028-02-29", "2028-02-29"),
        ("ranking", ["blue", "red"], ["blue", "red"]),
        ("short_text", " One line. ", "One line."),
        ("text", "Two\nlines.", "Two\nlines."),
        ("text", "<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("text", "does_not_apply", "does_not_apply"),
    ],
)
def test_an_answer_is_kept_in_one_shape(kind, answer, as_kept):
    found = kept(kind, answer)
    assert (found, type(found)) == (as_kept, type(as_kept))


BAD = {
    "likert": [3, "4", 4.5, True, [4], {"other": "x"}, 10**30],
    "zero_to_ten": [11, -1, "does_not_apply", 2.5],
    "single_choice": ["violet", 1, ["red"], {"other": ""}, {"other": 7}, {"other": "x" * 256},
                      {"other": "two\nlines"}, {"other": "x", "more": 1}, {}, {"other": SURROGATE}],
    "multiple_choice": ["red", ["red", "red"], ["violet"], [[]], [None], {"red": True},
                        ["red", "green", "blue", {"other": "x"}], [{"other": ""}], ["red"] * 9999,
                        [{"other": "x"}, {"other": "y"}]],
    "number": ["3", True, 2.55, -6, 99.6, float("nan"), float("inf"), 10**400, 1e300, 1e-7],
    "date": ["2026-13-01", "2029-01-01", "2025-12-31", "24.11.2026", 20261124, ARABIC_DAY],
    "ranking": [["red", "red"], ["violet"], "red", ["red", "green", "blue"], [{"other": "x"}], [1]],
    "short_text": ["two\nlines", "x" * 81, 7, "a\x00b", SURROGATE, ["x"]],
    "text": ["x" * 501, 7, "a\x00b", SURROGATE, {"other": "x"}, [[[[]]]]],
    "information": ["I have read it.", True],
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "answer"),
    [(kind, answer) for kind, answers in BAD.items() for answer in answers],
)
def test_what_is_no_answer_to_an_item_is_refused_at_the_item(kind, answer):
    with pytest.raises(Invalid) as refused:
        kept(kind, answer)
    assert [one.column for one in refused.value.problems] == [kind]
    assert str(refused.value.problems[0].message)


def test_a_number_too_long_to_be_printed_is_refused_like_any_other():
    with pytest.raises(Invalid):
        kept("number", 10**5000)


def test_a_nest_of_lists_is_refused_like_any_other_wrong_answer():
    nest = json.loads("[" * 900 + "]" * 900)
    with pytest.raises(Invalid):
        kept("multiple_choice", nest)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "information"])
@pytest.mark.parametrize("nothing", [None, "", "  ", []])
def test_nothing_is_missing_where_it_is_required_and_left_out_elsewhere(kind, nothing):
    assert kept(kind, nothing, required=False) is None
    with pytest.raises(Invalid) as refused:
        kept(kind, nothing, required=True)
    assert [one.column for one in refused.value.problems] == [kind]


@pytest.mark.parametrize(
    ("answer", "is_taken"),
    [(["none"], True), (["red", "none"], False), (["none", {"other": "x"}], False),
     (["red"], False), (["red", "hex"], True), (["red", "hex", {"other": "x"}], False)],
)  # fmt: skip
def test_how_many_are_chosen_and_what_is_chosen_alone(answer, is_taken):
    none = {"key": "none", "label": "None", "exclusive": True}
    fields = {"choices": [RED, HEX, none], "most": 2}
    if len(answer) == 1 and answer != ["none"]:
        fields["least"] = 2
    if is_taken:
        assert kept("multiple_choice", answer, **fields) == answer
    else:
        with pytest.raises(Invalid):
            kept("multiple_choice", answer, **fields)


def test_an_unknown_item_is_refused_beside_what_else_is_wrong():
    asked = questionnaires.read(a_document(an_item("number")))
    with pytest.raises(Invalid) as refused:
        check_answers(asked, {"number": "x", "shoe_size": 42}, role="mentee")
    assert {one.column for one in refused.value.problems} == {"number", "shoe_size"}


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("short_text", Mode.IDENTIFIED),
        ("single_choice", Mode.IDENTIFIED),
        ("date", Mode.CONFIDENTIAL),
    ],
)
def test_own_words_are_asked_in_the_identified_mode(kind, mode):
    asked = questionnaires.read(a_document(an_item(kind)))
    assert asked.default_mode is mode
    assert asked.has_text is (mode is Mode.IDENTIFIED)


def test_a_document_stays_as_it_was_given():
    document = a_document()
    before = copy.deepcopy(document)
    questionnaires.read(document)
    problems_of(document)
    assert document == before
