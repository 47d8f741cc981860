"""How alike both sides see a facet, on the page of the report."""

import pytest
from playwright.sync_api import expect

from tests import given_surveys as gs
from tests.browser.helpers import assert_accessible, assert_fits, screenshot
from tests.given_sides import the_sides
from tests.pages.world import PERSONS, address
from tests.reporting import scenes


@pytest.fixture(autouse=True)
def a_database(transactional_db):
    """Let the server see what a test writes."""


def test_the_report_shows_both_sides_on_one_axis(page_as):
    program = gs.an_asking_program()
    for window in the_sides(program).values():
        scenes.released(window)
    page = page_as(PERSONS["coordinator"], path=address("report", program.slug))
    section = page.get_by_role("region", name="How alike the two sides see it")
    expect(section.get_by_role("row")).to_have_count(5)
    expect(section.get_by_text("13 mentors with their mentees")).to_have_count(4)
    assert_accessible(page)
    for width in (320, 375, 768, 1280):
        assert_fits(page, width=width)
    screenshot(page, "report-sides")
