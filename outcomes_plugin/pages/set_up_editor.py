"""The editor of a questionnaire on a page of its own."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.panels import editor

from . import http
from .navigation import frame
from .panels import Shown, answer_call, place_for, with_panels

_UID = "mo-editor"


@http.page("GET", "HEAD", "POST")
def edit(request: HttpRequest, actor: Actor, slug: str, key: str) -> HttpResponse:
    """Show the editor of one questionnaire, and do what its script asks for."""
    place = place_for(request, _UID)
    if request.method == "POST":
        return answer_call(
            request,
            lambda told: editor.act(actor, slug, key, told, place=place, at=http.now()),
            refused=lambda error: editor.refused(actor, slug, key, error, place=place),
            largest=editor.LARGEST_BODY,
        )
    back = reverse("outcomes_plugin:set_up_instruments", args=[slug])
    panel = editor.show(actor, slug, key, place=place, at=http.now(), cancel_url=back)
    context = {
        "frame": frame(actor, slug, current="set_up"),
        **with_panels(Shown(uid=_UID, panel=panel, url=request.get_full_path())),
    }
    return http.show(request, "set_up/editor.html", context)
