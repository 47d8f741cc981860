"""The page of one window in a real browser, and what the survey's script tells of a pace."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import expect

from outcomes_plugin.surveys.models import ConfidentialResponse
from tests.blocks import given_blocks as gb
from tests.browser.helpers import assert_fits
from tests.browser.test_pages import look
from tests.browser.test_survey_block import fill_all, is_received, send, start
from tests.pages.world import PERSONS, a_later_pulse, a_running_program, address, the

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def program(transactional_db):
    """Return a program in full swing, whose charts are drawn in English alone."""
    with override_settings(LANGUAGES=[("en", "English")]):
        return a_running_program()


def test_each_state_is_accessible_and_fits(program, page_as):
    a_later_pulse(program)
    page = page_as(PERSONS["coordinator"])
    for key in ("halfway", "pulse", "later"):
        look(page, address("window_detail", program.slug, the(program, key).id), f"window-{key}")


def test_a_number_is_explained_by_keyboard_and_escape_goes_back(program, page_as):
    path = address("window_detail", program.slug, the(program, "halfway").id)
    page = page_as(PERSONS["analyst"], path=path)
    number = page.locator("summary", has_text="McDonald’s omega").first
    explanation = page.get_by_text("without taking every item to weigh alike").first
    expect(explanation).to_be_hidden()
    number.focus()
    page.keyboard.press("Enter")
    expect(explanation).to_be_visible()
    page.keyboard.press("Escape")
    expect(explanation).to_be_hidden()
    expect(number).to_be_focused()


def test_it_reads_from_right_to_left(program, page_as):
    path = address("window_detail", program.slug, the(program, "halfway").id)
    page = page_as(PERSONS["coordinator"], path=path, locale="ar")
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert_fits(page, width=320)


@pytest.mark.parametrize(("minutes", "expected"), [(0, True), (10, False)])
def test_without_the_name_only_one_bit_of_the_pace_leaves_the_device(
    transactional_db, page_as, minutes, expected
):
    course = gb.a_course()
    gb.a_program()
    gb.linked(course)
    gb.block_of("twin").delete()
    unit = reverse("demo:unit", args=[course.key, course.key.make_usage_key("vertical", "unit")])
    page = page_as("amara", path=unit)
    page.clock.set_fixed_time(NOON)
    start(page)
    fill_all(page)
    page.clock.set_fixed_time(NOON + timedelta(minutes=minutes))
    with page.expect_request(lambda one: '"submit"' in (one.post_data or "")) as sent:
        send(page)
    is_received(page)
    assert json.loads(sent.value.post_data)["pace"] == {"was_fast": expected}
    assert ConfidentialResponse.objects.get().was_fast is expected
