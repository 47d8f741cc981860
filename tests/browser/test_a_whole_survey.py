"""A survey lives its whole life in a browser: written, planned, answered by two roles, read."""

import re
from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import expect

from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.models import IdentifiedResponse
from tests import given_surveys as gs
from tests.browser.editing import add, kept, panel, press, row
from tests.browser.helpers import assert_accessible, assert_fits, follow, screenshot, unfold_all
from tests.browser.test_editor import (
    a_choice_of_three,
    a_number_shown_to_some,
    begun,
    publish,
    two_statements,
)
from tests.browser.test_survey_block import PHONE
from tests.given_programs import a_member
from tests.pages.world import PERSONS, address

QUESTIONNAIRE = "how_it_goes"
TITLES = {"mentee": "How mentees see it", "mentor": "How mentors see it"}
WORDS = "More time for questions."


@pytest.fixture
def program(transactional_db):
    """Return a program of twelve mentees and a mentor, whose charts are drawn in English alone."""
    with override_settings(LANGUAGES=[("en", "English")]):
        program = gs.an_asking_program()
        gs.mentees(program, 12)
        a_member(program, "ilse", role="mentor")
        a_member(program, PERSONS["sponsor"], role="sponsor")
        yield program


def test_from_the_first_question_to_the_result(program, page_as):
    the_author_writes_and_publishes(program, page_as)
    staff = page_as(PERSONS["coordinator"])
    for role, title in TITLES.items():
        the_coordinator_plans(program, staff, role, title)
    the_coordinator_opens_both(program, staff)
    mentees, mentors = surveys_api.find_windows(program.id, states=["open"])
    if mentees.role != "mentee":
        mentees, mentors = mentors, mentees
    a_mentee_answers_through_a_dead_network(mentees, page_as)
    a_mentor_is_asked_one_question_more(mentors, page_as)
    the_other_mentees_answer(mentees)
    the_coordinator_closes(program, staff)
    the_sponsor_reads(program, page_as)
    the_coordinator_reads(mentees, staff)


def looked_at(page, name):
    screenshot(page, name)
    assert_accessible(page)
    assert_fits(page, width=320)


def the_author_writes_and_publishes(program, page_as):
    page = begun(page_as, program)
    two_statements(page)
    a_choice_of_three(page)
    a_number_shown_to_some(page)
    add(page, "Own words", "What should change?")
    add(page, "Own words", "What did you see as a mentor?")
    panel(page).get_by_label("Shown to").select_option("mentor")
    row(page, "Title and introduction").click()
    panel(page).get_by_label("Introduction").fill("A few questions.")
    panel(page).get_by_label("How answers are kept").select_option("identified")
    expect(row(page, "Title and introduction")).not_to_contain_text("needs attention")
    kept(page)
    frame = page.locator(".mo-preview-frame")
    expect(frame.get_by_text("What should change?")).to_be_visible()
    expect(frame).not_to_contain_text("as a mentor")
    page.get_by_label("Read as").select_option("mentor")
    expect(frame).to_contain_text("as a mentor")
    looked_at(page, "way-editor")
    publish(page, "Save version 1")
    expect(page.locator('[data-mo="save"]')).to_contain_text("Version 1 is saved.")
    looked_at(page, "way-published")


def the_coordinator_plans(program, page, role, title):
    page.goto(address("set_up_windows", program.slug))
    unfold_all(page)
    now = timezone.now()
    form = page.locator("#plan-window")
    form.get_by_label("Title", exact=True).fill(title)
    form.get_by_label("Questionnaire", exact=True).select_option(QUESTIONNAIRE)
    form.get_by_label("Who is asked", exact=True).select_option(role)
    form.get_by_label("Opens").fill(f"{(now + timedelta(days=2)).date()}T09:00")
    form.get_by_label("Closes").fill(f"{(now + timedelta(days=9)).date()}T18:00")
    looked_at(page, f"way-planning-{role}")
    form.get_by_role("button", name="Plan the survey").click()
    expect(page.locator('[data-mo="said"]', has_text=f"“{title}” is planned.")).to_be_visible()


def the_coordinator_opens_both(program, page):
    for number, count in enumerate(("12 people are", "1 person is")):
        page.goto(address("today", program.slug))
        title = list(TITLES.values())[number]
        place = page.locator(".mo-window-line", has_text=title)
        place.locator("summary", has_text="Open now").click()
        expect(place.get_by_text(f"{count} asked from now on.")).to_be_visible()
        looked_at(page, f"way-opening-{number}")
        place.get_by_role("button", name="Open it now").click()
        expect(page.get_by_text(f"The survey is open. {count} asked.")).to_be_visible()


