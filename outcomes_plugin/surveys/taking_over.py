"""Take a questionnaire over from a file: check it first, then publish that very file."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid, Problem
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing

from .data import InstrumentData
from .documents import problems_of
from .instrument_data import TakeoverPlan
from .models import InstrumentVersion
from .publishing import publish_instrument, shipped_instruments
from .takeover import take_over
from .texts import say

_LONGEST_KEY = 58


def check_takeover(
    actor: Actor, program: programs_api.ProgramRef, raw: bytes, *, replaces: str = ""
) -> TakeoverPlan:
    """
    Return what could be made of the file, and what could not; nothing is written.

    Raises:
        NotFound: no such program, or the actor may not author its questionnaires.
        Invalid: the file is nothing that is known here, or there is no questionnaire to replace.
    """
    program_id = programs_api.require(
        actor, program, Thing.QUESTIONNAIRES, Action.CONFIGURE
    ).program.id
    versions = _own_versions(program_id)
    if replaces and replaces not in versions:
        message = _("This program has no such questionnaire.")
        raise Invalid(message, problems=[Problem(message, column="replaces")])
    taken = take_over(raw)
    return TakeoverPlan(
        digest=hashlib.sha256(raw).hexdigest(),
        key=replaces or free_key(taken.document, {*versions, *shipped_instruments()}),
        replaces=replaces,
        taken=taken,
        problems=_problems(taken.document),
        known_version=versions.get(replaces, 0),
    )


def apply_takeover(
    actor: Actor,
    program: programs_api.ProgramRef,
    raw: bytes,
    *,
    digest: str,
    replaces: str = "",
    at: datetime,
) -> InstrumentData:
    """
    Publish the questionnaire of the file that was checked.

    Surveys that are planned keep the version they were planned with.

    Raises:
        NotFound: no such program, or the actor may not author its questionnaires.
        Conflict: this is not the file that was checked.
        Invalid: with every problem of the document at its place.
    """
    plan = check_takeover(actor, program, raw, replaces=replaces)
    if plan.digest != digest:
        raise Conflict(_("This is not the file that was checked. Check it again."))
    return publish_instrument(actor, program, plan.taken.document, key=plan.key, at=at)


def _own_versions(program_id: int) -> Mapping[str, int]:
    """Return the number of the newest version of each questionnaire of the program."""
    rows = InstrumentVersion.objects.filter(instrument__program_id=program_id)
    return dict(rows.order_by("number").values_list("instrument__key", "number"))


def _problems(document: Mapping[str, Any]) -> tuple[Problem, ...]:
    if not document["items"]:
        return (Problem(_("Nothing in this file can be asked here."), column="items"),)
    return problems_of(document)


def free_key(document: Mapping[str, Any], known: Collection[str]) -> str:
    """Return a key made from the title of the document that none of those known is."""
    title = document.get("title")
    words = say(title, "en") if isinstance(title, str | Mapping) and title else ""
    flat = unicodedata.normalize("NFKD", str(words)).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "_", flat).strip("_")[:_LONGEST_KEY] or "questionnaire"
    numbered = (f"{base}_{number}" for number in range(2, len(known) + 3))
    return next(key for key in (base, *numbered) if key not in known)
