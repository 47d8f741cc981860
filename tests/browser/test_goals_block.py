"""Goals in a browser: written, moved, agreed and closed; nothing lost on the way."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from outcomes_plugin.consent.models import NoticeShowing
from outcomes_plugin.goals import api as goals_api
from outcomes_plugin.goals.data import Kind, Status
from outcomes_plugin.goals.models import Goal, GoalCheckIn
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason
from outcomes_plugin.programs import api as programs_api
from tests import given
from tests import given_goals as gg
from tests import given_surveys as gs
from tests.blocks import given_blocks as gb
from tests.blocks import given_goals_blocks as ggb
from tests.browser.helpers import (
    WORD_HTML,
    assert_accessible,
    assert_accessible_and_fits,
    assert_fits,
    held,
    paste_from_word,
    screenshot,
    unfold_all,
)
from tests.given_programs import the_coordinator

PHONE = {"width": 375, "height": 812}
WHAT = "Lead the design review without my manager in the room"


@pytest.fixture
def course(transactional_db):
    return ggb.a_course()


@pytest.fixture
def program(course):
    return ggb.a_linked_program(course)


@pytest.fixture
def unit(course, program):
    return reverse("demo:unit", args=[course.key, course.key.make_usage_key("vertical", "unit")])


@pytest.fixture
def goal(program):
    """A shared goal of Amara's that has moved since September, agreed to by Ilse."""
    now = timezone.now()
    goal = gg.a_goal(
        program,
        at=now - timedelta(days=80),
        due=(now + timedelta(days=24)).date(),
        why="So the team asks me first, not her.",
        first_step="Ask for Thursday",
    )
    for days, value in ((60, 1), (40, 2), (25, 2), (20, 4)):
        gg.a_check_in(
            goal,
            at=now - timedelta(days=days),
            value=value,
            confidence=value + 3,
            changed="Led two reviews while Petra was away.",
            next_step="Open Thursday’s review with the decision we need",
        )
    amara, ilse = given.an_actor("amara"), given.an_actor("ilse")
    goals_api.agree_goal(ilse, goal.id, expected_version=1, at=now - timedelta(days=80))
    for text in ("Ask for the room", "Sit in once", "Lead alone"):
        goals_api.add_milestone(amara, goal.id, text=text, at=now)
    return goal


def panel(page):
    return page.locator("#mo-mine")


def button(page, name):
    return panel(page).get_by_role("button", name=name, exact=True)


def said(page, words):
    expect(panel(page)).to_contain_text(words)


def keeps_nothing(page):
    page.wait_for_function("Object.keys(localStorage).length === 0")


def write(page, what=WHAT):
    panel(page).get_by_label("What do you want to reach?").fill(what)


def test_a_mentee_writes_a_first_goal_on_a_phone(unit, program, page_as):
    page = page_as("amara", path=unit, viewport=PHONE)
    assert_accessible(page)
    screenshot(page, "goals-notice")
    button(page, "Start").click()
    said(page, "A goal can be one sentence.")
    assert_accessible(page)
    screenshot(page, "goals-empty")
    button(page, "Write a goal").click()
    expect(panel(page).get_by_role("heading", name="A new goal")).to_be_focused()
    assert_accessible(page)
    screenshot(page, "goals-form")
    write(page)
    panel(page).get_by_text("A number grows or falls").click()
    panel(page).get_by_label("What do you count?").fill("reviews I have led")
    panel(page).get_by_label("Now", exact=True).fill("0")
    panel(page).get_by_label("Target").fill("6")
    panel(page).get_by_label("By when?").fill("2030-12-18")
    panel(page).get_by_text("Ilse and I").click()
    panel(page).get_by_text("More that helps a goal along").click()
    assert_accessible(page)
    screenshot(page, "goals-form-filled")
    assert_fits(page, width=320)
    button(page, "Keep this goal").click()
    said(page, "Your goal is kept.")
    expect(panel(page).get_by_role("heading", name=WHAT)).to_be_focused()
    assert_accessible(page)
    screenshot(page, "goals-first")
    (kept,) = gg.own(program)
    assert (kept.kind, kept.target, kept.is_shared) == (Kind.NUMBER, 6, True)


