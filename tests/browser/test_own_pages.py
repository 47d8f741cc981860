"""The mentor's desk and one's own pages in a real browser, at a phone's and a desk's width."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from demo.courses.people import PersonCard, add_person
from outcomes_plugin.goals import api as goals_api
from outcomes_plugin.goals.data import Said
from outcomes_plugin.pairings import api as pairings_api
from tests import given, given_programs
from tests import given_surveys as gs
from tests.browser.helpers import (
    WIDTHS,
    assert_accessible,
    assert_fits,
    follow,
    screenshot,
)
from tests.given_goals import PURPOSES, a_goal, a_reader_of_the_notice
from tests.given_pairings import a_meeting, a_pairing, a_proposal
from tests.pages.world import address

PHONE = {"width": 375, "height": 812}
PEOPLE = {
    "amara": "Amara Kesten",
    "bela": "Bela Okello",
    "carl": "Carl",
    "ilse": "Ilse de Wolde",
    "omar": "Omar",
}


@pytest.fixture
def program(transactional_db):
    """Return a program where Amara asked Ilse for help, Bela goes well and Omar is proposed."""
    now = timezone.now()
    for username, name in PEOPLE.items():
        add_person(PersonCard(username=username, name=name))
    program = given_programs.a_program()
    gs.a_notice(program, purposes=(*PURPOSES, "journals"))
    for name in PEOPLE:
        given_programs.a_member(program, name, role="mentor" if name == "ilse" else "mentee")
        a_reader_of_the_notice(program, name)
    for name in ("amara", "bela"):
        pairing = a_pairing(program, name, "ilse")
        a_meeting(pairing, name, held_on=now.date() - timedelta(days=1), at=now)
        a_goal(program, name, at=now)
    ilse = given.an_actor("ilse")
    pairings_api.plan_meeting(ilse, pairing.id, starts_at=now + timedelta(days=9), at=now)
    a_proposal(program, "omar", "ilse", at=now)
    return program


def asks_for_help(program):
    (goal,) = goals_api.goals_of(given.an_actor("amara"), program.id)
    said = Said(value=2, confidence=4, wants_help=True)
    goals_api.check_in(given.an_actor("amara"), goal.id, said=said, at=timezone.now())
    return goal


def look(page, name):
    """See that the page is accessible and fits, and take its picture."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)
    screenshot(page, name)
    assert_fits(page, width=320)


def test_the_next_act_on_the_desk_leads_to_the_goal_it_is_about(program, page_as):
    goal = asks_for_help(program)
    page = page_as("ilse", path=address("desk", program.slug))
    look(page, "desk")
    expect(page.get_by_text("Meeting with Bela Okello")).to_be_visible()
    page.get_by_role("link", name="Answer Amara Kesten").click()
    page.wait_for_url(f"**/#mo-goals-g{goal.id}")
    expect(page.get_by_role("button", name="Agree to this goal")).to_be_visible()


def test_who_goes_well_is_folded_on_a_phone_and_open_where_there_is_room(program, page_as):
    now = timezone.now()
    pairing = a_pairing(program, "carl", "ilse")
    a_meeting(pairing, "carl", held_on=now.date() - timedelta(days=1), at=now)
    page = page_as("ilse", path=address("desk", program.slug))
    carl = page.get_by_role("link", name="Carl", exact=True)
    for width, is_folded in ((1280, False), (375, True)):
        page.set_viewport_size({"width": width, "height": 900})
        page.reload()
        page.get_by_text("Going well").wait_for()
        carl.wait_for(state="hidden" if is_folded else "visible")
    page.get_by_text("Going well").click()
    follow(page, carl)
    page.get_by_role("heading", name="Carl").first.wait_for()


def test_a_mentor_of_many_logs_a_meeting_in_two_clicks(program, page_as):
    a_pairing(program, "carl", "ilse")
    page = page_as("ilse", path=address("mine", program.slug))
    look(page, "mine-many")
    card = page.locator('[data-mo="card"]', has_text="Bela Okello")
    expect(card.get_by_role("heading", name="Meetings")).to_be_hidden()
    card.get_by_text("We met today").click()
    card.get_by_role("button", name="Save the meeting").click()
    page.get_by_text("The meeting is logged.").wait_for()
    expect(card.get_by_role("heading", name="Meetings")).to_be_visible()


def test_a_proposal_is_answered_from_what_is_open(program, page_as):
    page = page_as("ilse", path=address("mine", program.slug))
    look(page, "mine-proposed")
    page.get_by_role("link", name="Answer Proposed to you: Omar").click()
    page.get_by_role("button", name="Accept").click()
    page.get_by_text("You two are paired now.").wait_for()


def test_goals_have_one_heading_and_every_page_name_is_in_sight(program, page_as):
    page = page_as("amara", path=address("goals", program.slug), viewport=PHONE)
    expect(page.get_by_role("heading", name="My goals")).to_have_count(1)
    names = page.locator(".mo-nav a")
    edges = names.evaluate_all("all => all.map((one) => one.getBoundingClientRect().right)")
    assert max(edges) <= PHONE["width"]
    look(page, "goals-page")
