"""The addresses that files are sent to."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from outcomes_plugin.actors.data import Actor

from . import http
from .hr import OF_HR, show_hr
from .imports import (
    EVENTS,
    LINES,
    MEMBERS,
    PAIRINGS,
    SPELLS,
    UNITS,
    ImportKind,
    ImportPart,
    import_parts,
    plan_answer,
    taken,
)
from .people import show_people

ShowPage = Callable[[HttpRequest, Actor, str, Sequence[ImportPart]], HttpResponse]


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

import_members = _import_view(MEMBERS, beside=_OF_PEOPLE, page="people", shown=show_people)
import_pairings = _import_view(PAIRINGS, beside=_OF_PEOPLE, page="people", shown=show_people)
import_spells = _import_view(SPELLS, beside=OF_HR, page="hr", shown=show_hr)
import_events = _import_view(EVENTS, beside=OF_HR, page="hr", shown=show_hr)
import_units = _import_view(UNITS, beside=OF_HR, page="hr", shown=show_hr)
import_lines = _import_view(LINES, beside=OF_HR, page="hr", shown=show_hr)
