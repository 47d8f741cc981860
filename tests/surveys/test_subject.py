"""A person gets what is kept about them, and what can be found is erased with its words."""

import json

import pytest
from django.apps import apps
from django.utils.translation import override

from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.document_kinds import KINDS
from outcomes_plugin.surveys.models import AnonymousResponse, FrameRow
from tests import given
from tests import given_questionnaires as gq
from tests import given_surveys as gs
from tests.given_programs import the_coordinator

pytestmark = pytest.mark.django_db

MARKER = "MARKER-7f3a"


@pytest.fixture
def program():
    program = gs.an_asking_program()
    gs.mentees(program, 3)
    return program


@pytest.fixture
def windows(program):
    pulse = gs.an_open_window(program, key="pulse", instrument="pulse")
    words = gs.all_answers("pulse")
    gs.answer(pulse, "mia0", words | {"note": MARKER})
    gs.answer(pulse, "mia1", words | {"note": "Other words."})
    coded = gs.an_open_window(program, key="coded")
    unlinked = gs.an_open_window(program, key="unlinked", mode="anonymous")
    for window in (coded, unlinked):
        gs.answer(window, "mia0")
        gs.answer(window, "mia1", gs.all_answers(value=2))
    return pulse, coded, unlinked


def everything() -> str:
    models = apps.get_app_config("outcomes_plugin").get_models()
    return json.dumps([list(model.objects.values()) for model in models], default=str)


def test_a_person_gets_their_receipts_and_the_answers_that_can_be_found(windows):
    export = surveys_api.export_person(given.a_person("mia0"))
    assert [(one["mode"], one["outcome"]) for one in export["surveys"]] == [
        ("identified", "received"),
        ("confidential", "received"),
        ("anonymous", "received"),
    ]
    assert [len(one["in_words"]) for one in export["answers"]] == [
        len(one["answers"]) for one in export["answers"]
    ]
    assert "Agree" in [one["answer"] for one in export["answers"][1]["in_words"]]
    text = json.dumps(export)
    assert MARKER in text
    assert "Other words." not in text
    assert surveys_api.export_person(given.a_person("mia2"))["answers"] == []


def test_erasing_twice_deletes_every_answer_that_can_be_found_and_no_other(windows):
    assert MARKER in everything()
    for _ in range(2):
        surveys_api.erase_person(given.a_person("mia0"), at=given.TUESDAY)
    assert MARKER not in everything()
    assert surveys_api.export_person(given.a_person("mia0"))["answers"] == []
    assert len(surveys_api.export_person(given.a_person("mia1"))["answers"]) == 2
    assert AnonymousResponse.objects.count() == 2
    assert FrameRow.objects.filter(person=given.a_person("mia0")).count() == 3


def test_scores_of_closed_windows_go_with_the_answer(windows):
    pulse, coded, _unlinked = windows
    for window in (pulse, coded):
        gs.close(window)
        assert {one.n for one in surveys_api.score_sums(window.id)} == {2}
    surveys_api.erase_person(given.a_person("mia0"), at=given.NEXT_MONDAY)
    for window in (pulse, coded):
        assert {one.n for one in surveys_api.score_sums(window.id)} == {1}


def test_answers_and_drafts_of_every_kind_are_handed_out_in_words_of_the_reader(program):
    kinds = gq.a_document(
        gq.an_item("likert", shared_with_mentor=True),
        gq.an_item("zero_to_ten", shared_with_mentor=True),
        *[gq.an_item(kind) for kind in KINDS if kind not in ("likert", "zero_to_ten")],
        gq.an_item("text", "why", prompt="Why “{{ number | so many }}”?", longest=90),
    )
    kinds["scales"] = json.loads(json.dumps(gq.SCALES).replace("Point 4", "Often"))
    kinds["items"][2]["prompt"] = {"en": "Which **color**?", "es-419": "¿Qué **color**?"}
    kinds["items"][2]["choices"] = [
        {"key": "red", "label": {"en": "Red", "es-419": "Rojo"}},
        {"key": "blue", "label": "Blue"},
    ]
    surveys_api.publish_instrument(
        the_coordinator(), program.id, kinds, key="kinds", at=given.MONDAY
    )
    stored = {
        "likert": 4,
        "zero_to_ten": 10,
        "single_choice": "red",
        "multiple_choice": ["red", {"other": MARKER}],
        "number": 2.5,
        "date": "2026-11-24",
        "ranking": ["blue", "red"],
        "short_text": "<b>Short</b>",
        "text": "Long.",
        "why": "So.",
    }
    sent, begun = (
        gs.an_open_window(program, key=key, instrument="kinds") for key in ("sent", "begun")
    )
    gs.answer(sent, "mia0", stored)
    half = {**stored, "date": "2026-1", "number": "2,", "multiple_choice": ["red"]}
    gs.has_read_the_notice(begun, "mia0")
    surveys_api.keep_draft(
        given.an_actor("mia0"),
        program.slug,
        begun.key,
        answers=half,
        mode="identified",
        notice_version=1,
        instrument_version=1,
        at=given.TUESDAY,
    )
    with override("es-419"):
        export = surveys_api.export_person(given.a_person("mia0"))
    (found,) = export["answers"]
    assert found["answers"] == stored
    assert {one["question"]: one["answer"] for one in found["in_words"]} == {
        "About likert?": "Often",
        "About zero_to_ten?": "10",
        "¿Qué color?": "Rojo",
        "About multiple_choice?": f"Red, {MARKER}",
        "About number?": "2,5 hours",
        "About date?": "24 de noviembre de 2026",
        "About ranking?": "Blue, Red",
        "About short_text?": "<b>Short</b>",
        "About text?": "Long.",
        "Why “2,5 hours”?": "So.",
    }
    (draft,) = export["begun"]
    said = {one["question"]: one["answer"] for one in draft["in_words"]}
    assert draft["answers"] == half
    assert said["¿Qué color?"] == "Rojo"
    assert (said["About date?"], said["About number?"]) == ("2026-1", "2,")
