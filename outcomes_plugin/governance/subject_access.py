"""Hand out to a person everything that is kept about them (GDPR Article 15)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.ledger import api as ledger_api

from .applets import APPLETS


def export_of(actor: Actor, *, at: datetime) -> Mapping[str, Any]:
    """
    Return what every applet keeps about the actor, and the ledger's entries about them.

    Raises:
        NotFound: nobody is signed in.
    """
    if actor.user_id is None:
        raise NotFound
    found: dict[str, Any] = {"exported_at": at.isoformat()}
    if actor.person is None:
        return found
    for applet in APPLETS:
        found[applet.name] = applet.export_person(actor.person)
    found["ledger"] = [
        {
            "type": entry.type,
            "at": entry.occurred_at.isoformat(),
            "program": entry.program,
            "course": entry.course_key,
            "payload": entry.payload,
        }
        for entry in ledger_api.entries_about(actor.person)
    ]
    return found
