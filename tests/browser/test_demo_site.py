"""The demo site itself: the strip, a unit, Studio, at a phone's width, by keyboard, in Arabic."""

from itertools import product

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from demo.courses.models import DemoPerson
from tests.browser.helpers import assert_accessible, assert_fits, screenshot
from tests.demo import given_demo as given


@pytest.fixture
def course(transactional_db, monkeypatch):
    return given.a_course_with_a_diary(monkeypatch)


@pytest.fixture
def unit(course):
    return reverse("demo:unit", args=[course.key, given.key_of(course, "first", "vertical")])


def test_a_visitor_becomes_a_person_by_keyboard(course, page_as):
    given.a_person("amara", in_strip=True)
    page = page_as(path="/")
    page.get_by_label("Demo: you are").focus()
    page.keyboard.type("Amara")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".who")).to_have_text("amara")


def test_what_a_learner_does_in_one_block_shows_there_alone(unit, page_as):
    page = page_as("amara", path=unit)
    first, second = page.locator("#diary"), page.locator("#second")
    first.get_by_role("button").click()
    first.locator("output", has_text="1").wait_for()
    expect(second.locator("output")).to_have_text("0")
    assert_accessible(page)
    screenshot(page, "demo-unit")


def test_an_author_saves_and_comes_back_to_the_unit(course, unit, page_as):
    editor = reverse("demo:studio_edit", args=[course.key, given.key_of(course, "diary")])
    page = page_as("oskar", path=editor)
    assert_accessible(page)
    page.locator(".xblock").get_by_role("button").click()
    page.wait_for_url("**/studio/**/unit/**")
    page.get_by_text("Edited?").wait_for()
    assert_accessible(page)
    screenshot(page, "demo-studio-unit")
    expect(page_as("amara", path=unit).locator("#diary")).to_contain_text("Edited?")


def test_a_text_is_completed_by_being_seen(course, unit, page_as, settings):
    from completion.models import BlockCompletion

    settings.COMPLETION_BY_VIEWING_DELAY_MS = 0
    page = page_as("amara")
    with page.expect_response("**/publish_completion") as answer:
        page.goto(unit)
    assert answer.value.ok
    row = BlockCompletion.objects.get()
    assert (row.user.username, row.block_key.block_id) == ("amara", "text")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_fit_a_phone_and_are_accessible(course, unit, page_as, language):
    DemoPerson.objects.update(language=language)
    home = reverse("demo:course", args=[course.key])
    pages = {name: page_as(name, locale=language) for name in ("amara", "oskar", None)}
    for page, path in product(pages.values(), ("/", home, unit, "/demo/sign-in/")):
        page.goto(path)
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert_accessible(page)
        assert_fits(page, width=320)
        assert_fits(page, width=375)
