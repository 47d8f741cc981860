"""
Write a questionnaire: keep a draft of it, throw it away, publish it.

A draft holds questions, never anything about those who answer. It may have problems; what is
published may not. No ledger entry tells of a draft, one tells of what is published.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid, NotFound, Problem
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing

from .authoring_data import AuthoredDraft, PublishAs
from .data import InstrumentData
from .draft_documents import check_can_be_drafted
from .models import Instrument, QuestionnaireDraft
from .publishing import newest_published, publish_instrument, shipped_instruments
from .rewording import reword_instrument
from .taking_over import free_key


def questionnaire_draft(actor: Actor, program: programs_api.ProgramRef, key: str) -> AuthoredDraft:
    """
    Return the draft of the questionnaire, else what is published or came with the product.

    Raises:
        NotFound: no such program or questionnaire, or the actor may not author it.
    """
    program_id = _author_of(actor, program)
    row = QuestionnaireDraft.objects.filter(program_id=program_id, key=key).first()
    return _authored(program_id, key, row)


@transaction.atomic
def start_questionnaire(
    actor: Actor, program: programs_api.ProgramRef, document: Mapping[str, Any], *, at: datetime
) -> AuthoredDraft:
    """
    Begin a new questionnaire of the program with the document, under a key made from its title.

    Raises:
        NotFound: no such program, or the actor may not author its questionnaires.
        Invalid: the document is too large, or holds what cannot be kept.
    """
    program_id = _author_of(actor, program)
    check_can_be_drafted(document)
    own = Instrument.objects.filter(program_id=program_id).values_list("key", flat=True)
    begun = QuestionnaireDraft.objects.filter(
        program_id=program_id, kept_at__isnull=False
    ).values_list("key", flat=True)
    key = free_key(document, {*own, *begun, *shipped_instruments()})
    row = _locked(program_id, key)
    _keep(row, document, based_on=0, at=at)
    return _authored(program_id, key, row)


@transaction.atomic
def keep_questionnaire_draft(
    actor: Actor,
    program: programs_api.ProgramRef,
    key: str,
    *,
    document: Mapping[str, Any],
    draft_version: int,
    at: datetime,
) -> AuthoredDraft:
    """
    Keep the document as it is, with all its problems; the same sent twice is kept once.

    `draft_version` is the one that the actor has seen: what somebody else has kept since is never
    overwritten.

    Raises:
        NotFound: no such program or questionnaire, or the actor may not author it.
        Invalid: the document is too large, or holds what cannot be kept.
        Conflict: somebody else has changed it; `details["reason"]` is "draft".
    """
    program_id = _author_of(actor, program)
    check_can_be_drafted(document)
    row = _locked(program_id, key)
    found = _authored(program_id, key, row)
    if row.document != document:
        _check_seen(found, draft_version)
        _keep(row, document, based_on=row.based_on if _is_begun(row) else found.published, at=at)
    return _authored(program_id, key, row)


@transaction.atomic
def discard_questionnaire_draft(
    actor: Actor, program: programs_api.ProgramRef, key: str, *, draft_version: int
) -> AuthoredDraft | None:
    """
    Throw the draft away, and return what is published; None where nothing of it ever was.

    Raises:
        NotFound: no such program or questionnaire, or the actor may not author it.
        Conflict: somebody else has changed it; `details["reason"]` is "draft".
    """
    program_id = _author_of(actor, program)
    row = _locked(program_id, key)
    _check_seen(_authored(program_id, key, row), draft_version)
    _clear(row)
    return _found(program_id, key, row)


@transaction.atomic
def publish_questionnaire(
    actor: Actor,
    program: programs_api.ProgramRef,
    key: str,
    *,
    document: Mapping[str, Any],
    draft_version: int,
    publish_as: str,
    at: datetime,
) -> InstrumentData:
    """
    Publish the document as other words of the version in use or as the next version.

    The draft is gone afterwards. Surveys that are planned keep the version that they were planned
    with; other words reach those that are open too.

    Raises:
        NotFound: no such program or questionnaire, or the actor may not author it.
        Invalid: with every problem of the document at its place; or more than words changes where
            only words were to change.
        Conflict: somebody else has changed the draft, `details["reason"]` is "draft"; or has
            published, it is "version".
    """
    program_id = _author_of(actor, program)
    row = _locked(program_id, key)
    found = _authored(program_id, key, row)
    _check_seen(found, draft_version)
    _check_follows(found)
    if publish_as == PublishAs.WORDING:
        made = reword_instrument(
            actor, program_id, document, key=key, version=found.published, at=at
        )
    elif publish_as == PublishAs.VERSION:
        made = publish_instrument(actor, program_id, document, key=key, at=at)
    else:
        message = _("Publish it as other words or as a version.")
        raise Invalid(message, problems=[Problem(message, column="as")])
    _clear(row)
    return made


def _author_of(actor: Actor, program: programs_api.ProgramRef) -> int:
    held = programs_api.require(actor, program, Thing.QUESTIONNAIRES, Action.CONFIGURE)
    return held.program.id


def _authored(program_id: int, key: str, row: QuestionnaireDraft | None) -> AuthoredDraft:
    found = _found(program_id, key, row)
    if found is None:
        raise NotFound
    return found


def _found(program_id: int, key: str, row: QuestionnaireDraft | None) -> AuthoredDraft | None:
    newest = newest_published(program_id, key)
    document = row.document if row is not None and row.document is not None else None
    if document is None:
        document = newest.document if newest is not None else shipped_instruments().get(key)
    if document is None:
        return None
    published = newest.number if newest is not None else 0
    is_begun = row is not None and _is_begun(row)
    return AuthoredDraft(
        key=key,
        document=document,
        version=row.version if row is not None else 0,
        based_on=row.based_on if row is not None and is_begun else published,
        published=published,
        kept_at=row.kept_at if row is not None and is_begun else None,
    )


def _locked(program_id: int, key: str) -> QuestionnaireDraft:
    """Return the row of the draft, locked; one that is not there yet is not stored by this."""
    rows = QuestionnaireDraft.objects.select_for_update()
    found = rows.filter(program_id=program_id, key=key).first()
    return found or QuestionnaireDraft(program_id=program_id, key=key)


def _is_begun(row: QuestionnaireDraft) -> bool:
    return row.document is not None


def _check_seen(found: AuthoredDraft, draft_version: int) -> None:
    if found.version != draft_version:
        raise _changed_elsewhere(found)


def _check_follows(found: AuthoredDraft) -> None:
    if found.based_on != found.published:
        raise Conflict(
            _("Another version of this questionnaire has been published. Load it first."),
            reason="version",
            version=found.published,
        )


def _changed_elsewhere(found: AuthoredDraft) -> Conflict:
    return Conflict(
        _("Somebody else has changed this questionnaire."),
        reason="draft",
        draft_version=found.version,
    )


def _keep(
    row: QuestionnaireDraft, document: Mapping[str, Any], *, based_on: int, at: datetime
) -> None:
    row.document, row.based_on, row.kept_at = dict(document), based_on, at
    _save(row)


def _clear(row: QuestionnaireDraft) -> None:
    row.document, row.based_on, row.kept_at = None, 0, None
    if row.pk is not None:
        _save(row)


def _save(row: QuestionnaireDraft) -> None:
    row.version += 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Conflict(
            _("Somebody else has begun this questionnaire. Load it again."), reason="draft"
        ) from error
