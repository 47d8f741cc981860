"""The notice of a program, in the reader's language."""

from django.http import HttpRequest, HttpResponse

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor

from . import http, words
from .navigation import frame


@http.page("GET", "HEAD")
def notice(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Show the notice in force."""
    found = api.notice_in_force(actor, slug)
    around = frame(actor, slug, current="notice")
    context = {
        "frame": around,
        "notice": found,
        "text": found.in_language(http.language()) if found else None,
        "published": words.day(found.published_at, around.program.time_zone) if found else "",
    }
    return http.show(request, "notice.html", context)
