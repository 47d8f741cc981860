"""
Keep what a person has begun to answer, so that they can go on from another device.

Only in the identified and the confidential mode, there under the person's code. No ledger entry
tells of a draft, and nobody but the person reads it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid

from . import questionnaire as questionnaires
from .data import DraftData, DraftKept, Mode, Outcome
from .keys import pseudonym_of
from .models import (
    ConfidentialDraft,
    ConfidentialResponse,
    IdentifiedDraft,
    IdentifiedResponse,
    ProgramKey,
    Window,
)
from .own_response import changed_elsewhere, find_own, key_at
from .questionnaire import LONGEST_TEXT
from .receipts import (
    Place,
    came_late,
    check_notice,
    check_open,
    check_still,
    check_told,
    key_of,
    lock_place,
)

LARGEST_DRAFT = 128 * 1024
MOST_CHOSEN = 100
LARGEST_NUMBER = 10**15
_DRAFTS_AT_ONCE = 1000

Row = IdentifiedDraft | ConfidentialDraft


@transaction.atomic
def keep_draft(
    actor: Actor,
    program_slug: str,
    window_key: str,
    *,
    answers: Mapping[str, Any],
    mode: str,
    notice_version: int | None,
    instrument_version: int,
    response_version: int = 0,
    draft_version: int = 0,
    at: datetime,
) -> DraftKept:
    """
    Keep what the actor has chosen and typed so far, and return the draft's version.

    `draft_version` is the version that the actor's device has seen, 0 for none: what was kept from
    another device since is never overwritten. The same draft sent twice is kept once. Items that
    the survey does not have, and values that no item could have, are left out.

    Raises:
        NotFound: no such window, or the actor was not asked.
        Invalid: this is no JSON object, or larger than any survey.
        Conflict: `details["reason"]` is "closed", "late", "mode", "notice", "instrument",
            "declined", "answers" or "draft", with what is in force now; "anonymous" where no
            draft is kept.
    """
    place = lock_place(actor, program_slug, window_key)
    if place.is_late(at):
        # People were told that a draft is kept until the survey closes.
        raise came_late()
    check_open(place, at=at)
    check_told(place, mode=mode, instrument_version=instrument_version)
    if place.mode is Mode.ANONYMOUS:
        raise Conflict(
            _("An anonymous survey keeps nothing on our server before you send it."),
            reason="anonymous",
        )
    check_notice(place, notice_version)
    _check_response(place, response_version)
    kept = _plausible(place, answers)
    row = _rows(place.window, place.person).first()
    if row is None:
        return _begin(place, kept, version=draft_version + 1, at=at)
    if row.answers != kept:
        if row.version != draft_version:
            raise Conflict(
                _("You went on with this survey on another device."),
                reason="draft",
                draft_version=row.version,
            )
        _keep(row, kept, at=at)
    return DraftKept(version=row.version, at=at)


def find_draft(window: Window, person: str) -> DraftData | None:
    """Return what the person has begun in the window and not sent, or None."""
    if window.mode == Mode.ANONYMOUS:
        return None
    row = _rows(window, person).first()
    if row is None:
        return None
    kept_at = row.kept_at if isinstance(row, IdentifiedDraft) else None
    return DraftData(answers=row.answers, version=row.version, kept_at=kept_at)


def forget_draft(place: Place) -> None:
    """Delete what the person has begun: it was sent, or will not be."""
    if place.mode is not Mode.ANONYMOUS:
        _rows(place.window, place.person).delete()


def forget_drafts(window_id: int) -> None:
    """Delete what everybody has begun in the window. Whoever keeps one now is waited for."""
    IdentifiedDraft.objects.filter(window_id=window_id).delete()
    ConfidentialDraft.objects.filter(window_id=window_id).delete()


def drafts_in(window: Window) -> Iterator[Mapping[str, Any]]:
    """Yield what has been begun in the window by those who have sent nothing, in no order."""
    if window.mode == Mode.ANONYMOUS:
        return
    of_window = {"window_id": window.pk}
    unsent: QuerySet[Any]
    if window.mode == Mode.IDENTIFIED:
        sent = IdentifiedResponse.objects.filter(**of_window).values("person")
        unsent = IdentifiedDraft.objects.filter(**of_window).exclude(person__in=sent)
    else:
        # Where one is NULL nothing would be "not in"; a code that is destroyed has no draft either.
        coded = ConfidentialResponse.objects.filter(**of_window, pseudonym__isnull=False)
        unsent = ConfidentialDraft.objects.filter(**of_window).exclude(
            pseudonym__in=coded.values("pseudonym")
        )
    yield from unsent.order_by("id").values_list("answers", flat=True).iterator(_DRAFTS_AT_ONCE)


def drafts_of(person: str, keys: Sequence[ProgramKey]) -> Iterator[QuerySet[Any]]:
    """Yield the rows of the person's drafts: with their name, and under each key's code."""
    related = ("window__program", "window__version")
    yield IdentifiedDraft.objects.filter(person=person).select_related(*related)
    for key in keys:
        code = pseudonym_of(person, key)
        yield ConfidentialDraft.objects.filter(
            window__program_id=key.program_id, pseudonym=code
        ).select_related(*related)


def _rows(window: Window, person: str) -> QuerySet[Any]:
    if window.mode == Mode.IDENTIFIED:
        return IdentifiedDraft.objects.filter(window_id=window.pk, person=person)
    key = key_of(window)
    if key is None:
        return ConfidentialDraft.objects.none()
    code = pseudonym_of(person, key)
    return ConfidentialDraft.objects.filter(window_id=window.pk, pseudonym=code)


def _check_response(place: Place, told: int) -> None:
    """Refuse a draft beside answers that were sent from elsewhere since."""
    own = find_own(place) if place.outcome is Outcome.RECEIVED else None
    version = own.version if own is not None else 0
    if version != told:
        raise changed_elsewhere(version)


def _begin(place: Place, kept: Mapping[str, Any], *, version: int, at: datetime) -> DraftKept:
    if not kept:
        return DraftKept(version=version - 1, at=at)
    common = {"window": place.window, "answers": kept, "version": version}
    if place.mode is Mode.IDENTIFIED:
        IdentifiedDraft.objects.create(person=place.person, kept_at=at, **common)
    else:
        code = pseudonym_of(place.person, key_at(place))
        ConfidentialDraft.objects.create(pseudonym=code, **common)
    check_still(place)
    return DraftKept(version=version, at=at)


def _keep(row: Row, kept: Mapping[str, Any], *, at: datetime) -> None:
    row.answers, row.version = kept, row.version + 1
    fields = ["answers", "version"]
    if isinstance(row, IdentifiedDraft):
        row.kept_at = at
        fields.append("kept_at")
    row.save(update_fields=fields)


def _plausible(place: Place, answers: object) -> dict[str, Any]:
    """Return what may be an answer to one of the items; whether it is one is seen on submit."""
    if not isinstance(answers, Mapping):
        raise Invalid(_("Answers are a JSON object, one field per item."))
    items = questionnaires.read(place.window.version.document).items
    found = {item.key: answers.get(item.key) for item in items}
    kept = {key: value for key, value in found.items() if _may_be_kept(value)}
    if len(json.dumps(kept)) > LARGEST_DRAFT:
        raise Invalid(_("This is more than fits in here. Nothing was stored."))
    return kept


def _may_be_kept(value: object) -> bool:
    if isinstance(value, list):
        return 0 < len(value) <= MOST_CHOSEN and all(_is_one(one) for one in value)
    return _is_one(value)


def _is_one(value: object) -> bool:
    """Return whether this is a number, words, or other words than those to choose from."""
    if isinstance(value, Mapping):
        return set(value) == {"other"} and _is_words(value["other"])
    if isinstance(value, int | float):
        return not isinstance(value, bool) and abs(value) < LARGEST_NUMBER
    return _is_words(value)


def _is_words(value: object) -> bool:
    return (
        isinstance(value, str)
        and len(value) <= LONGEST_TEXT
        and "\x00" not in value
        and not any("\ud800" <= character <= "\udfff" for character in value)
    )
