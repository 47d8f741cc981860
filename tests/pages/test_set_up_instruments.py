"""Questionnaires of a program: listed, taken over from a file, read on paper and saved."""

import hashlib
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from outcomes_plugin import api
from outcomes_plugin.pages.paper import sheets_of
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.models import InstrumentVersion
from tests import given_surveys as gs
from tests.given_programs import a_draft_program, the_coordinator
from tests.given_questionnaires import a_document, an_item
from tests.pages.forms import read, send, window_facts
from tests.pages.world import PERSONS, address, client_of
from tests.surveys.takeover.given_files import (
    PROBLEM_BUILDER,
    SURVEYJS,
    a_workbook,
    surveyjs,
    with_elements,
)

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}


def upload(program, raw, *, by="coordinator", headers=JSON, **form):
    file = SimpleUploadedFile("file.json", raw)
    path = address("take_over", program.slug)
    return client_of(by).post(path, {"file": file, **form}, headers=headers)


def taken_over(program, raw, **form):
    """Check the file, then use it, as the script of the page does."""
    checked = upload(program, raw, **form).json()
    return upload(program, raw, digest=checked["digest"], **form)


def own_versions():
    rows = InstrumentVersion.objects.filter(instrument__program__isnull=False)
    return list(rows.order_by("id").values_list("instrument__key", "number"))


@pytest.fixture
def program():
    return a_draft_program()


def test_the_list_says_what_each_asks_and_what_it_counts_toward():
    program = gs.an_asking_program()
    gs.a_window(program, title="Half way")
    page = read(program, "set_up_instruments")
    assert "No questionnaire of your own yet" in page
    assert "12 questions" in page
    assert "Asked in: Half way" in page
    assert "Counts toward: " in page
    bare = read(a_draft_program("bare"), "set_up_instruments")
    assert "Counts toward no indicator." in bare
    assert "questions on scales count toward nothing" in bare


@pytest.mark.parametrize(
    "raw",
    [PROBLEM_BUILDER.encode(), a_workbook(), surveyjs()],
    ids=["problem-builder", "xlsform", "surveyjs"],
)
def test_a_file_is_read_first_and_then_that_very_file_is_used(program, raw):
    checked = upload(program, raw).json()
    assert (checked["applied"], own_versions()) == (False, [])
    for words in ("not carried over", "Preview", "As a mentee", "As a mentor"):
        assert words in checked["html"]
    used = upload(program, raw, digest=checked["digest"]).json()
    assert used["applied"] is True
    assert "can be asked now." in used["html"]
    ((key, _number),) = own_versions()
    assert dict(surveys_api.instruments(the_coordinator(), program.id))[key]


def test_another_file_than_the_one_that_was_checked_is_refused(program):
    checked = upload(program, surveyjs()).json()
    answer = upload(program, surveyjs(title="Else"), digest=checked["digest"])
    assert answer.status_code == 409
    assert own_versions() == []


def test_a_file_can_become_the_next_version_and_twins_get_a_key_of_their_own(program):
    taken_over(program, surveyjs())
    taken_over(program, surveyjs(description="Else"))
    taken_over(program, surveyjs(description="Newer"), replaces="half_way")
    assert own_versions() == [("half_way", 1), ("half_way_2", 1), ("half_way", 2)]
    assert (
        "It follows version 2." in upload(program, surveyjs(), replaces="half_way").json()["html"]
    )
    assert upload(program, surveyjs(), replaces="pulse").status_code == 400


def test_what_a_next_version_changes_is_said_before_it_is_used(program):
    taken_over(program, surveyjs())
    shorter = surveyjs(pages=SURVEYJS["pages"][:1], title="Else")
    told = upload(program, shorter, replaces="half_way").json()["html"]
    assert "Question “why”: no longer there" in told
    assert "Questionnaire: other words" in told
    same = upload(program, surveyjs(), replaces="half_way").json()["html"]
    assert "The file asks the same in the same words" in same