def test_a_check_in_moves_the_goal(unit, goal, program, page_as):
    page = page_as("amara", path=unit, viewport=PHONE)
    assert_accessible(page)
    screenshot(page, "goals-card")
    button(page, "Check in").click()
    button(page, "One more").click()
    panel(page).locator('[name="confidence"][value="7"]').check(force=True)
    panel(page).get_by_label("What changed?").fill("The second ran over.")
    panel(page).get_by_label("What is next?").fill("Agree the question before Thursday")
    panel(page).get_by_text("I would like help with this").click()
    assert_accessible(page)
    screenshot(page, "goals-check-in")
    assert_fits(page, width=320)
    with held(page, "**/act") as waits:
        button(page, "Save check-in").click()
        waits()
        expect(panel(page).get_by_label("What changed?")).not_to_be_editable()
    said(page, "Your check-in is kept.")
    said(page, "5 now")
    (last,) = GoalCheckIn.objects.order_by("-id")[:1]
    assert (last.value, last.confidence, last.help_from) == (5, 7, "mentor")
    unfold_all(page)
    assert_accessible(page)
    assert_fits(page, width=320)
    screenshot(page, "goals-all-open")


def test_a_goal_in_levels_is_written_with_the_keyboard(unit, program, page_as):
    gg.a_reader_of_the_notice(program, "amara")
    page = page_as("amara", path=unit)
    button(page, "Write a goal").focus()
    page.keyboard.press("Enter")
    write(page, "Say no to scope, with reasons")
    panel(page).get_by_role("radio", name="It is done, or not For").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    for number, name in enumerate(
        ("Much less than hoped for", "Less than hoped for", "What I hope for")
    ):
        panel(page).get_by_role("textbox", name=name, exact=True).fill(f"Level {number}")
    panel(page).get_by_role("textbox", name="More than hoped for", exact=True).fill("Level 3")
    button(page, "Keep this goal").focus()
    page.keyboard.press("Enter")
    summary = panel(page).locator('[data-mo="summary"]')
    expect(summary).to_be_focused()
    assert_accessible(page)
    screenshot(page, "goals-problem")
    panel(page).get_by_role("textbox", name="Much more than hoped for", exact=True).fill("Level 4")
    button(page, "Keep this goal").focus()
    page.keyboard.press("Enter")
    said(page, "Your goal is kept.")
    assert_accessible(page)
    screenshot(page, "goals-levels")


def test_a_draft_survives_a_reload_and_goes_when_it_was_sent(unit, program, page_as):
    gg.a_reader_of_the_notice(program, "amara")
    page = page_as("amara", path=unit)
    button(page, "Write a goal").click()
    write(page, "Half a thought")
    said(page, "Kept on this device until you save.")
    page.reload()
    button(page, "Write a goal").click()
    said(page, "What you had written before is here again.")
    expect(panel(page).get_by_label("What do you want to reach?")).to_have_value("Half a thought")
    button(page, "Keep this goal").click()
    said(page, "Your goal is kept.")
    keeps_nothing(page)


def test_on_a_shared_computer_nothing_is_kept(unit, program, page_as):
    gg.a_reader_of_the_notice(program, "amara")
    page = page_as("amara", path=unit)
    button(page, "Write a goal").click()
    panel(page).get_by_text("This is a shared computer").click()
    write(page, "Half a thought")
    said(page, "Nothing is kept on this device.")
    keeps_nothing(page)


def test_two_windows_on_one_goal_show_both_sides_and_one_chooses_per_field(
    unit, goal, program, page_as
):
    first, second = (page_as("amara", path=unit) for _twice in range(2))
    for page, day in ((first, "2031-01-31"), (second, "2030-12-20")):
        button(page, "Change").click()
        panel(page).get_by_label("By when?").fill(day)
        panel(page).get_by_label("Why does it matter to you?").fill(f"Because of {day}")
    button(first, "Save the changes").click()
    said(first, "Your changes are kept.")
    button(second, "Save the changes").click()
    said(second, "Nothing is lost.")
    assert_accessible(second)
    screenshot(second, "goals-conflict")
    theirs = second.locator('[data-pick="due"]')
    theirs.check()
    button(second, "Save the changes").click()
    said(second, "Your changes are kept.")
    (kept,) = gg.own(program)
    assert (kept.due.isoformat(), kept.why) == ("2031-01-31", "Because of 2030-12-20")


def test_a_lost_network_keeps_the_words_and_sends_them_once_when_it_is_back(
    unit, goal, program, page_as
):
    page = page_as("amara", path=unit)
    button(page, "Check in").click()
    panel(page).get_by_label("What changed?").fill("Written in a tunnel")
    page.context.set_offline(True)
    button(page, "Save check-in").click()
    said(page, "No connection.")
    screenshot(page, "goals-offline")
    page.context.set_offline(False)
    said(page, "Your check-in is kept.")
    assert GoalCheckIn.objects.filter(changed="Written in a tunnel").count() == 1


