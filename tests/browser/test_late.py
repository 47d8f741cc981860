"""Somebody writes while the survey closes, is told, and sends what they wrote late."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.reporting import api as reporting_api
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.models import FrameRow
from tests import given_late
from tests import given_surveys as gs
from tests.blocks import given_blocks as gb
from tests.browser.helpers import (
    WIDTHS,
    assert_accessible_and_fits,
    follow,
    screenshot,
    unfold_all,
)
from tests.browser.test_survey_block import fill_all, send, start, survey
from tests.given_programs import the_coordinator

FITTING = (320, *WIDTHS)


@pytest.fixture
def asked(transactional_db):
    """A course whose window takes late answers and is open now."""
    course = gb.a_course()
    gb.a_program()
    gb.linked(course)
    gb.block_of("twin").delete()
    (window,) = surveys_api.find_windows(states=["open"])
    surveys_api.take_late_answers(the_coordinator(), window.id, last_day=None, at=timezone.now())
    return course


@pytest.fixture
def unit(asked):
    return reverse("demo:unit", args=[asked.key, asked.key.make_usage_key("vertical", "unit")])


def late_note(page):
    return survey(page).locator('[data-mo="late"]')


def test_what_the_close_overtakes_is_sent_late_with_nothing_lost(unit, page_as):
    page = page_as("amara", path=unit)
    start(page)
    expect(late_note(page)).to_have_count(0)
    fill_all(page, 2)
    gb.close_the_window()
    send(page)
    expect(survey(page).locator('[data-mo="summary"]')).to_contain_text("send them late")
    assert_accessible_and_fits(page, widths=FITTING)
    screenshot(page, "late-overtaken")
    follow(page, survey(page).get_by_role("button", name="Load the questions again"))
    expect(late_note(page)).to_contain_text("You can still answer late")
    expect(survey(page).locator('[data-mo="form"]')).to_be_visible()
    unfold_all(page)
    assert_accessible_and_fits(page, widths=FITTING)
    screenshot(page, "late-form")
    survey(page).get_by_role("button", name="Look over my answers").click()
    send(page)
    expect(survey(page).locator('[data-mo="done"]')).to_contain_text(
        "Counted together with the other late answers"
    )
    expect(late_note(page)).to_be_hidden()
    expect(survey(page).get_by_role("button", name="Change my answers")).to_have_count(0)
    assert_accessible_and_fits(page, widths=FITTING)
    screenshot(page, "late-done")
    assert FrameRow.objects.get(is_late=True).outcome == "received"


def test_who_comes_after_the_close_reads_it_first(unit, page_as):
    gb.close_the_window()
    page = page_as("bela", path=unit)
    expect(late_note(page)).to_be_visible()
    expect(survey(page).get_by_role("button", name="Start")).to_be_visible()
    assert_accessible_and_fits(page, widths=FITTING)
    screenshot(page, "late-first")
    page.goto(reverse("outcomes_plugin:mine", args=["leap"]))
    expect(page.get_by_text("late answers are taken")).to_be_visible()
    assert_accessible_and_fits(page, widths=FITTING)
    screenshot(page, "late-mine")


def test_from_right_to_left_it_fits_too(unit, page_as):
    gb.close_the_window()
    gb.add_person(gb.PersonCard(username="bela", name="Bela", language="ar"))
    page = page_as("bela", path=unit)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(late_note(page)).to_be_visible()
    assert_accessible_and_fits(page, widths=FITTING)
    screenshot(page, "late-first-ar")


@pytest.fixture
def released(transactional_db):
    """A program that has ended, with eight answers on time and six late ones."""
    now = timezone.now()
    program = gs.an_asking_program()
    gs.mentees(program, 20)
    window = gs.an_open_window(
        program,
        mode="confidential",
        opens_at=now - timedelta(days=3),
        closes_at=now - timedelta(hours=1),
        at=now - timedelta(days=4),
    )
    surveys_api.take_late_answers(the_coordinator(), window.id, last_day=None, at=now)
    for index in range(8):
        answers = given_late.varied(window, index)
        gs.answer(window, f"mia{index}", answers, at=now - timedelta(days=2))
    reporting_api.close_due(at=now)
    for index in range(6):
        given_late.answer_late(window, f"mia{8 + index}", given_late.varied(window, index), at=now)
    programs_api.end_program(the_coordinator(), program.slug, at=now)
    reporting_api.close_due(at=now)
    return window


def test_staff_see_who_was_late_and_both_figures(released, page_as):
    page = page_as("cleo", path=reverse("outcomes_plugin:report", args=["leap"]))
    expect(page.get_by_text("With the late answers:").first).to_be_visible()
    assert_accessible_and_fits(page, widths=FITTING)
    screenshot(page, "late-report")
    follow(page, page.get_by_role("link", name="Release 2").first)
    expect(page.get_by_text("with late answers").first).to_be_visible()
    assert_accessible_and_fits(page, widths=FITTING)
    screenshot(page, "late-release")
    page.goto(reverse("outcomes_plugin:window_detail", args=["leap", released.id]))
    expect(page.get_by_text("6 people answered late.")).to_be_visible()
    assert_accessible_and_fits(page, widths=FITTING)
    screenshot(page, "late-detail")
    page.goto(reverse("outcomes_plugin:today", args=["leap"]))
    expect(page.get_by_text("6 answered late")).to_be_visible()
    assert_accessible_and_fits(page, widths=FITTING)
    screenshot(page, "late-today")


def test_a_coordinator_sets_it_up(asked, page_as):
    (window,) = surveys_api.find_windows(states=["open"])
    path = reverse("outcomes_plugin:set_up_windows", args=["leap"])
    page = page_as("cleo", path=f"{path}?window={window.id}")
    page.get_by_text("Change what becomes of late answers").click()
    choice = page.get_by_label("Answers after the close")
    expect(choice).to_have_value("taken")
    assert_accessible_and_fits(page, widths=FITTING)
    screenshot(page, "late-set-up")
    choice.select_option("")
    page.locator("#late").get_by_role("button", name="Save").click()
    expect(page.get_by_text("takes no late answers")).to_be_visible()
    assert not surveys_api.find_window(window.id).takes_late
