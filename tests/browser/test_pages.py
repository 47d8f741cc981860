"""The pages in a real browser: each page and state at a phone's and a desk's width."""

import re

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from outcomes_plugin import tasks
from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.browser.helpers import (
    WIDTHS,
    assert_accessible,
    assert_fits,
    eventually,
    screenshot,
    unfold_all,
)
from tests.given_programs import a_program, the_coordinator
from tests.pages.world import PERSONS, a_later_pulse, a_running_program, address, the
from tests.reporting import scenes


@pytest.fixture
def program(transactional_db):
    """Return a program in full swing, whose charts are drawn in English alone."""
    with override_settings(LANGUAGES=[("en", "English")]):
        return a_running_program()


def look(page, path, name):
    """Open the page, open all that unfolds, and see that it is accessible and fits."""
    page.goto(path)
    screenshot(page, name)
    unfold_all(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)
    assert_fits(page, width=320)
    assert_fits(page, width=375)
    expect(page.locator("h1")).to_have_count(1)


def test_what_a_sponsor_reads(program, page_as):
    page = page_as(PERSONS["sponsor"])
    look(page, address("report", program.slug), "pages-report")
    look(page, f"{address('report', program.slug)}?cohort=spring", "pages-report-hidden")
    look(page, f"{address('report', program.slug)}?release=99", "pages-invalid")
    look(page, address("today", program.slug), "pages-today-counts")
    look(page, address("people", program.slug), "pages-not-found")


def test_what_a_coordinator_works_with(program, page_as):
    page = page_as(PERSONS["coordinator"])
    for name in ("today", "people"):
        look(page, address(name, program.slug), f"pages-{name}")
    look(page, address("home"), "pages-home")


def test_what_is_open_planned_closing_and_closed(program, page_as):
    a_later_pulse(program)
    surveys_api.begin_closing(the_coordinator(), the(program, "pulse").id, at=given.A_MONTH_LATER)
    opens_at = given.NEXT_MONDAY
    gs.an_open_window(
        program,
        key="second",
        title="Second pulse",
        instrument="pulse",
        opens_at=opens_at,
        closes_at=given.A_YEAR_LATER,
    )
    page = page_as(PERSONS["coordinator"])
    look(page, address("today", program.slug), "pages-today-every-state")
    look(page, address("answers", program.slug, the(program, "pulse").id), "pages-answers")
    look(page, address("answers", program.slug, the(program, "second").id), "pages-answers-none")
    look(
        page, address("answers", program.slug, the(program, "halfway").id), "pages-answers-refused"
    )


def test_a_planned_window_is_opened_by_keyboard_after_reading_what_that_does(program, page_as):
    a_later_pulse(program)
    page = page_as(PERSONS["coordinator"], path=address("today", program.slug))
    summary = page.locator("summary", has_text="Open now")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("24 people are asked from now on.")).to_be_visible()
    page.get_by_role("button", name="Leave it planned").press("Enter")
    expect(page.get_by_text("24 people are asked from now on.")).to_be_hidden()
    expect(summary).to_be_focused()
    assert the(program, "later").state == "planned"
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Open it now").press("Enter")
    told = page.get_by_text("The survey is open. 24 people are asked.")
    told.wait_for()
    expect(page.locator(":focus")).to_have_attribute("role", "status")
    screenshot(page, "pages-today-opened")
    assert_accessible(page)
    told.get_by_role("link", name="See who has answered").press("Enter")
    page.get_by_text("0 of 24 answered").wait_for()


def test_what_keeps_a_window_from_opening_stands_beside_the_button(transactional_db, page_as):
    program = a_program()
    a_later_pulse(program)
    page = page_as(PERSONS["coordinator"], path=address("today", program.slug))
    page.locator("summary", has_text="Open now").click()
    page.get_by_role("button", name="Open it now").click()
    page.get_by_text("Every scored question needs an indicator").wait_for()
    screenshot(page, "pages-today-not-opened")
    assert_accessible(page)
    assert_fits(page, width=320)
    assert the(program, "later").state == "planned"


def test_results_appear_on_the_page_when_a_worker_has_made_them(program, page_as):
    window = the(program, "pulse")
    surveys_api.begin_closing(the_coordinator(), window.id, at=given.A_MONTH_LATER)
    page = page_as(PERSONS["coordinator"], path=address("today", program.slug))
    place = page.locator('[data-mo="results"]')
    expect(place).to_have_text(re.compile("^Closing: no more answers are taken"))
    tasks.close_window(window.id)
    page.get_by_text("The survey is closed and release 2 is made.").wait_for()
    assert_accessible(page)
    place.get_by_role("link", name="Read the report").click()
    page.wait_for_url("**release=2")


def test_when_results_take_long_the_page_says_to_come_back(program, page_as):
    window = the(program, "pulse")
    surveys_api.begin_closing(the_coordinator(), window.id, at=given.A_MONTH_LATER)
    page = page_as(PERSONS["coordinator"])
    page.clock.install()
    page.goto(address("today", program.slug))
    later = page.get_by_text("come back later")

    def half_a_minute_passes():
        page.clock.run_for(31_000)
        page.wait_for_timeout(50)
        return later.is_visible()

    eventually(half_a_minute_passes)
    assert_accessible(page)
    assert the(program, "pulse").state == "closing"


