"""Destroy keys on their day, and delete what is past its period. Both can be run again."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.ledger import api as ledger_api

from . import facts, late_rules, lateness
from . import questionnaire as questionnaires
from .closing import close_window
from .data import Mode, WindowState
from .late import end_late_before_key_goes
from .models import (
    Comment,
    ConfidentialDraft,
    ConfidentialResponse,
    ConfidentialScore,
    FrameRow,
    IdentifiedDraft,
    IdentifiedResponse,
    PersonShift,
    Postponement,
    ProgramKey,
    Window,
)
from .own_words import items_with_words, without_words
from .questionnaire import Item

_ROWS_AT_ONCE = 1000
_MAY_RUN = "retention.run"


def keys_due(*, at: datetime) -> Mapping[str, int]:
    """Return the programs whose key is to be destroyed, with how many answers lose their code."""
    return {key.program.slug: _coded(key.program_id).count() for key in _due(at)}


def destroy_keys(actor: Actor, *, at: datetime) -> Mapping[str, int]:
    """
    Destroy every key whose day has come; return how many answers lost their code, by program.

    Afterwards nobody can link, export or erase them. Windows that are still open are closed first.

    Raises:
        NotFound: the actor is not the part of the system that does this.
    """
    if not actor.may_as_system(_MAY_RUN):
        raise NotFound
    return {key.program.slug: _destroy(actor, key, at=at) for key in _due(at)}


def _due(at: datetime) -> list[ProgramKey]:
    keys = ProgramKey.objects.select_related("program").order_by("program_id")
    return [key for key in keys if _last_day(key) <= _today(key.program.time_zone, at)]


def _last_day(key: ProgramKey) -> date:
    """Return the earliest day that a notice has named since the key was made."""
    named = consent_api.days_named(key.program_id, since=key.made_at)
    return min([key.destroy_on, *named])


def _today(time_zone: str, at: datetime) -> date:
    return at.astimezone(ZoneInfo(time_zone)).date()


def _coded(program_id: int) -> Any:
    return ConfidentialResponse.objects.filter(
        window__program_id=program_id, pseudonym__isnull=False
    )


def _destroy(actor: Actor, key: ProgramKey, *, at: datetime) -> int:
    running = Window.objects.filter(
        program_id=key.program_id,
        mode=Mode.CONFIDENTIAL,
        state__in=[WindowState.OPEN, WindowState.CLOSING],
    )
    for window_id in list(running.values_list("id", flat=True)):
        close_window(Actor.system("close"), window_id, at=at)
    end_late_before_key_goes(Actor.system("close"), key, at=at)
    _tell_late_apart(key)
    rewritten = 0
    while rows := _rewrite_some(key):
        rewritten += rows
    _delete_key(actor, key, rewritten, at=at)
    return rewritten


@transaction.atomic
def _tell_late_apart(key: ProgramKey) -> None:
    """
    Let late rows say that they are, since the key will not; delete those of a few people.

    Too few are never counted, and receipts would tell whose they are: late ones, or the others.
    """
    late_ones = Window.objects.filter(
        program_id=key.program_id, mode=Mode.CONFIDENTIAL, takes_late=True
    )
    for window in late_ones:
        rows = ConfidentialResponse.objects.filter(window_id=window.pk)
        late, on_time = lateness.late(rows, window), lateness.on_time(rows, window)
        small = late_rules.smaller_side(on_time=on_time.count(), late=late.count(), k=key.program.k)
        ids = list(late.values_list("id", flat=True))
        for start in range(0, len(ids), _ROWS_AT_ONCE):
            rows.filter(id__in=ids[start : start + _ROWS_AT_ONCE]).update(is_late=True)
        if small is not None:
            doomed = rows.filter(is_late=small)
            Comment.objects.filter(source__in=doomed).update(source=None)
            doomed.delete()


@transaction.atomic
def _rewrite_some(key: ProgramKey) -> int:
    """Write a thousand rows again, in random order, under new random ids and without their code."""
    ProgramKey.objects.select_for_update().filter(id=key.pk).first()
    rows = list(_coded(key.program_id).prefetch_related("scores").order_by("id")[:_ROWS_AT_ONCE])
    random.SystemRandom().shuffle(rows)
    # A comment outlives the row of its answer: only a person's erasure takes it along.
    Comment.objects.filter(source__in=rows).update(source=None)
    splits = {window_id: _large_cohorts(window_id, k=key.program.k) for window_id in _windows(rows)}
    wordy = {window_id: _items_with_words(window_id) for window_id in splits}
    made = [(_without_code(row, splits[row.window_id], wordy[row.window_id]), row) for row in rows]
    ConfidentialResponse.objects.bulk_create([new for new, _old in made])
    ConfidentialScore.objects.bulk_create(
        [
            ConfidentialScore(response=new, score=one.score, value=one.value)
            for new, old in made
            for one in old.scores.all()
        ],
        batch_size=_ROWS_AT_ONCE,
    )
    ConfidentialResponse.objects.filter(id__in=[row.pk for row in rows]).delete()
    return len(rows)


def _windows(rows: list[ConfidentialResponse]) -> set[int]:
    return {row.window_id for row in rows}


def _large_cohorts(window_id: int, *, k: int) -> frozenset[int | None]:
    """Return the cohorts of the window if each has enough people; one alone would stand out."""
    asked = facts.asked(window_id)
    return frozenset(asked) if asked and min(asked.values()) >= 2 * k else frozenset()


def _items_with_words(window_id: int) -> Sequence[Item]:
    window = Window.objects.select_related("version").get(id=window_id)
    return items_with_words(questionnaires.read(window.version.document), window.role)


def _without_code(
    row: ConfidentialResponse, cohorts: frozenset[int | None], wordy: Sequence[Item]
) -> ConfidentialResponse:
    # Words may tell who wrote them; they stand in the comments, or nowhere any more.
    return ConfidentialResponse(
        window_id=row.window_id,
        # Late answers are counted as a whole alone.
        cohort_id=row.cohort_id if row.cohort_id in cohorts and not row.is_late else None,
        is_late=row.is_late,
        answers=dict(without_words(wordy, row.answers)),
        was_fast=row.was_fast,
        is_scored=row.is_scored,
    )


@transaction.atomic
def _delete_key(actor: Actor, key: ProgramKey, rewritten: int, *, at: datetime) -> None:
    locked = ProgramKey.objects.select_for_update().filter(id=key.pk)
    if not locked.exists():
        return
    if _coded(key.program_id).exists():
        raise Conflict(_("Answers under codes have come in. Run this again."))
    ConfidentialDraft.objects.filter(window__program_id=key.program_id).delete()
    locked.delete()
    ledger_api.record(
        actor, "key.destroyed", at=at, program=key.program.slug, payload={"rows": rewritten}
    )


@transaction.atomic
def expire_program(program_id: int) -> int:
    """
    Delete what people answered in the program, and that they were asked; return how many rows went.

    Anonymous answers stay: they are about nobody.
    """
    count = _count(program_id)
    for rows in _rows(program_id):
        rows.delete()
    return count


def _rows(program_id: int) -> list[Any]:
    window = {"window__program_id": program_id, "window__state": WindowState.CLOSED}
    return [
        Comment.objects.filter(
            comment_set__window__program_id=program_id,
            comment_set__window__state=WindowState.CLOSED,
        ),
        IdentifiedDraft.objects.filter(**window),
        ConfidentialDraft.objects.filter(**window),
        IdentifiedResponse.objects.filter(**window),
        ConfidentialResponse.objects.filter(**window),
        FrameRow.objects.filter(**window),
        PersonShift.objects.filter(**window),
        Postponement.objects.filter(**window),
    ]


def _count(program_id: int) -> int:
    return sum(rows.count() for rows in _rows(program_id))
