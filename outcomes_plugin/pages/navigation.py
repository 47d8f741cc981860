"""Which pages of a program a person is offered. The api refuses by itself; this only offers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs.data import Action, ProgramData, Role, Standing, Thing


@dataclass(frozen=True, kw_only=True)
class Link:
    """One page of a program, and what it is good for."""

    name: str
    title: str | Promise
    about: str | Promise
    url: str


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What stands around the page of a program: whose page it is, and where else to go."""

    standing: Standing
    links: Sequence[Link]
    current: str

    @property
    def program(self) -> ProgramData:
        return self.standing.program

    @property
    def runs_programs(self) -> bool:
        """Whether the person is more to programs than someone who is mentored or mentors."""
        return not self.standing.roles <= {Role.MENTEE, Role.MENTOR}


_Rights = tuple[tuple[Thing, Action], ...]

_PAGES: Sequence[tuple[str, str | Promise, str | Promise, _Rights]] = (
    (
        "mine",
        _("My mentoring"),
        _("What is open, whom you are paired with, and what you work on."),
        ((Thing.OWN_WORK, Action.READ),),
    ),
    (
        "desk",
        _("Mentor's desk"),
        _("Who of your mentees needs you, and what they share."),
        ((Thing.COURSE_PROGRESS, Action.READ_PARTNER),),
    ),
    (
        "goals",
        _("Goals"),
        _("What you want to reach, and how far you are."),
        ((Thing.OWN_WORK, Action.READ),),
    ),
    (
        "journal",
        _("Journal"),
        _("What you write for yourself, or share."),
        ((Thing.OWN_WORK, Action.READ),),
    ),
    (
        "today",
        _("Today"),
        _("Which surveys are open, and how many have answered."),
        ((Thing.PARTICIPATION, Action.READ_COUNTS),),
    ),
    (
        "people",
        _("People"),
        _("Members by role, and files of members and pairings."),
        ((Thing.MEMBERS, Action.READ),),
    ),
    (
        "pairings",
        _("Pairings"),
        _("Who is paired with whom, when they met, and who needs a call."),
        ((Thing.PAIRINGS, Action.READ),),
    ),
    (
        "requests",
        _("Requests"),
        _("What people ask those who run the program, and the answers."),
        ((Thing.HELP_REQUESTS, Action.READ), (Thing.HR_FACTS, Action.CORRECT)),
    ),
    (
        "shared_entries",
        _("Shared with staff"),
        _("Journal entries that people let you read."),
        ((Thing.SHARED_WORK, Action.READ),),
    ),
    (
        "report",
        _("Report"),
        _("What was found, against the targets."),
        ((Thing.RELEASES, Action.READ), (Thing.RELEASES, Action.READ_TOTALS)),
    ),
    (
        "set_up",
        _("Set-up"),
        _("Cohorts, people, surveys, targets: what the program is made of."),
        (
            (Thing.STATUS, Action.CONFIGURE),
            (Thing.SETTINGS, Action.CONFIGURE),
            (Thing.QUESTIONNAIRES, Action.CONFIGURE),
        ),
    ),
    (
        "hr",
        _("HR data"),
        _("Where HR facts come from, what waits, and what people call wrong."),
        ((Thing.HR_FACTS, Action.IMPORT),),
    ),
)


def links_for(standing: Standing) -> Sequence[Link]:
    """Return the pages of the program that these roles and standings open."""
    slug = standing.program.slug
    found = [
        _link(name, title, about, slug)
        for name, title, about, rights in _PAGES
        if any(standing.allows(thing, action) for thing, action in rights)
    ]
    if set(Role) & standing.roles:
        about = _("What the program keeps about you, why, and who reads it.")
        found.append(_link("notice", _("Notice"), about, slug))
    return found


def frame(actor: Actor, slug: str, *, current: str) -> Frame:
    """
    Return what stands around a page of the program.

    Raises:
        NotFound: no such program, or the actor is nothing to it.
    """
    return frame_around(api.whole_standing(actor, slug), current=current)


def own_frame(actor: Actor, slug: str, *, current: str) -> Frame:
    """
    Return the same around a page of somebody's own: it stays theirs when they have left.

    Raises:
        NotFound: no such program, or the actor never had a role in it.
    """
    return frame_around(api.own_standing(actor, slug), current=current)


def frame_around(standing: Standing, *, current: str) -> Frame:
    """Return what stands around a page for somebody whose standing is known."""
    return Frame(standing=standing, links=links_for(standing), current=current)


def _link(name: str, title: str | Promise, about: str | Promise, slug: str) -> Link:
    url = reverse(f"outcomes_plugin:{name}", args=[slug])
    return Link(name=name, title=title, about=about, url=url)