def test_who_was_signed_out_keeps_the_words_and_gets_a_way_back(unit, goal, page_as):
    page = page_as("amara", path=unit)
    button(page, "Check in").click()
    panel(page).get_by_label("What changed?").fill("Written too long")
    session = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    button(page, "Save check-in").click()
    said(page, "You were signed out.")
    expect(panel(page).get_by_role("link", name="Sign in")).to_be_visible()
    expect(panel(page).get_by_label("What changed?")).to_have_value("Written too long")
    page.context.add_cookies([one for one in session if one["name"] == "sessionid"])
    page.reload()
    button(page, "Check in").click()
    expect(panel(page).get_by_label("What changed?")).to_have_value("Written too long")
    button(page, "Save check-in").click()
    said(page, "Your check-in is kept.")
    assert GoalCheckIn.objects.filter(changed="Written too long").count() == 1


def test_a_new_notice_is_read_before_a_form_that_stays_open_is_sent(unit, goal, program, page_as):
    page = page_as("amara", path=unit)
    button(page, "Check in").click()
    panel(page).get_by_label("What changed?").fill("Under the old notice")
    gs.a_notice(program, purposes=gg.PURPOSES, months_kept=24)
    button(page, "Save check-in").click()
    said(page, "24 months")
    assert GoalCheckIn.objects.filter(changed="Under the old notice").count() == 0
    button(page, "Start").click()
    said(page, "Your check-in is kept.")
    assert GoalCheckIn.objects.filter(changed="Under the old notice").count() == 1
    assert NoticeShowing.objects.filter(notice__version=2).count() == 1


def test_a_pairing_that_ends_while_one_types_is_said_and_the_words_stay(unit, program, page_as):
    gg.a_reader_of_the_notice(program, "amara")
    page = page_as("amara", path=unit)
    button(page, "Write a goal").click()
    write(page)
    panel(page).get_by_text("Ilse and I").click()
    (pairing,) = pairings_api.my_pairings(given.an_actor("amara"))
    pairings_api.end_pairing(
        the_coordinator(), pairing.id, reason=EndReason.OTHER, at=timezone.now()
    )
    button(page, "Keep this goal").click()
    said(page, "This pairing is not open now.")
    panel(page).get_by_text("Only me", exact=True).click()
    button(page, "Keep this goal").click()
    said(page, "Your goal is kept.")


def test_a_pairing_that_ends_during_a_check_in_is_said_and_the_mentor_reads_none_of_it(
    unit, goal, program, page_as
):
    page = page_as("amara", path=unit, viewport=PHONE)
    button(page, "Check in").click()
    said(page, "Ilse reads this after you save.")
    panel(page).get_by_label("What changed?").fill("Only now I dare to say it.")
    panel(page).get_by_text("I would like help with this").click()
    (pairing,) = pairings_api.my_pairings(given.an_actor("amara"))
    pairings_api.end_pairing(
        given.an_actor("ilse"), pairing.id, reason=EndReason.NO_TIME, at=timezone.now()
    )
    button(page, "Save check-in").click()
    said(page, "Your pairing ended while you were writing, so only you read this.")
    said(page, "Nobody was asked for help: check in once more to ask the coordinators.")
    expect(panel(page).locator("section").get_by_text("Your pairing ended")).to_be_in_viewport()
    panel(page).get_by_text("Show as table").click()
    expect(panel(page).get_by_text("Only now I dare to say it.")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "goals-pairing-ended")
    button(page, "Check in").click()
    said(page, "Only you read this.")
    mentor = page_as("ilse", path=reverse("outcomes_plugin:desk", args=[program.slug]))
    expect(mentor.get_by_text("You have no mentee now")).to_be_visible()
    mentor.goto(reverse("outcomes_plugin:mentee", args=[program.slug, pairing.id]))
    expect(mentor.get_by_text("1 earlier pairing")).to_be_visible()
    assert "Only now I dare" not in mentor.content()


