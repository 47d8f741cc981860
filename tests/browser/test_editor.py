"""A questionnaire is written in the editor: by pointer and by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from outcomes_plugin import api
from tests import given_surveys as gs
from tests.browser.editing import (
    DOCUMENT,
    add,
    draft,
    eventually,
    kept,
    keys,
    panel,
    press,
    prompts,
    row,
    rows,
    tab,
)
from tests.browser.helpers import assert_accessible, screenshot
from tests.given_programs import the_coordinator
from tests.pages.world import address


@pytest.fixture
def program(transactional_db):
    return gs.an_asking_program()


def begun(page_as, program):
    """Return the editor of a new questionnaire, begun from nothing on the page of them all."""
    page = page_as("cleo", path=address("set_up_instruments", program.slug))
    page.get_by_label("Title").fill("How it goes")
    page.get_by_label("Start from").select_option(index=0)
    press(page, "Begin and open the editor")
    expect(panel(page).get_by_role("heading", name="Nothing is asked yet")).to_be_visible()
    return page


def two_statements(page):
    press(page, "Add the first question")
    panel(page).get_by_role("button", name=re.compile("^Statement")).click()
    panel(page).get_by_label("Statement 1").fill("My mentor helps me see options.")
    panel(page).get_by_label("Statement 1").press("Enter")
    expect(panel(page).get_by_label("Statement 2")).to_be_focused()
    panel(page).get_by_label("Statement 2").fill("Our meetings are lost time.")
    panel(page).get_by_label("Measures").select_option("usefulness")
    panel(page).get_by_label("Reverse-scored").nth(1).check()


def a_choice_of_three(page):
    add(page, "One choice", "Have you met?")
    panel(page).get_by_label("Answer 1").fill("Yes")
    panel(page).get_by_label("Answer 2").fill("Not yet")
    panel(page).get_by_label("Answer 2").press("Enter")
    expect(panel(page).get_by_label("Answer 3")).to_be_focused()
    panel(page).get_by_label("Answer 3").fill("Often")


def a_number_shown_to_some(page):
    add(page, "Number", "How often?")
    panel(page).get_by_label("Largest").fill("30")
    press(page, "Show only if…")
    panel(page).get_by_label("Earlier question").select_option(label="Have you met?")
    panel(page).get_by_label("Value").select_option(label="Often")


def what_it_is_for(page):
    row(page, "Title and introduction").click()
    panel(page).get_by_label("Introduction").fill("Three questions.")
    panel(page).get_by_label("How answers are kept").select_option("confidential")
    kept(page)


def publish(page, name):
    """Publish the draft after what changes was read."""
    press(page, name)
    changes = page.locator('[data-mo="changes"]')
    expect(changes.get_by_role("heading", name="What changes")).to_be_focused()
    changes.get_by_role("button", name=name).click()


def test_a_questionnaire_is_written_from_nothing_and_published(program, page_as):
    page = begun(page_as, program)
    assert_accessible(page)
    screenshot(page, "editor-empty")
    two_statements(page)
    a_choice_of_three(page)
    a_number_shown_to_some(page)
    add(page, "Own words", "What should change?")
    what_it_is_for(page)
    expect(page.locator('[data-mo="bar-words"]')).to_contain_text("This becomes version 1.")
    assert_accessible(page)
    screenshot(page, "editor-written")
    publish(page, "Save version 1")
    expect(page.locator('[data-mo="save"]')).to_contain_text("Version 1 is saved.")
    document = api.instrument_document(the_coordinator(), program.slug, "how_it_goes")
    useful, lost, met, often, change = document["items"]
    both = [useful["key"], lost["key"]]
    assert document["scores"] == [
        {"key": "usefulness", "items": both, "reverse_keyed": [lost["key"]]}
    ]
    assert often["show_if"] == {"item": met["key"], "is": met["choices"][2]["key"]}
    assert (change["kind"], often["high"]) == ("text", 30)
    assert [one["label"] for one in met["choices"]] == ["Yes", "Not yet", "Often"]


def test_what_was_deleted_comes_back_and_goes_again(opened):
    page = opened()
    row(page, "Have you met?").click()
    press(page, "Delete the question")
    expect(page.locator('[data-mo="gone"]')).to_contain_text("The question is deleted.")
    assert_accessible(page)
    expect(rows(page)).to_have_count(3)
    page.locator('[data-mo="gone"]').get_by_role("button", name="Undo").click()
    expect(rows(page)).to_have_count(4)
    page.locator("[data-mo=outline]").get_by_role("button", name="Redo").click()
    expect(rows(page)).to_have_count(3)
    row(page, "It is useful.").focus()
    page.keyboard.press("Control+z")
    expect(rows(page)).to_have_count(4)
    page.keyboard.press("Control+Shift+z")
    expect(rows(page)).to_have_count(3)
    kept(page)
    eventually(page, lambda: keys(draft()), ["use", "why", "lead"])


def test_questions_change_places_by_keys_by_buttons_and_by_drag(opened):
    page = opened()
    row(page, "Have you met?").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(rows(page).first).to_have_text("Have you met?")
    expect(row(page, "Have you met?")).to_be_focused()
    row(page, "Have you met?").click()
    page.locator(".mo-question-head").get_by_role("button", name="Move down").click()
    expect(rows(page).first).to_have_text("It is useful.")
    grip = page.locator(".mo-outline-item .mo-grip").nth(3)
    to = page.locator(".mo-outline-item").first.bounding_box()
    grip.hover()
    page.mouse.down()
    page.mouse.move(to["x"] + 20, to["y"] + 4, steps=5)
    page.mouse.up()
    expect(rows(page).first).to_have_text("What did you see?")
    eventually(page, lambda: keys(draft()), ["lead", "use", "met", "why"])


def test_a_copy_is_new_and_the_change_is_read_before_it_is_published(opened, published):
    page = opened()
    row(page, "Have you met?").click()
    press(page, "Duplicate")
    expect(rows(page)).to_have_count(5)
    kept(page)
    expect(page.locator('[data-mo="bar-words"]')).to_contain_text("this becomes version 2")
    press(page, "Save version 2")
    changes = page.locator('[data-mo="changes"]')
    expect(changes).to_contain_text("new")
    assert_accessible(page)
    screenshot(page, "editor-changes")
    changes.get_by_role("button", name="Save version 2").click()
    expect(page.locator('[data-mo="save"]')).to_contain_text("Version 2 is saved.")
    assert len(api.instrument_document(the_coordinator(), published.slug, "halfway")["items"]) == 5


def test_other_words_alone_leave_the_version(opened, published):
    page = opened()
    row(page, "Why not?").click()
    panel(page).get_by_label("Question in words").fill("Why not so far?")
    expect(page.get_by_role("button", name="Save the new words")).to_be_visible()
    press(page, "Save the new words")
    changes = page.locator('[data-mo="changes"]')
    changes.get_by_role("button", name="Save the new words").click()
    expect(page.locator('[data-mo="save"]')).to_contain_text("has new words")
    document = api.instrument_document(the_coordinator(), published.slug, "halfway")
    assert document["items"][2]["prompt"] == "Why not so far?"


def test_the_preview_shows_what_each_role_meets(opened):
    page = opened()
    frame = page.locator(".mo-preview-frame")
    expect(frame).to_contain_text("It is useful.")
    expect(frame.get_by_text("Why not?")).to_be_hidden()
    frame.get_by_label("Not yet").check()
    expect(frame.get_by_text("Why not?")).to_be_visible()
    expect(frame).not_to_contain_text("What did you see?")
    page.get_by_label("Read as").select_option("mentor")
    expect(frame).to_contain_text("What did you see?")
    press(page, "Desktop")
    expect(panel(page)).to_be_hidden()
    assert_accessible(page)
    screenshot(page, "editor-desktop-preview")
    press(page, "Phone")
    expect(panel(page)).to_be_visible()


def test_another_language_is_written_beside_the_first(opened):
    page = opened()
    tab(page, "Languages")
    page.get_by_label("Add a language").select_option("es-419")
    expect(panel(page)).to_contain_text("texts are missing")
    panel(page).get_by_label(re.compile(r": Why not\?$")).fill("¿Por qué no?")
    assert_accessible(page)
    kept(page)
    eventually(
        page, lambda: draft()["items"][2]["prompt"], {"en": "Why not?", "es-419": "¿Por qué no?"}
    )
    tab(page, "Questions")
    page.get_by_label("Language of the preview").select_option("es-419")
    frame = page.locator(".mo-preview-frame")
    frame.locator('input[value="no"]').check()
    expect(frame.get_by_text("¿Por qué no?")).to_be_visible()


def test_words_of_thanks_stand_in_the_preview(opened):
    page = opened()
    tab(page, "Thank-you page")
    panel(page).get_by_label("Your words").fill("We read **all** of it.")
    expect(page.locator(".mo-preview-frame")).to_contain_text("We read all of it.")
    eventually(
        page,
        lambda: draft().get("thanks"),
        "We read **all** of it.",
    )


def test_what_is_wrong_stands_beside_its_field_and_leads_there(opened):
    page = opened()
    row(page, "Have you met?").click()
    panel(page).get_by_label("Answer 2").fill("")
    expect(panel(page).get_by_label("Answer 2")).to_have_attribute("aria-invalid", "true")
    expect(row(page, "Have you met?")).to_contain_text("needs attention")
    assert_accessible(page)
    row(page, "Why not?").click()
    page.get_by_role("button", name=re.compile("^Save")).first.click()
    changes = page.locator('[data-mo="changes"]')
    changes.get_by_role("button", name=re.compile("^Question 2:")).first.click()
    expect(panel(page).get_by_label("Answer 2")).to_be_focused()


def test_a_question_that_measures_nothing_is_pointed_out(opened):
    page = opened()
    panel(page).get_by_label("Measures").select_option("")
    expect(row(page, "It is useful.")).to_contain_text("needs attention")
    row(page, "Why not?").click()
    press(page, "Go to question 1")
    panel(page).get_by_label("Measures").select_option("usefulness")
    expect(row(page, "It is useful.")).not_to_contain_text("needs attention")


def test_all_of_it_can_be_done_with_the_keyboard_alone(opened):
    page = opened()
    page.get_by_role("tab", name="Questions").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Privacy")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowLeft")
    row(page, "Have you met?").focus()
    page.keyboard.press("Enter")
    expect(panel(page).get_by_role("heading", name="Question 2")).to_be_focused()
    for name in ("Move up", "Move down", "Duplicate", "Delete the question"):
        page.keyboard.press("Tab")
        expect(panel(page).get_by_role("button", name=name, exact=True).first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    page.keyboard.type(" So far?")
    expect(row(page, "Have you met? So far?")).to_be_visible()
    page.keyboard.press("Tab")
    expect(panel(page).get_by_label("Answer 1")).to_be_focused()
    kept(page)
    eventually(page, lambda: prompts()[1], "Have you met? So far?")


def test_a_question_of_the_bank_brings_its_scale_and_what_it_measures(opened):
    page = opened()
    press(page, "From the question bank")
    assert_accessible(page)
    screenshot(page, "editor-bank")
    pool = panel(page).locator("details", has_text="Trust").first
    pool.locator("summary").click()
    pool.get_by_role("button", name=re.compile("^Add")).first.click()
    expect(rows(page)).to_have_count(5)
    kept(page)
    document = draft()
    [added] = [item for item in document["items"] if item["key"] not in keys(DOCUMENT)]
    assert added["scale"] in document["scales"]
    assert any(added["key"] in score["items"] for score in document["scores"])


def test_a_page_begins_at_a_question_and_goes_again(opened):
    page = opened()
    row(page, "Why not?").click()
    press(page, "New page")
    panel(page).get_by_label("Heading", exact=True).fill("What hinders")
    expect(page.locator(".mo-outline-page")).to_have_text(["Page 1", "Page 2"])
    press(page, "Take the heading out")
    expect(page.locator(".mo-outline-page")).to_have_count(1)
    eventually(page, lambda: "sections" in draft(), wanted=False)
