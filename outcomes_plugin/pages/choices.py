"""Choose which mails one gets from a program, and what one agrees to."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid
from outcomes_plugin.mail.data import MailLevel

from . import http

_SAVED: Mapping[MailLevel, str | Promise] = {
    MailLevel.ALL: _("Saved. You get all mails."),
    MailLevel.ESSENTIAL: _("Saved. You get only what you must know."),
}


@http.page("POST")
def choose_mail(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Keep what the actor has chosen, and say what follows from it."""
    level = http.json_body(request).get("choice")
    chosen = api.choose_mail(actor, slug, level=level, at=http.now())
    return JsonResponse({"sentence": str(_SAVED[chosen.level])})


@http.page("POST")
def choose(request: HttpRequest, actor: Actor, slug: str, purpose: str) -> HttpResponse:
    """Keep that the actor agrees to an optional purpose, or no longer does."""
    choice = http.json_body(request).get("choice")
    if choice not in ("yes", "no"):
        raise Invalid(_("Choose whether you agree."))
    chosen = api.choose_purpose(actor, slug, purpose, agrees=choice == "yes", at=http.now())
    sentence = (
        _("Saved. You agree.") if chosen.is_given else _("Saved. From now on it is not used.")
    )
    return JsonResponse({"sentence": str(sentence)})
