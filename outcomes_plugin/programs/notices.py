"""Publish the notice of a program: rights are checked here, the text in `consent`."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.consent.data import NoticeData
from outcomes_plugin.consent.notices import compose, spoken
from outcomes_plugin.consent.purposes import PURPOSES
from outcomes_plugin.errors import Problem

from . import rules
from .access import ProgramRef, require
from .own import own_program
from .rights import Action, Thing


def publish_notice(
    actor: Actor,
    program: ProgramRef,
    *,
    content: Mapping[str, Any],
    months_kept: int,
    key_destroyed_on: date,
    at: datetime,
) -> NoticeData:
    """
    Put a new version of the program's notice into force.

    Raises:
        NotFound: no such program, or the actor may not publish its notice.
        Invalid: the notice leaves out what people must be told.
        Conflict: the program has ended.
    """
    data = require(actor, program, Thing.NOTICES, Action.CONFIGURE).program
    rules.check_not_ended(data)
    return consent_api.publish_notice(
        actor,
        data.id,
        program_slug=data.slug,
        content=content,
        months_kept=months_kept,
        key_destroyed_on=key_destroyed_on,
        at=at,
    )


def write_notice(
    actor: Actor,
    program: ProgramRef,
    *,
    controller: str,
    contact: str,
    purposes: Collection[str],
    months_kept: int,
    key_destroyed_on: date,
    languages: Sequence[str],
    at: datetime,
) -> NoticeData:
    """
    Compose the program's notice from the purposes and put it into force.

    It speaks English and those of the `languages` in which the product has words of its own.
    `controller` is who is responsible, `contact` where questions and objections go.

    Raises:
        NotFound: no such program, or the actor may not publish its notice.
        Invalid: with a problem for each field.
        Conflict: the program has ended.
    """
    require(actor, program, Thing.NOTICES, Action.CONFIGURE)
    rules.check_notice_facts(controller=controller, contact=contact)
    rules.refuse(
        Problem(_("Choose from the purposes that are listed."), column="purposes")
        for _one in set(purposes) - set(PURPOSES)
    )
    content = compose(
        purposes=[key for key in PURPOSES if key in purposes],
        organization=controller.strip(),
        contact=contact.strip(),
        months_kept=months_kept,
        key_destroyed_on=key_destroyed_on,
        languages=spoken(languages),
    )
    return publish_notice(
        actor,
        program,
        content=content,
        months_kept=months_kept,
        key_destroyed_on=key_destroyed_on,
        at=at,
    )


def read_notice(actor: Actor, program: ProgramRef, *, version: int | None, at: datetime) -> None:
    """
    Record that a member of the program was shown its notice and goes on.

    Raises:
        NotFound: no such program, or the actor never had a role in it.
        Conflict: another version is in force; `details["notice_version"]` names it.
    """
    data = own_program(actor, program)
    consent_api.show_notice(actor, data.id, program_slug=data.slug, version=version, at=at)


def notice_in_force(actor: Actor, program: ProgramRef) -> NoticeData | None:
    """
    Return the notice that the program's people are shown now.

    Raises:
        NotFound: no such program, or the actor never had a role in it.
    """
    return consent_api.current_notice(own_program(actor, program).id)
