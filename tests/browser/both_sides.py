"""How a mentee and a mentor answer on a phone while the network comes and goes."""

import re

from playwright.sync_api import expect

from outcomes_plugin.surveys.models import ConfidentialDraft, ConfidentialResponse
from tests.browser.helpers import (
    assert_accessible,
    assert_fits,
    eventually,
    follow,
    screenshot,
)
from tests.pages.world import address

PHONE = {"width": 375, "height": 812}
HINDERED = "We work in different time zones."
SEEN = "She asks before she decides."
WISHED = "More time."


def looked_at(page, name):
    """See that the state of the page is accessible and fits a phone."""
    assert_accessible(page)
    assert_fits(page, width=320)
    screenshot(page, f"way-{name}")


def a_mentee_goes_on_after_the_network_died(page_as, program):
    page = begun_on_a_phone(page_as, program, "amara")
    agree(page)
    looked_at(page, "mentee-statements")
    said(page, "Saved at")
    press(page, "Next")
    page.context.set_offline(True)
    question(page, "Have you met?").get_by_label("Not yet").check()
    words(page, "What hinders you?").fill(HINDERED)
    expect(question(page, "What do you see in your mentee?")).to_have_count(0)
    said(page, "No connection")
    looked_at(page, "mentee-offline")
    page.close()
    assert HINDERED not in everything_kept(ConfidentialDraft)
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(page.url)
    expect(words(again, "What hinders you?")).to_be_visible()
    expect(words(again, "What hinders you?")).to_have_value(HINDERED)
    said(again, "Saved at")
    eventually(lambda: HINDERED in everything_kept(ConfidentialDraft))
    looked_at(again, "mentee-resumed")
    words(again, "What should change?").fill(WISHED)
    look_over(again, HINDERED, WISHED)
    press(again, "Send my answers")
    is_received(again, HINDERED)


def a_mentor_sends_when_the_network_is_back(page_as, program):
    page = begun_on_a_phone(page_as, program, "ilse")
    agree(page)
    press(page, "Next")
    question(page, "Have you met?").get_by_label("Yes").check()
    expect(words(page, "What hinders you?")).to_be_hidden()
    words(page, "What do you see in your mentee?").fill(SEEN)
    look_over(page, SEEN)
    page.context.set_offline(True)
    press(page, "Send my answers")
    said(page, "No connection")
    looked_at(page, "mentor-offline")
    assert SEEN not in everything_kept(ConfidentialResponse)
    page.context.set_offline(False)
    is_received(page, SEEN)


def begun_on_a_phone(page_as, program, name):
    """Return the survey as the person has found and started it."""
    page = page_as(name, path=address("mine", program.slug), viewport=PHONE)
    expect(page.get_by_text("That takes about 3 minutes.")).to_be_visible()
    looked_at(page, f"{name}-mine")
    follow(page, page.get_by_role("link", name=re.compile("How it goes for")))
    looked_at(page, f"{name}-notice")
    press(page, "Start")
    expect(question(page, "My mentor helps me see options.")).to_be_visible()
    return page


def agree(page):
    for prompt, point in (("helps me see", 5), ("lost time", 1), ("try out", 4)):
        question(page, prompt).locator(f'input[value="{point}"]').check(force=True)


def look_over(page, *written):
    press(page, "Look over my answers")
    for one in written:
        expect(survey(page).locator('[data-mo="answered"]')).to_contain_text(one)
    looked_at(page, "look-over")


def is_received(page, written):
    expect(survey(page).get_by_role("heading", name="Your answers were received")).to_be_visible()
    looked_at(page, "received")
    assert everything_kept(ConfidentialResponse).count(written) == 1
    assert written not in everything_kept(ConfidentialDraft)


def everything_kept(model):
    return str(list(model.objects.values_list("answers", flat=True)))


def survey(page):
    return page.locator(".mo-survey")


def question(page, prompt):
    return survey(page).locator("[data-item]", has_text=prompt)


def words(page, prompt):
    return question(page, prompt).get_by_role("textbox", include_hidden=True)


def press(page, name):
    survey(page).get_by_role("button", name=name, exact=True).click()


def said(page, sentence):
    expect(survey(page).locator('[data-mo="save"]')).to_contain_text(sentence)
