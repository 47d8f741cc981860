"""Settle what was received: score it, and move anonymous answers to where they stay."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from . import questionnaire as questionnaires
from .data import Mode, WindowState
from .models import (
    AnonymousRecord,
    AnonymousResponse,
    AnonymousScore,
    ConfidentialResponse,
    ConfidentialScore,
    IdentifiedResponse,
    IdentifiedScore,
    Window,
)
from .questionnaire import Questionnaire
from .scoring import score_answers
from .windows import lock_window

ROWS_AT_ONCE = 1000

Kept = type[IdentifiedResponse] | type[ConfidentialResponse]
KeptScore = type[IdentifiedScore] | type[ConfidentialScore]

TABLES: Mapping[str, tuple[Kept, KeptScore]] = {
    Mode.IDENTIFIED: (IdentifiedResponse, IdentifiedScore),
    Mode.CONFIDENTIAL: (ConfidentialResponse, ConfidentialScore),
}


@transaction.atomic
def settle_some(window_id: int) -> int:
    """
    Settle a thousand answers of a closing window in one transaction; return how many.

    The window's row is locked, so that two runs never settle the same answer.
    """
    window = lock_window(window_id)
    if window.state != WindowState.CLOSING:
        return 0
    questionnaire = questionnaires.read(window.version.document)
    if window.mode == Mode.ANONYMOUS:
        return _move(window, questionnaire)
    return _score(window, questionnaire)


def _score(window: Window, questionnaire: Questionnaire) -> int:
    responses, scores = TABLES[window.mode]
    waiting = responses.objects.filter(window_id=window.pk, is_scored=False).order_by("id")
    rows = list(waiting[:ROWS_AT_ONCE])
    scores.objects.bulk_create(made_scores(scores, rows, questionnaire), batch_size=ROWS_AT_ONCE)
    return responses.objects.filter(id__in=[row.pk for row in rows]).update(is_scored=True)


def score_late(row: IdentifiedResponse | ConfidentialResponse, window: Window) -> None:
    """Score an answer that came after the others were: without scores it would stand out."""
    questionnaire = questionnaires.read(window.version.document)
    _responses, scores = TABLES[window.mode]
    scores.objects.bulk_create(made_scores(scores, [row], questionnaire))


def made_scores(scores: type[Any], rows: Sequence[Any], questionnaire: Questionnaire) -> list[Any]:
    """Return the score rows of the responses, not yet saved."""
    return [
        scores(response=row, score=key, value=value)
        for row in rows
        for key, value in score_answers(questionnaire, row.answers).items()
    ]


def _move(window: Window, questionnaire: Questionnaire) -> int:
    """Insert under new random ids in random order and delete, both in this transaction."""
    rows = list(AnonymousResponse.objects.filter(window_id=window.pk).order_by("id")[:ROWS_AT_ONCE])
    random.SystemRandom().shuffle(rows)
    records = [_record(row) for row in rows]
    AnonymousRecord.objects.bulk_create(records)
    AnonymousScore.objects.bulk_create(
        made_scores(AnonymousScore, records, questionnaire), batch_size=ROWS_AT_ONCE
    )
    AnonymousResponse.objects.filter(id__in=[row.pk for row in rows]).delete()
    return len(rows)


def _record(row: AnonymousResponse) -> AnonymousRecord:
    return AnonymousRecord(
        window_id=row.window_id,
        cohort_id=row.cohort_id,
        answers=row.answers,
        was_fast=row.was_fast,
    )
