"""A coordinator takes a questionnaire over in a real browser, and plans a survey with it."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from outcomes_plugin.surveys import api as surveys_api
from tests.browser.helpers import (
    assert_accessible,
    assert_fits,
    follow,
    picture,
    screenshot,
)
from tests.given_programs import a_cohort, a_draft_program
from tests.pages.world import PERSONS, address
from tests.surveys.takeover.given_files import a_workbook, surveyjs

WIDTHS = (320, 375, 768, 1280)


@pytest.fixture(autouse=True)
def a_database(transactional_db):
    """Let the server see what a test writes."""


def a_file(raw: bytes, name: str = "survey.xlsx") -> dict:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": raw}


def looked_at(page, name):
    assert_accessible(page)
    for width in WIDTHS:
        assert_fits(page, width=width)
    screenshot(page, name)


def test_a_file_is_taken_over_read_used_and_planned(page_as):
    program = a_draft_program()
    a_cohort(program)
    page = page_as(PERSONS["coordinator"], path=address("set_up", program.slug))
    steps = page.get_by_role("navigation", name="Steps of setting up")
    follow(page, steps.get_by_role("link", name="Questionnaires"))
    page.get_by_role("heading", name="No questionnaire of your own yet").wait_for()
    looked_at(page, "questionnaires-none")
    a_file_is_read(page)
    it_is_used(page)
    it_is_read_on_paper(page, program)
    a_survey_is_planned_with_it(page)
    (window,) = surveys_api.find_windows(program.id)
    assert window.instrument == "check_in"


def a_file_is_read(page):
    page.get_by_label("File", exact=True).set_input_files(a_file(b"words", "notes.txt"))
    page.get_by_role("button", name="Read the file").click()
    page.get_by_text("This file cannot be read.").wait_for()
    page.get_by_label("File", exact=True).set_input_files(a_file(a_workbook()))
    page.get_by_role("button", name="Read the file").click()
    page.get_by_text("It can be used. Nothing is kept yet.").wait_for()
    expect(page.locator(":focus")).to_have_attribute("data-mo", "plan")
    left = page.get_by_role("cell", name="There is no question of this kind here.")
    expect(left.first).to_be_visible()
    page.locator("summary", has_text="As a mentee").click()
    page.get_by_text("The answer to question 1 is “Yes”.").first.wait_for()
    looked_at(page, "questionnaires-read")


def it_is_used(page):
    page.get_by_role("button", name="Use it").click()
    page.get_by_text("“Check-in” can be asked now.").wait_for()
    expect(page.get_by_role("button", name="Use it")).to_be_hidden()
    looked_at(page, "questionnaires-used")


def it_is_read_on_paper(page, program):
    page.goto(address("set_up_instruments", program.slug))
    follow(page, page.get_by_role("link", name=re.compile("Read and print.*Check-in")))
    page.get_by_role("heading", level=1, name="Check-in").wait_for()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    page.locator("#paper-language").select_option("es")
    follow(page, page.get_by_role("button", name="Show"))
    page.get_by_text("¿Se han visto?").first.wait_for()
    looked_at(page, "questionnaire-paper")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Show")).to_be_hidden()
    picture(page, "questionnaire-printed")
    page.emulate_media(media="screen")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as JSON").click()
    document = json.loads(saved.value.path().read_text(encoding="utf-8"))
    assert document["items"][0]["key"] == "met"


def a_survey_is_planned_with_it(page):
    follow(page, page.get_by_role("link", name="All questionnaires"))
    page.get_by_text("No survey asks it.").first.wait_for()
    looked_at(page, "questionnaires")
    follow(page, page.get_by_role("link", name="Next: Surveys"))
    page.get_by_text("Plan a survey on fixed dates").click()
    form = page.locator("#plan-window")
    day = timezone.now() + timedelta(days=7)
    form.get_by_label("Title").fill("How it goes")
    form.get_by_label("Questionnaire", exact=True).select_option("check_in")
    form.get_by_label("Opens").fill(day.strftime("%Y-%m-%dT09:00"))
    form.get_by_label("Closes").fill((day + timedelta(days=7)).strftime("%Y-%m-%dT18:00"))
    form.get_by_role("button", name="Plan the survey").click()
    page.locator('[data-mo="said"]', has_text="“How it goes” is planned.").wait_for()


def test_problems_stand_at_their_place_and_another_file_can_be_tried(page_as):
    program = a_draft_program()
    page = page_as(PERSONS["coordinator"], path=address("set_up_instruments", program.slug))
    item = {"key": "A!", "kind": "text", "prompt": "<img src=x onerror=alert(1)>"}
    broken = {"title": "T", "about": "A", "minutes": 0, "validated": False, "items": [item]}
    raw = json.dumps(broken).encode()
    page.get_by_label("File", exact=True).set_input_files(a_file(raw, "own.json"))
    page.get_by_role("button", name="Read the file").click()
    page.get_by_text("problems keep it from being used.").wait_for()
    expect(page.get_by_role("button", name="Use it")).to_be_hidden()
    looked_at(page, "questionnaires-problems")
    page.get_by_label("File", exact=True).set_input_files(a_file(surveyjs(), "survey.json"))
    expect(page.get_by_text("problems keep it")).to_have_count(0)
    page.get_by_role("button", name="Read the file").click()
    page.get_by_text("It can be used. Nothing is kept yet.").wait_for()


def test_a_lost_network_is_said_and_nothing_is_kept(page_as):
    program = a_draft_program()
    page = page_as(PERSONS["coordinator"], path=address("set_up_instruments", program.slug))
    page.get_by_label("File", exact=True).set_input_files(a_file(surveyjs(), "survey.json"))
    page.context.set_offline(True)
    page.get_by_role("button", name="Read the file").click()
    page.get_by_text("The server did not answer. Nothing was kept. Try again.").wait_for()
    page.context.set_offline(False)
    page.get_by_role("button", name="Read the file").click()
    page.get_by_text("It can be used. Nothing is kept yet.").wait_for()
