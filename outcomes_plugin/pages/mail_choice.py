"""Choose which mails one gets from a program."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.mail.data import MailLevel

from . import http

_SAVED: Mapping[MailLevel, str | Promise] = {
    MailLevel.ALL: _("Saved. You get all mails."),
    MailLevel.ESSENTIAL: _("Saved. You get only what you must know."),
}


@http.page("POST")
def choose_mail(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Keep what the actor has chosen, and say what follows from it."""
    level = http.json_body(request).get("level")
    chosen = api.choose_mail(actor, slug, level=level, at=http.now())
    return JsonResponse({"sentence": str(_SAVED[chosen.level])})
