"""What a course's page tells of each of its programs: the link, its surveys, and its totals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs.data import Action, CourseLinkData, ProgramData, Standing, Thing
from outcomes_plugin.reporting.data import Figure, ReportData
from outcomes_plugin.surveys.data import Participation, WindowData, WindowState

from . import http, words
from .navigation import Link, links_for


@dataclass(frozen=True, kw_only=True)
class WindowRow:
    """A survey of the program: when it opens, closes or closed, and how many have answered."""

    title: str
    moment: str
    asked: int | None = None
    answered: int | None = None
    is_planned: bool = False
    is_closed: bool = False


@dataclass(frozen=True, kw_only=True)
class TotalRow:
    """The whole program's latest released number of one indicator."""

    title: str
    domain: str
    figure: Figure


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The numbers of the whole program, or the sentence that says why there are none yet."""

    rows: Sequence[TotalRow]
    about: str
    why_not: str


@dataclass(frozen=True, kw_only=True)
class ProgramCard:
    """One program of the course, as the reader meets it."""

    program: ProgramData
    state: str | Promise
    link: str
    links: Sequence[Link]
    counts: bool
    windows: Sequence[WindowRow]
    totals: Totals | None


def program_card(
    actor: Actor,
    standing: Standing,
    link: CourseLinkData,
    planned: Sequence[WindowData],
    *,
    is_team: bool,
) -> ProgramCard:
    """Return the card of one program; totals are for the course's team, where it may read them."""
    program = standing.program
    counts = standing.allows(Thing.PARTICIPATION, Action.READ_COUNTS)
    found = api.program_participation(actor, program.slug) if counts else ()
    reads = standing.allows(Thing.RELEASES, Action.READ_TOTALS)
    return ProgramCard(
        program=program,
        state=words.PROGRAM_STATES[program.status],
        link=_link(link, program),
        links=links_for(standing),
        counts=counts,
        windows=[*_opened(found), *_next(planned)] if counts else [],
        totals=_totals(actor, program.slug) if is_team and reads else None,
    )


def _link(link: CourseLinkData, program: ProgramData) -> str:
    day = words.day(link.linked_at, program.time_zone)
    if link.is_primary:
        return _("Linked since {day}. It is the program's primary course.").format(day=day)
    return _("Linked since {day}, beside the program's primary course.").format(day=day)


def _opened(found: Sequence[Participation]) -> Iterator[WindowRow]:
    """Yield every survey that is open, and the one that closed last."""
    closed = [one for one in found if one.window.state is WindowState.CLOSED]
    current = [one for one in found if one.window.state is not WindowState.CLOSED]
    last = sorted(closed, key=lambda one: one.window.closed_at or one.window.closes_at)[-1:]
    for one in (*current, *last):
        window = one.window
        yield WindowRow(
            title=window.title,
            moment=words.moment(window.closed_at or window.closes_at, window.time_zone),
            asked=one.asked,
            answered=one.done,
            is_closed=window.state is not WindowState.OPEN,
        )


def _next(planned: Sequence[WindowData]) -> Iterator[WindowRow]:
    for window in sorted(planned, key=lambda one: one.opens_at)[:1]:
        yield WindowRow(
            title=window.title,
            moment=words.moment(window.opens_at, window.time_zone),
            is_planned=True,
        )


def _totals(actor: Actor, slug: str) -> Totals:
    found = api.report(actor, slug, language=http.language())
    rows = list(_total_rows(found))
    return Totals(
        rows=rows,
        about=_about(rows),
        why_not="" if rows else found.state_sentence,
    )


def _about(rows: Sequence[TotalRow]) -> str:
    shown = sum(not row.figure.hidden for row in rows)
    return _("The latest released of each. Shown: {shown} of {all}.").format(
        shown=shown, all=len(rows)
    )


def _total_rows(found: ReportData) -> Iterator[TotalRow]:
    for domain in found.domains:
        for one in domain.indicators:
            yield TotalRow(title=one.title, domain=domain.title, figure=one.figure)
