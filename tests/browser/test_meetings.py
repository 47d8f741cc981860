"""Meetings, requests and the coordinator's pairings in a real browser."""

import pytest
from playwright.sync_api import expect

from demo.courses.people import PersonCard, add_person
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason
from tests import given, given_programs
from tests.browser.helpers import (
    WIDTHS,
    assert_accessible,
    assert_fits,
    follow,
    screenshot,
    unfold_all,
)
from tests.given_pairings import a_meeting, a_pairing, a_proposal
from tests.pages.world import address

PEOPLE = {
    "amara": "Amara Kesten",
    "ben": "Ben Okello",
    "carl": "Carl Voss",
    "cleo": "Cleo Marsh",
    "mina": "Mina Paredes",
}


@pytest.fixture
def program(transactional_db):
    for username, name in PEOPLE.items():
        add_person(PersonCard(username=username, name=name))
    program = given_programs.a_program()
    for name in ("amara", "carl"):
        given_programs.a_member(program, name, cohort="spring")
    for name in ("ben", "mina"):
        given_programs.a_member(program, name, role="mentor")
    return program


@pytest.fixture
def pairing(program):
    return a_pairing(program, "amara", "ben")


def look(page, name):
    """See that the page is accessible and fits, folded and unfolded, and take its pictures."""
    assert_accessible(page)
    screenshot(page, name)
    unfold_all(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)
    screenshot(page, f"{name}-unfolded")
    assert_fits(page, width=320)


def days_of(pairing):
    facts = pairings_api.meeting_facts(pairing.program_id)
    return facts[pairing.id].count if pairing.id in facts else 0


def test_a_meeting_is_logged_in_two_clicks(program, pairing, page_as):
    page = page_as("amara", path=address("mine", program.slug))
    look(page, "meetings-none-yet")
    page.reload()
    page.locator("summary", has_text="We met today").click()
    page.get_by_role("button", name="Save the meeting").click()
    page.get_by_text("The meeting is logged.").wait_for()
    assert days_of(pairing) == 1
    expect(page.get_by_text("Met once since")).to_be_visible()
    expect(page.locator(":focus")).to_have_text("Ben Okello")
    look(page, "meetings-logged")


def test_everything_goes_by_keyboard_and_a_meeting_taken_back_comes_back(program, pairing, page_as):
    a_meeting(pairing, "amara", shared_note="We agreed on the review.")
    page = page_as("amara", path=address("mine", program.slug))
    page.locator("summary", has_text="Correct").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Minutes").last.fill("90")
    page.keyboard.press("Enter")
    page.get_by_text("The meeting is corrected.").wait_for()
    expect(page.get_by_text("90 minutes")).to_be_visible()
    page.locator("summary", has_text="Correct").press("Enter")
    page.get_by_role("button", name="Take the meeting back").press("Enter")
    undo = page.get_by_role("button", name="Undo")
    undo.wait_for()
    assert days_of(pairing) == 0
    assert_accessible(page)
    screenshot(page, "meetings-taken-back")
    undo.press("Enter")
    page.get_by_text("The meeting is back.").wait_for()
    assert days_of(pairing) == 1


def test_what_is_wrong_stands_beside_its_field(program, pairing, page_as):
    page = page_as("ben", path=address("mine", program.slug))
    page.locator("summary", has_text="We met today").click()
    minutes = page.get_by_label("Minutes").first
    minutes.evaluate("(field) => { field.form.noValidate = true; }")
    minutes.fill("0")
    page.get_by_role("button", name="Save the meeting").click()
    page.get_by_text("Write the length in minutes, from 1 to 480.").wait_for()
    expect(minutes).to_be_focused()
    assert_accessible(page)
    screenshot(page, "meetings-wrong")
    minutes.fill("30")
    page.get_by_role("button", name="Save the meeting").click()
    page.get_by_text("The meeting is logged.").wait_for()


def test_what_was_typed_survives_a_lost_network_and_is_sent_when_it_is_back(
    program, pairing, page_as
):
    page = page_as("amara", path=address("mine", program.slug))
    page.locator("summary", has_text="We met today").click()
    page.locator("summary", has_text="Add a note").click()
    page.get_by_label("Note for yourself").first.fill("Ask about pay.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save the meeting").click()
    page.get_by_text("No connection.").wait_for()
    screenshot(page, "meetings-offline")
    page.context.set_offline(False)
    page.get_by_text("The meeting is logged.").wait_for()
    expect(page.get_by_text("Ask about pay.").first).to_be_visible()


def test_what_was_typed_stands_there_after_a_reload(program, pairing, page_as):
    page = page_as("amara", path=address("mine", program.slug))
    page.locator("summary", has_text="We met today").click()
    page.locator("summary", has_text="Add a note").click()
    page.get_by_label("Note for both").first.fill("Half a sent")
    page.reload()
    expect(page.get_by_label("Note for both").first).to_have_value("Half a sent")
    expect(page.get_by_label("Note for both").first).to_be_visible()


