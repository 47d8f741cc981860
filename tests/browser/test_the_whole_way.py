"""A questionnaire is written, asked of both sides, answered through a dead network, and read."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from outcomes_plugin import api
from outcomes_plugin.frameworks import api as frameworks_api
from tests import given, given_programs
from tests import given_surveys as gs
from tests.browser import editing
from tests.browser.both_sides import (
    HINDERED,
    SEEN,
    WISHED,
    a_mentee_goes_on_after_the_network_died,
    a_mentor_sends_when_the_network_is_back,
    looked_at,
)
from tests.browser.helpers import follow, unfold_all
from tests.browser.test_editor import begun, publish, two_statements
from tests.pages.world import address

INDICATORS = {"mentee": "Useful", "mentor": "Useful, mentors"}
TITLES = {"mentee": "How it goes for mentees", "mentor": "How it goes for mentors"}
STATEMENTS = (
    "My mentor helps me see options.",
    "Our meetings are lost time.",
    "I try out what we talk about.",
)
# With the one who answers in the browser, more than twice as many as a group needs to be told of.
OTHERS = 11


@pytest.fixture
def program(transactional_db):
    """Return a live program with as many mentors as mentees, and nothing to ask them yet."""
    found = given_programs.a_program()
    gs.a_notice(found, key_destroyed_on=date(2099, 6, 30))
    frameworks_api.copy_example(given_programs.the_coordinator(), found.id, at=given.MONDAY)
    for role, name in (("mentee", "amara"), ("mentor", "ilse")):
        for one in (name, *others(role)):
            given_programs.a_member(found, one, role=role)
    return found


def others(role):
    return [f"{role}{number}" for number in range(OTHERS)]


def test_a_survey_goes_from_the_editor_to_what_its_readers_see(program, page_as):
    coordinator = begun(page_as, program)
    the_questionnaire_is_written(coordinator)
    the_preview_shows_each_role_its_own(coordinator)
    publish(coordinator, "Save version 1")
    expect(coordinator.locator('[data-mo="save"]')).to_contain_text("Version 1 is saved.")
    for role in TITLES:
        a_window_is_planned_for(coordinator, program, role)
    the_windows_are_opened(coordinator, program)
    for role in TITLES:
        the_others_answer(program, role)
    a_mentee_goes_on_after_the_network_died(page_as, program)
    a_mentor_sends_when_the_network_is_back(page_as, program)
    the_windows_are_closed(coordinator, program)
    the_report_tells_of_both_sides(coordinator, program)
    for role in TITLES:
        the_page_of_the_survey_tells_how_far_to_trust_it(coordinator, program, role)


def the_questionnaire_is_written(page):
    two_statements(page)
    a_third_statement(page)
    editing.add(page, "One choice", "Have you met?")
    editing.panel(page).get_by_label("Answer 1").fill("Yes")
    editing.panel(page).get_by_label("Answer 2").fill("Not yet")
    editing.press(page, "New page")
    editing.add(page, "Own words", "What hinders you?")
    editing.press(page, "Show only if…")
    editing.panel(page).get_by_label("Earlier question").select_option(label="Have you met?")
    editing.panel(page).get_by_label("Value").select_option(label="Not yet")
    editing.add(page, "Own words", "What do you see in your mentee?")
    editing.panel(page).get_by_label("Shown to").select_option("mentor")
    editing.add(page, "Own words", "What should change?")
    editing.row(page, "Title and introduction").click()
    editing.panel(page).get_by_label("Introduction").fill("A few questions to both sides.")
    editing.panel(page).get_by_label("Minutes that people are told").fill("3")
    editing.panel(page).get_by_label("How answers are kept").select_option("confidential")
    editing.kept(page)
    looked_at(page, "written")


def a_third_statement(page):
    editing.panel(page).get_by_label("Statement 2").press("Enter")
    editing.panel(page).get_by_label("Statement 3").fill(STATEMENTS[2])


def the_preview_shows_each_role_its_own(page):
    editing.row(page, "Have you met?").click()
    frame = page.locator(".mo-preview-frame")
    expect(frame.get_by_text("What hinders you?")).to_be_hidden()
    frame.get_by_label("Not yet").check()
    expect(frame.get_by_text("What hinders you?")).to_be_visible()
    expect(frame).not_to_contain_text("What do you see in your mentee?")
    page.get_by_label("Read as").select_option("mentor")
    expect(frame).to_contain_text("What do you see in your mentee?")
    looked_at(page, "preview-as-mentor")


def a_window_is_planned_for(page, program, role):
    page.goto(address("set_up_windows", program.slug))
    unfold_all(page)
    form = page.locator("#plan-window")
    form.get_by_label("Title").fill(TITLES[role])
    form.get_by_label("Questionnaire", exact=True).select_option("how_it_goes")
    form.get_by_label("Who is asked").select_option(role)
    for label, days in (("Opens", 1), ("Closes", 8)):
        day = (timezone.now() + timedelta(days=days)).date().isoformat()
        form.get_by_label(label).fill(f"{day}T09:00")
    looked_at(page, f"planning-{role}")
    form.get_by_role("button", name="Plan the survey").click()
    expect(page.locator('[data-mo="said"]')).to_contain_text(f"“{TITLES[role]}” is planned.")


def the_windows_are_opened(page, program):
    follow(page, page.get_by_role("link", name="Today").first)
    for title in TITLES.values():
        line = page.locator(".mo-window-line", has_text=title)
        line.locator("summary", has_text="Open now").click()
        looked_at(page, "opening")
        line.get_by_role("button", name="Open it now").click()
        expect(line).to_contain_text("The survey is open. 12 people are asked.")


def window_of(program, role):
    return next(
        one
        for one in api.windows(given_programs.the_coordinator(), program.slug)
        if one.role == role
    )


def the_others_answer(program, role):
    window = window_of(program, role)
    document = api.instrument_document(
        given_programs.the_coordinator(), program.slug, "how_it_goes"
    )
    statements, met = document["items"][:3], document["items"][3]
    for number, name in enumerate(others(role)):
        answers = dict(zip((one["key"] for one in statements), points(number), strict=True))
        answers[met["key"]] = met["choices"][0]["key"]
        gs.answer(window, name, answers, at=timezone.now())


def points(number):
    """Return what somebody chose for each statement: much alike, and the second one reversed."""
    useful = 2 + number % 4
    return useful, 6 - max(1, useful - number % 2), min(5, useful + number % 3 % 2)


def the_windows_are_closed(page, program):
    page.goto(address("today", program.slug))
    for title in TITLES.values():
        window = page.locator(".mo-window", has_text=title)
        expect(window).to_contain_text("12 of 12 answered")
        window.locator("summary", has_text="Close early").click()
        looked_at(page, "closing")
        window.get_by_role("button", name="Close it and make the release").click()
        expect(window.get_by_role("link", name="Read the report")).to_be_visible()
    looked_at(page, "closed")


def the_report_tells_of_both_sides(page, program):
    page.goto(address("report", program.slug))
    for title in INDICATORS.values():
        indicator = page.get_by_role("article", name=title, exact=True)
        expect(indicator).to_contain_text("of 5")
        expect(indicator).to_contain_text("12 of 12 people")
    tells_nobodys_words(page)
    unfold_all(page)
    looked_at(page, "report")


def the_page_of_the_survey_tells_how_far_to_trust_it(page, program, role):
    page.goto(address("today", program.slug))
    line = page.locator(".mo-window-line", has_text=TITLES[role])
    follow(page, line.get_by_role("link", name="Response and quality"))
    expect(page.get_by_text("12 of 12 answered")).to_be_visible()
    unfold_all(page)
    score = page.get_by_role("article", name=INDICATORS[role], exact=True)
    for prompt in STATEMENTS:
        expect(score.get_by_role("row", name=prompt)).to_be_visible()
    tells_nobodys_words(page)
    looked_at(page, f"survey-of-{role}s")


def tells_nobodys_words(page):
    for words in (HINDERED, SEEN, WISHED):
        expect(page.locator("main")).not_to_contain_text(words)
