"""One pairing as its program's coordinators see it, and what they can do with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, NotFound
from outcomes_plugin.pairings.data import EndReason, PairingEventData, PairingStep
from outcomes_plugin.programs.data import ProgramData, ProgramStatus, Role

from . import meeting_words
from . import pairing_words as words
from . import told as read
from .meetings import browser_data
from .pairing_rows import Row, rows_of
from .panel import Panel, Place, filled


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step in the life of the pairing, and who took it."""

    day: str
    state: str
    by: str
    reason: str


def show(actor: Actor, program_slug: str, pairing_id: int, *, place: Place, at: datetime) -> Panel:
    """
    Return the pairing with its steps and the days of its meetings.

    Raises:
        NotFound: no such pairing in the program, or the actor does not coordinate it.
    """
    program = api.program_to_pair(actor, program_slug)
    inner = _inner(actor, program, pairing_id, place, at=at)
    return Panel(
        html=filled("pairings/panel.html", {"uid": place.uid, "inner": inner}),
        state="pairing",
        script="meetings.js",
        init="MentoringMeetings",
        styles=("meetings.css",),
        data=browser_data(actor, place, draft=f"{program_slug}:pairing:{pairing_id}"),
    )


def title(actor: Actor, program_slug: str, pairing_id: int) -> str:
    """
    Return who the two are.

    Raises:
        NotFound: no such pairing, or the actor does not coordinate its program.
    """
    one = api.pairing(actor, pairing_id)
    names = api.names_in_program(actor, program_slug)
    unknown = _("Someone who was erased")
    return _("{mentee} with {mentor}").format(
        mentee=names.get(one.mentee, unknown), mentor=names.get(one.mentor, unknown)
    )


def act(
    actor: Actor,
    program_slug: str,
    pairing_id: int,
    told: Mapping[str, Any],
    *,
    place: Place,
    at: datetime,
) -> Mapping[str, Any]:
    """
    Take a step with the pairing; return the panel's inner HTML, and what was done.

    Raises:
        NotFound, Invalid, Conflict: as the api says; nothing was stored.
    """
    program = api.program_to_pair(actor, program_slug)
    # Before anything is done: each of the two may end a pairing, but not from this page.
    _row_of(actor, program, pairing_id, at=at)
    work = _ACTIONS.get(str(told.get("action")))
    if work is None:
        raise Invalid(_("What you sent did not arrive whole. Send it again."))
    said = work(actor, pairing_id, told, at)
    return {"html": _inner(actor, program, pairing_id, place, at=at), "said": said}


def _row_of(actor: Actor, program: ProgramData, pairing_id: int, *, at: datetime) -> Row:
    for row in rows_of(actor, program, at=at, pairing_id=pairing_id):
        return row
    raise NotFound


def _inner(
    actor: Actor, program: ProgramData, pairing_id: int, place: Place, *, at: datetime
) -> str:
    row = _row_of(actor, program, pairing_id, at=at)
    names = api.names_in_program(actor, program.slug)
    others = {row.pairing.mentor, row.pairing.mentee}
    two = {"mentee": row.mentee, "mentor": row.mentor}
    context = {
        "uid": place.uid,
        "row": row,
        "may_change": program.status != ProgramStatus.ENDED,
        "steps": [_step(one, program, names) for one in api.pairing_history(actor, pairing_id)],
        "mentors": sorted(
            (names[one.person], one.person)
            for one in api.members(actor, program.slug)
            if one.role == Role.MENTOR and one.person in names and one.person not in others
        ),
        "reasons": words.CHOICES,
        "told": {step: api.what_stays(step, role=Role.COORDINATOR, **two) for step in PairingStep},
    }
    return filled("pairings/one.html", context)


def _step(one: PairingEventData, program: ProgramData, names: Mapping[str, str]) -> Step:
    return Step(
        day=meeting_words.day(one.at.astimezone(program.zone).date()),
        state=str(words.STATES[one.state]),
        by=names.get(one.by_person or "", ""),
        reason=str(words.REASONS[one.reason]) if one.reason else "",
    )


def _reason(told: Mapping[str, Any]) -> EndReason:
    given = told.get("reason")
    if given not in tuple(words.CHOICES):
        raise read.unreadable(_("Choose what comes closest."), "reason")
    return EndReason(given)


def _take_back(actor: Actor, pairing_id: int, told: Mapping[str, Any], at: datetime) -> str:
    api.decline_pairing(actor, pairing_id, reason=_reason(told), at=at)
    return _("The proposal is taken back.")


def _pause(actor: Actor, pairing_id: int, told: Mapping[str, Any], at: datetime) -> str:
    api.pause_pairing(actor, pairing_id, at=at)
    return _("The pairing is paused.")


def _resume(actor: Actor, pairing_id: int, told: Mapping[str, Any], at: datetime) -> str:
    api.resume_pairing(actor, pairing_id, at=at)
    return _("The pairing goes on.")


def _end(actor: Actor, pairing_id: int, told: Mapping[str, Any], at: datetime) -> str:
    api.end_pairing(actor, pairing_id, reason=_reason(told), at=at)
    return _("The pairing has ended.")


def _hand_over(actor: Actor, pairing_id: int, told: Mapping[str, Any], at: datetime) -> str:
    mentor = told.get("mentor")
    if not isinstance(mentor, str) or not mentor:
        raise read.unreadable(_("Choose a mentor."), "mentor")
    api.hand_over(actor, pairing_id, mentor=mentor, at=at)
    return _("The mentee is handed over. The new pairing stands in the list.")


_ACTIONS: Mapping[str, Callable[[Actor, int, Mapping[str, Any], datetime], str]] = {
    "end": _end,
    "hand_over": _hand_over,
    "pause": _pause,
    "resume": _resume,
    "take_back": _take_back,
}
