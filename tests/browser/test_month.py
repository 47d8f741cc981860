"""A month of mentoring: mentee, mentor and coordinator at work at once, each in a browser."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from demo.courses.people import PersonCard, add_person
from outcomes_plugin.frameworks import api as frameworks_api
from tests import given_surveys as gs
from tests.blocks import given_blocks as gb
from tests.blocks import given_goals_blocks as ggb
from tests.browser.helpers import (
    assert_accessible,
    assert_fits,
    follow,
    screenshot,
    unfold_all,
)
from tests.given_goals import PURPOSES
from tests.given_programs import a_member, a_program, the_coordinator
from tests.pages.world import a_later_pulse, address

PHONE = {"width": 375, "height": 812}
NAMES = {
    "amara": "Amara Kesten",
    "ilse": "Ilse Okello",
    "mina": "Mina Paredes",
    "cleo": "Cleo Marsh",
}
WHAT = "Lead the design review"
SHARED, PRIVATE = "We agreed on the review.", "Sounded tired."
ENTRY, REPLY = "I asked for the numbers first.", "What made it possible?"
ASKED = "Another hour of the day would help."
TYPED = "Led two, and the second ran over."
_really_now = timezone.now


@dataclass
class Month:
    """Three people with their browsers, and the day that it is for the server and for them."""

    mentee: Any
    mentor: Any
    coordinator: Any
    unit: str
    passed: timedelta = timedelta()

    def now(self) -> datetime:
        """Return the time that it is in the story."""
        return _really_now() + self.passed

    def wait(self, **time: int) -> None:
        """Let time pass, for the server and in each browser."""
        self.passed += timedelta(**time)
        for page in (self.mentee, self.mentor, self.coordinator):
            page.clock.set_fixed_time(self.now())

    def goes(self, page: Any, name: str, *parts: Any) -> None:
        """Open a page of the program."""
        page.goto(address(name, "leap", *parts))


@pytest.fixture
def course(transactional_db, settings):
    settings.SESSION_COOKIE_AGE = 90 * 24 * 3600
    return ggb.a_course()


@pytest.fixture
def program(course):
    """A program with its people, its course and a survey to come; nobody is paired yet."""
    for username, name in NAMES.items():
        add_person(PersonCard(username=username, name=name))
    program = a_program()
    gs.a_notice(program, purposes=(*PURPOSES, "journals"), key_destroyed_on=date(2099, 6, 30))
    frameworks_api.copy_example(the_coordinator(), program.id, at=_really_now())
    a_member(program, "amara")
    for name in ("ilse", "mina"):
        a_member(program, name, role="mentor")
    gb.linked(course)
    a_later_pulse(program, opens_at=_really_now() + timedelta(days=10))
    return program


@pytest.fixture
def month(course, program, page_as, monkeypatch):
    unit = reverse("demo:unit", args=[course.key, course.key.make_usage_key("vertical", "unit")])
    month = Month(
        mentee=page_as("amara", viewport=PHONE),
        mentor=page_as("ilse", viewport=PHONE),
        coordinator=page_as("cleo"),
        unit=unit,
    )
    monkeypatch.setattr(timezone, "now", month.now)
    return month


def press(page, name):
    page.get_by_role("button", name=name).first.click()


def unfold(page, words):
    page.locator("summary:visible", has_text=words).first.click()


def said(page, words):
    expect(page.get_by_text(words).first).to_be_visible()


def does_not_read(page, *texts):
    for text in texts:
        assert text not in page.content()


def look(page, name):
    """See that the state is accessible and fits, and take its picture."""
    assert_accessible(page)
    assert_fits(page, width=320)
    screenshot(page, f"month-{name}")


def test_three_people_live_through_a_month_of_mentoring(month):
    _the_two_are_paired(month)
    _a_goal_is_set_and_shared(month)
    month.wait(days=2)
    _they_meet(month)
    _the_goal_moves_and_is_agreed_to(month)
    month.wait(days=4)
    _the_journal_is_answered(month)
    _a_survey_is_opened_and_answered(month)
    _what_does_not_work_is_told_to_the_coordinator_alone(month)
    month.wait(days=22)
    _three_weeks_without_a_meeting_are_seen(month)
    _the_pairing_is_handed_over_while_the_mentee_types(month)
    _each_side_reads_what_stays(month)


def _the_two_are_paired(month):
    cleo, ilse = month.coordinator, month.mentor
    month.goes(cleo, "pairings")
    unfold(cleo, "Pair two people")
    cleo.get_by_label("Mentee", exact=True).select_option(label="Amara Kesten (nobody yet)")
    cleo.get_by_label("Mentor", exact=True).select_option(label="Ilse Okello (nobody yet)")
    look(cleo, "propose")
    press(cleo, "Pair the two")
    said(cleo, "Proposed")
    month.goes(ilse, "mine")
    look(ilse, "proposed")
    press(ilse, "Accept")
    said(ilse, "You two are paired now.")
    cleo.reload()
    said(cleo, "Active")


def _a_goal_is_set_and_shared(month):
    page = month.mentee
    page.goto(month.unit)
    look(page, "notice")
    press(page, "Start")
    press(page, "Write a goal")
    page.get_by_label("What do you want to reach?").fill(WHAT)
    page.get_by_text("A number grows or falls").click()
    page.get_by_label("What do you count?").fill("reviews")
    page.get_by_label("Now", exact=True).fill("0")
    page.get_by_label("Target").fill("6")
    page.get_by_text("Ilse Okello and I").click()
    press(page, "Keep this goal")
    said(page, "Your goal is kept.")
    look(page, "goal")


def _they_meet(month):
    page = month.mentor
    month.goes(page, "mine")
    unfold(page, "We met today")
    press(page, "Save the meeting")
    said(page, "The meeting is logged.")
    unfold(page, "Correct")
    page.get_by_label("Note for both").last.fill(SHARED)
    page.get_by_label("Note for yourself").last.fill(PRIVATE)
    press(page, "Save the correction")
    said(page, "The meeting is corrected.")
    look(page, "met")
    month.goes(month.mentee, "mine")
    said(month.mentee, SHARED)
    does_not_read(month.mentee, PRIVATE)


def _the_goal_moves_and_is_agreed_to(month):
    page = month.mentee
    page.goto(month.unit)
    press(page, "Check in")
    press(page, "One more")
    page.get_by_label("What changed?").fill("Led the first one.")
    press(page, "Save check-in")
    said(page, "Your check-in is kept.")
    _the_mentor_opens_the_mentee(month)
    said(month.mentor, "1 more since")
    unfold(month.mentor, "Show as table")
    said(month.mentor, "Led the first one.")
    look(month.mentor, "mentee")
    press(month.mentor, "Agree to this goal")
    expect(month.mentor.get_by_role("button", name="Agree to this goal")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("Not agreed yet")).to_have_count(0)


def _the_mentor_opens_the_mentee(month):
    month.goes(month.mentor, "desk")
    unfold_all(month.mentor)
    follow(month.mentor, month.mentor.get_by_role("link", name="Amara Kesten").first)


def _the_journal_is_answered(month):
    page, mentor = month.mentee, month.mentor
    month.goes(page, "journal")
    page.locator('[data-mo="text"]').fill(ENTRY)
    page.locator(".mo-choice", has_text="My mentor").locator("input").check()
    press(page, "Save and share with Ilse Okello")
    press(page, "Yes, share it")
    said(page, "Saved. Ilse Okello can read it.")
    look(page, "journal")
    _the_mentor_opens_the_mentee(month)
    said(mentor, ENTRY)
    journal = mentor.locator(".mo-journal")
    journal.get_by_text("Answer", exact=True).click()
    journal.get_by_label("Your answer").fill(REPLY)
    press(mentor, "Send the answer")
    said(mentor, "Your answer stands under the entry now.")
    page.reload()
    said(page, REPLY)


def _a_survey_is_opened_and_answered(month):
    cleo, page = month.coordinator, month.mentee
    month.goes(cleo, "today")
    unfold(cleo, "Open now")
    press(cleo, "Open it now")
    said(cleo, "The survey is open. 1 person is asked.")
    month.goes(cleo, "today")
    said(cleo, "0 of 1")
    month.goes(page, "mine")
    said(page, "One thing is open.")
    look(page, "open")
    follow(page, page.get_by_role("link", name="Later").first)
    rows = page.locator("[data-item]:has(input[value='4'])")
    expect(rows.first).to_be_visible()
    for row in rows.all():
        row.locator('input[value="4"]').check(force=True)
    press(page, "Send")
    said(page, "Your answers were received")
    cleo.reload()
    said(cleo, "1 of 1")
    look(cleo, "today")


def _what_does_not_work_is_told_to_the_coordinator_alone(month):
    page, cleo, mentor = month.mentee, month.coordinator, month.mentor
    month.goes(page, "ask")
    unfold(page, "This is not working")
    page.get_by_label("What comes closest?").select_option("hard_to_meet")
    page.get_by_label("What would help?").fill(ASKED)
    press(page, "Send it")
    said(page, "Nobody has read it yet.")
    month.goes(cleo, "requests")
    said(cleo, ASKED)
    press(cleo, "I have read it")
    said(cleo, "The person sees that you have read it.")
    look(cleo, "request")
    page.reload()
    said(page, "Read. Somebody sees to it.")
    for name in ("mine", "desk", "ask"):
        month.goes(mentor, name)
        does_not_read(mentor, ASKED, "Somebody sees to it.")
    _the_mentor_opens_the_mentee(month)
    does_not_read(mentor, ASKED, "Somebody sees to it.")


def _three_weeks_without_a_meeting_are_seen(month):
    cleo = month.coordinator
    month.goes(cleo, "today")
    said(cleo, "days since they met.")
    calls = cleo.locator("section", has=cleo.get_by_role("heading", name="Who needs a call"))
    expect(calls.first).to_contain_text("Amara Kesten with Ilse Okello")
    look(cleo, "calls")


def _the_pairing_is_handed_over_while_the_mentee_types(month):
    page, cleo = month.mentee, month.coordinator
    page.goto(month.unit)
    press(page, "Check in")
    page.get_by_label("What changed?").fill(TYPED)
    month.goes(cleo, "pairings")
    follow(cleo, cleo.get_by_role("link", name="Amara Kesten", exact=True))
    unfold(cleo, "Hand over")
    cleo.get_by_label("New mentor").select_option(label="Mina Paredes")
    look(cleo, "hand-over")
    press(cleo, "Hand the mentee over")
    said(cleo, "The mentee is handed over.")
    press(page, "Save check-in")
    said(page, "Your check-in is kept.")
    said(page, "Mina Paredes does not read this goal: you shared it in an earlier pairing.")
    expect(page.get_by_role("button", name="Share it with Mina Paredes")).to_be_visible()
    unfold(page, "Show as table")
    said(page, TYPED)
    look(page, "handed-over")


def _each_side_reads_what_stays(month):
    page, mentor = month.mentee, month.mentor
    for one in (page, mentor):
        month.goes(one, "mine")
        unfold(one, "1 earlier pairing")
        unfold(one, "1 meeting")
    said(page, "Ilse Okello no longer sees your goals, your journal entries or your answers.")
    does_not_read(page, SHARED, PRIVATE)
    look(page, "mentee-afterwards")
    month.goes(page, "journal")
    said(page, ENTRY)
    said(page, REPLY)
    said(mentor, "You no longer see what Amara Kesten shared with you.")
    said(mentor, SHARED)
    said(mentor, PRIVATE)
    does_not_read(mentor, WHAT, ENTRY, TYPED)
    look(mentor, "mentor-afterwards")
    month.goes(mentor, "desk")
    said(mentor, "You have no mentee now")
