"""The pairings of a program as its coordinators see and make them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, Problem
from outcomes_plugin.pairings.data import PairingState, PairingStep
from outcomes_plugin.programs.data import MemberData, ProgramData, ProgramStatus, Role

from .meetings import browser_data
from .pairing_rows import Row, rows_of
from .panel import Panel, Place, filled


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One member who can be chosen, and how many partners they have now."""

    person: str
    name: str
    partners: int


def show(actor: Actor, program_slug: str, *, place: Place, at: datetime) -> Panel:
    """
    Return all pairings of the program, and the form that makes one.

    Raises:
        NotFound: no such program, or the actor does not coordinate it.
    """
    program = api.program_to_pair(actor, program_slug)
    inner = _inner(actor, program, place, at=at)
    return Panel(
        html=filled("pairings/panel.html", {"uid": place.uid, "inner": inner}),
        state="pairings",
        script="meetings.js",
        init="MentoringMeetings",
        styles=("meetings.css",),
        data=browser_data(actor, place, draft=f"{program_slug}:pairings"),
    )


def act(
    actor: Actor, program_slug: str, told: Mapping[str, Any], *, place: Place, at: datetime
) -> Mapping[str, Any]:
    """
    Pair two people, or ask the mentor first; return the panel's inner HTML, and what was done.

    Raises:
        NotFound, Invalid, Conflict: as the api says; nothing was stored.
    """
    program = api.program_to_pair(actor, program_slug)
    if told.get("action") != "pair":
        raise Invalid(_("What you sent did not arrive whole. Send it again."))
    two = _chosen(told)
    if told.get("how") == PairingStep.FORM:
        api.form_pairing(actor, program_slug, **two, at=at)
        said = _("The two are paired.")
    else:
        api.propose_pairing(actor, program_slug, **two, at=at)
        said = _("The mentor is asked.")
    return {"html": _inner(actor, program, place, at=at), "said": said}


def _chosen(told: Mapping[str, Any]) -> Mapping[str, str]:
    sentences = {"mentee": _("Choose a mentee."), "mentor": _("Choose a mentor.")}
    chosen = {name: told.get(name) or "" for name in sentences}
    missing = [
        Problem(sentence, column=name)
        for name, sentence in sentences.items()
        if not isinstance(chosen[name], str) or not chosen[name]
    ]
    if missing:
        raise Invalid(_("Please correct what is marked. Nothing was saved."), problems=missing)
    return chosen


def _inner(actor: Actor, program: ProgramData, place: Place, *, at: datetime) -> str:
    names = api.names_in_program(actor, program.slug)
    rows = rows_of(actor, program, at=at, names=names)
    members = api.members(actor, program.slug)
    context = {
        "uid": place.uid,
        "program": program,
        "may_pair": program.status != ProgramStatus.ENDED,
        "waiting": [row for row in rows if row.pairing.state is PairingState.PROPOSED],
        "calls": [row for row in rows if row.contact.needs_a_call],
        "running": [row for row in rows if row.pairing.is_open],
        "over": [row for row in rows if row.is_over],
        "mentees": _choices(members, rows, names, role=Role.MENTEE),
        "mentors": _choices(members, rows, names, role=Role.MENTOR),
        "told_propose": api.what_stays(
            PairingStep.PROPOSE, role=Role.COORDINATOR, mentor=_("The mentor")
        ),
        "told_form": api.what_stays(
            PairingStep.FORM,
            role=Role.COORDINATOR,
            mentor=_("The mentor"),
            mentee=_("the mentee"),
        ),
    }
    return filled("pairings/card.html", context)


def _choices(
    members: Sequence[MemberData], rows: Sequence[Row], names: Mapping[str, str], *, role: Role
) -> Sequence[Choice]:
    """Return the members of the role by name, those without a partner first."""
    partners = [getattr(row.pairing, role.value) for row in rows if not row.is_over]
    found = [
        Choice(person=one.person, name=names[one.person], partners=partners.count(one.person))
        for one in members
        if one.role == role and one.person in names
    ]
    return sorted(found, key=lambda one: (one.partners > 0, one.name.casefold()))
