"""Coordinators and the HR steward answer what is asked of them, each their own kinds."""

import json

import pytest

from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.requests import api as requests_api
from tests import given
from tests.given_programs import the_coordinator
from tests.pages.world import PERSONS, address, client_of

pytestmark = pytest.mark.django_db

WORDS = "We never find an hour. <script>alert(1)</script>"


@pytest.fixture
def asked(program):
    """The mentee says that it is not working, and that a fact of HR is wrong."""
    mentee = given.an_actor(PERSONS["mentee"])
    pairing = pairings_api.pairings(the_coordinator(), program.id)[0]
    facts = {"at": given.TUESDAY, "text": WORDS}
    return [
        requests_api.ask(
            mentee,
            program.id,
            kind="not_working",
            reason="no_time",
            pairing_id=pairing.id,
            **facts,
        ),
        requests_api.ask(mentee, program.id, kind="hr_wrong", about="event:c1", **facts),
    ]


def page_of(program, role="coordinator"):
    return client_of(role).get(address("requests", program.slug))


def post(program, role="coordinator", **told):
    return client_of(role).post(
        address("requests", program.slug), json.dumps(told), content_type="application/json"
    )


def test_an_empty_page_says_what_it_is_for(program):
    assert "No request waits" in page_of(program).content.decode()


def test_each_reads_their_own_kinds_with_the_name(program, asked):
    coordinator = page_of(program).content.decode()
    steward = page_of(program, "hr_steward").content.decode()
    assert "This pairing is not working" in coordinator
    assert "human resources" not in coordinator
    assert "Something from human resources is wrong" in steward
    assert "event:c1" in steward
    assert "not working" not in steward
    for page in (coordinator, steward):
        assert PERSONS["mentee"] in page
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_a_request_is_acknowledged_and_answered(program, asked):
    told = {"request": str(asked[0].id)}
    answer = post(program, action="acknowledge", **told)
    assert answer.json()["said"] == "The person sees that you have read it."
    assert post(program, action="acknowledge", **told).status_code == 409
    assert post(program, action="answer", **told).json()["problems"] == [
        {"item": "outcome", "message": "Choose what became of it."}
    ]
    answer = post(program, action="answer", outcome="talked", answer="On Friday.", **told)
    assert "Answered lately" in answer.json()["html"]
    assert "No request waits" in answer.json()["html"]


@pytest.mark.parametrize("role", sorted(set(PERSONS) - {"coordinator", "hr_steward"}))
def test_nobody_else_opens_it_or_answers(program, asked, role):
    assert page_of(program, role).status_code == 404
    for one in asked:
        answer = post(program, role, action="acknowledge", request=one.id)
        assert answer.status_code == 404


@pytest.mark.parametrize("told", [{}, {"request": "x"}, {"request": 10**12, "action": "answer"}])
def test_a_request_that_is_not_there_is_not_found(program, asked, told):
    assert post(program, **told).status_code == 404


def test_an_unknown_action_is_refused(program, asked):
    assert post(program, action="shred", request=asked[0].id).status_code == 400


def test_the_page_costs_the_same_for_one_and_for_many(program, django_assert_max_num_queries):
    for number in range(12):
        requests_api.ask(
            given.an_actor(f"autumn_{number}"),
            program.id,
            kind="help",
            text="Help.",
            at=given.TUESDAY,
        )
    client = client_of("coordinator")
    with django_assert_max_num_queries(40):
        client.get(address("requests", program.slug))
