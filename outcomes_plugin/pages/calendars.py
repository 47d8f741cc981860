"""The calendar of one's surveys: make its address, stop it, and hand it to a calendar program."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from icalendar import Calendar, Event
from rest_framework.throttling import SimpleRateThrottle

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.surveys.data import OwnWindow

from . import http

_PRODUCT = "-//Open edX//Mentoring outcomes//EN"
_MINUTES_KEPT = 15


class _Rate(SimpleRateThrottle):
    """How often one calendar is read, and how often one address may guess."""

    def __init__(self, counted: str) -> None:
        self._counted = counted
        super().__init__()

    def get_rate(self) -> str | None:
        return settings.OUTCOMES_CALENDAR_RATE

    def get_cache_key(self, request: Any, view: Any) -> str:
        return f"outcomes-calendar:{self._counted or self.get_ident(request)}"


@http.page("POST")
def make_calendar(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Make the actor's calendar, and tell its address this once."""
    token = api.make_calendar(actor, at=http.now())
    url = api.absolute_url(reverse("outcomes_plugin:calendar", args=[token]))
    sentence = _("Your calendar has an address. It is shown only now, so copy it.")
    return JsonResponse({"sentence": sentence, "address": url})


@http.page("POST")
def stop_calendar(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Stop the actor's calendar."""
    api.stop_calendar(actor, at=http.now())
    return JsonResponse({"sentence": _("Stopped. The address no longer works.")})


@sensitive_variables("token")
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Hand out a calendar to whoever knows its token; without one there is nothing here."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    try:
        found = api.calendar_of(token, at=http.now())
    except NotFound:
        counted = _Rate("")
        status = 404 if counted.allow_request(request, None) else 429
        return _private(HttpResponse(status=status, content_type="text/plain"))
    if not _Rate(found.counted_as).allow_request(request, None):
        return _private(HttpResponse(status=429, content_type="text/plain"))
    with translation.override(found.language or settings.LANGUAGE_CODE):
        body = _written(found.windows, at=http.now())
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="mentoring.ics"'
    return _private(answer)


def _private(answer: HttpResponse) -> HttpResponse:
    """Keep the answer out of shared caches, search engines and the addresses of other sites."""
    answer["Cache-Control"] = f"private, max-age={60 * _MINUTES_KEPT}"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _written(windows: Any, *, at: datetime) -> bytes:
    """Return the calendar in the form of RFC 5545, folded and in UTF-8, with instants in UTC."""
    found = Calendar()
    found.add("prodid", _PRODUCT)
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", _("Mentoring surveys"))
    for one in windows:
        found.add_component(_event(one, at=at))
    return bytes(found.to_ical())


def _event(one: OwnWindow, *, at: datetime) -> Event:
    url = api.absolute_url(reverse("outcomes_plugin:survey", args=[one.program_slug, one.key]))
    event = Event()
    event.add("uid", f"mentoring-window-{one.window_id}@{api.site_host()}")
    event.add("dtstamp", at)
    event.add("dtstart", one.opens_at)
    event.add("dtend", one.closes_at)
    event.add("summary", _("Survey: {title}").format(title=one.title))
    event.add("description", f"{one.program_title}\n{url}")
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event
