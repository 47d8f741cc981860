"""The page behind a course's tab: one's own page for learners, the course's blocks for its team."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import BlockFacts
from outcomes_plugin.programs.data import Action, Role, Standing, Thing
from outcomes_plugin.surveys.data import WindowData, WindowState

from .course_cards import ProgramCard, program_card
from .home import own_page
from .http import page, show

_SURVEY = "mentoring-survey"
_KINDS: Mapping[str, str | Promise] = {
    "mentoring-goals": gettext_lazy("Goals"),
    "mentoring-journal": gettext_lazy("Journal"),
    _SURVEY: gettext_lazy("Survey"),
}


@dataclass(frozen=True, kw_only=True)
class BlockRow:
    """One block of the course: what it is, where it stands, and what keeps it from being used."""

    title: str
    url: str
    unit: str
    kind: str | Promise
    program: str
    window: str
    trouble: str


@page("GET", "HEAD")
def course(request: HttpRequest, actor: Actor, course_key: str) -> HttpResponse:
    """
    Lead mentees and mentors to their own page; show the course's team what stands in it.

    Raises:
        NotFound: there is no such course, or the actor is nothing to it.
    """
    standings = api.programs_in_course(actor, course_key)
    if len(standings) == 1 and standings[0].roles <= {Role.MENTEE, Role.MENTOR}:
        return redirect(
            f"outcomes_plugin:{own_page(standings[0].roles)}", standings[0].program.slug
        )
    return show(request, "course.html", _context(actor, course_key, standings))


@page("GET", "HEAD")
def course_inner(request: HttpRequest, actor: Actor, course_key: str) -> HttpResponse:
    """
    Show the same without a frame of its own, for the platform's dashboard of instructors.

    Raises:
        NotFound: there is no such course, or the actor is nothing to it.
    """
    standings = api.programs_in_course(actor, course_key)
    return show(request, "course_dashboard.html", _context(actor, course_key, standings))


def _context(actor: Actor, course_key: str, standings: Sequence[Standing]) -> Mapping[str, Any]:
    facts = api.course_facts(actor, course_key)
    is_team = api.is_course_staff(actor, course_key)
    windows = {one.program.slug: _windows(actor, one) for one in standings}
    return {
        "course": facts,
        "course_url": api.course_url(course_key),
        "cards": _cards(actor, course_key, standings, windows, is_team=is_team),
        "is_team": is_team,
        "blocks": list(_rows(actor, course_key, standings, windows)) if is_team else [],
    }


def _windows(actor: Actor, standing: Standing) -> Sequence[WindowData]:
    if not standing.allows(Thing.PARTICIPATION, Action.READ_COUNTS):
        return ()
    return api.windows(actor, standing.program.slug)


def _cards(
    actor: Actor,
    course_key: str,
    standings: Sequence[Standing],
    windows: Mapping[str, Sequence[WindowData]],
    *,
    is_team: bool,
) -> Sequence[ProgramCard]:
    links = {link.program_id: link for link in api.course_links(actor, course_key)}
    planned = {
        slug: [one for one in found if one.state is WindowState.PLANNED]
        for slug, found in windows.items()
    }
    return [
        program_card(
            actor,
            one,
            links[one.program.id],
            planned[one.program.slug],
            is_team=is_team,
        )
        for one in standings
    ]


def _rows(
    actor: Actor,
    course_key: str,
    standings: Sequence[Standing],
    windows: Mapping[str, Sequence[WindowData]],
) -> Iterator[BlockRow]:
    programs = {one.program.slug: one.program.title for one in standings}
    titles = {
        (slug, window.key): window.title for slug, found in windows.items() for window in found
    }
    for block in api.course_blocks(actor, course_key):
        slug, key = block.fields["program"], block.fields["window"]
        yield BlockRow(
            title=block.title,
            url=api.block_url(block.usage_key),
            unit=block.unit,
            kind=_KINDS[block.block_type],
            program=programs.get(slug, ""),
            window=titles.get((slug, key), ""),
            trouble=_trouble(block, programs, titles),
        )


def _trouble(
    block: BlockFacts, programs: Mapping[str, str], titles: Mapping[tuple[str, str], str]
) -> str:
    slug, key = block.fields["program"], block.fields["window"]
    if not slug:
        return _("No program is chosen.")
    if slug not in programs:
        return _("The course does not belong to the program of this block.")
    if block.block_type == _SURVEY and not key:
        return _("No survey is chosen.")
    if block.block_type == _SURVEY and (slug, key) not in titles:
        return _("The survey of this block is gone.")
    return ""
