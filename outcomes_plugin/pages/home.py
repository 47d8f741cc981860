"""The first page: what is there for me."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs.data import ProgramData, Role, Standing

from . import words
from .http import page, show
from .navigation import Link, links_for


@dataclass(frozen=True, kw_only=True)
class ProgramCard:
    """One program as its person meets it."""

    program: ProgramData
    state: str | Promise
    roles: Sequence[str | Promise]
    links: Sequence[Link]
    courses: Sequence[tuple[str, str]]


@page("GET", "HEAD")
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """
    Show the actor's programs, with their roles and what they may open.

    Who is mentored or mentors in one program alone is led to their own page there.
    """
    found = api.programs_for(actor)
    if len(found) == 1 and found[0][1] <= {Role.MENTEE, Role.MENTOR}:
        ((program, roles),) = found
        return redirect(f"outcomes_plugin:{own_page(roles)}", program.slug)
    cards = [_card(actor, program, roles) for program, roles in found]
    context = {"cards": cards, "makes_programs": api.may_create_programs(actor)}
    return show(request, "home.html", context)


def own_page(roles: frozenset[str]) -> str:
    """Return which page is one's own home in a program: a mentee's before a mentor's."""
    return "mine" if Role.MENTEE in roles else "desk"


def _card(actor: Actor, program: ProgramData, roles: frozenset[str]) -> ProgramCard:
    return ProgramCard(
        program=program,
        state=words.PROGRAM_STATES[program.status],
        roles=[word for role, word in words.ROLES.items() if role in roles],
        links=links_for(Standing(program=program, roles=roles)),
        courses=api.course_ways(actor, program.slug),
    )
