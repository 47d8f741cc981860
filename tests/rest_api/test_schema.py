"""The schema tells of every endpoint, and everything that pages do can be done over REST."""

import ast
from pathlib import Path

import pytest
from django.test import Client
from drf_yasg import openapi
from edx_api_doc_tools.conf_utils import ApiSchemaGenerator

from outcomes_plugin import api
from outcomes_plugin.rest_api.v1 import urls

ROOT = Path(__file__).resolve().parents[2] / "outcomes_plugin"
BASE = "/api/mentoring/v1"
METHODS = ("get", "post", "put", "patch", "delete")

# What pages call and REST does not, and why.
NOT_OVER_REST = {
    "base_template": "a page's frame",
    "block_url": "a link of a page",
    "calendar_of": "what a calendar program reads, with a token and without a person",
    "distance_of": "a value of a form",
    "unshifted": "a value of a form",
    "course_url": "a link of a page",
    "course_ways": "links of a page",
    "site_host": "part of a name in a calendar",
    "sign_in_url": "a link of a page",
    "own_name": "a page's greeting; a client knows for whom it asks",
    "own_standing": "whole_standing says the same and more",
    "may_create_programs": "a client tries, and is refused",
    "contact_of": "called by the rows of panels, which REST lists too",
    "guess_hr_mapping": "suggestions of a form",
    "preview_hr_file": "beside a form; REST checks what was sent and keeps nothing",
    "meeting_dates": "called by the rows of panels, which REST lists too",
    "what_stays": "sentences beside a button",
    "roles_to_give": "choices of a form; a client tries, and is refused",
    "usual_days": "suggestions of a form",
    "latest_nexts": "the agenda beside a form",
    "answers_csv": "answers with names are read on their page, and copied by no program",
    "answers_workbook": "answers with names are read on their page, and copied by no program",
    "identified_answers": "answers with names are read on their page, and copied by no program",
    "shared_survey_answers": "answers with names are read on their page, and copied by no program",
    "begin_comment_review": "comments are reviewed on their page alone",
    "hide_comment": "comments are reviewed on their page alone",
    "hide_words_of_comment": "comments are reviewed on their page alone",
    "show_comment": "comments are reviewed on their page alone",
    "release_comments": "comments are reviewed on their page alone",
    "windows_with_comments": "where a page leads to; a client asks for the window",
    "survey_preview": "what an author sees in Studio",
    "members": "named_members has the names with them",
    "pairings": "called by the rows of panels, which REST lists too",
    "participation_csv": "the file of what REST lists",
    "window_response_csv": "the file of what REST lists",
    "report_csv": "the file of what REST lists",
    "instrument_paper": "a page to print of what REST gives as a document",
    "preview_document": "the preview of a document that REST takes",
    "workbench": "what stands around the editor, which REST lists by its nouns",
    "questionnaires_begun": "links to the editor",
    "instruments": "the documents of what REST lists",
    "question_bank": "choices of the editor",
    "scale_presets": "choices of the editor",
    "template_packs": "choices of a form",
    "third_party_instruments": "choices of a form",
    "paper_of": "the preview of a document that REST gives",
}


@pytest.fixture(scope="module")
def schema(django_db_setup, django_db_blocker):
    """Return the schema as it is served."""
    with django_db_blocker.unblock():
        return Client().get(f"{BASE}/docs.json").json()


def operations(schema):
    for address, item in schema["paths"].items():
        for method in METHODS:
            if method in item:
                yield address, method, item[method]


def test_every_endpoint_stands_in_it(schema):
    known = {
        (str(one.pattern), method)
        for one in urls.endpoints
        for method in METHODS
        if hasattr(one.callback.view_class, method)
    }
    told = {(address.removeprefix("/"), method) for address, method, _found in operations(schema)}
    assert schema["basePath"] == BASE
    assert len(told) == len(known)


def test_every_endpoint_says_what_it_does_and_how_it_refuses(schema):
    for address, method, found in operations(schema):
        where = f"{method} {address}"
        assert found["summary"].endswith((".", ":")), where
        refusals = {"401", "404", "429"} | (set() if method == "get" else {"400", "409"})
        assert refusals <= set(found["responses"]), where
        assert any(status.startswith("2") for status in found["responses"]), where


def test_lists_tell_of_their_pages(schema):
    (found,) = [
        found
        for address, method, found in operations(schema)
        if address.endswith("/mine/goals/") and method == "get"
    ]
    assert {one["name"] for one in found["parameters"]} == {"page", "page_size"}
    reference = found["responses"]["200"]["schema"]["$ref"]
    page = schema["definitions"][reference.rpartition("/")[2]]
    assert {"count", "results", "next"} <= set(page["properties"])


def test_every_shape_has_the_products_name_before_its_own(schema):
    assert {name.split(".")[0] for name in schema["definitions"]} == {"mentoring"}


def test_a_page_shows_it_to_people(db):
    answer = Client().get(f"{BASE}/docs/", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert b"swagger-ui" in answer.content


def test_a_site_that_documents_all_it_runs_documents_these_too(db):
    info = openapi.Info(title="All", default_version="v1")
    whole = ApiSchemaGenerator(info).get_schema(public=True)
    assert any("mentoring/v1/programs/" in address for address in whole.paths)


def called(*folders):
    """Return the names of the api's functions that these packages call."""
    found = set()
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Attribute(value=ast.Name(id="api"), attr=name):
                        found.add(name)
    return found & set(api.__all__)


def test_what_pages_do_can_be_done_over_rest():
    missing = called("pages", "panels") - called("rest_api")
    assert missing - set(NOT_OVER_REST) == set()
    assert set(NOT_OVER_REST) - missing == set()
