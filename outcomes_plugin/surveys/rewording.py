"""Change the words of a questionnaire that people have answered, and see what a version changes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid, Problem
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing

from . import bridge
from .bridge import Bridge, Change, Part
from .data import InstrumentData
from .documents import check_document, digest_of
from .models import EarlierWording, InstrumentVersion
from .publishing import check_can_be_kept, newest_own_version

_ELSEWHERE: Mapping[Part, str] = {
    Part.DOCUMENT: "",
    Part.SECTION: "sections",
    Part.ITEM: "items",
    Part.SCORE: "scores",
}


def instrument_changes(
    actor: Actor, program: programs_api.ProgramRef, key: str, document: Mapping[str, Any]
) -> Bridge:
    """
    Return what the document would change of the program's instrument, and which trends go on.

    Raises:
        NotFound: no such program or instrument of its own, or the actor may not author them.
        Invalid: with every problem of the document at its place.
    """
    standing = programs_api.require(actor, program, Thing.QUESTIONNAIRES, Action.CONFIGURE)
    newest = newest_own_version(standing.program.id, key)
    check_document(document)
    return bridge.changes(newest.document, document)


@transaction.atomic
def reword_instrument(
    actor: Actor,
    program: programs_api.ProgramRef,
    document: Mapping[str, Any],
    *,
    key: str,
    version: int,
    at: datetime,
) -> InstrumentData:
    """
    Change the words of the newest version of the program's instrument, and nothing else of it.

    Whoever answers from now on reads the new words, in windows that are open too. The number of
    the version stays, and so do the answers and the earlier words. `version` is the number that
    the actor has seen. The same words sent twice are kept once.

    Raises:
        NotFound: no such program or instrument of its own, or the actor may not author them.
        Invalid: the document has problems, or changes more than words: a problem for each.
        Conflict: another version has been published since; `details["version"]` is its number.
    """
    standing = programs_api.require(actor, program, Thing.QUESTIONNAIRES, Action.CONFIGURE)
    newest = newest_own_version(standing.program.id, key, lock=True)
    if newest.number != version:
        raise Conflict(
            _("Another version of this questionnaire has been published. Load it first."),
            reason="version",
            version=newest.number,
        )
    check_can_be_kept(document)
    found = bridge.changes(newest.document, document)
    _check_wording_only(found, document)
    if newest.digest == digest_of(document):
        return newest.to_data()
    _reword(newest, document, at=at)
    ledger_api.record(
        actor,
        "instrument.reworded",
        at=at,
        program=standing.program.slug,
        payload={"instrument": key, "version": newest.number, "wording": newest.wording},
    )
    return newest.to_data()


def _reword(newest: InstrumentVersion, document: Mapping[str, Any], *, at: datetime) -> None:
    EarlierWording.objects.create(
        version=newest, number=newest.wording, document=newest.document, changed_at=at
    )
    newest.document, newest.digest = dict(document), digest_of(document)
    newest.wording += 1
    newest.save(update_fields=["document", "digest", "wording"])


def _check_wording_only(found: Bridge, document: Mapping[str, Any]) -> None:
    problems = [
        Problem(
            _("This changes more than words. Publish it as a new version."),
            column=_place(one.part, one.key, document),
        )
        for one in found.changes
        if one.change is not Change.REWORDED
    ]
    if problems:
        raise Invalid(_("Only words can be changed without a new version."), problems=problems)


def _place(part: Part, key: str, document: Mapping[str, Any]) -> str:
    """Return where the part stands in the document, or would if it were still there."""
    name = _ELSEWHERE[part]
    keys = [one["key"] for one in document.get(name, [])] if name else []
    return f"{name}[{keys.index(key)}]" if key in keys else name
