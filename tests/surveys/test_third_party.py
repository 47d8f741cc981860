"""Instruments of others: known by what they measure, and asked only with a permission."""

import copy

import pytest

from outcomes_plugin import api
from outcomes_plugin.errors import Invalid
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys import questionnaire as questionnaires
from outcomes_plugin.surveys.documents import problems_of
from outcomes_plugin.surveys.third_party import definitions, draft_of
from tests import given
from tests import given_surveys as gs
from tests.given_programs import the_coordinator

KEYS = sorted(definitions())
# Number of questions, of factors and of points, as their authors published them; 0 is not known.
PUBLISHED = {"career_satisfaction": (5, 1, 5), "mca26": (26, 6, 7), "mfq9": (9, 3, 0)}


def a_draft(key="mfq9"):
    return copy.deepcopy(dict(draft_of(definitions()[key])))


def filled_in(draft):
    """Return the draft with words of somebody who has the permission."""
    for item in draft["items"]:
        item["prompt"] = f"The words of {item['key']}."
    for point in points_of(draft):
        point["label"] = point["label"] or str(point["value"])
    draft["licence"] |= {"holder": "The authors", "reference": "By mail, 3 March 2026"}
    return draft


def points_of(document):
    (scale,) = document["scales"].values()
    return scale["points"]


def places(document):
    return [problem.column for problem in problems_of(document)]


@pytest.mark.parametrize("key", KEYS)
def test_a_definition_knows_the_instrument_as_it_was_published(key):
    one = definitions()[key]
    assert (one.item_count, len(one.factors), len(one.points)) == PUBLISHED[key]
    assert one.link.startswith("https://")
    assert one.holder


@pytest.mark.parametrize("key", KEYS)
def test_a_draft_has_no_words_and_cannot_be_asked_before_it_has(key):
    draft = a_draft(key)
    assert {item["prompt"] for item in draft["items"]} == {""}
    missing = [f"items[{index}].prompt" for index in range(len(draft["items"]))]
    points = [] if definitions()[key].points else range(len(points_of(draft)))
    labels = [f"scales.{key}_scale.points[{index}].label" for index in points]
    assert places(draft) == [*labels, *missing, "licence.holder", "licence.reference"]


@pytest.mark.parametrize("key", KEYS)
def test_a_draft_that_is_filled_in_is_asked_on_its_scale_with_a_score_for_each_factor(key):
    document = filled_in(a_draft(key))
    assert problems_of(document) == ()
    one, asked = definitions()[key], questionnaires.read(document)
    assert [len(rule.items) for rule in asked.scores] == [factor.items for factor in one.factors]
    assert {(rule.low, rule.high) for rule in asked.scores} == {(1, len(points_of(document)))}
    assert asked.licence.instrument.startswith(one.title)
    assert not asked.items_for("mentor" if one.role == "mentee" else "mentee")


@pytest.mark.parametrize("name", ["instrument", "holder", "reference"])
def test_each_word_of_the_permission_is_needed(name):
    for words in ("", "  ", None, 7, "x" * 501):
        document = filled_in(a_draft())
        document["licence"][name] = words
        assert places(document) == [f"licence.{name}"]
    document = filled_in(a_draft())
    del document["licence"][name]
    assert places(document) == [f"licence.{name}"]


def test_the_gate_stays_where_a_single_question_is_taken_and_the_permission_is_left_out():
    document = filled_in(a_draft())
    document["items"] = document["items"][:1]
    document["scores"] = []
    licence = document.pop("licence")
    assert places(document) == ["licence"]
    (problem,) = problems_of(document)
    assert "Mentoring Functions Questionnaire" in str(problem.message)
    assert places({**document, "licence": licence}) == []
    assert places({**document, "licence": "granted"}) == ["licence"]


@pytest.mark.django_db
def test_publishing_refuses_an_instrument_of_others_without_its_permission():
    program = gs.an_asking_program()

    def publish(document):
        return surveys_api.publish_instrument(
            the_coordinator(), program.id, document, key="mfq9", at=given.MONDAY
        )

    ungranted = filled_in(a_draft())
    ungranted["licence"]["reference"] = ""
    with pytest.raises(Invalid) as refused:
        publish(ungranted)
    assert [problem.column for problem in refused.value.problems] == ["licence.reference"]
    published = publish(filled_in(a_draft()))
    assert published.version == 1
    with pytest.raises(Invalid):
        api.reword_instrument(
            the_coordinator(), program.id, ungranted, key="mfq9", version=1, at=given.TUESDAY
        )


@pytest.mark.django_db
def test_the_list_tells_whom_to_ask_in_the_language_of_its_reader():
    program = gs.an_asking_program()
    found = api.third_party_instruments(the_coordinator(), program.id, language="es-419")
    assert [one.key for one in found] == ["career_satisfaction", "mca26", "mfq9"]
    assert found[2].factors[0].title == "Apoyo profesional"
    assert found[2].permission.startswith("Pide permiso")
    assert found[2].document == a_draft()
