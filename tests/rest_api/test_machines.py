"""An HR system sends facts by itself: real tokens of client credentials, and their limits."""

import pytest
from django.test import Client

from tests.rest_api import tokens

from .world import address, client_of, send

pytestmark = pytest.mark.django_db

ROWS = {"rows": [{"id": "E-1", "user": "amara", "from": "2023-09-07"}]}
MAPPING = {"columns": {"source_key": "id", "user": "user", "starts_on": "from"}}
SOURCE = {"title": "Payroll", "kind": "spells", "mapping": MAPPING}


@pytest.fixture(autouse=True)
def _tokens(settings, monkeypatch):
    tokens.let_the_site_give_tokens(settings, monkeypatch)


@pytest.fixture
def source(program):
    """Return the address of rows of a source that the HR data steward has made."""
    path = address("hr_source", program.slug, "payroll")
    assert send(client_of("hr_steward"), "put", path, SOURCE).status_code == 200
    return address("hr_rows", program.slug, "payroll")


@pytest.fixture
def application(program):
    """Return an application that acts for the HR data steward."""
    return tokens.an_application("hana")


def sends(path, header):
    return send(Client(enforce_csrf_checks=True), "post", path, ROWS, headers=header)


def reads(program, header):
    return Client().get(address("hr_imports", program.slug), headers=header)


@pytest.mark.usefixtures("application")
@pytest.mark.parametrize("token", [tokens.plain, tokens.signed])
@pytest.mark.parametrize("scope", ["", "write", "mentoring:hr"])
def test_an_application_sends_facts_for_the_steward_it_belongs_to(source, token, scope):
    answer = sends(source, token(scope))
    assert (answer.status_code, answer.json().get("adds")) == (200, 1), answer.content


@pytest.mark.usefixtures("application")
@pytest.mark.parametrize("token", [tokens.plain, tokens.signed])
def test_a_token_for_reading_writes_nothing(source, program, token):
    header = token("read")
    before = reads(program, header)
    assert before.status_code == 200
    refused = sends(source, header)
    assert (refused.status_code, refused.json()["code"]) == (403, "restricted")
    assert reads(program, header).json() == before.json()


@pytest.mark.usefixtures("application")
def test_a_restricted_application_needs_the_scope_of_hr_and_the_organization(source, program):
    org = [f"content_org:{program.org}"]
    allowed = tokens.signed("mentoring:hr", filters=org, is_restricted=True)
    assert sends(source, allowed).status_code == 200
    broad = tokens.signed("read write", filters=org, is_restricted=True)
    assert (sends(source, broad).status_code, sends(source, broad).json()["code"]) == (
        403,
        "restricted",
    )
    for filters in ([], ["content_org:Other"]):
        elsewhere = tokens.signed("mentoring:hr", filters=filters, is_restricted=True)
        assert sends(source, elsewhere).status_code == 404


@pytest.mark.usefixtures("application")
def test_filters_of_an_application_hide_programs_of_other_organizations(source, program):
    assert sends(source, tokens.signed(filters=["content_org:Other"])).status_code == 404
    assert sends(source, tokens.signed(filters=[f"content_org:{program.org}"])).status_code == 200


@pytest.mark.usefixtures("application")
def test_filters_reach_plain_tokens_too(source, program, application, monkeypatch):
    path = "oauth2_provider.models.Application.access"
    monkeypatch.setattr(path, tokens.Access("content_org:Other"), raising=False)
    assert sends(source, tokens.plain()).status_code == 404
    monkeypatch.setattr(path, tokens.Access(f"content_org:{program.org}"), raising=False)
    assert sends(source, tokens.plain()).status_code == 200


def test_who_is_no_steward_finds_nothing_with_a_token_either(source):
    tokens.an_application("cleo")
    for header in (tokens.plain(), tokens.signed()):
        assert sends(source, header).status_code == 404


@pytest.mark.usefixtures("application")
def test_a_token_that_has_run_out_signs_nobody_in(source):
    header = tokens.plain()
    tokens.run_out()
    answer = sends(source, header)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


@pytest.mark.usefixtures("application")
def test_plain_tokens_open_what_is_hrs_and_nothing_else(program, source):
    header = tokens.plain()
    assert reads(program, header).status_code == 200
    assert Client().get(address("my_data"), headers=header).status_code == 401


@pytest.mark.usefixtures("application")
def test_where_the_platform_knows_no_plain_tokens_they_sign_nobody_in(source, monkeypatch):
    header = tokens.plain()
    monkeypatch.setattr("demo.platform.bearer_authentication", lambda: None)
    assert sends(source, header).status_code == 401


@pytest.mark.usefixtures("application")
def test_an_application_is_slowed_like_a_person(source, settings):
    # Making the source was the first.
    settings.OUTCOMES_API_RATES = {"write": "2/minute"}
    header = tokens.plain()
    assert [sends(source, header).status_code for _ in range(2)] == [200, 429]
