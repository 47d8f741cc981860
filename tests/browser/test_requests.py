"""What one asks in private, when the network or the session is lost on the way."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from demo.courses.people import PersonCard, add_person
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.requests import api as requests_api
from tests import given, given_programs
from tests.browser.helpers import assert_accessible, follow, screenshot
from tests.given_pairings import a_pairing
from tests.pages.world import address

PEOPLE = {"amara": "Amara Kesten", "ben": "Ben Okello", "cleo": "Cleo Marsh", "hana": "Hana Brandt"}
NOT_WORKING, OBJECTION, WRONG = "Another hour of the day.", "Not for surveys.", "It was in May."


@pytest.fixture
def program(transactional_db):
    """Return a program in which Ben mentors Amara, of whom HR has sent a promotion."""
    for username, name in PEOPLE.items():
        add_person(PersonCard(username=username, name=name))
    program = given_programs.a_program()
    given_programs.a_member(program, "amara", cohort="spring")
    given_programs.a_member(program, "ben", role="mentor")
    given_programs.a_member(program, "hana", role="hr_steward")
    a_pairing(program, "amara", "ben")
    _hr_sends(b"source_key,user,kind,on\nk1,amara,promotion,2026-03-01\n")
    return program


def _hr_sends(raw):
    hana, kind = given.an_actor("hana"), HrKind.EVENTS
    plan = progression_api.check_hr_import(hana, "leap", kind, raw)
    progression_api.apply_hr_import(hana, "leap", kind, raw, digest=plan.digest, at=given.MONDAY)


@pytest.fixture
def page(program, page_as):
    """Return Amara's page, with three requests typed and none of them sent."""
    page = page_as("amara", path=address("ask", program.slug))
    for words in ("This is not working", "I object", "This is wrong"):
        page.locator("summary", has_text=words).click()
    page.get_by_label("What comes closest?").select_option("hard_to_meet")
    page.get_by_label("What would help?").fill(NOT_WORKING)
    page.get_by_label("What do you object to?").select_option("surveys")
    page.get_by_label("Why?").fill(OBJECTION)
    page.get_by_label("What would be right?").fill(WRONG)
    return page


def field(page, text):
    return {
        NOT_WORKING: page.get_by_label("What would help?"),
        OBJECTION: page.get_by_label("Why?"),
        WRONG: page.get_by_label("What would be right?"),
    }[text]


def sends(page, text):
    """Press the button of the form in which the text stands."""
    form = page.locator("form", has=field(page, text))
    form.get_by_role("button", name="Send it").click()
    return form.get_by_role("status")


def assert_sent(page, *texts):
    """Each of these has arrived, once; whatever was typed beside them stands there still."""
    expect(page.get_by_role("button", name="Take it back")).to_have_count(len(texts))
    arrived = [
        one.text
        for name in ("cleo", "hana")
        for one in requests_api.open_requests(given.an_actor(name), "leap")
    ]
    assert sorted(arrived) == sorted(texts)
    for text in (NOT_WORKING, OBJECTION, WRONG):
        expect(field(page, text)).to_have_value("" if text in texts else text)


def test_what_is_sent_without_a_network_goes_once_it_is_back(page):
    page.context.set_offline(True)
    for text in (NOT_WORKING, OBJECTION):
        told = sends(page, text)
        expect(told).to_have_text("No connection. Kept on this device, sent when you are back.")
        expect(field(page, text)).to_have_value(text)
    assert_accessible(page)
    screenshot(page, "requests-offline")
    page.context.set_offline(False)
    assert_sent(page, NOT_WORKING, OBJECTION)
    page.get_by_text("It is sent. You see here when somebody has read it.").wait_for()


def test_what_is_sent_again_by_hand_arrives_once(page):
    for text, trouble in ((OBJECTION, lambda route: route.abort()), (WRONG, _answer_is_lost)):
        page.route("**/act/", trouble)
        expect(sends(page, text)).to_contain_text("No connection.")
        page.unroute("**/act/")
        sends(page, text)
        expect(field(page, text)).to_have_value("")
        page.evaluate("window.dispatchEvent(new Event('online'))")
    assert_sent(page, OBJECTION, WRONG)


def _answer_is_lost(route):
    route.fetch()
    route.abort()


def test_who_was_signed_out_signs_in_and_sends_what_was_typed(page):
    session = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    told = sends(page, OBJECTION)
    expect(told).to_contain_text("You were signed out. What you wrote is kept on this device.")
    assert requests_api.open_requests(given.an_actor("cleo"), "leap") == []
    assert_accessible(page)
    screenshot(page, "requests-signed-out")
    follow(page, told.get_by_role("link", name="Sign in, and it is still here."))
    back = parse_qs(urlsplit(page.url).query)["next"][0]
    page.context.add_cookies([one for one in session if one["name"] == "sessionid"])
    page.goto(back)
    for text in (NOT_WORKING, OBJECTION, WRONG):
        expect(field(page, text)).to_have_value(text)
        expect(field(page, text)).to_be_visible()
    sends(page, OBJECTION)
    assert_sent(page, OBJECTION)
    page.reload()
    expect(field(page, OBJECTION)).to_have_value("")
    expect(field(page, WRONG)).to_have_value(WRONG)