def test_what_is_pasted_from_a_word_processor_is_kept_as_plain_text(unit, program, page_as):
    gg.a_reader_of_the_notice(program, "amara")
    page = page_as("amara", path=unit)
    button(page, "Write a goal").click()
    paste_from_word(page, panel(page).get_by_label("What do you want to reach?"))
    panel(page).get_by_text("More that helps a goal along").click()
    paste_from_word(page, panel(page).get_by_label("Why does it matter to you?"), text=WORD_HTML)
    button(page, "Keep this goal").click()
    said(page, "Your goal is kept.")
    said(page, WORD_HTML)
    expect(panel(page).locator(".MsoNormal, img")).to_have_count(0)
    button(page, "Check in").click()
    paste_from_word(page, panel(page).get_by_label("What changed?"))
    button(page, "Save check-in").click()
    said(page, "Your check-in is kept.")
    (kept,) = gg.own(program)
    assert (kept.what, kept.why) == ("Bold words", WORD_HTML)
    assert [one.changed for one in kept.check_ins] == ["Bold words"]


def test_a_goal_that_is_sent_again_by_hand_is_kept_once(unit, program, page_as):
    gg.a_reader_of_the_notice(program, "amara")
    page = page_as("amara", path=unit)
    button(page, "Write a goal").click()
    write(page)
    page.route("**/act", _answer_is_lost)
    button(page, "Keep this goal").click()
    said(page, "No connection.")
    page.unroute("**/act")
    button(page, "Keep this goal").click()
    said(page, "Your goal is kept.")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    assert [one.what for one in gg.own(program)] == [WHAT]


def _answer_is_lost(route):
    route.fetch()
    route.abort()


def test_milestones_history_and_the_end_of_a_goal(unit, goal, program, page_as):
    page = page_as("amara", path=unit)
    panel(page).get_by_text("Milestones, 0 of 3 done").click()
    button(page, "Change").click()
    panel(page).get_by_label("What do you want to reach?").fill("Half a thought")
    panel(page).get_by_label("Ask for the room").check()
    said(page, "Milestones, 1 of 3 done")
    expect(panel(page).get_by_label("Ask for the room")).to_be_focused()
    expect(panel(page).get_by_label("What do you want to reach?")).to_have_value("Half a thought")
    button(page, "Not now").click()
    button(page, "History").click()
    said(page, "You wrote this goal.")
    assert_accessible(page)
    screenshot(page, "goals-history")
    button(page, "Close the history").click()
    button(page, "Close this goal").click()
    panel(page).get_by_text("I drop it").click()
    button(page, "Close the goal").click()
    said(page, "Say in a few words why you drop it.")
    panel(page).get_by_label("A word on it").fill("The team was split.")
    button(page, "Close the goal").click()
    said(page, "This goal is closed. You can open it again.")
    assert_accessible(page)
    screenshot(page, "goals-dropped")
    button(page, "Open it again").click()
    said(page, "This goal is open again.")
    (kept,) = gg.own(program)
    assert kept.status is Status.ACTIVE


def test_after_the_program_has_ended_goals_are_there_to_read(unit, goal, program, page_as):
    programs_api.end_program(the_coordinator(), program.id, at=timezone.now())
    page = page_as("amara", path=unit)
    said(page, "These goals stay yours to read.")
    expect(panel(page).get_by_role("button")).to_have_count(0)
    assert_accessible(page)
    screenshot(page, "goals-ended")


def test_it_fits_every_width_and_reads_from_right_to_left(unit, program, goal, page_as):
    gb.add_person(gb.PersonCard(username="bo", name="Bo", language="ar"))
    own = gg.a_goal(program, "bo", at=timezone.now(), due=None)
    gg.a_check_in(own, "bo", at=datetime.now(UTC), value=4)
    page = page_as("bo", path=unit)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    panel(page).locator('[data-open="check_in"]').click()
    expect(panel(page).locator("form h4").first).to_be_visible()
    assert_accessible_and_fits(page, widths=(320, 560, 1280))
    screenshot(page, "goals-right-to-left")


def test_without_javascript_goals_are_read_and_writing_says_what_it_needs(unit, goal, page_as):
    page = page_as("amara", path=unit, java_script_enabled=False)
    said(page, WHAT)
    said(page, "Writing needs JavaScript.")
    expect(panel(page).locator("button:visible")).to_have_count(0)
    screenshot(page, "goals-without-javascript")


def test_staff_see_a_preview_that_sends_nothing(unit, page_as):
    page = page_as("oskar", path=unit)
    said(page, "This is a preview.")
    write(page)
    button(page, "Keep this goal").click()
    said(page, "Nothing was sent.")
    assert_accessible(page)
    screenshot(page, "goals-preview")
    assert Goal.objects.count() == 0
