"""Protected windows in which people wrote in their own words."""

from typing import Any

from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import WindowData
from tests import given
from tests import given_surveys as gs
from tests.given_programs import the_coordinator
from tests.given_questionnaires import a_document, an_item

ITEM, CHOICE = "better", "channel"
QUESTION = "What should be better?"


def an_instrument_with_words(program: ProgramData) -> str:
    """Return the key of a questionnaire with a text and a choice that takes own words."""
    document = a_document(
        an_item("number", "liked"),
        an_item("single_choice", CHOICE, required=False, other=True),
        an_item("text", ITEM, prompt=QUESTION),
        default_mode="confidential",
    )
    surveys_api.publish_instrument(
        the_coordinator(), program.id, document, key="own_words", at=given.MONDAY
    )
    return "own_words"


def what(index: int) -> str:
    """Return what the person of that number writes."""
    return f"Writer {index} wants Ilse to call more often."


def a_window_with_words(
    program: ProgramData,
    *,
    writers: int,
    others: int = 0,
    mode: str = "confidential",
    **fields: Any,
) -> WindowData:
    """Return an open window in which so many wrote on the item, and others on the choice."""
    people = gs.mentees(program, max(writers, others) + 1, name="wren")
    window = gs.an_open_window(
        program, key="words", mode=mode, instrument=an_instrument_with_words(program), **fields
    )
    for index, name in enumerate(people):
        words = {ITEM: what(index)} if index < writers else {}
        other = {CHOICE: {"other": f"By post {index}"}} if index < others else {}
        gs.answer(window, name, {"liked": 7, **words, **other}, at=window.opens_at)
    return window
