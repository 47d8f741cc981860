"""The JSON document of an instrument: what is valid, and where each problem stands."""

import copy
import json

import pytest
from hypothesis import given as property_of
from hypothesis import settings
from hypothesis import strategies as st

from outcomes_plugin.surveys import questionnaire as questionnaires
from outcomes_plugin.surveys.api import shipped_instruments
from outcomes_plugin.surveys.documents import digest_of, problems_of

A_DOCUMENT = {
    "title": "Check",
    "about": {"en": "A check.", "ar": "فحص."},
    "minutes": 3,
    "validated": False,
    "scales": {
        "agree5": {
            "kind": "likert",
            "points": [{"value": value, "label": str(value)} for value in range(1, 6)],
        }
    },
    "items": [
        {"key": "use_1", "kind": "likert", "prompt": "Useful.", "scale": "agree5"},
        {"key": "use_2", "kind": "likert", "prompt": "Wasted.", "scale": "agree5"},
        {
            "key": "likely",
            "kind": "zero_to_ten",
            "prompt": "How likely?",
            "ends": {"low": "Not at all", "high": "Very"},
        },
        {
            "key": "where",
            "kind": "single_choice",
            "prompt": "Where?",
            "choices": [{"key": "here", "label": "Here"}, {"key": "there", "label": "There"}],
        },
        {"key": "why", "kind": "text", "prompt": "Why?"},
    ],
    "scores": [{"key": "use", "items": ["use_1", "use_2"], "reverse_keyed": ["use_2"]}],
}


def changed(*path, to):
    document = copy.deepcopy(A_DOCUMENT)
    part = document
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = to
    return document


def places(document) -> list[str]:
    return [problem.column for problem in problems_of(document)]


def test_a_valid_document_has_no_problem():
    assert places(A_DOCUMENT) == []


@pytest.mark.parametrize(
    ("document", "place"),
    [
        (changed("minutes", to=0), "minutes"),
        (changed("minutes", to=True), "minutes"),
        (changed("title", to=" "), "title"),
        (changed("title", to={"en": 7}), "title.en"),
        (changed("title", to={"not a language": "x"}), "title.not a language"),
        (changed("thanks", to={"en": ""}), "thanks.en"),
        (changed("thanks", to="x" * 2001), "thanks"),
        (changed("thanks", to="You said {{ why | nothing }}."), "thanks"),
        (changed("colour", to="red"), "colour"),
        (changed("default_mode", to="secret"), "default_mode"),
        (changed("items", to=[]), "items"),
        (changed("items", 0, "key", to="Use 1"), "items[0].key"),
        (changed("items", 1, "key", to="use_1"), "items[1].key"),
        (changed("items", 0, "kind", to="slider"), "items[0].kind"),
        (changed("items", 0, "kind", to=["likert"]), "items[0].kind"),
        (changed("items", 0, "scale", to="agree7"), "items[0].scale"),
        (changed("items", 0, "required", to="yes"), "items[0].required"),
        (changed("items", 0, "ends", to={}), "items[0].ends"),
        (changed("items", 2, "ends", "low", to=""), "items[2].ends.low"),
        (changed("items", 3, "choices", 1, "key", to="here"), "items[3].choices[1].key"),
        (changed("items", 3, "choices", 0, "key", to="does_not_apply"), "items[3].choices[0].key"),
        (changed("items", 4, "does_not_apply", to=True), "items[4].does_not_apply"),
        (changed("scales", "agree5", "points", 0, "value", to=9), "scales.agree5.points"),
        (
            changed("scales", "agree5", "points", 0, "value", to=1.5),
            "scales.agree5.points[0].value",
        ),
        (changed("scores", 0, "items", 1, to="why"), "scores[0].items[1]"),
        (changed("scores", 0, "items", 1, to="likely"), "scores[0].items"),
        (changed("scores", 0, "items", 1, to="use_1"), "scores[0].items[1]"),
        (changed("scores", 0, "reverse_keyed", to=["likely"]), "scores[0].reverse_keyed[0]"),
        (changed("scores", 0, "minimum_answered", to=3), "scores[0].minimum_answered"),
    ],
)
def test_each_problem_is_found_at_its_place(document, place):
    assert place in places(document)


def test_every_problem_is_found_at_once():
    document = changed("minutes", to="long")
    document["items"][0]["scale"] = "agree7"
    document["items"][4]["prompt"] = ""
    assert {"minutes", "items[0].scale", "items[4].prompt"} <= set(places(document))


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
    ),
    max_leaves=6,
)


@settings(deadline=None)
@property_of(ANY_JSON)
def test_whatever_json_comes_is_judged_without_an_accident(document):
    assert problems_of(document)


def every_place(part, path=()):
    yield path
    children = (
        part.items()
        if isinstance(part, dict)
        else enumerate(part)
        if isinstance(part, list)
        else ()
    )
    for step, child in children:
        yield from every_place(child, (*path, step))


@settings(deadline=None)
@property_of(st.sampled_from([path for path in every_place(A_DOCUMENT) if path]), ANY_JSON)
def test_a_document_without_problems_can_always_be_read(path, value):
    document = changed(*path, to=value)
    if not problems_of(document):
        asked = questionnaires.read(document)
        assert len(asked.items) == len(document["items"])
        assert all(rule.low < rule.high for rule in asked.scores)


def test_the_digest_is_that_of_the_content_whatever_the_order():
    assert digest_of(A_DOCUMENT) == digest_of(json.loads(json.dumps(A_DOCUMENT, sort_keys=True)))
    assert digest_of(A_DOCUMENT) != digest_of(changed("minutes", to=4))


@pytest.mark.parametrize("key", sorted(shipped_instruments()))
def test_a_shipped_instrument_is_valid_and_says_that_it_is_not_validated(key):
    document = shipped_instruments()[key]
    assert places(document) == []
    assert document["validated"] is False


def texts(part):
    if isinstance(part, dict) and "en" in part:
        yield part
    elif isinstance(part, dict | list):
        for child in part.values() if isinstance(part, dict) else part:
            yield from texts(child)


@pytest.mark.parametrize("key", sorted(shipped_instruments()))
def test_a_shipped_instrument_speaks_every_language_of_the_product(key):
    found = list(texts(shipped_instruments()[key]))
    assert found
    assert all(set(text) == {"en", "es-419", "ar"} for text in found)


@pytest.mark.parametrize("key", ["satisfaction_mentee", "satisfaction_mentor"])
def test_each_facet_has_three_items_of_which_one_is_reverse_keyed(key):
    asked = questionnaires.read(shipped_instruments()[key])
    facets = {rule.key: (len(rule.items), len(rule.reverse_keyed)) for rule in asked.scores}
    assert facets == dict.fromkeys(("usefulness", "trust", "accessibility", "reciprocity"), (3, 1))


def test_the_pulse_asks_three_items_of_the_facets_and_shares_one_with_the_mentor():
    pulse = questionnaires.read(shipped_instruments()["pulse"])
    whole = questionnaires.read(shipped_instruments()["satisfaction_mentee"])
    prompts = {item.key: item.prompt for item in whole.items}
    asked = [item for item in pulse.items if not item.is_text]
    assert [prompts[item.key] for item in asked] == [item.prompt for item in asked]
    assert sum(item.shared_with_mentor for item in asked) == 1
    assert [item.required for item in pulse.items if item.is_text] == [False]
