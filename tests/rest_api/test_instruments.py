"""Questionnaires over REST: read as documents, and taken over from a file in two steps."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from outcomes_plugin.surveys import api as surveys_api
from tests.given_programs import the_coordinator
from tests.surveys.takeover.given_files import a_workbook, surveyjs

from .world import address, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cleo(program):
    return client_of("coordinator")


def send(client, name, program, raw, **form):
    sent = {"file": SimpleUploadedFile("file", raw), **form}
    return client.post(address(name, program.slug), sent)


def test_a_file_is_checked_and_that_very_file_is_published(program, cleo):
    workbook = a_workbook()  # a second one could bear another time
    plan = send(cleo, "check_takeover", program, workbook).json()
    assert (plan["source"], plan["is_applicable"], plan["key"]) == ("xlsform", True, "check_in")
    assert {one["place"] for one in plan["left_out"]} >= {"survey, row 16", "choices"}
    refused = send(cleo, "apply_takeover", program, surveyjs(), digest=plan["digest"])
    assert refused.status_code == 409
    made = send(cleo, "apply_takeover", program, workbook, digest=plan["digest"])
    assert (made.status_code, made.json()) == (201, {"key": "check_in", "version": 1})
    kept = dict(surveys_api.instruments(the_coordinator(), program.id))["check_in"]
    read = cleo.get(address("questionnaire", program.slug, "check_in")).json()
    assert read == {"key": "check_in", "document": kept} and kept == plan["document"]


def test_a_next_version_says_what_it_changes(program, cleo):
    plan = send(cleo, "check_takeover", program, surveyjs()).json()
    send(cleo, "apply_takeover", program, surveyjs(), digest=plan["digest"])
    newer = surveyjs(title="Else")
    plan = send(cleo, "check_takeover", program, newer, replaces="half_way").json()
    assert {"part": "document", "key": "", "change": "reworded"} in plan["changes"]
    unknown = send(cleo, "check_takeover", program, newer, replaces="nothing")
    assert (unknown.status_code, unknown.json()["problems"][0]["field"]) == (400, "replaces")


def test_a_file_that_is_nothing_is_a_bad_request(program, cleo):
    answer = send(cleo, "check_takeover", program, b"words")
    assert (answer.status_code, "cannot be read" in str(answer.json())) == (400, True)