def test_who_was_signed_out_keeps_the_words(program, pairing, page_as):
    page = page_as("amara", path=address("mine", program.slug))
    page.locator("summary", has_text="We met today").click()
    page.locator("summary", has_text="Add a note").click()
    page.get_by_label("Note for yourself").first.fill("Ask about pay.")
    session = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save the meeting").click()
    page.get_by_role("link", name="Sign in, and it is still here.").wait_for()
    assert days_of(pairing) == 0
    page.context.add_cookies([one for one in session if one["name"] == "sessionid"])
    page.reload()
    expect(page.get_by_label("Note for yourself").first).to_have_value("Ask about pay.")
    page.get_by_role("button", name="Save the meeting").click()
    page.get_by_text("The meeting is logged.").wait_for()
    assert days_of(pairing) == 1


def test_a_pairing_that_ends_while_one_types_takes_nothing_and_loses_nothing(
    program, pairing, page_as
):
    page = page_as("amara", path=address("mine", program.slug))
    page.locator("summary", has_text="We met today").click()
    page.locator("summary", has_text="Add a note").click()
    page.get_by_label("Note for both").first.fill("My words.")
    pairings_api.end_pairing(
        given.an_actor("ben"), pairing.id, reason=EndReason.OTHER, at=given.TUESDAY
    )
    page.get_by_role("button", name="Save the meeting").click()
    page.get_by_text("What you wrote is still here.").wait_for()
    expect(page.get_by_label("Note for both").first).to_have_value("My words.")
    page.reload()
    page.locator("summary", has_text="1 earlier pairing").click()
    look(page, "meetings-ended")


def test_a_mentor_accepts_after_reading_what_that_means(program, page_as):
    a_proposal(program, "carl", "ben", at=given.MONDAY)
    page = page_as("ben", path=address("mine", program.slug))
    expect(page.get_by_text("You see what Carl Voss chooses to share with you")).to_be_visible()
    look(page, "meetings-proposed")
    page.reload()
    page.get_by_role("button", name="Accept").click()
    page.get_by_text("You two are paired now.").wait_for()
    assert pairings_api.partners(given.a_person("ben")) == {given.a_person("carl")}


def test_a_request_is_sent_read_and_answered(program, pairing, page_as):
    page = page_as("amara", path=address("ask", program.slug))
    look(page, "requests-none-yet")
    page.reload()
    page.locator("summary", has_text="This is not working").click()
    page.get_by_role("button", name="Send it").first.click()
    page.get_by_text("Choose what comes closest.").first.wait_for()
    page.get_by_label("What comes closest?").select_option("hard_to_meet")
    page.get_by_label("What would help?").fill("Another hour of the day.")
    page.get_by_role("button", name="Send it").first.click()
    page.get_by_text("Nobody has read it yet.").wait_for()
    desk = page_as("cleo", path=address("requests", program.slug))
    look(desk, "requests-to-answer")
    desk.reload()
    desk.get_by_role("button", name="I have read it").click()
    desk.get_by_text("The person sees that you have read it.").wait_for()
    desk.locator("summary", has_text="Answer").first.click()
    desk.get_by_label("What became of it").select_option("talked")
    desk.get_by_label("Your answer").fill("We talk on Friday.")
    desk.get_by_role("button", name="Send the answer").click()
    desk.get_by_text("No request waits").wait_for()
    look(desk, "requests-answered")
    page.reload()
    expect(page.get_by_text("We talk on Friday.")).to_be_visible()
    look(page, "requests-asked")


def test_a_coordinator_pairs_hands_over_and_ends(program, pairing, page_as):
    a_meeting(pairing, "amara", shared_note="Not for coordinators.")
    a_proposal(program, "carl", "mina")
    page = page_as("cleo", path=address("pairings", program.slug))
    look(page, "pairings")
    page.reload()
    page.locator("summary", has_text="Pair two people").click()
    page.get_by_label("Mentee", exact=True).select_option(label="Carl Voss (1 partner)")
    page.get_by_label("Mentor", exact=True).select_option(label="Ben Okello (1 partner)")
    page.get_by_label("Pair them at once").check()
    page.get_by_role("button", name="Pair the two").click()
    page.get_by_text("The two are paired.").wait_for()
    follow(page, page.get_by_role("link", name="Amara Kesten", exact=True))
    look(page, "pairing")
    assert "Not for coordinators." not in page.content()
    page.reload()
    page.locator("summary", has_text="Hand over").click()
    page.get_by_label("New mentor").select_option(label="Mina Paredes")
    page.get_by_role("button", name="Hand the mentee over").click()
    page.get_by_text("The mentee is handed over.").wait_for()
    look(page, "pairing-over")
    assert pairings_api.partners(given.a_person("amara")) == {given.a_person("mina")}


def test_right_to_left_and_in_the_dark(program, pairing, page_as):
    a_meeting(pairing, "amara", shared_note="We agreed on the review.")
    add_person(PersonCard(username="ben", name=PEOPLE["ben"], language="ar"))
    page = page_as("ben", locale="ar", color_scheme="dark", path=address("mine", program.slug))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.evaluate("document.body.style.background = '#0e1a26'")
    unfold_all(page)
    screenshot(page, "meetings-rtl-dark")
    assert_fits(page, width=320)
