"""The first page: what is there for me."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs.data import ProgramData, Standing

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
    cards = [_card(actor, program, roles) for program, roles in api.programs_for(actor)]
    context = {"cards": cards, "makes_programs": api.may_create_programs(actor)}
    return show(request, "home.html", context)


def _card(actor: Actor, program: ProgramData, roles: frozenset[str]) -> ProgramCard:
    return ProgramCard(
        program=program,
        state=words.PROGRAM_STATES[program.status],
        roles=[word for role, word in words.ROLES.items() if role in roles],
        links=links_for(Standing(program=program, roles=roles)),
        courses=api.course_ways(actor, program.slug),
    )
