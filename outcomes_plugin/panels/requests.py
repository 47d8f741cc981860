"""What a person can ask those who run the program, and what they were answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.requests.data import RequestData, RequestKind

from . import meeting_words
from . import request_words as words
from . import told as read
from .lists import enumerated
from .meetings import browser_data
from .panel import Panel, Place, filled


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request of the actor's as they read it."""

    request: RequestData
    kind: str
    about: str
    day: str
    state: str


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One fact that human resources sent, and how a request names it."""

    reference: str
    key: str
    words: str


def show(actor: Actor, program_slug: str, *, place: Place, at: datetime) -> Panel:
    """
    Return what the actor can ask, who would read it, and what they have asked.

    Raises:
        NotFound: no such program, or the actor never had a role in it.
    """
    program = api.own_program(actor, program_slug)
    return Panel(
        html=filled(
            "requests/panel.html", {"uid": place.uid, "inner": _inner(actor, program, place)}
        ),
        state="asking",
        script="meetings.js",
        init="MentoringMeetings",
        styles=("meetings.css",),
        data=browser_data(actor, place, draft=f"{program_slug}:requests"),
    )


def act(
    actor: Actor, program_slug: str, told: Mapping[str, Any], *, place: Place, at: datetime
) -> Mapping[str, Any]:
    """
    Ask, or take back what was asked; return the card's inner HTML, and what was done.

    Raises:
        NotFound, Invalid, Conflict: as the api says; nothing was sent.
    """
    program = api.own_program(actor, program_slug)
    if told.get("action") == "ask":
        said = _ask(actor, program_slug, told, at=at)
    elif told.get("action") == "withdraw":
        api.withdraw_request(actor, read.row_id(told, "request"), at=at)
        said = _("It is taken back, and what you wrote is deleted.")
    else:
        raise Invalid(_("What you sent did not arrive whole. Send it again."))
    return {"html": _inner(actor, program, place), "said": said}


def _ask(actor: Actor, slug: str, told: Mapping[str, Any], *, at: datetime) -> str:
    api.make_request(
        actor,
        slug,
        kind=told.get("kind", ""),
        pairing_id=read.number(told, "pairing"),
        about=told.get("about") or "",
        reason=told.get("reason") or "",
        text=told.get("text") or "",
        at=at,
    )
    return _("It is sent. You see here when somebody has read it.")


def _inner(actor: Actor, program: ProgramData, place: Place) -> str:
    zone = ZoneInfo(place.time_zone) if place.time_zone else program.zone
    mine = [one for one in api.my_pairings(actor) if one.program_id == program.id and one.is_open]
    partners = api.partners_of(actor, mine)
    names = {person: facts.name or facts.username for person, facts in partners.items()}
    readers = api.request_readers(actor, program.slug)
    context = {
        "uid": place.uid,
        "pairings": [
            (str(one.id), names.get(one.partner_of(actor.person or ""), "")) for one in mine
        ],
        "readers": enumerated(readers[RequestKind.OBJECTION]),
        "may_ask": bool(readers.get(RequestKind.HELP)),
        "stewards": enumerated(readers.get(RequestKind.HR_WRONG, ())),
        "reasons": words.REASONS,
        "purposes": words.PURPOSES,
        "facts": _facts(actor, program),
        "asked": [_asked(one, zone) for one in api.my_requests(actor, program.id)],
    }
    return filled("requests/card.html", context)


def _asked(one: RequestData, zone: ZoneInfo) -> Asked:
    return Asked(
        request=one,
        kind=str(words.KINDS[one.kind]),
        about=words.about(one),
        day=meeting_words.day(one.asked_at.astimezone(zone).date()),
        state=words.state(one),
    )


def _facts(actor: Actor, program: ProgramData) -> Sequence[Fact]:
    spells, events = api.my_career_facts(actor)
    found: list[tuple[int, str, str]] = []
    for spell in spells:
        start, end = meeting_words.day(spell.starts_on), spell.ends_on
        said = (
            _("Employed from {day} on.").format(day=start)
            if end is None
            else _("Employed from {day} to {end}.").format(day=start, end=meeting_words.day(end))
        )
        found.append((spell.program_id, f"spell:{spell.source_key}", said))
    for event in events:
        said = _("{step}: {day}.").format(
            step=words.CAREER[event.kind], day=meeting_words.day(event.on)
        )
        found.append((event.program_id, f"event:{event.source_key}", said))
    own = [(reference, said) for held_by, reference, said in found if held_by == program.id]
    return [
        Fact(reference=reference, key=str(number), words=said)
        for number, (reference, said) in enumerate(own)
    ]
