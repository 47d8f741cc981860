"""An HR data steward says how a source is read, in a real browser."""

import pytest
from playwright.sync_api import expect

from outcomes_plugin import api
from tests import given
from tests.browser.helpers import WIDTHS, assert_accessible, assert_fits, screenshot
from tests.given_programs import a_member, a_program
from tests.pages.world import address

FILE = b"""Record;Mail;Event;Effective date
C-1;amara;Promoted;01.10.2026
C-2;nobody;Moved;02.10.2026
"""


@pytest.fixture(autouse=True)
def a_database(transactional_db):
    """Let the server see what a test writes."""


def test_an_example_becomes_a_mapping_that_is_seen_at_work_and_saved(page_as):
    program = a_program()
    a_member(program, "amara")
    a_member(program, "hana", role="hr_steward")
    page = page_as("hana", path=address("new_hr_source", program.slug))
    page.get_by_label("Career steps").check()
    sent = {"name": "steps.csv", "mimeType": "text/csv", "buffer": FILE}
    page.get_by_label("An example of its file").set_input_files(sent)
    page.get_by_role("button", name="Read its columns").click()
    expect(page.get_by_role("heading", name="Which column is what")).to_be_focused()
    expect(page.get_by_label("Person", exact=True)).to_have_value("column:Mail")
    wrong = page.locator(".mo-wrong-cell")
    expect(wrong).to_have_count(2)
    page.get_by_label("“Promoted” in the file means").select_option("promotion")
    expect(wrong).to_have_count(1)
    page.get_by_label("“Moved” in the file means").select_option("lateral_move")
    expect(wrong).to_have_count(0)
    assert_accessible(page)
    for width in (320, *WIDTHS):
        assert_fits(page, width=width)
    screenshot(page, "hr-mapping")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Name of the source")).to_be_focused()
    page.keyboard.type("Payroll")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Payroll", level=1)).to_be_visible()
    (source,) = api.hr_sources(given.an_actor("hana"), program.id)
    assert source.mapping.words == {"kind": {"Promoted": "promotion", "Moved": "lateral_move"}}
