"""The survey block in a browser: one record, nothing lost, a sentence that helps."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from outcomes_plugin.surveys.models import (
    AnonymousResponse,
    ConfidentialDraft,
    ConfidentialResponse,
    FrameRow,
)
from tests import given_surveys as gs
from tests.blocks import given_blocks as gb
from tests.browser.helpers import (
    assert_accessible,
    assert_accessible_and_fits,
    eventually,
    screenshot,
)

PHONE = {"width": 375, "height": 812}


@pytest.fixture
def course(transactional_db):
    return gb.a_course()


@pytest.fixture
def asked(course):
    """The course of a program whose confidential window is open."""
    gb.a_program()
    gb.linked(course)
    gb.block_of("twin").delete()
    return course


@pytest.fixture
def unit(asked):
    return reverse("demo:unit", args=[asked.key, asked.key.make_usage_key("vertical", "unit")])


def survey(page, block="halfway"):
    return page.locator(f"#mo-{block}")


def start(page):
    survey(page).get_by_role("button", name="Start").click()
    expect(survey(page).locator('[data-mo="form"]')).to_be_visible()


def page_of(page, number):
    shown = survey(page).locator('[data-mo="page"]').nth(number)
    expect(shown).to_be_visible()
    return shown


def fill_page(page, point=4, *, number=0):
    for row in page_of(page, number).locator("[data-item]").all():
        row.locator(f'input[value="{point}"]').check(force=True)


def fill_all(page, point=4):
    fill_page(page, point)
    survey(page).get_by_role("button", name="Next").click()
    fill_page(page, point, number=1)
    look_over(page)


def look_over(page):
    survey(page).get_by_role("button", name="Look over my answers").click()
    expect(survey(page).get_by_role("heading", name="Look over your answers")).to_be_visible()


def send(page):
    survey(page).get_by_role("button", name="Send my answers").click()


def said(page, words):
    expect(survey(page).locator('[data-mo="save"]')).to_contain_text(words)


def is_received(page):
    expect(survey(page).get_by_role("heading", name="Your answers were received")).to_be_visible()


def test_the_overview_says_answers_in_words_with_the_way_back_beside_each(page_as, unit):
    page = page_as("amara", viewport=PHONE)
    page.goto(unit)
    start(page)
    first = survey(page).locator('[data-item="use_1"]')
    first.locator('input[value="4"]').check(force=True)
    expect(first.locator('[data-mo="yours"]')).to_have_text("Your answer: Agree")
    fill_all(page)
    answered = survey(page).locator('[data-mo="answered"] li')
    expect(answered.first).to_contain_text("Agree")
    expect(answered).to_have_count(12)
    for line in answered.all():
        words, way = line.locator("> *").first, line.get_by_role("button", name="Change")
        assert words.bounding_box()["y"] <= way.bounding_box()["y"]
        ends = words.bounding_box()["x"] + words.bounding_box()["width"]
        assert ends <= way.bounding_box()["x"] + 1


def test_whoever_comes_back_after_sending_finds_what_was_received_and_no_page_number(page_as, unit):
    page = page_as("amara")
    page.goto(unit)
    start(page)
    fill_all(page)
    expect(survey(page).locator('[data-mo="place"]')).to_have_text("Page 3 of 3")
    send(page)
    is_received(page)
    page.reload()
    is_received(page)
    expect(survey(page).get_by_role("button", name="Change my answers")).to_be_enabled()
    expect(survey(page).locator('[data-mo="place"]')).to_be_hidden()


def test_a_mentee_reads_answers_and_is_thanked_on_a_phone(unit, page_as):
    page = page_as("amara", path=unit, viewport=PHONE)
    assert_accessible(page)
    screenshot(page, "survey-notice")
    start(page)
    assert_accessible(page)
    screenshot(page, "survey-first-page")
    fill_all(page)
    assert_accessible(page)
    screenshot(page, "survey-last-page")
    send(page)
    is_received(page)
    assert_accessible(page)
    screenshot(page, "survey-received")
    page.reload()
    is_received(page)
    assert ConfidentialResponse.objects.count() == 1


def test_it_is_answered_with_the_keyboard_alone(unit, page_as):
    page = page_as("amara", path=unit)
    survey(page).get_by_role("button", name="Start").focus()
    page.keyboard.press("Enter")
    expect(survey(page).locator('[data-mo="form"]')).to_be_visible()
    for number in range(2):
        shown = page_of(page, number)
        rows = shown.locator("[data-item]").count()
        shown.locator("input").first.focus()
        for row in range(rows):
            page.keyboard.press("Space")
            page.keyboard.press("ArrowRight")
            if row < rows - 1:
                page.keyboard.press("Tab")
        survey(page).locator('[data-mo="next"]:visible').focus()
        page.keyboard.press("Enter")
    survey(page).locator('[data-mo="send"]:visible').focus()
    page.keyboard.press("Enter")
    is_received(page)
    (answers,) = ConfidentialResponse.objects.values_list("answers", flat=True)
    assert set(answers.values()) == {2}


def test_it_fits_every_width_and_reads_from_right_to_left(unit, page_as):
    gb.add_person(gb.PersonCard(username="bela", name="Bela", language="ar"))
    page = page_as("bela", path=unit)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    survey(page).locator('[data-mo="start"]').click()
    expect(survey(page).locator('[data-mo="form"]')).to_be_visible()
    assert_accessible_and_fits(page, widths=(320, 560, 1280))
    screenshot(page, "survey-right-to-left")


def test_nothing_is_sent_and_nothing_stands_in_an_address_before_the_script_has_come(unit, page_as):
    page = page_as("amara")
    page.route("**/survey.js", lambda route: route.abort())
    page.goto(unit)
    expect(survey(page)).to_contain_text("Answering needs JavaScript.")
    for words in ("Start", "Send my answers", "I would rather not answer"):
        expect(survey(page).get_by_role("button", name=words)).to_be_disabled()
    survey(page).locator('[data-mo="form"]').evaluate("form => form.requestSubmit()")
    expect(page).to_have_url(re.compile(f"{re.escape(unit)}$"))


def test_what_is_missing_is_listed_with_links_and_marked_beside_it(unit, page_as):
    page = page_as("amara", path=unit)
    start(page)
    survey(page).get_by_role("button", name="Next").click()
    summary = survey(page).locator('[data-mo="summary"]')
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(6)
    assert_accessible(page)
    screenshot(page, "survey-missing")
    summary.get_by_role("link").first.click()
    page.keyboard.press("Space")
    expect(survey(page).locator(".mo-wrong")).to_have_count(5)


def test_a_draft_survives_a_reload_and_goes_when_it_was_sent(unit, page_as):
    page = page_as("amara", path=unit)
    start(page)
    fill_page(page, 5)
    said(page, "Kept on this device")
    page.reload()
    said(page, "is here again")
    expect(survey(page).locator('input[value="5"]:checked')).to_have_count(6)
    fill_page(page, 5, number=1)
    look_over(page)
    send(page)
    is_received(page)
    keeps(page, drafts=0)


def test_whoever_has_answered_all_goes_on_at_the_last_answer(unit, page_as):
    page = page_as("amara", path=unit)
    start(page)
    fill_page(page)
    survey(page).get_by_role("button", name="Next").click()
    fill_page(page, number=1)
    said(page, "Saved at")
    page.reload()
    page_of(page, 1)
    expect(survey(page).locator('[data-mo="place"]')).to_have_text("Page 2 of 3")


def becomes(page, name):
    """Sign in somebody else, or again, in the same browser."""
    session = gb.client_of(name).cookies["sessionid"].value
    origin = page.evaluate("location.origin")
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": origin}])


def keeps(page, *, drafts):
    """Wait until this browser keeps so many drafts."""
    page.wait_for_function(
        "wanted => Object.keys(localStorage).concat(Object.keys(sessionStorage))"
        ".filter((key) => /^mentoring-draft:(?!off)/.test(key)).length === wanted",
        arg=drafts,
    )


def test_a_draft_goes_when_somebody_else_uses_this_browser_or_after_a_week(unit, page_as):
    page = page_as("amara", path=unit)
    start(page)
    fill_page(page)
    said(page, "Saved at")
    page.evaluate(
        "Object.keys(localStorage).forEach((key) => { const one = JSON.parse(localStorage[key]);"
        " one.at -= 8 * 24 * 3600 * 1000; localStorage[key] = JSON.stringify(one); })"
    )
    page.reload()
    keeps(page, drafts=0)
    fill_page(page, number=1)
    said(page, "Saved at")
    becomes(page, "bela")
    page.reload()
    keeps(page, drafts=0)
    expect(survey(page).locator("input[type=radio]:checked")).to_have_count(0)


def test_on_a_shared_computer_nothing_is_kept(unit, page_as):
    page = page_as("amara", path=unit)
    start(page)
    survey(page).get_by_label("This is a shared computer").check()
    fill_page(page)
    said(page, "Nothing is kept on this device")
    keeps(page, drafts=0)


def test_without_a_network_the_answers_wait_and_then_go_once(unit, page_as):
    page = page_as("amara", path=unit)
    start(page)
    fill_all(page)
    page.context.set_offline(True)
    send(page)
    said(page, "No connection")
    screenshot(page, "survey-offline")
    page.context.set_offline(False)
    is_received(page)
    assert ConfidentialResponse.objects.count() == 1


def test_a_draft_that_fails_late_does_not_keep_the_answers_from_going(unit, page_as):
    page = page_as("amara", path=unit)
    start(page)
    drafts = []

    def fail(route):
        if '"draft"' in route.request.post_data:
            drafts.append(route)
        else:
            route.abort()

    page.route("**/respond", fail)
    fill_all(page)
    eventually(lambda: page.wait_for_timeout(50) or drafts)
    send(page)
    said(page, "No connection")
    with page.expect_event("requestfailed"):
        drafts[0].abort()
    page.unroute("**/respond")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    is_received(page)
    assert ConfidentialResponse.objects.count() == 1


def test_a_server_that_does_not_answer_is_said_and_the_answers_stay(unit, page_as):
    page = page_as("amara", path=unit)
    start(page)
    fill_all(page)
    page.route("**/respond", lambda route: route.fulfill(status=502, body="Bad gateway"))
    send(page)
    said(page, "Our server is not answering")
    keeps(page, drafts=1)


def test_somebody_who_was_signed_out_signs_in_and_goes_on(unit, page_as):
    page = page_as("amara", path=unit)
    start(page)
    fill_all(page)
    page.context.clear_cookies(name="sessionid")
    send(page)
    said(page, "You were signed out")
    expect(survey(page).get_by_role("link", name="Sign in")).to_be_visible()
    assert ConfidentialResponse.objects.count() == 0
    becomes(page, "amara")
    page.reload()
    said(page, "is here again")


def test_what_one_person_wrote_is_never_sent_as_another_who_has_signed_in_since(unit, page_as):
    page = page_as("amara", path=unit)
    start(page)
    fill_page(page)
    said(page, "Saved at")
    becomes(page, "bela")
    survey(page).get_by_role("button", name="Next").click()
    fill_page(page, number=1)
    said(page, "You were signed out")
    assert (ConfidentialDraft.objects.count(), ConfidentialResponse.objects.count()) == (1, 0)


def test_a_double_click_sends_once(unit, page_as):
    page = page_as("amara", path=unit)
    start(page)
    fill_all(page)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    survey(page).get_by_role("button", name="Send my answers").dblclick()
    is_received(page)
    assert sum(url.endswith("respond") for url in asked) == 1


def test_of_two_tabs_the_later_one_is_told(unit, page_as):
    first = page_as("amara", path=unit)
    start(first)
    second = first.context.new_page()
    second.goto(unit)
    fill_all(first, 4)
    fill_all(second, 2)
    send(first)
    is_received(first)
    send(second)
    expect(survey(second).locator('[data-mo="summary"]')).to_be_visible()
    again = survey(second).get_by_role("button", name="Load the questions again")
    expect(again).to_be_visible()
    (answers,) = ConfidentialResponse.objects.values_list("answers", flat=True)
    assert set(answers.values()) == {4}


def test_a_window_that_closed_meanwhile_leaves_the_answers_on_the_device(unit, page_as):
    page = page_as("amara", path=unit)
    start(page)
    fill_all(page)
    gb.close_the_window()
    send(page)
    expect(survey(page).locator('[data-mo="summary"]')).to_contain_text("closed")
    expect(survey(page).get_by_role("button", name="Copy my answers")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "survey-closed-meanwhile")


def test_rather_not_answering_is_one_click_and_can_be_taken_back(unit, page_as):
    page = page_as("amara", path=unit)
    start(page)
    survey(page).get_by_role("button", name="I would rather not answer").click()
    expect(survey(page).get_by_role("heading", name="You would rather not")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "survey-declined")
    page.reload()
    survey(page).get_by_role("button", name="I want to answer after all").click()
    expect(survey(page).locator('[data-mo="form"]')).to_be_visible()
    assert FrameRow.objects.filter(outcome="declined").count() == 0


def test_an_anonymous_draft_lives_in_its_tab_only_and_nothing_can_be_changed(course, page_as):
    gb.a_program(mode="anonymous")
    gb.linked(course)
    unit = reverse("demo:unit", args=[course.key, course.key.make_usage_key("vertical", "unit")])
    page = page_as("amara", path=unit)
    start(page)
    fill_page(page)
    said(page, "Kept in this tab only")
    page.wait_for_function("Object.keys(localStorage).length === 0")
    other = page.context.new_page()
    other.goto(unit)
    expect(survey(other).locator("input[type=radio]:checked")).to_have_count(0)
    fill_all(page)
    send(page)
    is_received(page)
    expect(survey(page).get_by_role("button", name="Change my answers")).to_have_count(0)
    assert AnonymousResponse.objects.count() == 1
    page.reload()
    is_received(page)


def test_a_coordinator_links_the_course_in_two_clicks(course, page_as):
    gb.a_program()
    gb.learning.give_course_role(course, gb.a_platform_user("cleo"))
    unit = reverse("demo:unit", args=[course.key, course.key.make_usage_key("vertical", "unit")])
    page = page_as("cleo", path=unit)
    assert_accessible(page)
    screenshot(page, "survey-unlinked")
    survey(page).get_by_role("button", name=re.compile("Link this course")).click()
    survey(page).get_by_role("button", name="Yes, link it").click()
    expect(survey(page).locator('[data-mo="unlinked"]')).to_have_count(0)
    start(page_as("amara", path=unit))


def test_an_author_chooses_a_survey_where_the_one_that_was_chosen_is_gone(course, page_as):
    now = timezone.now()
    gs.a_window(
        gs.an_asking_program(),
        key="pulse",
        title="Pulse",
        opens_at=now,
        closes_at=now + timedelta(days=7),
        at=now,
    )
    gb.linked(course)
    key = gb.usage_key()
    page = page_as("oskar", path=reverse("demo:studio_edit", args=[key.course_key, key]))
    page.get_by_role("radio", name="Pulse").check()
    assert_accessible(page)
    screenshot(page, "survey-studio")
    page.get_by_label("Title").fill("How it goes")
    with page.expect_navigation(url="**/studio/**/unit/**"):
        page.get_by_role("button", name="Save").click()
    assert_accessible(page)


def test_without_javascript_it_is_readable_and_says_what_it_needs(unit, page_as):
    page = page_as("amara", path=unit, java_script_enabled=False)
    expect(page.get_by_text("What this program keeps about you")).to_be_visible()
    expect(page.get_by_text("Answering needs JavaScript")).to_be_visible()
    expect(page.get_by_text("My mentor gives me advice that I can use.")).to_be_visible()
