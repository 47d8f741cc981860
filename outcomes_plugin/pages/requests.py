"""Requests to those who run a program, for those who may answer them."""

from django.http import HttpRequest, HttpResponse

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.panels import answering

from . import http
from .navigation import frame
from .panels import Shown, answer_call, place_for, with_panels

_UID = "mo-answering"


@http.page("GET", "HEAD", "POST")
def requests(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Show what waits for an answer, and give it."""
    place = place_for(request, _UID)
    if request.method == "POST":
        return answer_call(
            request, lambda told: answering.act(actor, slug, told, place=place, at=http.now())
        )
    panel = answering.show(actor, slug, place=place, at=http.now())
    context = {
        "frame": frame(actor, slug, current="requests"),
        **with_panels(Shown(uid=_UID, panel=panel, url=request.path)),
    }
    return http.show(request, "requests.html", context)
