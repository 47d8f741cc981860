"""Instruments: those that came with the product, and those a program published itself."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, NotFound, Problem
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing

from . import questionnaire as questionnaires
from .data import InstrumentChoice, InstrumentData
from .document_parts import is_key
from .documents import LONGEST_DOCUMENT, check_document, digest_of
from .models import Instrument, InstrumentVersion
from .texts import say

_FOLDER = Path(__file__).with_name("instruments")


@cache
def shipped_instruments() -> Mapping[str, Mapping[str, Any]]:
    """Return the documents of the instruments that came with the product, by key."""
    files = sorted(_FOLDER.glob("*.json"))
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}


@transaction.atomic
def publish_instrument(
    actor: Actor,
    program: programs_api.ProgramRef,
    document: Mapping[str, Any],
    *,
    key: str,
    at: datetime,
) -> InstrumentData:
    """
    Publish the document as the newest version of the program's instrument of that key.

    A document that is the newest version already adds nothing. Windows keep the version they were
    planned with.

    Raises:
        NotFound: no such program, or the actor may not author its questionnaires.
        Invalid: with every problem of the document at its place.
    """
    standing = programs_api.require(actor, program, Thing.QUESTIONNAIRES, Action.CONFIGURE)
    if not is_key(key):
        message = _("A key has small letters a to z, digits and underscores, 64 at most.")
        raise Invalid(message, problems=[Problem(message, column="key")])
    check_can_be_kept(document)
    check_kinds_stay(Instrument.address_of(standing.program.id, key), document)
    version, is_new = _newest_version(standing.program.id, key, document, at=at)
    if is_new:
        ledger_api.record(
            actor,
            "instrument.published",
            at=at,
            program=standing.program.slug,
            payload={"instrument": key, "version": version.number},
        )
    return version.to_data()


def check_can_be_kept(document: Mapping[str, Any]) -> None:
    """
    Refuse a document that cannot be asked, or is too large.

    Raises:
        Invalid: with every problem of the document at its place.
    """
    check_document(document)
    if len(json.dumps(document)) > LONGEST_DOCUMENT:
        raise Invalid(_("This questionnaire is too large."))


def check_kinds_stay(address: str, document: Mapping[str, Any]) -> None:
    """
    Refuse to ask another kind of question under a key that an earlier version used.

    Raises:
        Invalid: with a problem at each such item; its answers over time would mean two things.
    """
    earlier = _versions(address).values_list("document", flat=True)
    kinds = {item["key"]: item["kind"] for one in earlier for item in one["items"]}
    problems = [
        Problem(
            _("“{key}” was a question of another kind ({kind}). Give this one a new key.").format(
                key=item["key"], kind=kinds[item["key"]]
            ),
            column=f"items[{index}].key",
        )
        for index, item in enumerate(document["items"])
        if kinds.get(item["key"], item["kind"]) != item["kind"]
    ]
    if problems:
        raise Invalid(_("This questionnaire cannot be used as it is."), problems=problems)


def instruments(
    actor: Actor, program: programs_api.ProgramRef
) -> Sequence[tuple[str, Mapping[str, Any]]]:
    """
    Return key and document of every instrument that the program can ask, its own first.

    Raises:
        NotFound: no such program, or the actor may not author its questionnaires.
    """
    data = programs_api.require(actor, program, Thing.QUESTIONNAIRES, Action.READ).program
    own = {
        version.instrument.key: version.document
        for version in InstrumentVersion.objects.filter(instrument__program_id=data.id)
        .select_related("instrument")
        .order_by("number")
    }
    shipped = {key: one for key, one in shipped_instruments().items() if key not in own}
    return [*sorted(own.items()), *shipped.items()]


def instrument_choices(
    actor: Actor, program: programs_api.ProgramRef, *, language: str
) -> Sequence[InstrumentChoice]:
    """
    Return what the program can ask, in the language, its own instruments first.

    Raises:
        NotFound: no such program, or the actor may not author its questionnaires.
    """
    return [
        InstrumentChoice(
            key=key,
            title=say(document["title"], language),
            about=say(document["about"], language),
            minutes=document["minutes"],
            questions=len(document["items"]),
            default_mode=questionnaires.read(document).default_mode,
        )
        for key, document in instruments(actor, program)
    ]


def newest_published(program_id: int, key: str, *, lock: bool = False) -> InstrumentVersion | None:
    """Return the newest version of the program's own instrument, if it has one."""
    rows = _versions(Instrument.address_of(program_id, key))
    return (rows.select_for_update() if lock else rows).first()


def newest_own_version(program_id: int, key: str, *, lock: bool = False) -> InstrumentVersion:
    """
    Return the newest version of the program's own instrument, its row locked where that is asked.

    Raises:
        NotFound: the program has no instrument of its own under this key.
    """
    found = newest_published(program_id, key, lock=lock)
    if found is None:
        raise NotFound
    return found


def version_to_ask(program_id: int, key: str, *, at: datetime) -> InstrumentVersion:
    """
    Return the newest version of the program's instrument, else of the shipped one of that key.

    Raises:
        Invalid: there is none.
    """
    own = newest_published(program_id, key)
    if own is not None:
        return own
    document = shipped_instruments().get(key)
    if document is None:
        message = _("There is no such instrument.")
        raise Invalid(message, problems=[Problem(message, column="instrument")])
    return _newest_version(None, key, document, at=at)[0]


def _versions(address: str) -> QuerySet[InstrumentVersion]:
    rows = InstrumentVersion.objects.filter(instrument__address=address)
    return rows.select_related("instrument").order_by("-number")


def _newest_version(
    program_id: int | None, key: str, document: Mapping[str, Any], *, at: datetime
) -> tuple[InstrumentVersion, bool]:
    address = Instrument.address_of(program_id, key)
    instrument, _made = Instrument.objects.get_or_create(
        address=address, defaults={"program_id": program_id, "key": key}
    )
    newest = _versions(address).first()
    digest = digest_of(document)
    if newest is not None and newest.digest == digest:
        return newest, False
    number = newest.number + 1 if newest is not None else 1
    try:
        with transaction.atomic():
            made = InstrumentVersion.objects.create(
                instrument=instrument,
                number=number,
                document=dict(document),
                digest=digest,
                published_at=at,
            )
    except IntegrityError:
        # Somebody else has just published; a locking read sees it whatever the isolation level.
        return _versions(address).select_for_update().get(number=number), False
    return made, True
