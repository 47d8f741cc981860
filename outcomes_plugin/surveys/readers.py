"""Read single answers of the identified mode: those whom the survey names, and nobody else."""

from collections.abc import Callable, Sequence

from django.db.models import QuerySet

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.errors import NotFound
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing

from . import questionnaire as questionnaires
from .answer_words import questions_and_answers
from .data import Mode, PersonAnswers
from .models import IdentifiedResponse, Window
from .questionnaire import Item
from .rules import surveys_section
from .windows import load_window


def identified_answers(actor: Actor, window_id: int, *, language: str) -> Sequence[PersonAnswers]:
    """
    Return everybody's answers in words, for a coordinator where the notice tells of it.

    Raises:
        NotFound: no such window, not of the identified mode, or not for this actor.
    """
    readable_window(actor, window_id, language=language)
    rows = _rows().filter(window_id=window_id).order_by("id")
    return [_in_words(row, language, _every_item) for row in rows]


def readable_window(actor: Actor, window_id: int, *, language: str) -> Window:
    """
    Return the window whose answers the actor may read with their names.

    Raises:
        NotFound: no such window, not of the identified mode, or the notice does not tell of it.
    """
    window = load_window(window_id)
    programs_api.require(actor, window.program_id, Thing.IDENTIFIED_ANSWERS, Action.READ)
    tells = notice_tells_of_surveys(window.program_id, language=language)
    if window.mode != Mode.IDENTIFIED or not tells:
        raise NotFound
    return window


def notice_tells_of_surveys(program_id: int, *, language: str = "en") -> bool:
    """Return whether the program's notice in force says what becomes of survey answers."""
    notice = consent_api.current_notice(program_id)
    return notice is not None and surveys_section(notice.in_language(language)) is not None


def shared_answers(actor: Actor, mentee: str, *, language: str) -> Sequence[PersonAnswers]:
    """
    Return what the mentee shared with the actor as mentor, the latest first, while they are paired.

    Only items that say so, and only answers given since the two were paired.

    Raises:
        NotFound: the actor is not the mentor of this person now.
    """
    shared = [
        pairing
        for pairing in pairings_api.my_pairings(actor)
        if pairing.is_open and pairing.mentee == mentee and pairing.mentor == actor.person
    ]
    if not shared:
        raise NotFound
    found = []
    for pairing in shared:
        rows = _rows().filter(
            person=mentee,
            window__program_id=pairing.program_id,
            window__role="mentee",
            submitted_at__gte=pairing.started_at,
        )
        found += [_in_words(row, language, _shared_item) for row in rows]
    found.sort(key=lambda one: one.changed_at, reverse=True)
    return [one for one in found if one.answers]


def _rows() -> QuerySet[IdentifiedResponse]:
    rows = IdentifiedResponse.objects.filter(window__mode=Mode.IDENTIFIED)
    return rows.select_related("window__version")


def _every_item(_item: Item) -> bool:
    return True


def _shared_item(item: Item) -> bool:
    return item.shared_with_mentor


def _in_words(
    row: IdentifiedResponse, language: str, is_wanted: Callable[[Item], bool]
) -> PersonAnswers:
    items = questionnaires.read(row.window.version.document).items
    return PersonAnswers(
        person=row.person,
        window_key=row.window.key,
        window_title=row.window.title,
        changed_at=row.changed_at,
        is_late=row.is_late,
        answers=questions_and_answers(items, row.answers, language, is_wanted=is_wanted),
    )
