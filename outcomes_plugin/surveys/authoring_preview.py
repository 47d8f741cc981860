"""A questionnaire that is being written, as somebody who is asked would meet it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, ProgramData, Thing

from . import questionnaire as questionnaires
from .data import Mode, SurveyState, SurveyView
from .draft_documents import askable_part, check_can_be_drafted
from .item_views import items_and_sections
from .questionnaire import Questionnaire
from .rules import ROLES_ASKED
from .texts import say
from .windows import mode_of
from .wording import html_of


def preview_document(
    actor: Actor,
    program: programs_api.ProgramRef,
    document: Mapping[str, Any],
    *,
    role: str,
    language: str,
    mode: str = "",
) -> SurveyView | None:
    """
    Return what of the document can be asked already, as the role reads it; None where nothing can.

    Nothing is stored. Without a `mode` it is the one that the document would have.

    Raises:
        NotFound: no such program, or the actor may not author its questionnaires.
        Invalid: the document could not even be a draft, or there is no such role or mode.
    """
    held = programs_api.require(actor, program, Thing.QUESTIONNAIRES, Action.READ)
    check_can_be_drafted(document)
    if role not in ROLES_ASKED:
        raise Invalid(_("A questionnaire is read as a mentee or as a mentor."))
    part = askable_part(document)
    if part is None:
        return None
    asked = questionnaires.read(part)
    return _view(
        asked,
        held.program,
        role=role,
        language=language,
        mode=mode_of(mode) if mode else asked.default_mode,
    )


def _view(
    asked: Questionnaire, program: ProgramData, *, role: str, language: str, mode: Mode
) -> SurveyView:
    names = programs_api.names_of(programs_api.coordinators(program.id))
    return SurveyView(
        state=SurveyState.READY,
        program_slug=program.slug,
        window_key="",
        program_title=program.title,
        time_zone=program.time_zone,
        title=say(asked.title, language),
        about=say(asked.about, language),
        thanks_html=html_of(asked.thanks, language, words={}),
        licence=asked.licence,
        minutes=asked.minutes,
        is_validated=asked.is_validated,
        role=role,
        mode=mode,
        k=program.k,
        coordinator_names=tuple(sorted(names.values())),
        **items_and_sections(
            asked,
            role=role,
            language=language,
            answers=None,
            is_identified=mode is Mode.IDENTIFIED,
        ),
    )
