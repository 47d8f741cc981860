"""The editor of a questionnaire as a page: begin one, write it, and what its script is answered."""

import base64
import json

import pytest
from django.test import Client
from django.urls import reverse

from outcomes_plugin import api
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.models import QuestionnaireDraft
from tests import given
from tests import given_programs as gp
from tests import given_surveys as gs
from tests.given_authoring import a_check, a_draft, outsiders, published
from tests.given_questionnaires import an_item
from tests.surveys.takeover.given_files import surveyjs

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(db):
    return gs.an_asking_program()


def client_of(name):
    """Return a browser in which that person is signed in."""
    client = Client()
    client.force_login(given.a_user(name))
    return client


@pytest.fixture
def cleo(program):
    return client_of("cleo")


def url(key="check"):
    return reverse("outcomes_plugin:edit_questionnaire", args=["leap", key])


def tell(client, action, key="check", **told):
    body = json.dumps({"action": action, **told})
    return client.post(url(key), body, content_type="application/json")


def everything(document):
    return [
        ("keep", {"document": document, "draft_version": 1}),
        ("preview", {"document": document, "role": "mentee", "language": "en"}),
        ("publish", {"document": document, "draft_version": 1, "as": "version"}),
        ("discard", {"draft_version": 1}),
        ("change_mode", {"window": "halfway", "mode": "anonymous", "reason": "Asked for."}),
        ("read_file", {"name": "a.json", "content": base64.b64encode(surveyjs()).decode()}),
    ]


@pytest.mark.parametrize("action", range(6))
def test_nobody_but_authors_is_answered_and_nothing_is_stored(program, action):
    a_draft(program)
    gs.a_window(program)
    gp.a_linked_course(program)
    gp.course_staff("otto", "course-v1:Northlight+OTHER+2026")
    outsiders(program)
    name, told = everything(a_check(title="Else"))[action]
    for stranger in ("zoe", "one_mentee", "one_mentor", "one_analyst", "otto"):
        assert tell(client_of(stranger), name, **told).status_code == 404
        assert client_of(stranger).get(url()).status_code == 404
    assert QuestionnaireDraft.objects.get().document == a_check()


@pytest.mark.parametrize("action", [0, 1, 2, 3, 5])
def test_staff_of_a_linked_course_are_answered(program, action):
    a_draft(program)
    gp.a_linked_course(program)
    gp.course_staff("sten")
    sten = client_of("sten")
    assert sten.get(url()).status_code == 200
    name, told = everything(a_check(title="Else"))[action]
    assert tell(sten, name, **told).status_code == 200


def test_the_mode_of_a_survey_stays_with_the_coordinator(program, cleo):
    a_draft(program)
    gp.a_linked_course(program)
    gp.course_staff("sten")
    gs.a_window(program)
    name, told = everything(a_check())[4]
    assert tell(client_of("sten"), name, **told).status_code == 404
    (window,) = tell(cleo, name, **told).json()["windows"]
    assert (window["mode"], window["can_change_mode"]) == ("anonymous", True)
    assert tell(cleo, name, **{**told, "reason": ""}).status_code == 400
    assert tell(cleo, name, **{**told, "window": "nothing"}).status_code == 400


def test_what_is_kept_comes_back_with_its_problems_at_their_places(program, cleo):
    a_draft(program)
    document = a_check(an_item("zero_to_ten", "helpful", prompt=""), an_item("likert", "open"))
    answer = tell(cleo, "keep", document=document, draft_version=1).json()
    assert answer["draft_version"] == 2
    assert [one["column"] for one in answer["problems"]] == ["items[0].prompt"]
    assert answer["untied"] == ["helpful", "open"]
    assert "trust" in answer["uncovered"]
    assert answer["change"]["kind"] == "new"
    refused = tell(cleo, "publish", document=document, draft_version=2, **{"as": "version"})
    assert refused.status_code == 400
    assert refused.json()["problems"] == answer["problems"]


def test_what_somebody_else_kept_meanwhile_comes_along(program, cleo):
    a_draft(program)
    tell(cleo, "keep", document=a_check(title="Hers"), draft_version=1)
    for name, told in everything(a_check(title="His"))[:1] + everything(a_check())[2:4]:
        refused = tell(cleo, name, **told)
        assert refused.status_code == 409
        assert refused.json()["details"]["document"] == a_check(title="Hers")
        assert refused.json()["details"]["draft_version"] == 2


def test_the_sentence_beside_save_says_which_version_it_becomes_and_why(program, cleo):
    published(program)
    draft = api.questionnaire_draft(gp.the_coordinator(), "leap", "check")

    def sentence(document):
        nonlocal draft
        kept = tell(cleo, "keep", document=document, draft_version=draft.version).json()
        draft = api.questionnaire_draft(gp.the_coordinator(), "leap", "check")
        lines.append(kept["change"]["lines"])
        return kept["change"]["kind"], kept["change"]["sentence"]

    lines = []
    stay = "Answers to version 1 stay as they are."
    helpful, hours = an_item("zero_to_ten", "helpful"), an_item("number", prompt="{x} *hours*?")
    assert sentence(a_check(helpful, hours)) == (
        "version",
        f"“{{x}} hours?” is new, so this becomes version 2. {stay}",
    )
    assert lines == [["Question “{x} hours?”: new"]]
    assert sentence(a_check({**helpful, "required": False})) == (
        "version",
        f"“About helpful?” asks something else, so this becomes version 2. {stay}",
    )
    assert sentence(a_check(helpful, minutes=4)) == (
        "version",
        f"More than words changes, so this becomes version 2. {stay}",
    )
    kind, said = sentence(a_check(helpful, title="Better"))
    assert (kind, said.startswith("Only words change")) == ("wording", True)
    assert sentence(a_check()) == ("none", "Nothing differs from version 1.")


