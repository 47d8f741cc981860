"""A program is set up from nothing in a real browser, by two people and without a file."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.browser.helpers import (
    WIDTHS,
    assert_accessible,
    assert_fits,
    follow,
    held,
    screenshot,
    unfold_all,
)
from tests.given_programs import (
    a_cohort,
    a_draft_program,
    a_member,
    course_staff,
    the_coordinator,
)
from tests.pages.world import PERSONS, address

PAGES = (
    "set_up",
    "set_up_program",
    "set_up_cohorts",
    "set_up_people",
    "set_up_pairings",
    "set_up_courses",
    "set_up_indicators",
    "set_up_instruments",
    "set_up_windows",
    "set_up_notice",
    "set_up_ending",
)


@pytest.fixture(autouse=True)
def a_database(transactional_db):
    """Let the server see what a test writes."""


def in_days(count: int) -> str:
    return (timezone.now() + timedelta(days=count)).date().isoformat()


def said(page, words):
    """Wait until the page says so, and see that the words have the focus."""
    line = page.locator('[data-mo="said"]')
    expect(line).to_contain_text(words)
    expect(line).to_be_focused()


def onward(page, title):
    follow(page, page.get_by_role("link", name=f"Next: {title}"))


def test_a_program_is_set_up_from_nothing(page_as):
    given.global_staff()
    for name in ("cleo", "mia", "mika"):
        given.a_user(name)
    course_staff("cleo")
    global_staff_make_a_program(page_as("gudrun", path=address("home")))
    page = page_as("cleo", path=address("home"))
    cohorts_get_their_days(page)
    people_get_their_roles(page)
    a_course_is_linked_and_a_target_set(page)
    surveys_are_planned(page)
    the_notice_is_published(page)
    the_program_begins(page)
    program = programs_api.program_by_slug("leap-into-leading")
    assert program.is_live
    assert len(surveys_api.find_windows(program.id)) == 2


def global_staff_make_a_program(page):
    assert_accessible(page)
    screenshot(page, "set-up-home-empty")
    follow(page, page.get_by_role("link", name="Make the first program"))
    page.get_by_label("Title").fill("Leap into leading")
    page.get_by_label("Organization").fill("Northlight")
    page.get_by_label("Time zone").select_option("Europe/Berlin")
    page.get_by_label("Coordinator").fill("nobody")
    page.get_by_role("button", name="Make the program").click()
    page.locator('[data-field="person"] .mo-reason', has_text="Nobody has exactly").wait_for()
    expect(page.get_by_label("Coordinator")).to_be_focused()
    expect(page.get_by_label("Title")).to_have_value("Leap into leading")
    assert_accessible(page)
    screenshot(page, "set-up-new-wrong")
    page.get_by_label("Coordinator").fill("cleo")
    page.get_by_label("Coordinator").press("Tab")
    page.get_by_text("cleo, username cleo").wait_for()
    page.get_by_role("button", name="Make the program").press("Enter")
    page.wait_for_url("**/set-up/")
    screenshot(page, "set-up-for-global-staff")


def cohorts_get_their_days(page):
    follow(page, page.get_by_role("link", name="Set-up").first)
    assert_accessible(page)
    screenshot(page, "set-up-check-list-new")
    follow(page, page.get_by_role("link", name="Go on with: Cohorts"))
    page.get_by_label("Title").fill("Spring")
    page.get_by_label("First day").fill(in_days(1))
    page.get_by_label("Last day").fill(in_days(200))
    page.get_by_role("button", name="Add the cohort").click()
    said(page, "The cohort “Spring” is added.")
    assert_accessible(page)
    screenshot(page, "set-up-cohorts")
    page.get_by_role("button", name="Save these days").click()
    said(page, "The days are saved.")


def people_get_their_roles(page):
    onward(page, "People")
    for name, role in (("mia", "Mentee"), ("mika", "Mentor")):
        page.get_by_label("Person").fill(name)
        page.get_by_label("Role").select_option(label=role)
        page.get_by_label("Cohort").first.select_option(label="Spring")
        page.get_by_role("button", name="Add", exact=True).click()
        said(page, f"{name} has the role “{role}” now.")
    assert_accessible(page)
    screenshot(page, "set-up-people")


def a_course_is_linked_and_a_target_set(page):
    onward(page, "Pairings")
    expect(page.get_by_text("Nobody is paired yet.")).to_be_visible()
    onward(page, "Courses")
    page.get_by_role("button", name="Link").click()
    said(page, "The course belongs to the program now.")
    screenshot(page, "set-up-courses")
    onward(page, "Indicators")
    screenshot(page, "set-up-indicators-none")
    page.get_by_role("button", name="Use the example framework").click()
    said(page, "The example is copied.")
    useful = page.locator(".mo-row", has=page.get_by_role("heading", name="Useful", exact=True))
    useful.locator("summary").first.click()
    useful.get_by_label("Target").fill("4.3")
    useful.get_by_role("button", name="Set the target").click()
    said(page, "The target of “Useful” is set.")
    expect(page.get_by_text("4.3").first).to_be_visible()
    assert_accessible(page)
    screenshot(page, "set-up-indicators")


def surveys_are_planned(page):
    onward(page, "Questionnaires")
    onward(page, "Surveys")
    screenshot(page, "set-up-windows-usual")
    page.get_by_role("button", name=re.compile("Plan it.*Skill at the start")).click()
    said(page, "“Skill at the start: Spring” is planned.")
    form = page.locator("#plan-window")
    expect(form).to_be_hidden()
    page.get_by_text("Plan a survey on fixed dates").click()
    form.get_by_label("Title").fill("How it goes")
    form.get_by_label("Questionnaire", exact=True).select_option("pulse")
    form.get_by_label("Opens").fill(f"{in_days(20)}T09:00")
    form.get_by_label("Closes").fill(f"{in_days(10)}T18:00")
    form.get_by_role("checkbox", name="Spring").check()
    form.get_by_role("button", name="Plan the survey").click()
    page.get_by_text("A survey closes after it opens.").first.wait_for()
    assert_accessible(page)
    screenshot(page, "set-up-windows-wrong")
    a_folded_field_that_is_wrong_is_unfolded(form)
    form.get_by_label("Closes").fill(f"{in_days(30)}T18:00")
    form.get_by_role("button", name="Plan the survey").click()
    said(page, "“How it goes” is planned.")
    screenshot(page, "set-up-windows")


def a_folded_field_that_is_wrong_is_unfolded(form):
    folded = form.locator("details")
    folded.locator("summary").click()
    folded.get_by_label("Days of grace").fill("many")
    folded.locator("summary").click()
    form.get_by_role("button", name="Plan the survey").click()
    expect(folded.get_by_label("Days of grace")).to_be_focused()
    folded.get_by_label("Days of grace").fill("2")


def the_notice_is_published(page):
    onward(page, "Notice")
    page.get_by_label("Where questions and objections go").fill("privacy@example.com")
    page.get_by_role("button", name="Publish the notice").click()
    said(page, "Version 1 of the notice is in force.")
    assert_accessible(page)
    screenshot(page, "set-up-notice")


def the_program_begins(page):
    onward(page, "the check list")
    screenshot(page, "set-up-check-list-ready")
    assert_accessible(page)
    page.get_by_role("button", name="Begin the program").press("Enter")
    said(page, "“Leap into leading” is running.")
    screenshot(page, "set-up-running")


def test_nothing_is_lost_when_somebody_else_was_faster(page_as):
    program = a_draft_program()
    cohort = a_cohort(program)
    a_cohort(program, "autumn")
    page = page_as(PERSONS["coordinator"], path=address("set_up_cohorts", program.slug))
    page.locator("summary", has_text="Change title and days: Spring").click()
    form = page.locator(f"#cohort-{cohort.id}")
    form.get_by_label("Title").fill("Mine")
    programs_api.change_cohort(
        the_coordinator(),
        program.id,
        "spring",
        title="Theirs",
        starts_on=cohort.starts_on,
        ends_on=cohort.ends_on,
        at=given.TUESDAY,
    )
    form.get_by_role("button", name="Save").click()
    form.get_by_text("Saved meanwhile by somebody else: Theirs").wait_for()
    expect(form.get_by_label("Title")).to_have_value("Mine")
    assert_accessible(page)
    screenshot(page, "set-up-conflict")
    form.get_by_role("button", name="Save").press("Enter")
    said(page, "The cohort “Mine” is saved.")


def test_what_is_written_elsewhere_on_the_page_stays_when_a_form_is_saved(page_as):
    program = a_draft_program()
    a_cohort(program)
    page = page_as(PERSONS["coordinator"], path=address("set_up_cohorts", program.slug))
    short_name = page.get_by_label("Short name")
    title = page.locator("form", has=short_name).get_by_label("Title")
    short_name.fill("summer")
    with held(page, "**/set-up/cohorts/") as waits:
        page.get_by_role("button", name="Save these days").click()
        waits()
        title.fill("Summer")
    said(page, "The days are saved.")
    expect(short_name).to_have_value("summer")
    expect(title).to_have_value("Summer")


def test_a_lost_network_keeps_what_was_written(page_as):
    program = a_draft_program()
    page = page_as(PERSONS["coordinator"], path=address("set_up_cohorts", program.slug))
    page.get_by_label("Title").fill("Spring")
    page.get_by_label("First day").fill("2026-03-02")
    page.context.set_offline(True)
    page.get_by_role("button", name="Add the cohort").click()
    page.get_by_text("No connection.").wait_for()
    page.context.set_offline(False)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Add the cohort").click()
    page.get_by_text("You were signed out.").wait_for()
    expect(page.get_by_label("Title")).to_have_value("Spring")
    assert programs_api.cohorts(program.id) == []


def test_a_planned_survey_is_changed_and_called_off_by_keyboard(page_as):
    program = gs.an_asking_program()
    now = timezone.now()
    window = gs.a_window(
        program, opens_at=now + timedelta(days=3), closes_at=now + timedelta(days=9)
    )
    page = page_as(PERSONS["coordinator"], path=address("set_up_windows", program.slug))
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("Change.*Halfway survey")).press("Enter")
    card = page.locator("#chosen")
    card.get_by_label("Title").first.fill("At half time")
    card.get_by_role("button", name="Save").press("Enter")
    said(page, "“At half time” is saved.")
    assert_accessible(page)
    page.locator("summary", has_text="Change who sees answers").press("Enter")
    page.locator("summary", has_text="Call it off").press("Enter")
    assert_accessible(page)
    screenshot(page, "set-up-window-chosen")
    page.get_by_role("button", name="Call it off").press("Enter")
    page.wait_for_url("**/surveys/")
    page.get_by_text("Plan a survey on fixed dates").wait_for()
    assert window.id not in {one.id for one in surveys_api.find_windows(program.id)}


def test_a_program_is_ended_once_that_is_confirmed(page_as):
    program = gs.an_asking_program(title="Engineering Leadership Mentoring")
    gs.an_open_window(program, title="How it goes")
    page = page_as(PERSONS["coordinator"], path=address("set_up", program.slug))
    follow(page, page.get_by_role("link", name="What ending it means, and how it is done"))
    page.get_by_text("How it goes").wait_for()
    screenshot(page, "set-up-ending")
    page.get_by_role("button", name="End the program").click()
    page.get_by_text("Tick this first").wait_for()
    page.get_by_label("Yes. I know that this cannot be undone.").check()
    page.get_by_role("button", name="End the program").click()
    said(page, "has ended.")
    expect(page.get_by_role("button", name="End the program")).to_be_hidden()
    assert_accessible(page)
    screenshot(page, "set-up-ended")


def test_every_page_fits_and_is_accessible_with_all_unfolded(page_as):
    program = gs.an_asking_program(title="Engineering Leadership Mentoring")
    a_cohort(program)
    mia = a_member(program, "mia", cohort="spring")
    a_member(program, "mika", role="mentor")
    course_staff("cleo")
    gs.a_window(program)
    page = page_as(PERSONS["coordinator"])
    for name in PAGES:
        query = f"?member={mia.id}" if name == "set_up_people" else ""
        page.goto(address(name, program.slug) + query)
        unfold_all(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert_accessible(page)
        expect(page.locator("h1")).to_have_count(1)
        assert_fits(page, width=320)
        page.locator("main").evaluate("(main) => { main.style.fontSize = '32px'; }")
        assert_fits(page, width=320)


def test_without_a_script_the_page_is_read_and_says_that_changing_needs_one(page_as):
    program = a_draft_program()
    a_cohort(program)
    path = address("set_up_cohorts", program.slug)
    page = page_as(PERSONS["coordinator"], path=path, java_script_enabled=False)
    expect(page.get_by_text("Changing something needs it.")).to_be_visible()
    expect(page.get_by_label("Title").first).to_be_disabled()


def test_right_to_left(page_as):
    program = a_draft_program()
    a_cohort(program)
    page = page_as(PERSONS["coordinator"], locale="ar")
    page.goto(address("set_up_cohorts", program.slug))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    screenshot(page, "set-up-rtl")
    assert_fits(page, width=320)
