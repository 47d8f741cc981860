"""A survey is planned from a day of its cohorts, and a person takes their surveys to a calendar."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.browser.helpers import WIDTHS, assert_accessible, assert_fits, screenshot
from tests.given_programs import a_cohort, a_draft_program, a_member
from tests.pages.world import address


@pytest.fixture(autouse=True)
def a_database(transactional_db):
    """Let the server see what a test writes."""


def test_a_series_is_shown_before_it_is_planned_and_moves_with_its_day(page_as):
    program = a_draft_program()
    first = timezone.now().date() + timedelta(days=1)
    a_cohort(program, starts_on=first, ends_on=first + timedelta(days=200))
    a_cohort(program, "autumn", starts_on=first + timedelta(days=20), ends_on=None)
    page = page_as(given.a_user("cleo"), path=address("set_up_windows", program.slug))
    form = page.locator("#plan-following")
    page.get_by_text("Plan a survey that follows a day of its cohorts").click()
    form.get_by_label("Title", exact=True).fill("Pulse")
    form.get_by_label("Questionnaire", exact=True).select_option("pulse")
    form.get_by_label("Distance from that day").fill("30")
    form.get_by_label("Repeat every").fill("60")
    form.get_by_label("Number of surveys").fill("3")
    form.get_by_label("Number of surveys").blur()
    expect(form.get_by_role("row")).to_have_count(7)
    for width in (320, *WIDTHS):
        assert_fits(page, width=width)
    screenshot(page, "planning")
    assert_accessible(page)
    form.get_by_role("button", name="Plan the survey").click()
    page.locator('[data-mo="said"]', has_text="3 surveys are planned.").wait_for()
    before = surveys_api.find_windows(program.id)
    page.goto(address("set_up_cohorts", program.slug))
    page.get_by_text("Change title and days").first.click()
    days = page.locator("form[data-subject='spring'][data-action='change']")
    days.get_by_label("First day").fill((first + timedelta(days=7)).isoformat())
    days.get_by_label("First day").blur()
    days.get_by_text("With these days 3 planned surveys move:").wait_for()
    assert surveys_api.find_windows(program.id) == before
    screenshot(page, "planning-moves")
    assert_accessible(page)


def test_a_series_on_fixed_dates_is_shown_before_it_is_planned(page_as):
    program = a_draft_program()
    first = timezone.now().date() + timedelta(days=20)
    a_cohort(program, starts_on=first)
    page = page_as(given.a_user("cleo"), path=address("set_up_windows", program.slug))
    form = page.locator("#plan-window")
    page.get_by_text("Plan a survey on fixed dates").click()
    form.get_by_label("Title", exact=True).fill("Pulse")
    form.get_by_label("Questionnaire", exact=True).select_option("pulse")
    form.get_by_label("Opens", exact=True).fill(f"{first}T09:00")
    form.get_by_label("Closes", exact=True).fill(f"{first + timedelta(days=4)}T18:00")
    form.get_by_label("Repeat every").fill("2")
    form.get_by_label("Number of surveys").fill("3")
    form.get_by_label("Number of surveys").blur()
    expect(form.get_by_role("row")).to_have_count(4)
    for width in (320, *WIDTHS):
        assert_fits(page, width=width)
    screenshot(page, "planning-fixed")
    assert_accessible(page)
    form.get_by_role("button", name="Plan the survey").click()
    expect(page.locator('[data-mo="said"]')).to_have_text("3 surveys are planned.")
    days = sorted(one.opens_at.date() for one in surveys_api.find_windows(program.id))
    assert days == [first + timedelta(weeks=weeks) for weeks in (0, 2, 4)]


def test_a_calendar_gets_its_address_once_and_is_stopped(page_as):
    program = gs.an_asking_program()
    a_member(program, "mia")
    page = page_as(given.a_user("mia"), path=address("my_data"))
    page.get_by_role("button", name="Make an address").click()
    shown = page.get_by_label("Address of your calendar")
    expect(shown).to_be_visible()
    expect(shown).to_have_value(re.compile(r"\.ics$"))
    for width in (320, *WIDTHS):
        assert_fits(page, width=width)
    screenshot(page, "calendar")
    assert_accessible(page)
    page.get_by_role("button", name="Stop the calendar").click()
    page.get_by_text("Stopped. The address no longer works.").wait_for()
    expect(shown).to_be_hidden()
