"""A mentor who leaves or is erased: the mentee's page and the coordinator's go on without them."""

import pytest
from django.test import Client

from demo.courses.people import PersonCard, add_person
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.governance import api as governance_api
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api
from tests import given
from tests.given_pairings import a_meeting, a_pairing
from tests.given_programs import a_member, a_program, the_coordinator
from tests.pages.world import address, json_call

pytestmark = pytest.mark.django_db

MENTOR = "Ben Okello"


@pytest.fixture
def program():
    """Return a program in which Ben mentors Amara; they have met once."""
    made = a_program()
    for name, whole in (("amara", "Amara Kesten"), ("ben", MENTOR), ("cleo", "Cleo Marsh")):
        add_person(PersonCard(username=name, name=whole))
    a_member(made, "amara")
    a_member(made, "ben", role="mentor")
    a_meeting(a_pairing(made, "amara", "ben"), "ben", shared_note="We agreed on one thing.")
    return made


def leaves(program):
    (member,) = programs_api.active_members(program.id, role="mentor")
    pairings_api.end_membership(the_coordinator(), member.id, at=given.TUESDAY)


def is_erased(_program):
    user = given.a_user("ben")
    governance_api.erase_user(Actor.system("retirement"), user.pk, at=given.TUESDAY)


def client_of(name):
    client = Client(headers={"Accept": "application/json"})
    client.force_login(given.a_user(name))
    return client


def page(name, *parts, **query):
    client = Client()
    client.force_login(given.a_user(name))
    answer = client.get(address(*parts), query)
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2]


@pytest.mark.parametrize("goes", [leaves, is_erased])
def test_the_mentee_reads_that_the_pairing_is_over_and_what_happens_next(program, goes):
    assert MENTOR in page("amara", "mine", program.slug)
    goes(program)
    shown = page("amara", "mine", program.slug)
    assert "You are not paired now" in shown
    assert "This pairing ended" in shown
    assert "We met today" not in shown


@pytest.mark.parametrize("goes", [leaves, is_erased])
def test_the_coordinator_finds_the_pairing_among_those_that_are_over(program, goes):
    goes(program)
    (pairing,) = pairings_api.pairings(the_coordinator(), program.slug)
    assert not pairing.is_open
    assert "Amara Kesten" in page("cleo", "pairing", program.slug, pairing.id)


@pytest.mark.parametrize(
    ("page_name", "told"),
    [
        ("goals", {"action": "agree", "goal": 1, "version": 1}),
        ("journal", {"action": "reply", "entry": "0" * 32, "text": "What helped?"}),
        ("meetings", {"action": "log", "mode": "video", "shared_note": "We agreed."}),
    ],
)
def test_what_the_mentor_sends_too_late_is_refused_in_a_sentence_and_a_strangers_call_is_not_found(
    program, page_name, told
):
    (pairing,) = pairings_api.pairings(the_coordinator(), program.slug)
    path = address(f"call_mentee_{page_name}", program.slug, pairing.id, "act")
    told = {**told, "pairing": pairing.id}
    leaves(program)
    too_late = json_call(client_of("ben"), path, told)
    assert (too_late.status_code, too_late.json()["error"]) == (
        409,
        "You two are not paired now, so nothing was stored. What you wrote is still here.",
    )
    for name in ("amara", "cleo", "stranger"):
        assert json_call(client_of(name), path, told).status_code == 404


def test_the_name_of_an_erased_mentor_is_on_no_page(program):
    is_erased(program)
    (pairing,) = pairings_api.pairings(the_coordinator(), program.slug)
    pages = [
        page("amara", "mine", program.slug),
        page("amara", "my_data"),
        page("cleo", "pairings", program.slug),
        page("cleo", "pairing", program.slug, pairing.id),
        page("cleo", "people", program.slug),
        page("cleo", "today", program.slug),
    ]
    assert not [one for one in pages if MENTOR in one or "We agreed" in one]
