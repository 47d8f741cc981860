"""Coordinators see every pairing with its days, and pair, hand over and end from the page."""

import json
import re

import pytest

from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason
from outcomes_plugin.panels import pairing_list
from tests import given
from tests.given_pairings import a_meeting, a_pairing, a_proposal
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
    assert "March 2, 2026" in page
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


def many_pairings(program):
    """Return the pairings of 11 other mentees of autumn and 12 of spring, one of them paused."""
    names = [f"autumn_{number}" for number in range(1, 12)]
    names += [f"spring_{number}" for number in range(12)]
    made = [a_pairing(program, name, PERSONS["mentor"]) for name in names]
    pairings_api.pause_pairing(the_coordinator(), made[0].id, at=given.TUESDAY)
    return made


def listed(program, **query):
    page = client_of("coordinator").get(address("pairings", program.slug), query).content.decode()
    return re.findall(r'<th scope="row"><a [^>]*>(\w+)</a>', page), page


def test_pairings_are_chosen_by_state_and_cohort_and_counted(program, pairing):
    many_pairings(program)
    found, page = listed(program)
    assert len(found) == 24
    assert 'Paused <span class="mo-count">1</span>' in page
    assert listed(program, state="paused")[0] == ["autumn_1"]
    found, page = listed(program, cohort="spring", state="active")
    assert (len(found), 'Paused <span class="mo-count">0</span>' in page) == (12, True)
    assert len(listed(program, state="x' OR 1", page="x")[0]) == 24


def test_a_filter_that_finds_nothing_says_so_and_is_cleared(program, pairing):
    _found, page = listed(program, cohort="spring")
    assert "No pairing matches what you look for." in page
    assert '<a href="?">Show all that are not over</a>' in page
    assert listed(program)[0] == ["autumn_0"]
    html = post(program, action="find", name="autumn_0").json()["html"]
    assert '<a href="?">Show all that are not over</a>' in html
    pairings_api.end_pairing(the_coordinator(), pairing.id, reason=EndReason.OTHER, at=given.MONDAY)
    assert "No pairing is proposed or running now." in listed(program)[1]


def test_a_long_list_has_pages_that_keep_what_was_chosen(program, pairing, monkeypatch):
    many_pairings(program)
    monkeypatch.setattr(pairing_list, "PER_PAGE", 10)
    first, page = listed(program, cohort="autumn")
    assert (len(first), "Page 1 of 2" in page) == (10, True)
    assert 'href="?cohort=autumn&amp;page=2"' in page
    second, page = listed(program, cohort="autumn", page="2")
    assert len(set(first + second)) == 12
    assert 'rel="next"' not in page


def test_a_name_is_looked_for_in_every_state_and_never_in_an_address(program, pairing):
    made = many_pairings(program)
    pairings_api.end_pairing(
        the_coordinator(), made[1].id, reason=EndReason.OTHER, at=given.TUESDAY
    )
    answer = post(program, action="find", name="AUTUMN_2").json()
    assert answer["said"] == "1 pairing is listed."
    assert "autumn_2" in answer["html"]
    assert post(program, action="find", name="nobody").json()["said"] == "0 pairings are listed."
    assert post(program, action="find", name=["x"]).status_code == 400
    assert post(program, role="mentor", action="find", name="a").status_code == 404
