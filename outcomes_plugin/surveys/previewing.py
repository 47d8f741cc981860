"""The survey as its authors see it before anybody answers; nothing is stored."""

from datetime import datetime

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.programs import api as programs_api

from . import questionnaire as questionnaires
from .data import Mode, SurveyState, SurveyView
from .item_views import items_and_sections
from .receipts import key_of, window_at
from .texts import say
from .windows import may_place
from .wording import html_of


def preview(
    actor: Actor, program_slug: str, window_key: str, *, at: datetime, language: str
) -> SurveyView:
    """
    Return the survey as a person who is asked would find it, without a person.

    Raises:
        NotFound: no such window, or the actor neither coordinates its program nor staffs a course
            of it.
    """
    window = window_at(program_slug, window_key)
    if window is None or not may_place(programs_api.whole_standing(actor, window.program_id)):
        raise NotFound
    asked = questionnaires.read(window.version.document)
    key = key_of(window)
    return SurveyView(
        state=SurveyState.READY,
        program_slug=program_slug,
        window_key=window_key,
        program_title=window.program.title,
        time_zone=window.program.time_zone,
        title=window.title,
        about=say(asked.about, language),
        thanks_html=html_of(asked.thanks, language, words={}),
        licence=asked.licence,
        minutes=asked.minutes,
        is_validated=asked.is_validated,
        role=window.role,
        mode=Mode(window.mode),
        k=window.program.k,
        key_destroyed_on=key.destroy_on if key is not None else None,
        opens_at=window.opens_at,
        closes_at=window.closes_at,
        instrument_version=window.version.number,
        **items_and_sections(
            asked,
            role=window.role,
            language=language,
            answers=None,
            is_identified=window.mode == Mode.IDENTIFIED,
        ),
    )
