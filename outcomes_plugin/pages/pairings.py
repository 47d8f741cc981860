"""The pairings of a program, and one of them, for its coordinators."""

from django.http import HttpRequest, HttpResponse

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.panels import pairing as one_panel
from outcomes_plugin.panels import pairings as all_panel
from outcomes_plugin.panels.pairing_list import Chosen
from outcomes_plugin.panels.panel import Panel

from . import http
from .navigation import frame
from .panels import Shown, answer_call, place_for, with_panels

_UID = "mo-pairings"


@http.page("GET", "HEAD", "POST")
def pairings(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Show the pairings of the program that the address asks for, and make one."""
    place, chosen = place_for(request, _UID), Chosen.from_query(request.GET.dict())
    if request.method == "POST":
        return answer_call(
            request,
            lambda told: all_panel.act(
                actor, slug, told, place=place, at=http.now(), chosen=chosen
            ),
        )
    panel = all_panel.show(actor, slug, place=place, at=http.now(), chosen=chosen)
    return _page(request, actor, slug, panel)


@http.page("GET", "HEAD", "POST")
def pairing(request: HttpRequest, actor: Actor, slug: str, pairing_id: int) -> HttpResponse:
    """Show one pairing, and take a step with it."""
    place = place_for(request, _UID)
    if request.method == "POST":
        return answer_call(
            request,
            lambda told: one_panel.act(actor, slug, pairing_id, told, place=place, at=http.now()),
        )
    panel = one_panel.show(actor, slug, pairing_id, place=place, at=http.now())
    title = one_panel.title(actor, slug, pairing_id)
    return _page(request, actor, slug, panel, title=title)


def _page(
    request: HttpRequest, actor: Actor, slug: str, panel: Panel, *, title: str = ""
) -> HttpResponse:
    context = {
        "frame": frame(actor, slug, current="pairings"),
        "title": title,
        **with_panels(Shown(uid=_UID, panel=panel, url=request.get_full_path())),
    }
    return http.show(request, "pairings.html", context)
