"""The page behind a course's tab: one's own page for learners, the course's blocks for its team."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import BlockFacts
from outcomes_plugin.programs.data import Action, ProgramData, Role, Standing, Thing
from outcomes_plugin.surveys.data import Participation, WindowState

from . import words
from .home import own_page
from .http import page, show
from .navigation import Link, links_for

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


@dataclass(frozen=True, kw_only=True)
class OpenWindow:
    """A survey that is open now, and how many have answered."""

    title: str
    closes: str
    asked: int
    answered: int


@dataclass(frozen=True, kw_only=True)
class ProgramCard:
    """One program of the course, as the reader meets it."""

    program: ProgramData
    state: str | Promise
    links: Sequence[Link]
    counts: bool
    open: Sequence[OpenWindow]


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
    facts = api.course_facts(actor, course_key)
    is_team = api.is_course_staff(actor, course_key)
    context = {
        "course": facts,
        "course_url": api.course_url(course_key),
        "cards": [_card(actor, one) for one in standings],
        "is_team": is_team,
        "blocks": list(_rows(actor, course_key, standings)) if is_team else [],
    }
    return show(request, "course.html", context)


def _card(actor: Actor, standing: Standing) -> ProgramCard:
    counts = standing.allows(Thing.PARTICIPATION, Action.READ_COUNTS)
    found = api.program_participation(actor, standing.program.slug) if counts else ()
    return ProgramCard(
        program=standing.program,
        state=words.PROGRAM_STATES[standing.program.status],
        links=links_for(standing),
        counts=counts,
        open=[_open(one) for one in found if one.window.state is WindowState.OPEN],
    )


def _open(one: Participation) -> OpenWindow:
    window = one.window
    closes = words.moment(window.closes_at, window.time_zone)
    return OpenWindow(title=window.title, closes=closes, asked=one.asked, answered=one.done)


def _rows(actor: Actor, course_key: str, standings: Sequence[Standing]) -> Iterator[BlockRow]:
    programs = {one.program.slug: one.program.title for one in standings}
    titles = {
        (slug, window.key): window.title for slug in programs for window in api.windows(actor, slug)
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
