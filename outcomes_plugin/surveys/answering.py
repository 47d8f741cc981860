"""Receive an answer, and its changes until the window closes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from outcomes_plugin.actors.data import Actor

from . import questionnaire as questionnaires
from .answers import check_answers
from .data import Answers, Mode, Outcome, Receipt
from .drafts import forget_draft
from .models import AnonymousResponse
from .own_response import OwnResponse, changed_elsewhere, find_own, write_own
from .pace import Pace, pace_of
from .receipts import (
    Place,
    check_notice,
    check_open,
    check_still,
    check_still_late,
    check_told,
    check_told_late,
    lock_place,
    mark_done,
    receipt_of,
    record_done,
)


@transaction.atomic
def submit(
    actor: Actor,
    program_slug: str,
    window_key: str,
    *,
    answers: Mapping[str, Any],
    mode: str,
    notice_version: int | None,
    instrument_version: int,
    response_version: int = 0,
    course_key: str = "",
    pace: Mapping[str, Any] | None = None,
    late: bool = False,
    at: datetime,
) -> Receipt:
    """
    Receive the actor's answers, or the change of them, and return the receipt.

    `mode` and `notice_version` are what the person was told, `response_version` is 0 for a first
    answer, `course_key` names the course it came from. `pace` is what the browser tells of the time
    that a first answer took: `seconds` with the name, `was_fast` in the protected modes. `late`
    says that the person was told that the answer comes late; such an answer is final. The same
    answers sent twice are received once. An anonymous answer that stands is never changed: the
    receipt says so.

    Raises:
        NotFound: no such window, or the actor was not asked.
        Invalid: with a problem for each item; nothing was written.
        Conflict: `details["reason"]` is "closed", "late", "mode", "notice", "instrument",
            "declined" or "answers", with what is in force now.
    """
    place = lock_place(actor, program_slug, window_key)
    if place.outcome is Outcome.RECEIVED and place.mode is Mode.ANONYMOUS:
        return receipt_of(place, at=at, already=True)
    own = find_own(place) if place.outcome is Outcome.RECEIVED else None
    if own is None or own.answers != answers:
        check_open(place, at=at)
        check_told_late(place, late=late, at=at)
        check_told(place, mode=mode, instrument_version=instrument_version)
        check_notice(place, notice_version)
    questionnaire = questionnaires.read(place.window.version.document)
    kept = check_answers(questionnaire, answers, role=place.window.role)
    if own is not None:
        return _change(place, own, kept, response_version=response_version, at=at)
    if response_version != 0:
        raise changed_elsewhere(0)
    kept_pace = pace_of(pace or {}, kept, mode=place.mode)
    return _receive(actor, place, kept, pace=kept_pace, course_key=course_key, at=at)


def _receive(
    actor: Actor, place: Place, kept: Answers, *, pace: Pace, course_key: str, at: datetime
) -> Receipt:
    is_first = mark_done(place, Outcome.RECEIVED, at=at)
    forget_draft(place)
    version = _write(place, kept, pace=pace, at=at)
    if place.row.is_late:
        check_still_late(place)
    else:
        check_still(place)
    if is_first:
        record_done(actor, place, course_key=course_key, at=at)
    return receipt_of(place, at=at, response_version=version)


def _write(place: Place, kept: Answers, *, pace: Pace, at: datetime) -> int | None:
    if place.mode is not Mode.ANONYMOUS:
        return write_own(place, kept, pace=pace, at=at)
    cohort_id = place.row.cohort_id
    AnonymousResponse.objects.create(
        window=place.window,
        cohort_id=cohort_id if cohort_id in place.window.split_cohorts else None,
        answers=kept,
        was_fast=pace.was_fast,
    )
    return None


def _change(
    place: Place, own: OwnResponse, kept: Answers, *, response_version: int, at: datetime
) -> Receipt:
    """
    Replace the answers. No ledger entry tells of it.

    Else the number of a person's entries would tell which row under a code is theirs.
    """
    forget_draft(place)
    if own.answers == kept:
        return receipt_of(place, at=at, response_version=own.version, already=True)
    if own.version != response_version:
        raise changed_elsewhere(own.version)
    return receipt_of(place, at=at, response_version=own.replace(kept, at=at))
