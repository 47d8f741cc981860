"""Publish the notice of a program: rights are checked here, the text in `consent`."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.consent.data import NoticeData

from . import rules
from .access import ProgramRef, require
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
