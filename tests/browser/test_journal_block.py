"""The journal in a browser: nothing lost, nothing shared by accident, a sentence that helps."""

import json
import re
import time

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from outcomes_plugin.journals import api as journals_api
from outcomes_plugin.journals.data import Visibility
from outcomes_plugin.journals.models import JournalEntry, JournalReply
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason
from outcomes_plugin.programs import api as programs_api
from tests import given
from tests import given_journals as gj
from tests.blocks import given_blocks as gb
from tests.blocks import given_journal_blocks as gjb
from tests.browser.helpers import (
    assert_accessible,
    assert_accessible_and_fits,
    assert_fits,
    eventually,
    paste_from_word,
    screenshot,
)
from tests.given_programs import the_coordinator

PHONE = {"width": 375, "height": 812}
LONG_ENOUGH_TO_BE_SAID = 0.6
WEDNESDAY = (
    "On Wednesday I let the estimate stand although I knew it was two weeks short. I told myself it"
    " was Petra’s call. It was not: she asked the room and I looked at my notes.\n\nWhat I would"
    " say next time is short: “I do not believe this date, and here is the part I do not believe.”"
)


@pytest.fixture
def linked(transactional_db):
    """The course of a program in which Amara, paired with Ilse, has read the notice."""
    course = gjb.a_course()
    program = gjb.a_program()
    gb.linked(course)
    gjb.block_of("back").delete()
    gj.has_read(program, "amara")
    return course


@pytest.fixture
def unit(linked):
    return reverse("demo:unit", args=[linked.key, linked.key.make_usage_key("vertical", "unit")])


@pytest.fixture
def program(linked):
    return programs_api.find_program("leap")


def journal(page):
    return page.locator(".mo-journal").first


def area(page):
    return journal(page).locator('[data-mo="text"]')


def said(page, words):
    expect(journal(page).locator('[data-mo="save"]')).to_contain_text(words)


def told(page, words):
    expect(journal(page).locator('[data-mo="said"]')).to_contain_text(words)


def choose(page, words):
    journal(page).locator(".mo-choice", has_text=words).locator("input").check()


def press(page, name):
    journal(page).get_by_role("button", name=name, exact=True).click()


def keeps(page, *, drafts):
    """Wait until this device keeps so many drafts."""
    page.wait_for_function(
        "wanted => Object.keys(localStorage)"
        ".filter((key) => key.startsWith('mentoring-draft:')).length === wanted",
        arg=drafts,
    )


def its_draft_becomes(text):
    eventually(lambda: JournalEntry.objects.get().draft == text)


def earlier(program, *, reply=True):
    """Let Amara have written before: shared with Ilse, who answered, and for herself alone."""
    gj.writes(program, text="Not sure I want this job in a year. Writing it once.", at=given.MONDAY)
    shared = gj.writes(
        program,
        text="I asked for the numbers before the meeting. Nobody had asked before.",
        visibility=Visibility.MENTOR,
        prompt="What did you ask for?",
        tags=["meetings", "courage"],
    )
    if reply:
        journals_api.reply(
            given.an_actor("ilse"),
            program.id,
            shared.id,
            text="What made it possible to ask this time?",
            at=given.NEXT_MONDAY,
        )
    return shared


def test_a_mentee_writes_shares_and_sees_who_can_read_it(unit, program, page_as):
    earlier(program)
    page = page_as("amara", path=unit, viewport=PHONE)
    assert_accessible(page)
    area(page).fill(WEDNESDAY)
    said(page, "Draft saved at")
    expect(journal(page).locator('[data-mo="words"]')).to_have_text("Words: 58")
    keeps(page, drafts=0)
    screenshot(page, "journal")
    assert_accessible(page)
    press(page, "Save and share with Ilse")
    told(page, "Saved. Ilse can read it.")
    expect(journal(page).locator('[data-mo="said"]')).to_be_focused()
    expect(area(page)).to_have_value("")
    assert_accessible(page)
    screenshot(page, "journal-saved")
    assert JournalEntry.objects.get(text=WEDNESDAY).visibility == "mentor"


