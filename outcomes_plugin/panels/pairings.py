"""The pairings of a program as its coordinators see and make them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, Problem
from outcomes_plugin.pairings.data import PairingStep
from outcomes_plugin.programs.data import MemberData, ProgramData, ProgramStatus, Role

from .meetings import browser_data
from .pairing_list import Chosen, listing_of
from .pairing_rows import Row, rows_of
from .panel import Panel, Place, filled


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One member who can be chosen, and how many partners they have now."""

    person: str
    name: str
    partners: int


def show(
    actor: Actor, program_slug: str, *, place: Place, at: datetime, chosen: Chosen | None = None
) -> Panel:
    """
    Return the pairings of the program that are looked for, and the form that makes one.

    Raises:
        NotFound: no such program, or the actor does not coordinate it.
    """
    program = api.program_to_pair(actor, program_slug)
    inner, _count = _inner(actor, program, place, chosen or Chosen(), at=at)
    return Panel(
        html=filled("pairings/panel.html", {"uid": place.uid, "inner": inner}),
        state="pairings",
        script="meetings.js",
        init="MentoringMeetings",
        styles=("meetings.css",),
        data=browser_data(actor, place, draft=f"{program_slug}:pairings"),
    )


def act(
    actor: Actor,
    program_slug: str,
    told: Mapping[str, Any],
    *,
    place: Place,
    at: datetime,
    chosen: Chosen | None = None,
) -> Mapping[str, Any]:
    """
    Pair two people, ask the mentor first, or find a name; return the panel's inner HTML.

    Raises:
        NotFound, Invalid, Conflict: as the api says; nothing was stored.
    """
    program = api.program_to_pair(actor, program_slug)
    listed = chosen or Chosen()
    if told.get("action") == "find" and isinstance(told.get("name"), str):
        html, count = _inner(actor, program, place, listed.named(told["name"]), at=at)
        said = ngettext("{count} pairing is listed.", "{count} pairings are listed.", count)
        return {"html": html, "said": said.format(count=count)}
    if told.get("action") != "pair":
        raise Invalid(_("What you sent did not arrive whole. Send it again."))
    said = _pair(actor, program_slug, told, at=at)
    html, _count = _inner(actor, program, place, listed, at=at)
    return {"html": html, "said": said}


def _pair(actor: Actor, program_slug: str, told: Mapping[str, Any], *, at: datetime) -> str:
    two = _two(told)
    if told.get("how") == PairingStep.FORM:
        api.form_pairing(actor, program_slug, **two, at=at)
        return _("The two are paired.")
    api.propose_pairing(actor, program_slug, **two, at=at)
    return _("The mentor is asked.")


def _two(told: Mapping[str, Any]) -> Mapping[str, str]:
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


def _inner(
    actor: Actor, program: ProgramData, place: Place, chosen: Chosen, *, at: datetime
) -> tuple[str, int]:
    """Return the inner HTML, and how many pairings are found."""
    names = api.names_in_program(actor, program.slug)
    rows = rows_of(actor, program, at=at, names=names)
    members = api.members(actor, program.slug)
    listing = listing_of(rows, chosen)
    context = {
        "uid": place.uid,
        "program": program,
        "may_pair": program.status != ProgramStatus.ENDED,
        "there_are_any": bool(rows),
        "calls": sum(row.contact.needs_a_call for row in rows),
        "running": sum(row.pairing.is_open for row in rows),
        "listing": listing,
        "cohorts": api.cohorts_of(actor, program.slug),
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
    return filled("pairings/card.html", context), listing.page.paginator.count


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
