"""Meetings and the life of one's pairings, as a unit and a page show them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, NotFound
from outcomes_plugin.pairings.data import EndReason, PairingData
from outcomes_plugin.programs.data import ProgramData

from . import meeting_words as words
from . import told as read
from .meeting_cards import Card, cards_of, is_shown
from .panel import Panel, Place, draft_owner, filled

# With more partners than that a person looks for one of them, and not for everything.
MOST_UNFOLDED = 2


def show(
    actor: Actor,
    program_slug: str,
    *,
    place: Place,
    at: datetime,
    pairing_id: int | None = None,
) -> Panel:
    """
    Return a card for each of the actor's pairings, or for one; a sentence where there is none.

    Raises:
        NotFound: no such program, or the actor never had a role in it.
    """
    program = api.own_program(actor, program_slug)
    cards = cards_of(actor, program, time_zone=place.time_zone, at=at, pairing_id=pairing_id)
    return of_cards(actor, program_slug, cards, place=place)


def of_cards(actor: Actor, program_slug: str, cards: Sequence[Card], *, place: Place) -> Panel:
    """
    Return the panel of cards that were read already.

    Where there are many, each says what matters first and has the rest one click away.
    """
    fold = _fold(card.pairing for card in cards)
    context = {
        "uid": place.uid,
        "current": [_shown(card, place, fold) for card in cards if not card.ended],
        "past": [_shown(card, place, Fold.NONE) for card in cards if card.ended],
    }
    return Panel(
        html=filled("meetings/panel.html", context),
        script="meetings.js",
        init="MentoringMeetings",
        styles=("meetings.css",),
        data=browser_data(actor, place, draft=f"{program_slug}:meetings"),
    )


def act(
    actor: Actor,
    program_slug: str,
    told: Mapping[str, Any],
    *,
    place: Place,
    at: datetime,
    alone: int | None = None,
) -> Mapping[str, Any]:
    """
    Do what the person asks for; return the inner HTML of the pairing's card, and what was done.

    `alone` is the pairing that is shown alone, where it is.

    Raises:
        NotFound, Invalid, Conflict: as the api says; nothing was stored.
    """
    program = api.own_program(actor, program_slug)
    pairing_id = read.row_id(told, "pairing")
    own = [one for one in api.my_pairings(actor) if one.program_id == program.id]
    shown = {one.id for one in own if is_shown(one, actor.person) and alone in (None, one.id)}
    if pairing_id not in shown:
        raise NotFound
    call = _Call(actor=actor, told=told, program=program, place=place, at=at)
    work = _ACTIONS.get(str(told.get("action")))
    if work is None:
        raise Invalid(_("What you sent did not arrive whole. Send it again."))
    said = work(call, pairing_id)
    removed = told.get("meeting") if told.get("action") == "remove" else None
    (card,) = cards_of(actor, program, time_zone=place.time_zone, at=at, pairing_id=pairing_id)
    fold = Fold.OPEN if alone is None and _fold(own) is Fold.CLOSED else Fold.NONE
    return {"html": _inner(card, place, fold, removed=removed), "said": said}


def browser_data(actor: Actor, place: Place, *, draft: str) -> Mapping[str, Any]:
    """Return what the script of forms needs: where drafts are kept, and its sentences."""
    owner = draft_owner(actor.user_id) if actor.user_id is not None else ""
    return {
        "owner": owner,
        "draft": f"{owner}:{draft}",
        "mode": "",
        "language": place.language,
        "timeZone": place.time_zone,
        "signInUrl": place.sign_in_url,
        "texts": {
            "sending": _("Saving…"),
            "kept": _("Not saved yet. Kept on this device."),
            "offline": _("No connection. Kept on this device, sent when you are back."),
            "down": _("Our server is not answering. Kept here, next try in 30 s."),
            "signed_out": _("You were signed out. What you wrote is kept on this device."),
            "sign_in": _("Sign in, and it is still here."),
        },
    }


class Fold(StrEnum):
    """Whether a card keeps the rest one click away, and whether that click was made."""

    NONE = ""
    CLOSED = "closed"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class _Call:
    """One thing that a person asks for."""

    actor: Actor
    told: Mapping[str, Any]
    program: ProgramData
    place: Place
    at: datetime

    @property
    def next_at(self) -> datetime | None:
        zone = ZoneInfo(self.place.time_zone) if self.place.time_zone else self.program.zone
        return read.moment(self.told, "next_on", "next_time", zone=zone)

    def fields(self) -> Mapping[str, Any]:
        """Return the fields of a meeting."""
        return {
            "held_on": read.day(self.told, "held_on"),
            "minutes": read.number(self.told, "minutes"),
            "mode": self.told.get("mode"),
            "shared_note": self.told.get("shared_note") or "",
            "own_note": self.told.get("own_note") or "",
            "at": self.at,
        }


def _log(call: _Call, pairing_id: int) -> str:
    api.log_meeting(call.actor, pairing_id, **call.fields(), next_at=call.next_at)
    return _("The meeting is logged.")


def _change(call: _Call, pairing_id: int) -> str:
    api.change_meeting(
        call.actor,
        read.row_id(call.told, "meeting"),
        expected_version=read.number(call.told, "version") or 0,
        **call.fields(),
    )
    return _("The meeting is corrected.")


def _note(call: _Call, pairing_id: int) -> str:
    api.keep_own_note(
        call.actor,
        read.row_id(call.told, "meeting"),
        text=call.told.get("own_note") or "",
    )
    return _("Your note is kept. Only you read it.")


def _remove(call: _Call, pairing_id: int) -> str:
    api.remove_meeting(call.actor, read.row_id(call.told, "meeting"), at=call.at)
    return _("The meeting is taken back.")


def _restore(call: _Call, pairing_id: int) -> str:
    api.restore_meeting(call.actor, read.row_id(call.told, "meeting"), at=call.at)
    return _("The meeting is back.")


def _plan(call: _Call, pairing_id: int) -> str:
    planned = api.plan_meeting(call.actor, pairing_id, starts_at=call.next_at, at=call.at)
    if planned.next_meeting_at is None:
        return _("No next meeting is planned now.")
    return _("Your next meeting is planned. Both of you see it.")


def _accept(call: _Call, pairing_id: int) -> str:
    api.accept_pairing(call.actor, pairing_id, at=call.at)
    return _("You two are paired now.")


def _decline(call: _Call, pairing_id: int) -> str:
    api.decline_pairing(call.actor, pairing_id, reason=_reason(call), at=call.at)
    return _("You have declined. The coordinators see it.")


def _pause(call: _Call, pairing_id: int) -> str:
    api.pause_pairing(call.actor, pairing_id, at=call.at)
    return _("Your pairing is paused.")


def _resume(call: _Call, pairing_id: int) -> str:
    api.resume_pairing(call.actor, pairing_id, at=call.at)
    return _("Your pairing goes on.")


def _end(call: _Call, pairing_id: int) -> str:
    api.end_pairing(call.actor, pairing_id, reason=_reason(call), at=call.at)
    return _("Your pairing has ended.")


def _reason(call: _Call) -> EndReason:
    given = call.told.get("reason")
    if given not in tuple(words.REASONS):
        raise read.unreadable(_("Choose what comes closest."), "reason")
    return EndReason(given)


_ACTIONS: Mapping[str, Callable[[_Call, int], str]] = {
    "accept": _accept,
    "change": _change,
    "decline": _decline,
    "end": _end,
    "log": _log,
    "note": _note,
    "pause": _pause,
    "plan": _plan,
    "remove": _remove,
    "restore": _restore,
    "resume": _resume,
}


def _fold(pairings: Iterable[PairingData]) -> Fold:
    return Fold.CLOSED if sum(one.is_open for one in pairings) > MOST_UNFOLDED else Fold.NONE


def _shown(card: Card, place: Place, fold: Fold) -> Mapping[str, Any]:
    return {"card": card, "inner": _inner(card, place, fold)}


def _inner(card: Card, place: Place, fold: Fold, *, removed: object = None) -> str:
    context = {
        "card": card,
        "fold": "" if card.is_proposed or card.ended else fold,
        "uid": f"{place.uid}-{card.pairing.id}",
        "modes": words.MODES,
        "reasons": words.REASONS,
        "decline_reasons": words.DECLINE_REASONS,
        "removed": removed,
    }
    return filled("meetings/card.html", context)
