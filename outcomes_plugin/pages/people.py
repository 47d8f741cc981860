"""The people of a program: who is in it, and files that bring in more."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs.data import MemberData

from . import http, words
from .imports import MEMBERS, PAIRINGS, ImportPart, import_parts
from .navigation import frame


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    """One member as they are listed."""

    name: str
    role: str | Promise
    cohort: str
    joined: str


@dataclass(frozen=True, kw_only=True)
class RoleGroup:
    """The members who have one role, or one of the roles that run the program."""

    title: str | Promise
    rows: Sequence[MemberRow]
    tells_roles: bool


@http.page("GET", "HEAD")
def people(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Show members, and the import of members and pairings."""
    return show_people(request, actor, slug, import_parts(slug, [MEMBERS, PAIRINGS]))


def show_people(
    request: HttpRequest, actor: Actor, slug: str, parts: Sequence[ImportPart], *, status: int = 200
) -> HttpResponse:
    """Return the page with these states of its imports."""
    found = api.members(actor, slug)
    names = api.names_in_program(actor, slug)
    around = frame(actor, slug, current="people")
    titles = {one.slug: one.title for one in api.cohorts_of(actor, slug)}
    zone = around.program.time_zone
    context = {
        "frame": around,
        "groups": list(_groups(found, names, titles, zone)),
        "parts": parts,
    }
    return http.show(request, "people.html", context, status=status)


def _groups(
    members: Sequence[MemberData], names: Mapping[str, str], titles: Mapping[str, str], zone: str
) -> Iterator[RoleGroup]:
    paired = ("mentee", "mentor")
    rest = [role for role in words.ROLES if role not in paired]
    grouped: list[tuple[Sequence[str], str | Promise]] = [
        *(([role], words.HOLDERS[role]) for role in paired),
        (rest, _("Who runs it")),
    ]
    for roles, title in grouped:
        rows = [_member(one, names, titles, zone) for one in members if one.role in roles]
        if rows:
            rows.sort(key=lambda row: (row.cohort, row.name))
            yield RoleGroup(title=title, rows=rows, tells_roles=len(roles) > 1)


def _member(
    one: MemberData, names: Mapping[str, str], titles: Mapping[str, str], zone: str
) -> MemberRow:
    return MemberRow(
        name=names.get(one.person, _("Someone who was erased")),
        role=words.ROLES[one.role],
        cohort=titles.get(one.cohort, one.cohort),
        joined=words.day(one.joined_at, zone),
    )
