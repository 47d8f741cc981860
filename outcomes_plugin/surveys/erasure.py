"""What is kept about one person: hand it out, and clear it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language

from . import questionnaire as questionnaires
from .answer_words import questions_and_answers
from .drafts import drafts_of
from .keys import pseudonym_of
from .models import (
    Calendar,
    ConfidentialResponse,
    FrameRow,
    IdentifiedResponse,
    PersonShift,
    Postponement,
    ProgramKey,
)


def export_person(person: str) -> Mapping[str, Any]:
    """
    Return the surveys the person was asked, and the answers that can still be found.

    `begun` is what they have not sent yet. Beside each answer as it is stored stand the question
    and the answer in words of the language in force.

    Anonymous answers, and those under a code whose key is destroyed, are nobody's.
    """
    return {
        "surveys": _receipts(person),
        "own_times": [*_moved(person), *_put_off(person)],
        "calendars": [
            {"made_at": row.made_at.isoformat()} for row in Calendar.objects.filter(person=person)
        ],
        "answers": [*map(_identified, _own(person)), *map(_confidential, _coded(person))],
        "begun": [_answered(row) for rows in drafts_of(person, _keys(person)) for row in rows],
    }


@transaction.atomic
def erase_person(person: str, *, at: datetime) -> None:
    """
    Delete every answer and draft of the person that can still be found, with texts and scores.

    That the person was asked stays, under an id that leads to nobody once the person is cut.
    """
    # Whoever submits holds this row: an answer on its way arrives before, and is deleted too.
    list(FrameRow.objects.select_for_update().filter(person=person).order_by("id"))
    for model in (Calendar, PersonShift, Postponement):
        model.objects.filter(person=person).delete()
    _own(person).delete()
    for rows in (*_coded_by_program(person), *drafts_of(person, _keys(person))):
        rows.delete()


def _receipts(person: str) -> Sequence[Mapping[str, Any]]:
    rows = FrameRow.objects.filter(person=person).select_related("window__program")
    return [
        {
            "program": row.window.program.slug,
            "survey": row.window.title,
            "mode": row.window.mode,
            "asked_at": _told(row.asked_at),
            "minutes": row.minutes,
            "outcome": row.outcome or "waiting",
            "at": _told(row.outcome_at),
            "late": row.is_late,
        }
        for row in rows.order_by("id")
    ]


def _moved(person: str) -> Sequence[Mapping[str, Any]]:
    rows = PersonShift.objects.filter(person=person).select_related("window__program")
    return [
        {
            "program": row.window.program.slug,
            "survey": row.window.title,
            "reason": row.reason,
            "not_before": _told(row.not_before),
            "closes_at": _told(row.closes_at),
        }
        for row in rows.order_by("id")
    ]


def _put_off(person: str) -> Sequence[Mapping[str, Any]]:
    rows = Postponement.objects.filter(person=person).select_related("window__program")
    return [
        {
            "program": row.window.program.slug,
            "survey": row.window.title,
            "reason": "asked_enough",
            "until": _told(row.until),
        }
        for row in rows.order_by("id")
    ]


def _told(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _own(person: str) -> QuerySet[IdentifiedResponse]:
    rows = IdentifiedResponse.objects.filter(person=person)
    return rows.select_related("window__program", "window__version")


def _coded(person: str) -> list[ConfidentialResponse]:
    return [row for rows in _coded_by_program(person) for row in rows]


def _coded_by_program(person: str) -> list[QuerySet[ConfidentialResponse]]:
    return [
        ConfidentialResponse.objects.filter(
            window__program_id=key.program_id, pseudonym=pseudonym_of(person, key)
        ).select_related("window__program", "window__version")
        for key in _keys(person)
    ]


def _keys(person: str) -> list[ProgramKey]:
    """Return the keys of the programs that ask or asked the person."""
    asked = FrameRow.objects.filter(person=person).order_by()
    keys = ProgramKey.objects.filter(program_id__in=asked.values("window__program_id"))
    return list(keys.order_by("program_id"))


def _identified(row: IdentifiedResponse) -> Mapping[str, Any]:
    return {
        **_answered(row),
        "at": row.submitted_at.isoformat(),
        "changed_at": row.changed_at.isoformat(),
        "seconds": row.seconds,
        "late": row.is_late,
    }


def _confidential(row: ConfidentialResponse) -> Mapping[str, Any]:
    return {**_answered(row), "was_fast": row.was_fast}


def _answered(row: Any) -> Mapping[str, Any]:
    """Return the answers of a response or a draft, as they are stored and in words."""
    items = questionnaires.read(row.window.version.document).items
    said = questions_and_answers(items, row.answers, get_language() or "en")
    return {
        "program": row.window.program.slug,
        "survey": row.window.title,
        "answers": row.answers,
        "in_words": [{"question": question, "answer": answer} for question, answer in said],
    }