def survey(page):
    return page.locator("#mo-survey")


def said(page, words):
    expect(survey(page).locator('[data-mo="save"]')).to_contain_text(words)


def started(page_as, window, name):
    gs.has_read_the_notice(window, name)
    page = page_as(name, path=address("survey", window.program_slug, window.key), viewport=PHONE)
    looked_at(page, f"way-notice-{window.role}")
    expect(question(page, "My mentor helps me see options.")).to_be_visible()
    return page


def question(page, words):
    return survey(page).locator("[data-item]", has_text=words)


def agree(page):
    for words, point in (("My mentor helps me", 5), ("Our meetings are lost", 1)):
        question(page, words).locator(f'input[value="{point}"]').check(force=True)


def choose_often(page):
    expect(question(page, "How often?")).to_be_hidden()
    question(page, "Have you met?").get_by_label("Often").check()
    expect(question(page, "How often?")).to_be_visible()
    question(page, "How often?").get_by_role("textbox").fill("12")


def send(page, name):
    press(survey(page), "Look over my answers")
    overview = survey(page).get_by_role("heading", name="Look over your answers")
    expect(overview).to_be_visible()
    looked_at(page, f"way-overview-{name}")
    press(survey(page), "Send my answers")
    received = survey(page).get_by_role("heading", name="Your answers were received")
    expect(received).to_be_visible()
    looked_at(page, f"way-received-{name}")


def a_mentee_answers_through_a_dead_network(window, page_as):
    page = started(page_as, window, "mia0")
    expect(question(page, "as a mentor")).to_have_count(0)
    agree(page)
    choose_often(page)
    said(page, "Saved at")
    page.context.set_offline(True)
    question(page, "What should change?").get_by_role("textbox").fill(WORDS)
    said(page, "No connection")
    assert_accessible(page)
    screenshot(page, "way-offline")
    page.context.set_offline(False)
    said(page, "Saved at")
    page.reload()
    expect(question(page, "What should change?").get_by_role("textbox")).to_have_value(WORDS)
    expect(question(page, "How often?").get_by_role("textbox")).to_have_value("12")
    looked_at(page, "way-resumed")
    send(page, "mentee")
    assert WORDS in IdentifiedResponse.objects.get().answers.values()


def a_mentor_is_asked_one_question_more(window, page_as):
    page = started(page_as, window, "ilse")
    agree(page)
    choose_often(page)
    question(page, "as a mentor").get_by_role("textbox").fill("Courage.")
    send(page, "mentor")
    assert "Courage." in IdentifiedResponse.objects.get(window_id=window.id).answers.values()


def the_other_mentees_answer(window):
    first = IdentifiedResponse.objects.get(window_id=window.id).answers
    statements = [key for key, value in first.items() if value in (1, 5)]
    for number in range(1, 12):
        chosen = {**first, **dict.fromkeys(statements, 2 + number % 4)}
        gs.answer(window, f"mia{number}", chosen, at=timezone.now())


def the_coordinator_closes(program, page):
    page.goto(address("today", program.slug))
    expect(page.get_by_text("12 of 12").first).to_be_visible()
    place = page.locator(".mo-window", has_text=TITLES["mentee"])
    place.locator("summary", has_text="Close early").click()
    looked_at(page, "way-closing")
    place.get_by_role("button", name="Close it and make the release").click()
    expect(page.get_by_role("link", name="Read the report")).to_be_visible()


def the_sponsor_reads(program, page_as):
    page = page_as(PERSONS["sponsor"], path=address("report", program.slug))
    expect(page.get_by_role("heading", name="Useful", exact=True)).to_be_visible()
    expect(page.get_by_text("12 of 12 people").first).to_be_visible()
    unfold_all(page)
    looked_at(page, "way-report")


def the_coordinator_reads(window, page):
    page.goto(address("window_detail", window.program_slug, window.id))
    expect(page.get_by_role("heading", level=1)).to_have_text(window.title)
    expect(page.get_by_text(re.compile("12")).first).to_be_visible()
    unfold_all(page)
    looked_at(page, "way-window")
    follow(page, page.get_by_role("link", name="Back to all surveys"))
