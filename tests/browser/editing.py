"""A questionnaire in the editor, and what its author does there in a browser."""

import re
from contextlib import suppress

from playwright.sync_api import expect

from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.models import QuestionnaireDraft
from tests import given
from tests import given_surveys as gs
from tests.given_programs import the_coordinator
from tests.pages.world import address

AGREE = {
    "kind": "likert",
    "points": [
        {"value": value, "label": label}
        for value, label in enumerate(("No", "Hardly", "So so", "Mostly", "Yes"), start=1)
    ],
}
DOCUMENT = {
    "title": "Halfway",
    "about": "How it goes so far.",
    "minutes": 2,
    "validated": False,
    "default_mode": "identified",
    "scales": {"agree": AGREE},
    "items": [
        {"key": "use", "kind": "likert", "scale": "agree", "prompt": "It is useful."},
        {"key": "met", "kind": "single_choice", "prompt": "Have you met?", "choices": [
            {"key": "yes", "label": "Yes"}, {"key": "no", "label": "Not yet"}]},
        {"key": "why", "kind": "text", "prompt": "Why not?",
         "show_if": {"item": "met", "is": "no"}},
        {"key": "lead", "kind": "text", "prompt": "What did you see?", "roles": ["mentor"]},
    ],
    "scores": [{"key": "usefulness", "items": ["use"]}],
}  # fmt: skip


def a_published_questionnaire():
    """Return a program, with the questionnaire `halfway` published once."""
    program = gs.an_asking_program()
    surveys_api.publish_instrument(
        the_coordinator(), program.id, DOCUMENT, key="halfway", at=given.MONDAY
    )
    return program


def open_editor(page_as, program, **options):
    """Return the editor of the questionnaire, as its coordinator has opened it."""
    path = address("edit_questionnaire", program.slug, "halfway")
    page = page_as("cleo", path=path, **options)
    expect(row(page, "It is useful.")).to_be_visible()
    return page


def row(page, words):
    return page.locator(".mo-pick", has_text=words)


def rows(page):
    return page.locator(".mo-outline-item .mo-outline-words")


def panel(page):
    return page.locator('[data-mo="panel"]')


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def tab(page, name):
    page.get_by_role("tab", name=name, exact=True).click()


def kept(page):
    expect(page.locator('[data-mo="save"]')).to_contain_text("Draft kept", timeout=15_000)


def draft(key="halfway"):
    return QuestionnaireDraft.objects.get(key=key).document


def keys(document):
    return [item["key"] for item in document["items"]]


def eventually(page, look, wanted):
    """Wait until the server has what is wanted."""
    for _attempt in range(100):
        with suppress(QuestionnaireDraft.DoesNotExist):
            if look() == wanted:
                return
        page.wait_for_timeout(100)
    assert look() == wanted


def prompts():
    return [item.get("prompt") for item in draft()["items"]]


def add(page, kind, words):
    press(page, "Add a question")
    panel(page).get_by_role("button", name=re.compile(f"^{kind}")).click()
    field = panel(page).get_by_label(re.compile(r"^(Question in words|Statement 1)$"))
    expect(field).to_be_focused()
    field.fill(words)
