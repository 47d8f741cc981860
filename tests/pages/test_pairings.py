"""Coordinators see every pairing with its days, and pair, hand over and end from the page."""

import json

import pytest

from outcomes_plugin.pairings import api as pairings_api
from tests import given
from tests.given_pairings import a_meeting, a_proposal
from tests.given_programs import a_member, a_program, the_coordinator
from tests.pages.world import PERSONS, address, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairing(program):
    """The world's only pairing."""
    return pairings_api.pairings(the_coordinator(), program.id)[0]


def page_of(program, pairing=None, *, role="coordinator"):
    path = (
        address("pairing", program.slug, pairing.id)
        if pairing
        else address("pairings", program.slug)
    )
    return client_of(role).get(path)


def post(program, pairing=None, *, role="coordinator", **told):
    path = (
        address("pairing", program.slug, pairing.id)
        if pairing
        else address("pairings", program.slug)
    )
    return client_of(role).post(path, json.dumps(told), content_type="application/json")


def states(program):
    found = pairings_api.pairings(the_coordinator(), program.id)
    return sorted(one.state.value for one in found)


def test_every_pairing_is_listed_with_its_state_and_days(program, pairing):
    a_meeting(pairing, PERSONS["mentor"], shared_note="qumranix", own_note="qumranix")
    a_proposal(program, "autumn_1", PERSONS["mentor"])
    page = page_of(program).content.decode()
    assert "Waiting for an answer" in page
    assert "Monday, March 2, 2026" in page
    assert "days since they met." in page  # the world lies in the past
    assert "qumranix" not in page + page_of(program, pairing).content.decode()


def test_two_are_paired_at_once_or_the_mentor_is_asked_first(program, pairing):
    two = {"mentee": given.a_person("autumn_2"), "mentor": pairing.mentor}
    answer = post(program, action="pair", how="form", **two)
    assert (answer.status_code, answer.json()["said"]) == (200, "The two are paired.")
    two["mentee"] = given.a_person("autumn_3")
    assert post(program, action="pair", how="propose", **two).status_code == 200
    assert states(program) == ["active", "active", "proposed"]
    again = post(program, action="pair", how="propose", **two)
    assert (again.status_code, again.json()["error"]) == (
        409,
        "The two are paired already, or a proposal waits.",
    )


@pytest.mark.parametrize(
    ("told", "items"),
    [
        ({"action": "pair"}, ["mentee", "mentor"]),
        ({"action": "pair", "mentee": ["a"], "mentor": "x"}, ["mentee"]),
        ({"action": "divorce"}, []),
        ({}, []),
    ],
)
def test_what_is_missing_is_named(program, told, items):
    answer = post(program, **told)
    assert answer.status_code == 400
    assert [problem["item"] for problem in answer.json()["problems"]] == items


def test_each_step_is_taken_on_the_page_of_the_pairing(program, pairing):
    a_member(program, "mara", role="mentor")
    assert post(program, pairing, action="pause").json()["said"] == "The pairing is paused."
    assert post(program, pairing, action="pause").status_code == 409
    assert post(program, pairing, action="resume").status_code == 200
    for mentor in ("", None, ["x"], "nobody"):
        assert post(program, pairing, action="hand_over", mentor=mentor).status_code == 400
    mara = given.a_person("mara")
    answer = post(program, pairing, action="hand_over", mentor=mara)
    assert "handed over" in answer.json()["said"]
    assert states(program) == ["active", "ended"]
    (fresh,) = [one for one in pairings_api.pairings(the_coordinator(), program.id) if one.is_open]
    for reason in ("", "member_left", ["other"]):
        assert post(program, fresh, action="end", reason=reason).status_code == 400
    assert post(program, fresh, action="end", reason="no_time").status_code == 200
    page = page_of(program, fresh).content.decode()
    assert "There is no time for it" in page
    assert 'data-action="end"' not in page


def test_a_proposal_is_taken_back(program, pairing):
    proposal = a_proposal(program, "autumn_1", PERSONS["mentor"])
    assert 'data-action="take_back"' in page_of(program, proposal).content.decode()
    answer = post(program, proposal, action="take_back", reason="other")
    assert answer.json()["said"] == "The proposal is taken back."
    assert states(program) == ["active", "declined"]


def test_what_a_step_means_stands_before_the_click(program, pairing):
    page = page_of(program, pairing).content.decode()
    assert "mika no longer sees what autumn_0 shared." in page
    assert "The new mentor sees nothing of it until autumn_0 shares it with them." in page


@pytest.mark.parametrize("role", sorted(set(PERSONS) - {"coordinator"}))
def test_nobody_else_opens_or_changes_it(program, pairing, role):
    assert page_of(program, role=role).status_code == 404
    assert page_of(program, pairing, role=role).status_code == 404
    assert post(program, pairing, role=role, action="pause").status_code == 404
    assert post(program, role=role, action="pair").status_code == 404
    assert states(program) == ["active"]


def test_a_pairing_of_another_program_is_not_found(program, pairing):
    a_program("other")
    path = address("pairing", "other", pairing.id)
    assert client_of("coordinator").get(path).status_code == 404
    answer = client_of("coordinator").post(
        path, json.dumps({"action": "pause"}), content_type="application/json"
    )
    assert answer.status_code == 404


def test_the_list_costs_the_same_for_one_pairing_and_for_many(
    program, pairing, django_assert_max_num_queries
):
    for number in range(1, 10):
        other = pairings_api.form_pairing(
            the_coordinator(),
            program.id,
            mentee=given.a_person(f"autumn_{number}"),
            mentor=pairing.mentor,
            at=given.MONDAY,
        )
        a_meeting(other, PERSONS["mentor"])
    client = client_of("coordinator")
    with django_assert_max_num_queries(40):
        client.get(address("pairings", program.slug))
