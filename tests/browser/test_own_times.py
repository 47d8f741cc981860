"""The burden on Today, and a survey moved for one person, in a real browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import given
from tests import given_surveys as gs
from tests.browser.helpers import WIDTHS, assert_accessible, assert_fits, screenshot
from tests.given_programs import a_member
from tests.pages.world import address

NAMES = ("mia", "tom", "uma", "eva")


@pytest.fixture(autouse=True)
def a_database(transactional_db):
    """Let the server see what a test writes."""


@pytest.fixture
def window(settings):
    """A survey of four mentees, of whom another program has asked two enough."""
    settings.OUTCOMES_BURDEN_LIMITS = [
        {"days": 10, "invitations": 1, "minutes": 10},
        {"days": 90, "invitations": 5, "minutes": 25},
    ]
    program, other = gs.an_asking_program(), gs.an_asking_program("other")
    now = timezone.now()
    for name in NAMES:
        given.a_user(name, first_name=name.title(), last_name="Adeyin")
        a_member(program, name)
    a_member(other, "uma")
    a_member(other, "eva")
    facts = {"instrument": "pulse", "closes_at": now + timedelta(days=14), "opens_at": now}
    gs.an_open_window(other, **facts)
    return gs.an_open_window(program, title="Pulse", **facts)


def test_a_coordinator_reads_the_burden_and_moves_a_survey_for_one_person(page_as, window):
    page = page_as("cleo", path=address("today", window.program_slug))
    burden = page.get_by_role("region", name="Burden")
    expect(burden).to_contain_text("2 people were asked enough, and are asked later.")
    for width in (320, *WIDTHS):
        assert_fits(page, width=width)
    assert_accessible(page)
    screenshot(page, "burden")
    burden.get_by_role("link", name="who, why and until when").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Times of single people")
    form = page.locator("#move-window")
    form.get_by_role("button", name="Move it for this person").click()
    expect(form.locator('[data-field="person"]')).to_contain_text("Choose a person.")
    form.get_by_label("Person", exact=True).select_option(given.a_person("mia"))
    form.get_by_label("Why", exact=True).select_option("away")
    form.get_by_label("Last day for this person").fill(
        (window.closes_at + timedelta(days=6)).date().isoformat()
    )
    page.keyboard.press("Enter")
    expect(page.locator('[data-mo="said"]')).to_have_text("The survey is moved for this person.")
    moved = page.get_by_role("region", name="Moved for one person")
    expect(moved).to_contain_text("Away, on leave or ill")
    for width in (320, *WIDTHS):
        assert_fits(page, width=width)
    assert_accessible(page)
    screenshot(page, "own-times")
    mias = page_as("mia", path=address("mine", window.program_slug))
    expect(mias.get_by_role("main")).to_contain_text("moved for you")
    screenshot(mias, "own-times-mine")
    moved.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("region", name="Moved for one person")).to_contain_text(
        "It is moved for nobody."
    )


def test_both_read_from_right_to_left(page_as, window):
    page = page_as("cleo", path=address("today", window.program_slug), locale="ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert_fits(page, width=375)
    screenshot(page, "burden-rtl")
    page.goto(address("own_times", window.program_slug, window.id))
    assert_fits(page, width=320)
    assert_accessible(page)
    screenshot(page, "own-times-rtl")