def test_what_was_taken_over_is_planned_as_any_other(program):
    taken_over(program, surveyjs())
    told = send(program, "set_up_windows", "plan", **window_facts(instrument="half_way"))
    assert told.status_code == 200, told.json()
    assert "Asked in: How it goes" in read(program, "set_up_instruments")


def test_problems_stand_at_their_place_and_cannot_be_used(program):
    broken = {"title": "T", "about": "A", "minutes": 0, "validated": False,
              "items": [{"key": "A!", "kind": "text", "prompt": "<script>x</script>"}]}  # fmt: skip
    raw = json.dumps(broken).encode()
    checked = upload(program, raw).json()
    assert checked["digest"] == ""
    for place in ("<code>minutes</code>", "<code>items[0].key</code>"):
        assert place in checked["html"]
    answer = upload(program, raw, digest=hashlib.sha256(raw).hexdigest())
    assert (answer.status_code, own_versions()) == (400, [])
    empty = upload(program, with_elements({"type": "file", "name": "a"})).json()
    assert "Nothing in this file can be asked here." in empty["html"]


@pytest.mark.parametrize("raw", [b"", b"words", b"<a>", b"PK\x03\x04", b"{}", b"[]"])
def test_a_file_that_is_nothing_is_refused_in_a_sentence(program, raw):
    answer = upload(program, raw)
    assert answer.status_code in (200, 400)
    told = answer.json()
    assert told.get("error") or "Nothing in this file" in told["html"]


def test_no_file_is_a_bad_request(program):
    answer = client_of("coordinator").post(address("take_over", program.slug), {}, headers=JSON)
    assert (answer.status_code, answer.json()["error"]) == (400, "Choose a file first.")


def test_script_of_a_file_is_never_markup_on_the_page(program):
    script = "<script>alert(1)</script>"
    raw = with_elements(
        {"type": "radiogroup", "name": script, "title": f"A {script}", "choices": [script, "b"],
         script: script, "correctAnswer": script},
        {"type": script, "name": script},
    )  # fmt: skip
    checked = upload(program, raw).json()
    assert "<script" not in checked["html"]
    upload(program, raw, digest=checked["digest"])
    assert script not in read(program, "set_up_instruments")


def test_without_a_script_each_step_is_a_page(program):
    page = upload(program, surveyjs(), headers={}).content.decode()
    assert "Choose the same file again to use it" in page
    digest = page.split('name="digest" value="')[1].split('"')[0]
    page = upload(program, surveyjs(), headers={}, digest=digest).content.decode()
    assert "“Half-way” can be asked now." in page
    client = client_of("coordinator")
    assert client.get(address("take_over", program.slug)).status_code == 302


def test_a_questionnaire_is_saved_and_comes_back_as_it_was(program):
    taken_over(program, a_workbook())
    path = address("instrument_file", program.slug, "check_in")
    answer = client_of("coordinator").get(path)
    assert answer["Content-Disposition"] == 'attachment; filename="check_in.json"'
    document = dict(surveys_api.instruments(the_coordinator(), program.id))["check_in"]
    assert json.loads(answer.content) == document
    assert (
        "Everything in the file was carried over." in upload(program, answer.content).json()["html"]
    )


def test_the_paper_has_each_kind_and_says_when_it_is_asked(program):
    taken_over(program, a_workbook())
    path = address("instrument_paper", program.slug, "check_in")
    client = client_of("coordinator")
    page = client.get(path).content.decode()
    assert "Answer this only if:" in page
    assert "The answer to question 1 is “Yes”." in page
    for kind in ("single_choice", "number", "multiple_choice", "likert", "ranking", "date", "text"):
        assert f"mo-paper-{kind}" in page
    spanish = client.get(path, {"language": "es", "role": "mentor"}).content.decode()
    assert "¿Se han visto?" in spanish
    assert '<option value="es" selected>español</option>' in spanish
    assert "Día, mes, año" in spanish
    assert "Day, month, year" not in spanish
    assert client.get(address("instrument_paper", program.slug, "nothing")).status_code == 404


