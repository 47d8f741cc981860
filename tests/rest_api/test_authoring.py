"""Questionnaires are written over REST: draft, publish, other words, and the schema to write by."""

import pytest

from tests.given_authoring import a_check
from tests.given_questionnaires import an_item

from .world import address, client_of, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def cleo(program):
    return client_of("coordinator")


def ask(client, method, name, program, body=None):
    return send(client, method, address(name, program.slug, "pulse"), body)


def keep(client, program, document, version=0):
    body = {"document": document, "draft_version": version}
    return ask(client, "put", "questionnaire_draft", program, body)


def publish(client, program, document, version, publish_as="version"):
    body = {"document": document, "draft_version": version, "publish_as": publish_as}
    return ask(client, "post", "publish_questionnaire", program, body)


def test_a_draft_is_kept_with_its_problems_and_published_without_any(program, cleo):
    broken = a_check(an_item("likert", "open", prompt=""))
    kept = keep(cleo, program, broken).json()
    assert (kept["version"], kept["change"], kept["untied"]) == (1, "new", ["open"])
    assert [one["place"] for one in kept["problems"]] == ["items[0].prompt"]
    read = ask(cleo, "get", "questionnaire_draft", program).json()
    assert (read["document"], read["version"]) == (broken, 1)
    refused = publish(cleo, program, broken, 1)
    assert (refused.status_code, refused.json()["problems"][0]["field"]) == (400, "items[0].prompt")
    assert keep(cleo, program, a_check(), 1).json()["version"] == 2
    made = publish(cleo, program, a_check(), 2)
    assert (made.status_code, made.json()) == (201, {"key": "pulse", "version": 1, "wording": 1})


def test_what_somebody_else_kept_stands_beside_the_refusal(program, cleo):
    keep(cleo, program, a_check(title="Hers"))
    for refused in (
        keep(cleo, program, a_check(title="His")),
        publish(cleo, program, a_check(title="His"), 0),
    ):
        assert refused.status_code == 409
        assert refused.json()["details"] == {"reason": "draft", "draft_version": 1}
        assert refused.json()["current"]["document"] == a_check(title="Hers")


def test_words_are_changed_and_nothing_else(program, cleo):
    keep(cleo, program, a_check())
    publish(cleo, program, a_check(), 1)

    def reword(document, version=1):
        body = {"document": document, "version": version}
        return ask(cleo, "put", "questionnaire_wording", program, body)

    assert reword(a_check(title="Better")).json() == {"key": "pulse", "version": 1, "wording": 2}
    assert reword(a_check(an_item("text"))).status_code == 400
    assert reword(a_check(title="Late"), 7).status_code == 409


def test_a_questionnaire_is_begun_and_thrown_away(program, cleo):
    there = address("begin_questionnaire", program.slug)
    begun = send(cleo, "post", there, {"document": {"title": "Anew"}})
    assert (begun.status_code, begun.json()["key"]) == (201, "anew")
    gone = address("discard_draft", program.slug, "anew")
    assert send(cleo, "post", gone, {"draft_version": 7}).status_code == 409
    assert send(cleo, "post", gone, {"draft_version": 1}).status_code == 204
    assert send(cleo, "post", gone, {"draft_version": 2}).status_code == 404


def test_the_schema_is_that_of_the_documents(program, cleo):
    schema = cleo.get(address("questionnaire_schema")).json()["schema"]
    assert schema["$schema"].endswith("2020-12/schema")
    assert {"title", "items"} <= set(schema["required"])


def test_a_large_draft_fits_and_an_endless_one_does_not(program, cleo):
    assert keep(cleo, program, a_check(about="x" * 400_000)).status_code == 200
    assert keep(cleo, program, a_check(about="x" * 600_000), 1).status_code == 400


@pytest.mark.parametrize("document", [None, 7, [], "words"])
def test_a_document_that_is_no_object_is_refused(program, cleo, document):
    assert keep(cleo, program, document).status_code == 400


def test_a_series_that_somebody_else_changed_is_not_written_over(program, cleo, things):
    there = address("one_series", program.slug, things["series"])
    seen = cleo.get(there).json()
    assert [one["number"] for one in seen["windows"]] == [1, 2]
    timing = {"anchor": "end", "amount": 90}
    change = {"title": "Round", "timing": timing, "every": 30, "edition": seen["edition"]}
    changed = send(cleo, "put", there, change)
    assert changed.status_code == 200
    assert changed.json()["edition"] == cleo.get(there).json()["edition"] != seen["edition"]
    late = send(cleo, "put", there, {**change, "title": "Late"})
    assert late.status_code == 409
    assert late.json()["current"]["edition"] == changed.json()["edition"]