def test_a_tag_shows_its_entries_while_one_goes_on_typing(unit, program, page_as):
    earlier(program)
    page = page_as("amara", path=unit, viewport=PHONE)
    area(page).fill("Half a sentence")
    tag = journal(page).get_by_role("button", name="courage", exact=True)
    page.route("**/act", _entries_come_slowly)
    tag.focus()
    page.keyboard.press("Enter")
    expect(tag).to_have_attribute("aria-pressed", "true")
    expect(tag).to_be_focused()
    expect(journal(page).locator(".mo-entry")).to_have_count(1)
    assert_accessible(page)
    screenshot(page, "journal-tag")
    press(page, "All entries")
    expect(journal(page).locator(".mo-entry")).to_have_count(2)
    expect(area(page)).to_have_value("Half a sentence")
    said(page, "Draft saved at")


def _entries_come_slowly(route):
    if '"tagged"' in route.request.post_data:
        time.sleep(LONG_ENOUGH_TO_BE_SAID)
    route.continue_()


def test_the_notice_comes_first(linked, unit, page_as):
    page = page_as("bela", path=unit, viewport=PHONE)
    assert_accessible(page)
    screenshot(page, "journal-notice")
    press(page, "Start")
    expect(area(page)).to_be_visible()
    assert_accessible(page)
    screenshot(page, "journal-empty")


def test_more_readers_than_last_time_are_asked_for_once_more(unit, page_as):
    page = page_as("amara", path=unit, viewport=PHONE)
    area(page).fill("For me alone, at first.")
    expect(journal(page).get_by_role("button", name="Save for me only")).to_be_visible()
    choose(page, "Program staff")
    press(page, "Save and share with program staff")
    ask = journal(page).locator('[data-mo="widen"]')
    expect(ask).to_be_focused()
    expect(ask).to_contain_text("Ilse and Cleo will be able to read this entry")
    assert_accessible(page)
    screenshot(page, "journal-wider")
    ask.get_by_role("button", name="No").click()
    assert not JournalEntry.objects.filter(kept_at__isnull=False).exists()
    choose(page, "My mentor")
    press(page, "Save and share with Ilse")
    journal(page).get_by_role("button", name="Yes, share it").click()
    told(page, "Ilse can read it")


