"""The requests that a person may answer: what is open, and what was answered lately."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.requests.data import RequestData

from . import meeting_words
from . import request_words as words
from . import told as read
from .meetings import browser_data
from .panel import Panel, Place, filled


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request as it is read by those who may answer it."""

    request: RequestData
    name: str
    kind: str
    about: str
    day: str
    state: str
    outcomes: Mapping[str, str]

    @property
    def key(self) -> str:
        """The request's id as text, for the HTML ids of its form."""
        return str(self.request.id)

    @property
    def is_open(self) -> bool:
        return self.request.acknowledged_at is None


def show(actor: Actor, program_slug: str, *, place: Place, at: datetime) -> Panel:
    """
    Return the requests that wait for the actor's answer, and those answered lately.

    Raises:
        NotFound: no such program, or the actor may answer nothing in it.
    """
    inner = _inner(actor, program_slug, place)
    return Panel(
        html=filled("pairings/panel.html", {"uid": place.uid, "inner": inner}),
        state="answering",
        script="meetings.js",
        init="MentoringMeetings",
        styles=("meetings.css",),
        data=browser_data(actor, place, draft=f"{program_slug}:answering"),
    )


def act(
    actor: Actor, program_slug: str, told: Mapping[str, Any], *, place: Place, at: datetime
) -> Mapping[str, Any]:
    """
    Acknowledge or answer a request; return the panel's inner HTML, and what was done.

    Raises:
        NotFound, Invalid, Conflict: as the api says; nothing was stored.
    """
    request_id = read.row_id(told, "request")
    if told.get("action") == "acknowledge":
        api.acknowledge_request(actor, request_id, at=at)
        said = _("The person sees that you have read it.")
    elif told.get("action") == "answer":
        api.answer_request(
            actor,
            request_id,
            outcome=told.get("outcome") or "",
            text=told.get("answer") or "",
            at=at,
        )
        said = _("The person has your answer.")
    else:
        raise Invalid(_("What you sent did not arrive whole. Send it again."))
    return {"html": _inner(actor, program_slug, place), "said": said}


def _inner(actor: Actor, slug: str, place: Place) -> str:
    waiting = api.open_requests(actor, slug)
    program = api.own_program(actor, slug)
    names = api.names_of_askers(actor, slug)
    answered = api.answered_requests(actor, slug)
    context = {
        "uid": place.uid,
        "waiting": [
            *(_asked(one, actor, names, program) for one in waiting if one.acknowledged_at is None),
            *(_asked(one, actor, names, program) for one in waiting if one.acknowledged_at),
        ],
        "answered": [_asked(one, actor, names, program) for one in answered],
    }
    return filled("requests/answering.html", context)


def _asked(one: RequestData, actor: Actor, names: Mapping[str, str], program: ProgramData) -> Asked:
    outcomes = api.request_outcomes(one.kind)
    return Asked(
        request=one,
        name=names.get(one.person, _("Someone who was erased")),
        kind=str(words.KINDS[one.kind]),
        about=words.about(one),
        day=_day(one.asked_at, program),
        state=_state(one, actor, names, program),
        outcomes={outcome.value: str(words.OUTCOMES[outcome]) for outcome in outcomes},
    )


def _state(one: RequestData, actor: Actor, names: Mapping[str, str], program: ProgramData) -> str:
    if one.acknowledged_at is None or one.is_closed:
        return words.state(one)
    day = _day(one.acknowledged_at, program)
    return words.read_by(one, reader=actor.person, names=names, day=day)


def _day(at: datetime, program: ProgramData) -> str:
    return meeting_words.day(at.astimezone(program.zone).date())
