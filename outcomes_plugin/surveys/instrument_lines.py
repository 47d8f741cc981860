"""The questionnaires of a program, as its coordinators look them over."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.frameworks.data import IndicatorData
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Role, Thing

from . import questionnaire as questionnaires
from .data import WindowData
from .instrument_data import InstrumentLine, Paper
from .item_views import items_and_sections
from .models import InstrumentVersion
from .publishing import instruments
from .questionnaire import Questionnaire
from .texts import say
from .tying import indicators_among
from .windows import find_windows
from .wording import html_of, plain_of

_ROLES = (Role.MENTEE, Role.MENTOR)


def instrument_lines(
    actor: Actor, program: programs_api.ProgramRef, *, language: str
) -> Sequence[InstrumentLine]:
    """
    Return every questionnaire that the program can ask, its own first, in the language.

    Raises:
        NotFound: no such program, or the actor may not author its questionnaires.
    """
    program_id = programs_api.require(
        actor, program, Thing.QUESTIONNAIRES, Action.CONFIGURE
    ).program.id
    rows = InstrumentVersion.objects.filter(instrument__program_id=program_id).order_by("number")
    versions = dict(rows.values_list("instrument__key", "number"))
    windows = find_windows(program_id)
    indicators = frameworks_api.indicators(program_id)
    return [
        _line(
            key,
            document,
            version=versions.get(key, 0),
            windows=windows,
            indicators=indicators,
            language=language,
        )
        for key, document in instruments(actor, program)
    ]


def instrument_document(
    actor: Actor, program: programs_api.ProgramRef, key: str
) -> Mapping[str, Any]:
    """
    Return the document of the questionnaire, as it is or was last published.

    Raises:
        NotFound: no such program or questionnaire, or the actor may not author them.
    """
    programs_api.require(actor, program, Thing.QUESTIONNAIRES, Action.CONFIGURE)
    found = dict(instruments(actor, program)).get(key)
    if found is None:
        raise NotFound
    return found


def instrument_paper(
    actor: Actor, program: programs_api.ProgramRef, key: str, *, role: str, language: str
) -> Paper:
    """
    Return the questionnaire as somebody of the role reads it in the language.

    Raises:
        NotFound: no such program or questionnaire, or the actor may not author them.
    """
    return paper_of(instrument_document(actor, program, key), role=role, language=language)


def paper_of(document: Mapping[str, Any], *, role: str, language: str) -> Paper:
    """Return a valid document as somebody of the role reads it in the language."""
    asked = questionnaires.read(document)
    return Paper(
        title=say(asked.title, language),
        about=say(asked.about, language),
        minutes=asked.minutes,
        thanks_html=html_of(asked.thanks, language, words={}),
        licence=asked.licence,
        languages=languages_of(document),
        document=document,
        **items_and_sections(asked, role=role, language=language, answers=None, is_identified=True),
    )


def languages_of(document: Mapping[str, Any]) -> Sequence[str]:
    """Return the languages in which the title or a prompt is written; none where it names none."""
    texts = [document["title"], *(item.get("prompt") for item in document["items"])]
    return sorted({code for text in texts if isinstance(text, Mapping) for code in text})


def _line(
    key: str,
    document: Mapping[str, Any],
    *,
    version: int,
    windows: Iterable[WindowData],
    indicators: Sequence[IndicatorData],
    language: str,
) -> InstrumentLine:
    asked = questionnaires.read(document)
    tied = _tied(asked, indicators)
    return InstrumentLine(
        key=key,
        is_own=bool(version),
        version=version,
        title=say(asked.title, language),
        about=say(asked.about, language),
        minutes=asked.minutes,
        questions=sum(not item.is_information for item in asked.items),
        default_mode=asked.default_mode,
        languages=languages_of(document),
        windows=[one.title for one in windows if one.instrument == key],
        indicators=[say(one.title, language) for one in tied],
        unused=_unused(asked, tied, language),
    )


def _tied(asked: Questionnaire, indicators: Sequence[IndicatorData]) -> Sequence[IndicatorData]:
    of_roles = (indicators_among(indicators, asked, role=role) for role in _ROLES)
    return [one for found in of_roles for one in found]


def _unused(asked: Questionnaire, tied: Sequence[IndicatorData], language: str) -> Sequence[str]:
    """Return the questions with numbers that no indicator in force counts."""
    scores = {one.source.get("score") for one in tied}
    counted = {key for rule in asked.scores if rule.key in scores for key in rule.items}
    return [
        plain_of(item.prompt, language, words={})
        for item in asked.items
        if item.kind in ("likert", "zero_to_ten") and item.key not in counted
    ]
