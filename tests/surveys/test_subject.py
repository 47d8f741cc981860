"""A person gets what is kept about them, and what can be found is erased with its words."""

import json

import pytest
from django.apps import apps

from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.models import AnonymousResponse, FrameRow
from tests import given
from tests import given_surveys as gs

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
    assert len(export["answers"]) == 2
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
