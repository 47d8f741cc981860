"""How endpoints are asked: who is signed in, how often, page by page, and in what shape."""

import jwt
import pytest
from django.test import Client
from edx_rest_framework_extensions.auth.jwt.decoder import jwt_decode_handler
from rest_framework_jwt.settings import api_settings

from outcomes_plugin.errors import Conflict, ConsentMissing, Invalid, NotFound
from outcomes_plugin.goals import api as goals_api
from outcomes_plugin.rest_api.v1.errors import answer_refusal
from tests import given

from .world import address, client_of, send

pytestmark = pytest.mark.django_db

SECRET = "not a secret, and long enough for any digest of its"


@pytest.fixture
def _tokens(settings, monkeypatch):
    """Let the site read tokens, as a platform does; what DRF-JWT has read at its import, too."""
    settings.JWT_AUTH = {
        "JWT_ISSUERS": [{"ISSUER": "site", "AUDIENCE": "site", "SECRET_KEY": SECRET}],
        "JWT_VERIFY_AUDIENCE": True,
    }
    monkeypatch.setattr(api_settings, "JWT_DECODE_HANDLER", jwt_decode_handler)
    monkeypatch.setattr(api_settings, "JWT_AUTH_HEADER_PREFIX", "JWT")


def a_token(name, **claims):
    given.a_user(name)
    facts = {
        "iss": "site",
        "aud": "site",
        "version": "1.2.0",
        "preferred_username": name,
        "exp": 4102444800,
        "iat": 0,
        **claims,
    }
    return jwt.encode(facts, SECRET, algorithm="HS256")


@pytest.mark.usefixtures("_tokens")
def test_a_program_asks_with_a_token_for_the_person_it_acts_for(program):
    header = {"Authorization": f"JWT {a_token('amara')}"}
    answer = Client(enforce_csrf_checks=True).post(
        address("goals", program.slug),
        '{"what": "Say no"}',
        content_type="application/json",
        headers=header,
    )
    assert answer.status_code == 201, answer.content
    assert answer.json()["what"] == "Say no"


@pytest.mark.usefixtures("_tokens")
def test_a_token_of_somebody_else_is_refused(program):
    forged = jwt.encode({"preferred_username": "amara"}, "x" * 32, algorithm="HS256")
    answer = Client().get(address("programs"), headers={"Authorization": f"JWT {forged}"})
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


@pytest.mark.usefixtures("_tokens")
def test_a_token_that_was_given_for_little_opens_nothing(program):
    token = a_token("amara", is_restricted=True)
    answer = Client().get(address("my_data"), headers={"Authorization": f"JWT {token}"})
    assert (answer.status_code, answer.json()["code"]) == (403, "restricted")


def test_an_answer_comes_as_json_alone(program):
    answer = client_of("mentee").get(address("my_data"), headers={"Accept": "text/html"})
    assert (answer.status_code, answer.json()["code"]) == (406, "not_acceptable")


def test_a_session_writes_only_with_its_csrf_token(program):
    client = client_of("mentee", enforce_csrf_checks=True)
    path = address("goals", program.slug)
    refused = send(client, "post", path, {"what": "Say no"})
    assert (refused.status_code, refused.json()["code"]) == (403, "refused")
    client.cookies["csrftoken"] = "a" * 32
    said = send(client, "post", path, {"what": "Say no"}, headers={"X-CSRFToken": "a" * 32})
    assert said.status_code == 201


def test_reading_and_writing_are_counted_apart(program, settings):
    settings.OUTCOMES_API_RATES = {"read": "2/minute", "write": "1/minute"}
    client, path = client_of("mentee"), address("goals", program.slug)
    assert [client.get(path).status_code for _ in range(3)] == [200, 200, 429]
    assert send(client, "post", path, {"what": "Say no"}).status_code == 201
    refused = send(client, "post", path, {"what": "Say no"})
    assert (refused.status_code, refused.json()["code"]) == (429, "throttled")
    assert int(refused["Retry-After"]) > 0


def test_everybody_is_counted_for_themselves(program, settings):
    settings.OUTCOMES_API_RATES = {"read": "1/minute"}
    path = address("goals", program.slug)
    assert [client_of("mentee").get(path).status_code for _ in range(2)] == [200, 429]
    assert client_of("mentor").get(path).status_code == 200


def test_who_is_not_signed_in_is_counted_by_address(program, settings):
    settings.OUTCOMES_API_RATES = {"anonymous": "1/minute"}
    path = address("goals", program.slug)
    assert [Client().get(path).status_code for _ in range(2)] == [401, 429]
    elsewhere = Client(headers={"X-Forwarded-For": "203.0.113.9"}).get(path)
    assert elsewhere.status_code == 401


def test_lists_come_page_by_page(program):
    for number in range(3):
        fields = {"what": f"Goal {number}"}
        goals_api.set_goal(given.an_actor("amara"), program.id, fields=fields, at=given.TUESDAY)
    client, path = client_of("mentee"), address("goals", program.slug)
    first = client.get(path, {"page_size": 3}).json()
    assert (first["count"], first["num_pages"], first["current_page"]) == (4, 2, 1)
    second = client.get(first["next"]).json()
    ids = [one["id"] for one in [*first["results"], *second["results"]]]
    assert len(set(ids)) == 4
    assert second["next"] is None
    assert client.get(path, {"page": 9}).status_code == 404
    assert client.get(path, {"page": "<script>"}).json()["code"] == "not_found"


def test_nobody_on_the_way_keeps_an_answer(program):
    answer = client_of("mentee").get(address("goals", program.slug))
    assert {"private", "no-store"} <= set(answer["Cache-Control"].replace(" ", "").split(","))


def test_the_answer_is_in_ones_own_language(program):
    answer = client_of("stranger").get(
        address("program", program.slug), headers={"Accept-Language": "es-419"}
    )
    assert answer.status_code == 404
    assert "enlace" in answer.json()["message"]


def test_a_method_that_there_is_not_is_405(program):
    answer = client_of("mentee").delete(address("goals", program.slug))
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (NotFound(), 404, "not_found"),
        (Invalid("Too long."), 400, "invalid"),
        (Conflict("Closed."), 409, "conflict"),
        (ConsentMissing("Not agreed to."), 409, "consent_missing"),
    ],
)
def test_every_refusal_of_the_api_has_its_code(error, status, code):
    answer = answer_refusal(error, {})
    assert (answer.status_code, answer.data["code"]) == (status, code)
    assert {"code", "message", "problems", "details"} <= set(answer.data)


def test_what_nobody_foresaw_stays_an_error():
    assert answer_refusal(ValueError("A bug."), {}) is None


def test_the_pages_keep_their_addresses(program):
    assert client_of("mentee").get(f"/mentoring/programs/{program.slug}/mine/").status_code == 200
    assert address("goals", "leap") == "/api/mentoring/v1/programs/leap/mine/goals/"
