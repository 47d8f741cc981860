"""Every kind of question in a browser: by keyboard and on a phone, shown only where it is asked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.models import IdentifiedDraft, IdentifiedResponse
from tests import given_surveys as gs
from tests.blocks import given_blocks as gb
from tests.browser.helpers import (
    assert_accessible,
    assert_accessible_and_fits,
    assert_fits,
    eventually,
    screenshot,
)
from tests.given_programs import a_member, the_coordinator

PHONE = {"width": 375, "height": 812}
WIDTHS_OF_A_BLOCK = (320, 560, 1280)

KINDS = {
    "title": "Where you stand",
    "about": "Every kind of question.",
    "minutes": 3,
    "validated": False,
    "default_mode": "identified",
    "scales": {},
    "sections": [
        {
            "key": "you",
            "title": "About you",
            "text": "Two questions **before** the rest.",
            "new_page": True,
        },
        {"key": "plans", "title": "Your plans", "new_page": True},
    ],
    "items": [
        {
            "key": "role",
            "kind": "single_choice",
            "section": "you",
            "style": "buttons",
            "prompt": "What do you do?",
            "other": True,
            "choices": [{"key": "build", "label": "Build"}, {"key": "lead", "label": "Lead"}],
        },
        {
            "key": "place",
            "kind": "single_choice",
            "section": "you",
            "style": "dropdown",
            "prompt": "Where do you work?",
            "choices": [{"key": "north", "label": "North"}, {"key": "south", "label": "South"}],
        },
        {
            "key": "team",
            "kind": "number",
            "section": "you",
            "low": 1,
            "high": 50,
            "unit": "people",
            "prompt": "How many people do you lead as {{ role | somebody }}?",
            "show_if": {"item": "role", "is": "lead"},
        },
        {"key": "note", "kind": "information", "section": "plans", "prompt": "Now ahead."},
        {
            "key": "wishes",
            "kind": "multiple_choice",
            "section": "plans",
            "most": 2,
            "prompt": "What do you wish for?",
            "help": "Think of the *next* months.",
            "choices": [
                {"key": "time", "label": "Time"},
                {"key": "calm", "label": "Calm"},
                {"key": "talk", "label": "Talks"},
                {"key": "none", "label": "Nothing", "exclusive": True},
            ],
        },
        {
            "key": "order",
            "kind": "ranking",
            "section": "plans",
            "prompt": "What matters most?",
            "choices": [
                {"key": "pay", "label": "Pay"},
                {"key": "people", "label": "People"},
                {"key": "place", "label": "Place"},
            ],
        },
        {
            "key": "by",
            "kind": "date",
            "section": "plans",
            "prompt": "By when?",
            "earliest": "2026-01-01",
            "required": False,
        },
        {
            "key": "word",
            "kind": "short_text",
            "section": "plans",
            "prompt": "In a word?",
            "required": False,
        },
        {
            "key": "more",
            "kind": "text",
            "section": "plans",
            "prompt": "Anything else?",
            "required": False,
        },
        {
            "key": "likely",
            "kind": "zero_to_ten",
            "section": "plans",
            "prompt": "How likely is it?",
            "shared_with_mentor": True,
            "ends": {"low": "not at all", "high": "surely"},
        },
    ],
}


@pytest.fixture
def course(transactional_db):
    course = gb.a_course()
    program = gs.an_asking_program()
    a_member(program, "amara")
    now = timezone.now()
    surveys_api.publish_instrument(the_coordinator(), program.id, KINDS, key="kinds", at=now)
    gs.an_open_window(program, instrument="kinds", opens_at=now, closes_at=now + timedelta(days=7))
    gb.linked(course)
    gb.block_of("twin").delete()
    return course


@pytest.fixture
def unit(course):
    return reverse("demo:unit", args=[course.key, course.key.make_usage_key("vertical", "unit")])


def survey(page):
    return page.locator("#mo-halfway")


def question(page, key):
    return survey(page).locator(f'[data-item="{key}"]')


def press(page, name):
    survey(page).get_by_role("button", name=name, exact=True).click()


def said(page, words):
    expect(survey(page).locator('[data-mo="save"]')).to_contain_text(words)


def opened(page_as, unit, **options):
    page = page_as("amara", path=unit, **options)
    press(page, "Start")
    expect(question(page, "role")).to_be_visible()
    return page


def about_you(page):
    question(page, "role").get_by_label("Lead").check()
    question(page, "team").get_by_role("textbox").fill("12")
    question(page, "place").get_by_role("combobox").select_option("south")


def rank(page, *choices):
    for choice in choices:
        question(page, "order").get_by_role("button", name=f"Move up: {choice}").click()


def plans(page):
    question(page, "wishes").get_by_label("Time").check()
    question(page, "wishes").get_by_label("Talks").check()
    rank(page, "Place", "Pay")
    question(page, "by").locator("input").fill("2027-02-28")
    question(page, "word").get_by_role("textbox").fill("Onward")
    question(page, "likely").locator('input[value="8"]').check(force=True)


ANSWERS = {
    "role": "lead",
    "place": "south",
    "team": 12,
    "wishes": ["time", "talk"],
    "order": ["place", "pay"],
    "by": "2027-02-28",
    "word": "Onward",
    "likely": 8,
}


def test_every_kind_is_answered_on_a_phone_looked_over_and_sent(unit, page_as):
    page = opened(page_as, unit, viewport=PHONE)
    about_you(page)
    expect(question(page, "team").locator("[data-recall]")).to_have_text("Lead")
    assert_accessible(page)
    screenshot(page, "kinds-first-page")
    press(page, "Next")
    plans(page)
    assert_accessible(page)
    screenshot(page, "kinds-second-page")
    press(page, "Look over my answers")
    overview = survey(page).locator('[data-mo="review"]')
    expect(overview.locator('[data-mo="unanswered"] li')).to_have_count(1)
    for words in ("12 people", "Time, Talks", "Place, Pay", "February 28, 2027", "South"):
        expect(overview).to_contain_text(words)
    assert_accessible(page)
    screenshot(page, "kinds-overview")
    press(page, "Send my answers")
    expect(survey(page).get_by_role("heading", name="Your answers were received")).to_be_visible()
    survey(page).get_by_text("A copy of your answers").click()
    expect(survey(page).locator('[data-mo="own-answers"]')).to_contain_text("12 people")
    assert_accessible(page)
    screenshot(page, "kinds-thanks")
    assert IdentifiedResponse.objects.get().answers == ANSWERS


def test_every_kind_is_answered_with_the_keyboard_alone(unit, page_as):
    page = opened(page_as, unit)
    question(page, "role").locator("input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(question(page, "team")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("S")
    page.keyboard.press("Tab")
    page.keyboard.type("12")
    survey(page).locator('[data-mo="next"]').focus()
    page.keyboard.press("Enter")
    question(page, "wishes").locator("input").first.focus()
    page.keyboard.press("Space")
    up = question(page, "order").get_by_role("button", name="Move up: Place")
    up.focus()
    page.keyboard.press("Enter")
    expect(question(page, "order").locator('[data-mo="order"]')).to_have_text("Place: place 1 of 1")
    expect(up).to_be_focused()
    question(page, "order").get_by_role("button", name="Move up: Pay").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(question(page, "order").locator('[data-mo="order"]')).to_have_text("Pay: place 1 of 2")
    question(page, "likely").locator("input").first.focus()
    page.keyboard.press("Space")
    survey(page).locator('[data-mo="next"]').focus()
    page.keyboard.press("Enter")
    survey(page).locator('[data-mo="send"]').focus()
    page.keyboard.press("Enter")
    expect(survey(page).get_by_role("heading", name="Your answers were received")).to_be_visible()
    found = IdentifiedResponse.objects.get().answers
    assert (found["role"], found["order"], found["wishes"]) == ("lead", ["pay", "place"], ["time"])


def test_what_is_asked_only_then_comes_and_goes_and_is_not_sent(unit, page_as):
    page = opened(page_as, unit)
    expect(question(page, "team")).to_be_hidden()
    about_you(page)
    expect(question(page, "team")).to_be_visible()
    question(page, "role").get_by_label("Build").check()
    expect(question(page, "team")).to_be_hidden()
    press(page, "Next")
    plans(page)
    press(page, "Look over my answers")
    expect(survey(page).locator('[data-mo="review"]')).not_to_contain_text("people")
    press(page, "Send my answers")
    expect(survey(page).get_by_role("heading", name="Your answers were received")).to_be_visible()
    assert "team" not in IdentifiedResponse.objects.get().answers


def test_the_field_for_other_words_appears_and_has_the_focus(unit, page_as):
    page = opened(page_as, unit)
    question(page, "role").get_by_label("Something else").check()
    field = question(page, "role").get_by_label("In your own words")
    expect(field).to_be_focused()
    press(page, "Next")
    expect(question(page, "role").locator('[data-mo="reason"]')).to_have_text(
        "Write it in your own words."
    )
    assert_accessible(page)
    field.fill("Teach")
    said(page, "Saved at")
    eventually(lambda: IdentifiedDraft.objects.get().answers == {"role": {"other": "Teach"}})


def test_counts_and_the_choice_that_stands_alone_are_kept(unit, page_as):
    page = opened(page_as, unit)
    about_you(page)
    press(page, "Next")
    wishes = question(page, "wishes")
    for words in ("Time", "Calm", "Talks"):
        wishes.get_by_label(words).check()
    press(page, "Look over my answers")
    expect(wishes.locator('[data-mo="reason"]')).to_have_text("Choose at most 2.")
    wishes.get_by_label("Nothing").check()
    expect(wishes.locator("input:checked")).to_have_count(1)
    wishes.get_by_label("Calm").check()
    expect(wishes.get_by_label("Nothing")).not_to_be_checked()


@pytest.mark.parametrize(
    ("typed", "said_"),
    [("many", "Write a number."), ("0", "The smallest number here is 1."), ("99", "largest")],
)
def test_a_number_that_does_not_fit_is_told_at_its_question(unit, page_as, typed, said_):
    page = opened(page_as, unit)
    about_you(page)
    question(page, "team").get_by_role("textbox").fill(typed)
    press(page, "Next")
    expect(question(page, "team").locator('[data-mo="reason"]')).to_contain_text(said_)
    assert_accessible(page)


def test_change_leads_to_the_question_and_back_to_the_overview(unit, page_as):
    page = opened(page_as, unit)
    about_you(page)
    press(page, "Next")
    plans(page)
    press(page, "Look over my answers")
    survey(page).get_by_role("button", name="Change Where do you work?").click()
    expect(question(page, "place").get_by_role("combobox")).to_be_focused()
    question(page, "place").get_by_role("combobox").select_option("north")
    press(page, "Look over my answers")
    expect(survey(page).locator('[data-mo="review"]')).to_contain_text("North")


def test_script_in_an_answer_is_words_in_the_question_and_the_overview(unit, page_as):
    script = '<img src=x onerror="window.ran = 1"><script>window.ran = 1</script>'
    page = opened(page_as, unit)
    question(page, "role").locator("input[value=other]").check()
    question(page, "role").get_by_role("textbox").fill(script)
    question(page, "place").get_by_role("combobox").select_option("south")
    press(page, "Next")
    plans(page)
    for key in ("word", "more"):
        question(page, key).get_by_role("textbox").fill(script)
    press(page, "Look over my answers")
    overview = survey(page).locator('[data-mo="review"]')
    expect(overview.get_by_text(script)).to_have_count(3)
    assert_accessible(page)
    press(page, "Send my answers")
    expect(survey(page).get_by_text("A copy of your answers")).to_be_visible()
    assert page.evaluate("window.ran") is None
    assert IdentifiedResponse.objects.get().answers["more"] == script


def test_what_a_dead_network_left_behind_goes_on_from_another_device(unit, page_as):
    phone = opened(page_as, unit, viewport=PHONE)
    phone.context.set_offline(True)
    about_you(phone)
    said(phone, "No connection")
    screenshot(phone, "kinds-offline")
    phone.context.set_offline(False)
    said(phone, "Saved at")
    desk = page_as("amara", path=unit)
    said(desk, "You began this on another device")
    expect(question(desk, "wishes")).to_be_visible()
    assert_accessible(desk)
    screenshot(desk, "kinds-resumed")
    plans(desk)
    press(desk, "Look over my answers")
    press(desk, "Send my answers")
    expect(survey(desk).get_by_role("heading", name="Your answers were received")).to_be_visible()
    assert IdentifiedResponse.objects.get().answers == ANSWERS
    assert not IdentifiedDraft.objects.exists()


@pytest.mark.parametrize("take_other", [True, False])
def test_of_two_devices_none_overwrites_the_other_unasked(unit, page_as, take_other):
    phone = opened(page_as, unit, viewport=PHONE)
    desk = page_as("amara", path=unit)
    expect(question(desk, "role")).to_be_visible()
    question(phone, "role").get_by_label("Lead").check()
    said(phone, "Saved at")
    question(desk, "role").get_by_label("Build").check()
    summary = survey(desk).locator('[data-mo="summary"]')
    expect(summary).to_contain_text("What do you do? Here: Build. There: Lead.")
    assert_accessible(desk)
    screenshot(desk, "kinds-two-devices")
    assert IdentifiedDraft.objects.get().answers == {"role": "lead"}
    press(desk, "Take what is on the other device" if take_other else "Go on with what is here")
    said(desk, "Saved at")
    role = "lead" if take_other else "build"
    eventually(lambda: IdentifiedDraft.objects.get().answers == {"role": role})


def test_a_server_that_does_not_answer_is_told_from_a_dead_network(unit, page_as):
    page = opened(page_as, unit)
    page.route("**/respond", lambda route: route.fulfill(status=503, body=""))
    question(page, "role").get_by_label("Lead").check()
    said(page, "Our server is not answering")


def test_every_kind_fits_and_reads_from_right_to_left(course, unit, page_as):
    gb.add_person(gb.PersonCard(username="amara", name="Amara", language="ar"))
    page = page_as("amara", path=unit)
    survey(page).locator('[data-mo="start"]').click()
    expect(survey(page).locator('[data-mo="page"]').first).to_be_visible()
    for width in WIDTHS_OF_A_BLOCK:
        assert_fits(page, width=width)
    question(page, "role").locator('input[value="lead"]').check()
    question(page, "team").get_by_role("textbox").fill("\u0661\u0662")
    question(page, "place").locator("select").select_option("south")
    survey(page).locator('[data-mo="next"]').click()
    expect(question(page, "wishes")).to_be_visible()
    assert_accessible_and_fits(page, widths=WIDTHS_OF_A_BLOCK)
    screenshot(page, "kinds-right-to-left")


def test_without_javascript_every_question_can_be_read(unit, page_as):
    page = page_as("amara", path=unit, java_script_enabled=False)
    for item in KINDS["items"]:
        words = item["prompt"].split("{{", maxsplit=1)[0].strip()
        expect(question(page, item["key"])).to_contain_text(words)