def test_a_preview_shows_what_the_role_will_read_and_stores_nothing(program, cleo):
    document = a_check(
        an_item("text", "why", roles=["mentor"], prompt={"en": "Why?", "ar": "لماذا؟"}),
        an_item("number", "hours", show_if={"item": "why", "answered": True}),
        thanks="Thank **you**.",
    )

    def preview(role, language):
        told = {"document": document, "role": role, "language": language}
        return tell(cleo, "preview", **told).json()

    seen = preview("mentor", "ar")
    assert "لماذا؟" in seen["html"] and "Thank <strong>you</strong>." in seen["html"]
    assert [one["key"] for one in seen["items"]] == ["why", "hours"]
    assert seen["language"] == "ar" and seen["texts"]
    assert "Why?" not in preview("mentee", "en")["html"]
    assert "أ" not in preview("mentee", "../../en")["html"]
    assert not QuestionnaireDraft.objects.exists()
    empty = tell(cleo, "preview", document={"items": []}, role="mentee", language="en")
    assert (empty.status_code, empty.json()["html"]) == (200, "")
    odd = tell(cleo, "preview", document=document, role="king", language="en")
    assert odd.status_code == 400


def test_words_that_look_like_a_script_are_shown_as_words(program, cleo):
    evil = "<script>alert(1)</script>"
    document = a_check(an_item("likert", "open", prompt=evil), title=evil, about=evil)
    a_draft(program, {**document, "title": "Check"})
    told = {"document": document, "role": "mentee", "language": "en"}
    assert "<script>alert" not in tell(cleo, "preview", **told).json()["html"]
    tell(cleo, "keep", document=document, draft_version=1)
    assert "<script>alert" not in cleo.get(url()).content.decode()


def test_a_file_of_another_tool_is_read_into_the_editor_and_nothing_is_kept(program, cleo):
    a_draft(program)
    content = base64.b64encode(surveyjs()).decode()
    answer = tell(cleo, "read_file", name="x.json", content=content).json()
    assert answer["document"]["items"]
    assert answer["left_out"] and all(isinstance(one, str) for one in answer["left_out"])
    assert api.questionnaire_draft(gp.the_coordinator(), "leap", "check").version == 1
    for wrong in ("", "no base64!", base64.b64encode(b"words").decode(), 7):
        assert tell(cleo, "read_file", name="x", content=wrong).status_code == 400
    large = base64.b64encode(b"x" * 1_500_001).decode()
    assert tell(cleo, "read_file", name="x", content=large).status_code == 400


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"action": "nothing"}', '{"action": "keep", "document": 7}', "null"]
)
def test_a_body_that_cannot_be_read_is_a_bad_request(program, cleo, body):
    a_draft(program)
    assert cleo.post(url(), body, content_type="application/json").status_code == 400


@pytest.mark.parametrize("version", [None, True, "1", 1.5])
def test_a_version_that_is_no_number_is_none_that_was_seen(program, cleo, version):
    a_draft(program)
    refused = tell(cleo, "keep", document=a_check(title="Else"), draft_version=version)
    assert refused.status_code == 409


def test_a_questionnaire_is_begun_from_what_there_is_and_listed_until_it_is_published(
    program, cleo
):
    page = reverse("outcomes_plugin:set_up_instruments", args=["leap"])

    def begin(**told):
        body = json.dumps({"action": "begin", "title": "Our halfway", **told})
        return cleo.post(page, body, content_type="application/json")

    for start in ("empty", "pack:halfway", "copy:pulse", "licensed:mfq9"):
        answer = begin(start=start)
        assert answer.status_code == 200
        assert cleo.get(answer.json()["url"]).status_code == 200
    assert begin(start="nothing").status_code == 400
    assert begin(start="empty", title=" ").status_code == 400
    keys = [one.key for one in QuestionnaireDraft.objects.order_by("id")]
    assert keys == ["our_halfway", "our_halfway_2", "our_halfway_3", "our_halfway_4"]
    shown = cleo.get(page).content.decode()
    assert all(url(key) in shown for key in keys)
    copied = QuestionnaireDraft.objects.get(key="our_halfway_3").document
    assert copied["items"] == surveys_api.shipped_instruments()["pulse"]["items"]
    told = {"document": copied, "draft_version": 1, "as": "version"}
    assert tell(cleo, "publish", "our_halfway_3", **told).json()["version"] == 1
    begun = api.questionnaires_begun(gp.the_coordinator(), "leap", language="en")
    assert "our_halfway_3" not in {one.key for one in begun}


def test_the_schema_of_a_questionnaire_is_a_file_for_those_who_set_up(program, cleo):
    path = reverse("outcomes_plugin:instrument_schema", args=["leap"])
    answer = cleo.get(path)
    assert answer["Content-Disposition"] == 'attachment; filename="questionnaire.schema.json"'
    assert answer.json() == api.questionnaire_schema()
    assert client_of("zoe").get(path).status_code == 404


def test_an_unknown_questionnaire_is_not_found(cleo):
    assert cleo.get(url("nothing")).status_code == 404
    assert tell(cleo, "keep", "nothing", document=a_check(), draft_version=0).status_code == 404
