"""Around the editor: two authors at once, a dead network, Studio, files, every tab and width."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from outcomes_plugin.surveys.models import QuestionnaireDraft
from tests import given_surveys as gs
from tests.blocks import given_blocks as gb
from tests.browser.editing import (
    DOCUMENT,
    draft,
    eventually,
    kept,
    keys,
    panel,
    press,
    prompts,
    row,
    tab,
)
from tests.browser.helpers import assert_accessible, assert_fits, screenshot
from tests.pages.world import address

TABS = ("Questions", "Privacy", "When and who", "Languages", "Thank-you page", "Import or export")


@pytest.fixture
def program(transactional_db):
    return gs.an_asking_program()


@pytest.mark.parametrize("takes_theirs", [True, False])
def test_of_two_authors_none_overwrites_the_other_unasked(opened, takes_theirs):
    first, second = opened(), opened()
    row(first, "Why not?").click()
    panel(first).get_by_label("Question in words").fill("Why so late?")
    kept(first)
    row(second, "What did you see?").click()
    panel(second).get_by_label("Question in words").fill("What did you hear?")
    conflict = second.locator('[data-mo="conflict"]')
    expect(conflict.get_by_role("heading")).to_be_focused(timeout=15_000)
    expect(conflict).to_contain_text("Why so late?")
    expect(conflict).to_contain_text("What did you hear?")
    expect(conflict.get_by_label(re.compile("^Yours"))).to_be_checked()
    assert_accessible(second)
    screenshot(second, "editor-conflict")
    if takes_theirs:
        conflict.get_by_label(re.compile("^Theirs")).check()
    press(second, "Go on with this one")
    kept(second)
    wanted = (
        ["Why so late?", "What did you see?"]
        if takes_theirs
        else ["Why not?", "What did you hear?"]
    )
    eventually(second, lambda: prompts()[2:], wanted)


def test_a_dead_network_loses_nothing(opened):
    page = opened()
    row(page, "Why not?").click()
    page.context.set_offline(True)
    panel(page).get_by_label("Question in words").fill("Why not by now?")
    expect(page.locator('[data-mo="save"]')).to_contain_text("No connection", timeout=15_000)
    assert_accessible(page)
    screenshot(page, "editor-offline")
    page.context.set_offline(False)
    kept(page)
    eventually(page, lambda: prompts()[2], "Why not by now?")


def test_what_this_device_kept_is_there_again_after_a_reload(opened):
    page = opened()
    row(page, "Why not?").click()
    page.route(
        "**/edit/",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    panel(page).get_by_label("Question in words").fill("Why not by now?")
    expect(page.locator('[data-mo="save"]')).to_contain_text("No connection", timeout=15_000)
    page.unroute("**/edit/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(row(page, "Why not by now?")).to_be_visible()
    eventually(page, lambda: prompts()[2], "Why not by now?")


@pytest.mark.parametrize("width", [320, 720, 1280])
def test_every_tab_fits_and_is_accessible(opened, width):
    page = opened()
    page.set_viewport_size({"width": width, "height": 900})
    for name in TABS:
        tab(page, name)
        expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
        assert_fits(page, width=width)
        assert_accessible(page)
        screenshot(page, f"editor-{name.lower().replace(' ', '-')}")


def test_the_buttons_keep_their_look_where_the_platform_dresses_every_button(opened):
    page = opened()
    page.add_style_tag(content="button { letter-spacing: 1px; text-shadow: 0 1px red; }")
    page.add_style_tag(content="button { box-shadow: inset 0 1px red; }")
    for button in page.locator(".mo-editor button:visible").all():
        for name, value in (
            ("letter-spacing", "normal"),
            ("text-shadow", "none"),
            ("box-shadow", "none"),
        ):
            expect(button).to_have_css(name, value)


def test_it_reads_from_right_to_left(published, page_as):
    gb.add_person(gb.PersonCard(username="cleo", name="Cleo", language="ar"))
    page = page_as("cleo", path=address("edit_questionnaire", published.slug, "halfway"))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(row(page, "It is useful.")).to_be_visible()
    assert_fits(page, width=320)
    assert_accessible(page)
    screenshot(page, "editor-right-to-left")


def test_without_a_script_the_questions_can_be_read(published, page_as):
    path = address("edit_questionnaire", published.slug, "halfway")
    page = page_as("cleo", path=path, java_script_enabled=False)
    expect(page.get_by_text("Writing a questionnaire needs JavaScript.")).to_be_visible()
    expect(page.get_by_text("Have you met?")).to_be_visible()


def test_an_author_writes_and_chooses_in_studio(published, page_as):
    course = gb.a_course()
    now = timezone.now()
    gs.a_window(
        published, instrument="halfway", opens_at=now, closes_at=now + timedelta(days=7), at=now
    )
    gb.linked(course)
    gb.learning.give_course_role(course, gb.a_platform_user("oskar"))
    key = gb.usage_key()
    page = page_as("oskar", path=reverse("demo:studio_edit", args=[course.key, key]))
    expect(row(page, "It is useful.")).to_be_visible()
    row(page, "Why not?").click()
    panel(page).get_by_label("Question in words").fill("Why not so far?")
    tab(page, "When and who")
    panel(page).get_by_label("Title in the course").fill("Halfway there")
    assert_accessible(page)
    screenshot(page, "editor-studio")
    press(page, "Save the new words")
    changes = page.locator('[data-mo="changes"]')
    with page.expect_navigation(url="**/studio/**/unit/**"):
        changes.get_by_role("button", name="Save the new words").click()
    expect(page.get_by_text("Halfway there").first).to_be_visible()


def test_who_changes_the_title_alone_publishes_nothing(program, page_as):
    course = gb.a_course()
    now = timezone.now()
    gs.a_window(program, opens_at=now, closes_at=now + timedelta(days=7), at=now)
    gb.linked(course)
    gb.learning.give_course_role(course, gb.a_platform_user("oskar"))
    page = page_as("oskar", path=reverse("demo:studio_edit", args=[course.key, gb.usage_key()]))
    tab(page, "When and who")
    panel(page).get_by_label("Title in the course").fill("Halfway there")
    with page.expect_navigation(url="**/studio/**/unit/**"):
        press(page, "Save")
    expect(page.get_by_text("Halfway there").first).to_be_visible()
    assert not QuestionnaireDraft.objects.exists()


def test_a_file_is_read_into_the_draft_and_undo_brings_the_old_one_back(opened):
    page = opened()
    tab(page, "Import or export")
    with page.expect_download() as saved:
        press(page, "Save the file")
    assert json.loads(Path(saved.value.path()).read_text()) == DOCUMENT
    other = json.dumps({**DOCUMENT, "items": DOCUMENT["items"][:2]}).encode()
    file = {"name": "other.json", "mimeType": "application/json", "buffer": other}
    page.get_by_label("Read a file").set_input_files(file)
    expect(panel(page)).to_contain_text("All of the file is in the draft.")
    eventually(page, lambda: keys(draft()), ["use", "met"])
    page.locator('[data-mo="gone"]').get_by_role("button", name="Undo").click()
    eventually(page, lambda: keys(draft()), keys(DOCUMENT))


def test_a_coordinator_changes_how_answers_are_kept_with_a_reason(program, page_as):
    now = timezone.now()
    gs.a_window(
        program, opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=7), at=now
    )
    path = address("edit_questionnaire", program.slug, "satisfaction_mentee")
    page = page_as("cleo", path=path)
    tab(page, "Privacy")
    panel(page).get_by_text("Change how answers are kept").first.click()
    panel(page).get_by_label("With names").check()
    press(page, "Change how answers are kept")
    expect(panel(page).locator(".mo-reason:visible")).not_to_be_empty()
    panel(page).get_by_label("Reason").fill("Two coordinators call whoever is stuck.")
    press(page, "Change how answers are kept")
    expect(panel(page)).to_contain_text("Because: Two coordinators call whoever is stuck.")
    expect(page.locator('[data-mo="chips"]')).to_contain_text("With names")
