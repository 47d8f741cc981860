"""Answers of each kind as cells of a table."""

import pytest

from outcomes_plugin.surveys import questionnaire as questionnaires
from outcomes_plugin.surveys.answer_columns import cells, headers
from outcomes_plugin.surveys.data import Values

CHOICES = [{"key": "red", "label": {"en": "Red", "es": "Rojo"}}, {"key": "blue", "label": "Blue"}]
DOCUMENT = {
    "title": "All",
    "about": "Each kind.",
    "minutes": 1,
    "validated": False,
    "scales": {
        "two": {
            "kind": "likert",
            "points": [{"value": 1, "label": "No"}, {"value": 2, "label": "Yes"}],
        }
    },
    "items": [
        {"key": "hello", "kind": "information", "prompt": "Welcome."},
        {"key": "agree", "kind": "likert", "prompt": "*Agreed*?", "scale": "two"},
        {
            "key": "one",
            "kind": "single_choice",
            "prompt": "Which?",
            "choices": CHOICES,
            "other": True,
        },
        {
            "key": "some",
            "kind": "multiple_choice",
            "prompt": "Which ones?",
            "choices": CHOICES,
            "other": True,
        },
        {"key": "order", "kind": "ranking", "prompt": "In order?", "choices": CHOICES},
        {"key": "hours", "kind": "number", "prompt": "Hours?", "decimals": 1},
        {"key": "day", "kind": "date", "prompt": "Since?"},
        {"key": "note", "kind": "text", "prompt": "More?"},
    ],
}
ITEMS = questionnaires.read(DOCUMENT).items
ANSWERS = {
    "agree": 2,
    "one": {"other": "Green"},
    "some": ["red", {"other": "Grey"}],
    "order": ["blue", "red"],
    "hours": 1.5,
    "day": "2026-02-28",
    "note": "Red",
}


def row(answers, *, values=Values.LABELS, language="en"):
    heads = headers(ITEMS, values=values, language=language)
    return dict(zip(heads, cells(ITEMS, answers, values=values, language=language), strict=True))


def test_in_words_each_option_of_several_has_its_column_and_own_words_theirs():
    assert row(ANSWERS) == {
        "Agreed?": "Yes",
        "Which?": "other",
        "Which? [other]": "Green",
        "Which ones? [Red]": 1,
        "Which ones? [Blue]": 0,
        "Which ones? [other]": "Grey",
        "In order? [Red]": 2,
        "In order? [Blue]": 1,
        "Hours?": 1.5,
        "Since?": "2026-02-28",
        "More?": "Red",
    }


def test_as_stored_keys_and_codes_stand_there_in_every_language_alike():
    assert row(ANSWERS | {"one": "red"}, values=Values.CODES) == {
        "agree": 2,
        "one": "red",
        "one.other": None,
        "some.red": 1,
        "some.blue": 0,
        "some.other": "Grey",
        "order.red": 2,
        "order.blue": 1,
        "hours": 1.5,
        "day": "2026-02-28",
        "note": "Red",
    }
    assert row(ANSWERS, values=Values.CODES) == row(ANSWERS, values=Values.CODES, language="es")


@pytest.mark.parametrize("values", Values)
def test_what_was_not_answered_is_empty_and_no_zero(values):
    assert set(row({}, values=values).values()) == {None}


def test_words_are_in_the_language_asked_for():
    assert row({"one": "red"}, language="es")["Which?"] == "Rojo"
