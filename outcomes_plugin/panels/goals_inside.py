"""What is inside the goals panel: one's own goals, or those that a mentee shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, NotFound
from outcomes_plugin.goals.data import Room

from .goals_cards import Look, card_of
from .panel import Place, filled

_LARGEST_ID = 2**63


@dataclass(frozen=True, kw_only=True)
class Call:
    """Who does what in which panel."""

    actor: Actor
    program: str
    place: Place
    at: datetime
    mentee: str | None = None
    told: Mapping[str, Any] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """Return an id or a version that the script has sent, or raise NotFound."""
        value = self.told.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < _LARGEST_ID:
            raise NotFound
        return value

    def fields(self, name: str = "fields") -> dict[str, Any]:
        """Return the fields of a form, who may read it in the words of the api."""
        told = self.told.get(name)
        if not isinstance(told, dict):
            raise Invalid(_("What you sent did not arrive whole. Send it again."))
        fields = dict(told)
        readers = fields.pop("readers", None)
        if readers == "only_me":
            fields["visibility"] = "only_me"
        elif readers is not None:
            is_id = isinstance(readers, str) and readers.isdecimal() and len(readers) < 19
            fields |= {"visibility": "pairing", "pairing_id": int(readers) if is_id else readers}
        return fields

    def room(self) -> Room:
        """Return the actor's own goals and what can be done with them."""
        return api.goals_room(self.actor, self.program, at=self.at, language=self.place.language)


def inside(call: Call) -> tuple[str, str]:
    """Return the panel's inner HTML and its state."""
    if call.mentee is not None:
        return _shared(call), "shared"
    room = call.room()
    zone = ZoneInfo(call.place.time_zone or room.time_zone)
    look = Look(zone=zone, at=call.at, readers=room.readers, can_write=room.can_write)
    context = {
        "uid": call.place.uid,
        "room": room,
        "cards": [card_of(goal, look) for goal in room.goals],
        "view": room,
        "notice": room.notice,
    }
    return filled("goals/own.html", context), room.state.value


def _shared(call: Call) -> str:
    goals = api.partner_goals(call.actor, call.program, mentee=call.mentee or "")
    zone = ZoneInfo(call.place.time_zone or "UTC")
    look = Look(zone=zone, at=call.at, is_own=False, can_agree=True)
    cards = [card_of(goal, look) for goal in goals]
    return filled("goals/shared.html", {"uid": call.place.uid, "cards": cards})


def notice_of(call: Call) -> str:
    """Return the notice that the person has to read first; nothing where there is none."""
    room = call.room()
    if room.notice is None:
        return ""
    context = {"uid": call.place.uid, "view": room, "notice": room.notice}
    return filled("goals/notice.html", context)