def test_what_is_ones_own(program, page_as):
    page = page_as(PERSONS["mentee"])
    look(page, address("notice", program.slug), "pages-notice")
    look(page, address("my_data"), "pages-my-data")
    page = page_as(PERSONS["stranger"])
    look(page, address("home"), "pages-home-empty")
    look(page, address("my_data"), "pages-my-data-empty")


def test_the_states_before_there_are_figures(transactional_db, page_as):
    program = gs.an_asking_program()
    page = page_as(PERSONS["coordinator"])
    look(page, address("report", program.slug), "pages-report-nothing-closed")
    look(page, address("today", program.slug), "pages-today-empty")
    look(page, address("people", program.slug), "pages-people-empty")
    scenes.people(program, {"autumn": 9})
    scenes.a_release(program, {"autumn": 9})
    look(page, address("report", program.slug), "pages-report-few-people")


def test_right_to_left_in_the_dark_and_on_paper(transactional_db, page_as):
    program = a_running_program()
    page = page_as(PERSONS["sponsor"], locale="ar", color_scheme="dark")
    page.goto(address("report", program.slug))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.evaluate("document.body.style.background = '#0e1a26'")
    screenshot(page, "pages-report-rtl-dark")
    assert_fits(page, width=320)
    page.emulate_media(media="print")
    expect(page.locator(".mo-foot")).to_be_visible()
    expect(page.locator(".mo-tools")).to_be_hidden()
    expect(page.locator(".mo-nav")).to_be_hidden()


def test_a_number_is_explained_by_keyboard(program, page_as):
    page = page_as(PERSONS["sponsor"], path=address("report", program.slug))
    first, second = (
        page.locator('[data-mo="explain"]').nth(0),
        page.locator('[data-mo="explain"]').nth(1),
    )
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(first.get_by_text("Release 1").first).to_be_visible()
    second.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator('[data-mo="explain"][open]')).to_have_count(1)
    expect(second).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(page.locator('[data-mo="explain"][open]')).to_have_count(0)
    expect(second.locator("summary")).to_be_focused()


def test_a_cohort_is_chosen_and_the_file_follows(program, page_as):
    page = page_as(PERSONS["sponsor"], path=address("report", program.slug))
    page.get_by_label("Cohort").select_option("autumn")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**cohort=autumn")
    with page.expect_download() as download:
        page.get_by_role("link", name="Spreadsheet (CSV)").click()
    assert "Autumn" in download.value.path().read_text()


def test_a_window_is_closed_by_keyboard_after_a_warning(program, page_as):
    page = page_as(PERSONS["coordinator"], path=address("today", program.slug))
    summary = page.locator("summary", has_text="Close early")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Closing cannot be undone.")).to_be_visible()
    page.get_by_role("button", name="Keep it open").press("Enter")
    expect(page.get_by_text("Closing cannot be undone.")).to_be_hidden()
    expect(summary).to_be_focused()
    assert surveys_api.find_windows(program.id, states=["open"])
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Close it and make the release").press("Enter")
    told = page.get_by_text("The survey is closed and release 2 is made.")
    told.wait_for()
    assert_accessible(page)
    assert not surveys_api.find_windows(program.id, states=["open"])
    told.get_by_role("link", name="Read the report").click()
    page.wait_for_url("**release=2")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Of "))


def test_a_failing_server_leaves_the_window_and_says_what_to_do(program, page_as):
    page = page_as(PERSONS["coordinator"], path=address("today", program.slug))
    page.route("**/close/", lambda route: route.abort())
    page.locator("summary", has_text="Close early").click()
    page.get_by_role("button", name="Close it and make the release").click()
    page.get_by_text("The server did not answer.").wait_for()
    assert_accessible(page)
    assert surveys_api.find_windows(program.id, states=["open"])


def test_a_file_is_checked_and_imported_in_place(program, page_as, tmp_path):
    given.a_user("nora")
    file = tmp_path / "members.csv"
    file.write_text("user,role,cohort\nnobody,mentor,\n")
    page = page_as(PERSONS["coordinator"], path=address("people", program.slug))
    card = page.locator("#import-members")
    card.locator("input[type=file]").set_input_files(file)
    card.get_by_role("button", name="Check the file").click()
    card.get_by_text("Line 2, “user”").wait_for()
    assert_accessible(page)
    assert_fits(page, width=375)
    file.write_text("user,role,cohort\nnora,mentor,spring\n")
    card.locator("input[type=file]").set_input_files(file)
    card.get_by_role("button", name="Check the file").press("Enter")
    card.get_by_text("Nothing was written yet.").wait_for()
    screenshot(page, "pages-import-checked")
    card.get_by_role("button", name="Import it").press("Enter")
    card.get_by_text("Imported.", exact=True).wait_for()
    assert_accessible(page)
    page.reload()
    expect(page.locator("th", has_text="nora")).to_have_count(1)


def test_the_hr_steward_sees_imports_alone(program, page_as):
    page = page_as(PERSONS["hr_steward"])
    look(page, address("hr", program.slug), "pages-hr")


def test_letters_of_twice_the_size_fit_a_small_phone(program, page_as):
    page = page_as(PERSONS["coordinator"])
    for name in ("report", "today", "people", "notice"):
        page.goto(address(name, program.slug))
        unfold_all(page)
        page.locator("main").evaluate("(main) => { main.style.fontSize = '32px'; }")
        assert_fits(page, width=320)
        assert_fits(page, width=760)