def test_it_is_written_with_the_keyboard_alone(unit, page_as):
    page = page_as("amara", path=unit)
    area(page).focus()
    page.keyboard.type("Typed words.")
    page.keyboard.press("Tab")
    expect(journal(page).locator("input[type=radio]:checked")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(journal(page).locator('[data-mo="widen"]')).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    told(page, "Saved. Ilse can read it.")


def test_it_fits_every_width_and_reads_from_right_to_left(unit, program, page_as):
    earlier(program)
    gb.add_person(gb.PersonCard(username="amara", name="Amara", language="ar"))
    page = page_as("amara", path=unit)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    area(page).fill("كتبت اليوم 🙂 " * 20)
    assert_accessible_and_fits(page, widths=(320, 720, 1280))
    screenshot(page, "journal-right-to-left")


def test_an_entry_is_changed_taken_back_and_deleted(unit, program, page_as):
    earlier(program)
    page = page_as("amara", path=unit, viewport=PHONE)
    card = journal(page).locator(".mo-entry", has_text="I asked for the numbers")
    card.get_by_text("Change, share or delete").click()
    card.get_by_role("button", name="Stop sharing").first.click()
    expect(card).to_contain_text("What was read before cannot be taken back")
    assert_accessible(page)
    screenshot(page, "journal-stop-sharing")
    card.locator(".mo-sure:visible").get_by_role("button", name="Stop sharing").click()
    told(page, "Only you can read this entry now.")
    card.get_by_text("Change, share or delete").click()
    card.get_by_role("button", name="Change the text").click()
    expect(area(page)).to_be_focused()
    area(page).fill("I asked for the numbers, and got them.")
    said(page, "Draft saved at")
    screenshot(page, "journal-changing")
    press(page, "Save for me only")
    told(page, "Saved.")
    card = journal(page).locator(".mo-entry", has_text="and got them")
    card.get_by_text("Change, share or delete").click()
    card.get_by_role("button", name="Delete", exact=True).click()
    card.get_by_role("button", name="Delete for good").click()
    told(page, "The entry is deleted.")
    expect(journal(page).locator(".mo-entry")).to_have_count(1)


def test_the_journal_is_taken_along_in_three_formats(unit, program, page_as):
    earlier(program)
    page = page_as("amara", path=unit)
    journal(page).get_by_text("Take my journal with me").click()
    assert_accessible(page)
    for name, file in (
        ("HTML", "journal.html"),
        ("Markdown", "journal.md"),
        ("JSON", "journal.json"),
    ):
        with page.expect_download() as found:
            journal(page).get_by_role("button", name=re.compile(name)).click()
        assert found.value.suggested_filename == file
        text = found.value.path().read_text(encoding="utf-8")
        assert "What made it possible" in text
    screenshot(page, "journal-take-along")


def test_without_a_network_the_text_waits_here_and_then_goes(unit, page_as):
    page = page_as("amara", path=unit)
    page.context.set_offline(True)
    area(page).fill("Written in the tunnel.")
    said(page, "No connection. Your text is kept on this device")
    keeps(page, drafts=1)
    screenshot(page, "journal-offline")
    page.context.set_offline(False)
    said(page, "Draft saved at")
    keeps(page, drafts=0)
    its_draft_becomes("Written in the tunnel.")


def test_a_draft_that_never_reached_the_server_is_here_again(unit, page_as):
    page = page_as("amara", path=unit)
    page.route("**/act", lambda route: route.fulfill(status=502, body="Bad gateway"))
    area(page).fill("Only on this device.")
    said(page, "Our server is not answering")
    page.unroute("**/act")
    page.reload()
    expect(area(page)).to_have_value("Only on this device.")
    said(page, "Draft saved at")
    its_draft_becomes("Only on this device.")


def test_somebody_who_was_signed_out_signs_in_and_goes_on(unit, page_as):
    page = page_as("amara", path=unit)
    area(page).fill("A long thought.")
    said(page, "Draft saved at")
    session = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    area(page).fill("A long thought, and its end.")
    said(page, "You were signed out. Your text stays here.")
    link = journal(page).get_by_role("link", name="Sign in")
    expect(link).to_have_attribute("href", re.compile("next"))
    screenshot(page, "journal-signed-out")
    page.context.add_cookies([one for one in session if one["name"] == "sessionid"])
    page.reload()
    expect(area(page)).to_have_value("A long thought, and its end.")
    said(page, "Draft saved at")


def test_of_two_tabs_the_later_one_sees_both_texts_and_loses_none(unit, page_as):
    first = page_as("amara", path=unit, viewport=PHONE)
    second = first.context.new_page()
    second.set_viewport_size(PHONE)
    second.goto(unit)
    first.bring_to_front()
    area(first).fill("From the first tab.")
    said(first, "Draft saved at")
    second.bring_to_front()
    area(second).fill("From the second tab.")
    conflict = journal(second).locator('[data-mo="conflict"]')
    expect(conflict).to_be_focused()
    expect(conflict).to_contain_text("From the first tab.")
    assert_accessible(second)
    screenshot(second, "journal-two-tabs")
    press(second, "Put the other one below mine")
    said(second, "Draft saved at")
    its_draft_becomes("From the second tab.\n\nFrom the first tab.")


def changes(page, words):
    """Take the entry with these words into the editor."""
    card = journal(page).locator(".mo-entry", has_text=words)
    card.get_by_text("Change, share or delete").click()
    card.get_by_role("button", name="Change the text").click()
    expect(area(page)).to_have_value(re.compile(words))


def taken_along(page):
    """Return the journal in each format, as the browser stores it."""
    journal(page).get_by_text("Take my journal with me").click()
    files = {}
    for name in ("HTML", "Markdown", "JSON"):
        with page.expect_download() as found:
            journal(page).get_by_role("button", name=re.compile(name)).click()
        files[name] = found.value.path().read_text(encoding="utf-8")
    return files


def test_two_tabs_that_change_one_entry_lose_nothing_and_both_texts_are_taken_along(
    program, page_as
):
    gj.writes(program, text="As it was kept.")
    first = page_as("amara", path=reverse("outcomes_plugin:journal", args=["leap"]))
    second = first.context.new_page()
    second.goto(first.url)
    for page in (second, first):
        page.bring_to_front()
        changes(page, "As it was kept.")
    area(first).fill("From the first tab.")
    press(first, "Save for me only")
    told(first, "Saved. Only you can read it.")
    changes(first, "From the first tab.")
    second.bring_to_front()
    area(second).fill("<b>From</b> the second tab.")
    press(second, "Save for me only")
    conflict = journal(second).locator('[data-mo="conflict"]')
    expect(conflict).to_contain_text("From the first tab.")
    expect(area(second)).to_have_value("<b>From</b> the second tab.")
    assert_accessible(second)
    press(second, "Put the other one below mine")
    press(second, "Save for me only")
    told(second, "Saved. Only you can read it.")
    files = taken_along(second)
    first.bring_to_front()
    area(first).fill("From the first tab, and on.")
    press(first, "Save for me only")
    expect(journal(first).locator('[data-mo="conflict"]')).to_contain_text("the second tab.")
    press(first, "Take the other one")
    both = "<b>From</b> the second tab.\n\nFrom the first tab."
    expect(area(first)).to_have_value(both)
    (entry,) = JournalEntry.objects.all()
    assert entry.text == both
    assert both.replace("<b>", "&lt;b&gt;").replace("</b>", "&lt;/b&gt;") in files["HTML"]
    assert [one["text"] for one in json.loads(files["JSON"])["entries"]] == [both]
    assert "\n\nFrom the first tab" in files["Markdown"]


def test_a_pairing_that_ends_while_one_types_shares_nothing(unit, program, page_as):
    earlier(program, reply=False)
    page = page_as("amara", path=unit, viewport=PHONE)
    area(page).fill("Meant for Ilse.")
    said(page, "Draft saved at")
    (pairing,) = pairings_api.my_pairings(given.an_actor("amara"))
    pairings_api.end_pairing(
        the_coordinator(), pairing.id, reason=EndReason.OTHER, at=given.NEXT_MONDAY
    )
    press(page, "Save and share with Ilse")
    said(page, "Who would read this has changed while you were writing.")
    assert_accessible(page)
    screenshot(page, "journal-pairing-ended")
    press(page, "Look again at who can read it")
    expect(area(page)).to_have_value("Meant for Ilse.")
    expect(journal(page).locator(".mo-choice", has_text="My mentor")).to_have_count(0)
    expect(journal(page).get_by_text("The pairing has ended, so only you")).to_have_count(1)
    press(page, "Save for me only")
    told(page, "Only you can read it.")


def test_pasted_word_html_is_plain_text_and_too_much_of_it_is_said(unit, page_as):
    page = page_as("amara", path=unit)
    paste_from_word(page, area(page))
    expect(area(page)).to_have_value("Bold words")
    area(page).fill("x" * 102_400)
    said(page, "This text has 102400 characters; at most 50000 fit.")
    expect(area(page)).to_have_value("x" * 102_400)


def test_a_double_click_keeps_one_entry(unit, page_as):
    page = page_as("amara", path=unit)
    area(page).fill("Once.")
    journal(page).get_by_role("button", name="Save for me only").dblclick()
    told(page, "Saved.")
    assert JournalEntry.objects.filter(kept_at__isnull=False).count() == 1


def test_without_javascript_it_is_readable_and_says_what_it_needs(unit, program, page_as):
    earlier(program)
    page = page_as("amara", path=unit, java_script_enabled=False)
    expect(page.get_by_text("Writing needs JavaScript")).to_be_visible()
    expect(page.get_by_text("I asked for the numbers")).to_be_visible()
    expect(page.get_by_text("What made it possible to ask this time?")).to_be_visible()


def test_an_author_writes_the_prompt_in_studio(linked, page_as):
    key = gjb.usage_key()
    page = page_as("oskar", path=reverse("demo:studio_edit", args=[key.course_key, key]))
    assert_accessible(page)
    screenshot(page, "journal-studio")
    page.get_by_label("Prompt", exact=True).fill("What went well this week?")
    page.get_by_label("Words in each of them, at least").fill("many")
    page.get_by_role("button", name="Save").click()
    expect(page.locator('[data-mo="problem"]')).to_contain_text("whole numbers")
    page.get_by_label("Words in each of them, at least").fill("20")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/studio/**/unit/**")
    expect(page.get_by_text("What went well this week?")).to_be_visible()
    assert_accessible(page)


def test_a_mentor_reads_and_answers_on_the_desk_and_the_mentee_sees_it(unit, program, page_as):
    earlier(program, reply=False)
    gj.has_read(program, "ilse")
    (pairing,) = pairings_api.my_pairings(given.an_actor("ilse"))
    desk = reverse("outcomes_plugin:mentee", args=["leap", pairing.id])
    mentor = page_as("ilse", path=desk, viewport=PHONE)
    expect(journal(mentor).get_by_text("I asked for the numbers")).to_be_visible()
    expect(mentor.get_by_text("Not sure I want this job")).to_have_count(0)
    expect(mentor.get_by_text("courage")).to_have_count(0)
    journal(mentor).get_by_text("Answer", exact=True).click()
    journal(mentor).get_by_label(re.compile("Your answer")).fill("What made it possible?")
    assert_accessible(mentor)
    screenshot(mentor, "journal-mentor")
    press(mentor, "Send the answer")
    told(mentor, "Your answer stands under the entry now.")
    page = page_as("amara", path=unit)
    expect(page.get_by_text("What made it possible?")).to_be_visible()


def test_a_mentors_answer_is_lost_in_no_trouble(unit, program, page_as):
    earlier(program, reply=False)
    gj.has_read(program, "ilse")
    (pairing,) = pairings_api.my_pairings(given.an_actor("ilse"))
    page = page_as("ilse", path=reverse("outcomes_plugin:mentee", args=["leap", pairing.id]))
    answer = journal(page).get_by_label(re.compile("Your answer"))

    journal(page).get_by_text("Answer", exact=True).click()
    answer.fill("What made it possible?")
    page.context.set_offline(True)
    press(page, "Send the answer")
    said(page, "No connection. Your text is kept on this device")
    page.context.set_offline(False)
    told(page, "Your answer stands under the entry now.")

    journal(page).get_by_text("Answer", exact=True).click()
    answer.fill("And who helped?")
    session = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    press(page, "Send the answer")
    said(page, "You were signed out. Your text stays here.")
    page.context.add_cookies([one for one in session if one["name"] == "sessionid"])
    page.reload()
    expect(answer).to_be_visible()
    expect(answer).to_have_value("And who helped?")

    (member,) = programs_api.active_members(program.id, role="mentor")
    pairings_api.end_membership(the_coordinator(), member.id, at=timezone.now())
    press(page, "Send the answer")
    said(page, "You two are not paired now, so nothing was stored. What you wrote is still here.")
    expect(answer).to_have_value("And who helped?")
    assert_accessible(page)
    screenshot(page, "journal-mentor-removed")
    assert [one.text for one in JournalReply.objects.all()] == ["What made it possible?"]


def test_the_page_of_ones_own_journal_is_the_same_journal(program, page_as):
    earlier(program)
    page = page_as("amara", path=reverse("outcomes_plugin:journal", args=["leap"]), viewport=PHONE)
    assert_accessible(page)
    area(page).fill("Written at home.")
    said(page, "Draft saved at")
    press(page, "Save and share with Ilse")
    told(page, "Saved. Ilse can read it.")
    screenshot(page, "journal-page")
    page.reload()
    expect(journal(page).get_by_text("Written at home.")).to_be_visible()


def test_a_coordinator_reads_what_is_shared_with_staff(program, page_as):
    text = f"{WEDNESDAY}\n\nI wanted somebody else to know."
    gj.writes(program, text=text, visibility=Visibility.STAFF, prompt=gjb.PROMPT)
    gj.writes(program, text="Mine alone.")
    page = page_as("cleo", path=reverse("outcomes_plugin:shared_entries", args=["leap"]))
    expect(page.get_by_text("I wanted somebody else to know.")).to_be_visible()
    expect(page.get_by_text("Mine alone.")).to_have_count(0)
    assert_accessible(page)
    assert_fits(page, width=320)
    screenshot(page, "journal-staff")
