"""The addresses that files are sent to, and the HR data steward's page."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor

from . import http
from .imports import (
    EVENTS,
    MEMBERS,
    PAIRINGS,
    SPELLS,
    ImportKind,
    ImportPart,
    import_parts,
    plan_answer,
    taken,
)
from .navigation import frame
from .people import show_people

ShowPage = Callable[[HttpRequest, Actor, str, Sequence[ImportPart]], HttpResponse]


@http.page("GET", "HEAD")
def hr(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Show the imports of the HR data steward."""
    return show_hr(request, actor, slug, import_parts(slug, [SPELLS, EVENTS]))


def show_hr(
    request: HttpRequest, actor: Actor, slug: str, parts: Sequence[ImportPart]
) -> HttpResponse:
    """Return the page with these states of its imports."""
    api.hr_program(actor, slug)
    context = {"frame": frame(actor, slug, current="hr"), "parts": parts}
    return http.show(request, "hr.html", context)


def _import_view(
    kind: ImportKind, *, beside: Sequence[ImportKind], page: str, shown: ShowPage
) -> http.View:
    """Return the view that takes files of a kind and answers with the page they belong to."""

    @http.page("GET", "HEAD", "POST")
    def view(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
        if request.method != "POST":
            return redirect(f"outcomes_plugin:{page}", slug)
        parts = taken(request, actor, slug, kind, import_parts(slug, beside))
        if http.wants_json(request):
            return plan_answer(request, parts, kind)
        return shown(request, actor, slug, parts)

    return view


_OF_PEOPLE = (MEMBERS, PAIRINGS)
_OF_HR = (SPELLS, EVENTS)

import_members = _import_view(MEMBERS, beside=_OF_PEOPLE, page="people", shown=show_people)
import_pairings = _import_view(PAIRINGS, beside=_OF_PEOPLE, page="people", shown=show_people)
import_spells = _import_view(SPELLS, beside=_OF_HR, page="hr", shown=show_hr)
import_events = _import_view(EVENTS, beside=_OF_HR, page="hr", shown=show_hr)
