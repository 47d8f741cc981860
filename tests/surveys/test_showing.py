"""Which items are shown, and what becomes of the answers to those that are not."""

import pytest
from hypothesis import given as property_of
from hypothesis import settings
from hypothesis import strategies as st

from outcomes_plugin.errors import Invalid
from outcomes_plugin.surveys import questionnaire as questionnaires
from outcomes_plugin.surveys.answers import check_answers
from outcomes_plugin.surveys.documents import problems_of
from outcomes_plugin.surveys.showing import shown_items
from tests.given_questionnaires import ROLES, a_document, an_item, answered

VECTORS = [
    ("likert", {"is": 4}, 4, True),
    ("likert", {"is": 4}, 2, False),
    ("likert", {"is": "does_not_apply"}, "does_not_apply", True),
    ("likert", {"at_least": 4}, 7, True),
    ("likert", {"at_least": 4}, "does_not_apply", False),
    ("likert", {"at_most": 4}, None, False),
    ("likert", {"answered": True}, "does_not_apply", True),
    ("likert", {"answered": False}, None, True),
    ("zero_to_ten", {"in": [0, 10]}, 0, True),
    ("zero_to_ten", {"is": 1}, True, False),
    ("number", {"at_most": 2.5}, 2.5, True),
    ("number", {"is": 2}, 2.0, True),
    ("single_choice", {"is": "other"}, {"other": "Violet"}, True),
    ("single_choice", {"in": ["red", "blue"]}, "green", False),
    ("multiple_choice", {"includes": "other"}, ["red", {"other": "Violet"}], True),
    ("multiple_choice", {"includes": "blue"}, ["red"], False),
    ("multiple_choice", {"answered": True}, [], False),
    ("ranking", {"includes": "blue"}, ["blue", "red"], True),
    ("ranking", {"includes": "blue"}, "blue", False),
    ("date", {"is": "2026-11-24"}, "2026-11-24", True),
    ("text", {"answered": True}, " \n\x85\ufeff", False),
    ("short_text", {"answered": True}, "Yes.", True),
]


def follow_up(kind, test):
    return a_document(an_item(kind), an_item("text", "why", show_if={"item": kind, **test}))


def shown(document, answers, role="mentee"):
    return shown_items(questionnaires.read(document), answers, role=role)


@pytest.mark.parametrize(("kind", "test", "answer", "is_shown"), VECTORS)
def test_an_item_is_shown_by_an_earlier_answer(kind, test, answer, is_shown):
    document = follow_up(kind, test)
    assert problems_of(document) == ()
    assert ("why" in shown(document, {kind: answer})) is is_shown


def test_conditions_are_joined_and_turned_round():
    red = {"item": "single_choice", "is": "red"}
    high = {"item": "number", "at_least": 9}
    first = [an_item("single_choice"), an_item("number")]
    for joined, wanted in [({"all": [red, high]}, 1), ({"any": [red, high]}, 3)]:
        counts = 0
        for colour in ("red", "blue"):
            for number in (1, 9):
                answers = {"single_choice": colour, "number": number}
                plain = a_document(*first, an_item("text", show_if=joined))
                turned = a_document(*first, an_item("text", show_if={"not": joined}))
                assert ("text" in shown(plain, answers)) is not ("text" in shown(turned, answers))
                counts += "text" in shown(plain, answers)
        assert counts == wanted


CASCADE = a_document(
    an_item("single_choice"),
    an_item("number", show_if={"item": "single_choice", "is": "red"}),
    an_item("text", show_if={"item": "number", "at_least": 1}, required=True),
)


def test_what_depends_on_a_hidden_item_is_hidden_too_and_its_answer_left_out():
    asked = questionnaires.read(CASCADE)
    answers = {"single_choice": "red", "number": 3, "text": "Because."}
    assert check_answers(asked, answers, role="mentee") == answers
    changed = {**answers, "single_choice": "blue"}
    assert check_answers(asked, changed, role="mentee") == {"single_choice": "blue"}


def test_a_required_item_is_missing_only_where_it_is_shown():
    asked = questionnaires.read(CASCADE)
    with pytest.raises(Invalid) as refused:
        check_answers(asked, {"single_choice": "red", "number": 3}, role="mentee")
    assert [one.column for one in refused.value.problems] == ["text"]
    kept = check_answers(asked, {"single_choice": "blue", "text": "\x00"}, role="mentee")
    assert kept == {"single_choice": "blue"}


def test_an_item_of_another_role_is_neither_asked_nor_kept():
    document = a_document(an_item("number", roles=["mentor"]), an_item("date", required=False))
    asked = questionnaires.read(document)
    assert shown(document, {}) == ("date",)
    assert shown(document, {}, role="mentor") == ("number", "date")
    assert check_answers(asked, {"number": 2}, role="mentee") == {}
    assert check_answers(asked, {"number": 2}, role="mentor") == {"number": 2}


@settings(deadline=None)
@property_of(answered(), st.sampled_from(ROLES))
def test_what_is_kept_was_shown_and_is_kept_the_same_again(pair, role):
    document, answers = pair
    assert problems_of(document) == ()
    asked = questionnaires.read(document)
    try:
        kept = check_answers(asked, answers, role=role)
    except Invalid as refused:
        assert {one.column for one in refused.problems} <= set(shown(document, answers, role))
        return
    assert set(kept) <= set(shown(document, answers, role))
    assert check_answers(asked, kept, role=role) == kept
    assert shown(document, kept, role) == shown(document, answers, role)