def test_the_paper_has_the_thanks_and_says_under_whose_permission_it_is_asked(program):
    licence = {"instrument": "A scale", "holder": "Its authors", "reference": "Mail of 3 March"}
    document = {
        **surveys_api.shipped_instruments()["pulse"],
        "thanks": {"en": "Write *today*.", "ar": "اكتب *اليوم*."},
        "licence": licence,
    }
    taken_over(program, json.dumps(document).encode())
    path = address("instrument_paper", program.slug, own_versions()[0][0])
    page = client_of("coordinator").get(path).content.decode()
    assert "Write <em>today</em>." in page
    assert "Questions from A scale. Rights: Its authors. Permission: Mail of 3 March" in page
    arabic = client_of("coordinator").get(path, {"language": "ar"}).content.decode()
    assert "اكتب <em>اليوم</em>." in arabic


def said(condition):
    return [condition.sentence, *map(said, condition.parts)]


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"item": "met", "is": "yes"}, ["The answer to question 1 is “Yes”."]),
        (
            {"item": "met", "in": ["yes", "other", "does_not_apply"]},
            ["The answer to question 1 is one of these: “Yes”, “Other”, “Does not apply”."],
        ),
        ({"item": "why", "includes": "time"}, ["The answer to question 2 includes “Time”."]),
        ({"item": "often", "at_least": 2}, ["The answer to question 3 is 2 or more."]),
        ({"item": "often", "at_most": 2.5}, ["The answer to question 3 is 2.5 or less."]),
        ({"item": "met", "answered": True}, ["Question 1 has an answer."]),
        ({"item": "met", "answered": False}, ["Question 1 has no answer."]),
        ({"item": "of_mentors", "answered": True}, ["Question “of_mentors” has an answer."]),
        (
            {"any": [{"not": {"item": "met", "is": "no"}}, {"all": [{"item": "often", "is": 1}]}]},
            [
                "At least one of these is true:",
                ["This is not true:", ["The answer to question 1 is “no”."]],
                ["All of this is true:", ["The answer to question 3 is “1”."]],
            ],
        ),
    ],
)
def test_when_a_question_is_asked_is_said_in_whole_sentences(condition, words):
    time, yes = {"key": "time", "label": "Time"}, {"key": "yes", "label": "Yes"}
    items = [
        an_item("single_choice", "met", choices=[yes, time]),
        an_item("information", "break"),
        an_item("multiple_choice", "why", choices=[time, yes]),
        an_item("number", "often"),
        an_item("text", "more", show_if=condition),
    ]
    asked = api.paper_of(a_document(*items), role="mentee", language="en")
    (sheet,) = sheets_of(asked)
    line = sheet.lines[-1]
    assert said(line.only_if) == words
    assert [one.number for one in sheet.lines] == [1, None, 2, 3, 4]


@pytest.mark.parametrize("role", sorted(set(PERSONS) - {"coordinator"}))
def test_questionnaires_are_for_coordinators_alone(program, role):
    client = client_of(role)
    for name, further in (("set_up_instruments", ()), ("instrument_paper", ("pulse",)),
                          ("instrument_file", ("pulse",))):  # fmt: skip
        assert client.get(address(name, program.slug, *further)).status_code == 404
    assert upload(program, surveyjs(), by=role).status_code == 404
    assert own_versions() == []


def test_the_list_takes_as_many_queries_whatever_there_is(program, django_assert_max_num_queries):
    client = client_of("coordinator")
    path = address("set_up_instruments", program.slug)
    for number in range(3):
        taken_over(program, surveyjs(description=str(number)))
    client.get(path)
    with django_assert_max_num_queries(40) as seen:
        client.get(path)
        few = len(seen)
    for number in range(3, 12):
        taken_over(program, surveyjs(description=str(number)))
    with django_assert_max_num_queries(few):
        client.get(path)
