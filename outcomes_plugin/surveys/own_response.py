"""A person's own answer in the two modes that can find it again."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Conflict

from . import questionnaire as questionnaires
from .data import Answers, Mode, WindowState
from .keys import pseudonym_of
from .models import ConfidentialResponse, IdentifiedResponse, ProgramKey, Window
from .pace import Pace
from .receipts import Place, closed, key_of
from .settling import score_late
from .straight_lining import is_straight, scales_to_judge


@dataclass(frozen=True)
class OwnResponse:
    """A person's own answer, with its person or under the person's code."""

    row: IdentifiedResponse | ConfidentialResponse

    @property
    def answers(self) -> Answers:
        kept: Answers = self.row.answers
        return kept

    @property
    def version(self) -> int:
        return self.row.version

    def replace(self, answers: Answers, *, at: datetime) -> int:
        """Keep these answers instead, and return the new version."""
        self.row.answers, self.row.version = dict(answers), self.row.version + 1
        fields = ["answers", "version"]
        if isinstance(self.row, IdentifiedResponse):
            self.row.changed_at = at
            self.row.is_straight = _is_straight(self.row.window, answers)
            fields += ["changed_at", "is_straight"]
        self.row.save(update_fields=fields)
        return self.row.version


def find_own(place: Place) -> OwnResponse | None:
    """Return the person's own answer in the window, or None where nothing can find it."""
    return find_response(place.window, place.person)


def find_response(window: Window, person: str) -> OwnResponse | None:
    """Return the person's answer in a window of a mode that can find it, or None."""
    row: IdentifiedResponse | ConfidentialResponse | None = None
    key = key_of(window)
    if window.mode == Mode.IDENTIFIED:
        row = IdentifiedResponse.objects.filter(window_id=window.pk, person=person).first()
        if row is not None:
            row.window = window
    elif window.mode == Mode.CONFIDENTIAL and key is not None:
        code = pseudonym_of(person, key)
        row = ConfidentialResponse.objects.filter(window_id=window.pk, pseudonym=code).first()
    return OwnResponse(row) if row is not None else None


def write_own(place: Place, answers: Answers, *, pace: Pace, at: datetime) -> int:
    """Keep a first answer with its person, or under the person's code; return its version."""
    row = _write(place, answers, pace=pace, at=at)
    if row.is_scored:
        score_late(row, place.window)
    return row.version


def _write(
    place: Place, answers: Answers, *, pace: Pace, at: datetime
) -> IdentifiedResponse | ConfidentialResponse:
    # Until the close nothing is scored; from then on everything is.
    is_scored = place.window.state != WindowState.OPEN
    if place.mode is Mode.IDENTIFIED:
        return IdentifiedResponse.objects.create(
            window=place.window,
            person=place.person,
            cohort_id=place.row.cohort_id,
            answers=dict(answers),
            submitted_at=at,
            changed_at=at,
            seconds=pace.seconds,
            was_fast=pace.was_fast,
            is_straight=_is_straight(place.window, answers),
            is_late=place.row.is_late,
            is_scored=is_scored,
        )
    # That it is late stands on the receipt alone, see `lateness`.
    return ConfidentialResponse.objects.create(
        window=place.window,
        pseudonym=pseudonym_of(place.person, key_at(place)),
        cohort_id=place.row.cohort_id,
        answers=dict(answers),
        was_fast=pace.was_fast,
        is_scored=is_scored,
    )


def _is_straight(window: Window, answers: Answers) -> bool:
    questionnaire = questionnaires.read(window.version.document)
    return is_straight(scales_to_judge(questionnaire, role=window.role), answers)


def key_at(place: Place) -> ProgramKey:
    """
    Return the key of the place's program.

    Raises:
        Conflict: it is destroyed, so nothing is received any more.
    """
    key = key_of(place.window)
    if key is None:
        raise closed(place)
    return key


def changed_elsewhere(version: int) -> Conflict:
    """Return the refusal of a change to other answers than those that stand now."""
    return Conflict(
        _("You changed your answers in another window or on another device. Load them first."),
        reason="answers",
        response_version=version,
    )
