"""Comments in a real browser: written, reviewed by keyboard, released, read."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import given_surveys as gs
from tests.browser.helpers import assert_accessible, assert_fits, screenshot
from tests.given_comments import CHOICE, ITEM, a_window_with_words
from tests.given_programs import a_member
from tests.pages.world import PERSONS, address

WIDTHS = (320, 375, 768, 1280)


@pytest.fixture(autouse=True)
def a_database(transactional_db):
    """Let the server see what a test writes."""


@pytest.fixture
def window():
    program = gs.an_asking_program()
    a_member(program, PERSONS["sponsor"], role="sponsor")
    return gs.close(a_window_with_words(program, writers=12))


def looked_at(page, name):
    assert_accessible(page)
    for width in WIDTHS:
        assert_fits(page, width=width)
    screenshot(page, name)


def path_of(window, item=ITEM) -> str:
    return f"{address('comments', window.program_slug, window.id)}?item={item}"


def test_a_coordinator_reviews_by_keyboard_and_a_sponsor_reads_what_is_left(page_as, window):
    page = page_as(PERSONS["coordinator"], path=address("today", window.program_slug))
    page.get_by_role("link", name=re.compile("^Comments")).click()
    expect(page.get_by_text("Comments on this question are not shown")).to_be_visible()
    looked_at(page, "comments-too-few")
    page.get_by_role("link", name="What should be better?").click()
    expect(page.get_by_text("Nobody has read these comments yet")).to_be_visible()
    looked_at(page, "comments-waiting")
    page.get_by_text("Begin the review").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Begin and read them").press("Enter")
    expect(page.get_by_text("The review has begun.")).to_be_visible()
    page.get_by_role("link", name="Read the comments").click()
    words_are_hidden_by_keyboard(page)
    a_comment_is_hidden_and_shown_again(page)
    looked_at(page, "comments-review")
    arabic = page_as(PERSONS["coordinator"], path=path_of(window), locale="ar")
    expect(arabic.locator("html")).to_have_attribute("dir", "rtl")
    looked_at(arabic, "comments-review-ar")
    page.get_by_text("Release these comments").click()
    page.get_by_role("button", name="Release them").click()
    expect(page.get_by_text("The comments are released.")).to_be_visible()
    reader = page_as(PERSONS["sponsor"], path=path_of(window))
    expect(reader.get_by_text("[hidden]")).to_have_count(1)
    expect(reader.get_by_text("Ilse")).to_have_count(11)
    looked_at(reader, "comments-released")


def words_are_hidden_by_keyboard(page):
    comment = page.locator(".mo-comment").first
    hide = comment.get_by_role("button", name=re.compile("Hide words"))
    expect(hide).to_be_enabled()
    hide.press("Enter")
    expect(comment.get_by_role("checkbox").first).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(comment.get_by_role("checkbox", name="Ilse")).to_be_focused()
    page.keyboard.press("Space")
    expect(comment.get_by_role("checkbox", name="Ilse")).to_be_checked()
    looked_at(page, "comments-choosing")
    page.keyboard.press("Escape")
    expect(comment.get_by_role("checkbox")).to_have_count(0)
    expect(hide).to_be_focused()
    expect(comment.locator(".mo-crossed")).to_have_count(0)
    hide.press("Enter")
    comment.get_by_role("checkbox", name="Ilse").click()
    comment.get_by_role("button", name="Hide the chosen words").press("Enter")
    expect(comment.get_by_role("status")).to_have_text("Saved.")
    expect(comment.locator(".mo-crossed")).to_have_text("Ilse")
    expect(comment.get_by_role("button", name=re.compile("Hide words"))).to_be_focused()


def a_comment_is_hidden_and_shown_again(page):
    comment = page.locator(".mo-comment").nth(1)
    comment.get_by_text("Hide the whole comment").click()
    comment.get_by_role("button", name="It names somebody").click()
    expect(comment.get_by_text("The whole comment is hidden.")).to_be_visible()
    comment.get_by_role("button", name=re.compile("Show it again")).click()
    expect(comment.get_by_role("button", name=re.compile("Hide words"))).to_be_visible()


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_before_the_first_word_one_reads_that_it_cannot_be_withdrawn(page_as, mode):
    program = gs.an_asking_program()
    a_member(program, "mia")
    now = timezone.now()
    times = {"opens_at": now, "closes_at": now + timedelta(days=7)}
    window = a_window_with_words(program, writers=1, mode=mode, **times)
    gs.has_read_the_notice(window, "mia")
    page = page_as("mia", path=address("survey", program.slug, window.key))
    field = page.locator(f"[data-item={ITEM}]")
    expect(field).to_contain_text("cannot be withdrawn")
    expect(page.locator(f"[data-item={CHOICE}]")).to_contain_text("cannot be withdrawn")
    looked_at(page, f"comments-survey-{mode}")
