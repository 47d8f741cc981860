"""One's own goals, journal and surveys, each on a page: the panels that course units show too."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.panels import goals as goals_panel
from outcomes_plugin.panels import journal as journal_panel
from outcomes_plugin.panels import meetings as meetings_panel
from outcomes_plugin.panels import requests as requests_panel
from outcomes_plugin.panels import survey as survey_panel
from outcomes_plugin.panels.panel import Panel, answered, read_body

from . import http
from .navigation import own_frame
from .panels import CALL, Shown, answer_call, place_for, with_panels


@http.page("GET", "HEAD")
def goals(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Show one's goals, to work on."""
    place = place_for(request, "mo-goals")
    title = own_frame(actor, slug, current="goals").program.title
    panel = goals_panel.show(actor, slug, place=place, at=http.now(), title=title)
    return _show(request, actor, slug, panel, name="goals", title=_("My goals"))


@http.page("GET", "HEAD")
def journal(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Show one's journal, to write in."""
    place = place_for(request, "mo-journal")
    panel = journal_panel.show(actor, slug, place=place, at=http.now())
    return _show(request, actor, slug, panel, name="journal", title=_("My journal"))


@http.page("GET", "HEAD")
def survey(request: HttpRequest, actor: Actor, slug: str, key: str) -> HttpResponse:
    """Show a survey that one is or was asked, to answer."""
    place = place_for(request, "mo-survey")
    panel = survey_panel.show(actor, slug, key, place=place, at=http.now())
    if panel.state in {"no_program", "not_asked"}:
        raise NotFound
    return _show(request, actor, slug, panel, name="survey", title=_("Survey"), key=key)


@http.page("GET", "HEAD")
def ask(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Show what one can ask those who run the program, and what one was answered."""
    place = place_for(request, "mo-ask")
    panel = requests_panel.show(actor, slug, place=place, at=http.now())
    return _show(request, actor, slug, panel, name="ask", title=_("Ask and object"))


@http.page("POST")
def call_ask(request: HttpRequest, actor: Actor, slug: str, call: str) -> JsonResponse:
    """Answer a call of the requests' script."""
    place = place_for(request, "mo-ask")
    return answer_call(
        request, lambda told: requests_panel.act(actor, slug, told, place=place, at=http.now())
    )


@http.page("POST")
def call_goals(request: HttpRequest, actor: Actor, slug: str, call: str) -> JsonResponse:
    """Answer a call of the goals' script."""
    place = place_for(request, "mo-goals")
    return answer_call(
        request, lambda told: goals_panel.act(actor, slug, told, place=place, at=http.now())
    )


@http.page("POST")
def call_journal(request: HttpRequest, actor: Actor, slug: str, call: str) -> JsonResponse:
    """Answer a call of the journal's script."""
    place = place_for(request, "mo-journal")
    return answer_call(
        request, lambda told: journal_panel.act(actor, slug, told, place=place, at=http.now())
    )


@http.page("POST")
def call_meetings(request: HttpRequest, actor: Actor, slug: str, call: str) -> JsonResponse:
    """Answer a call of the meetings' script."""
    place = place_for(request, "mo-meetings")
    return answer_call(
        request, lambda told: meetings_panel.act(actor, slug, told, place=place, at=http.now())
    )


@http.page("POST")
def call_survey(request: HttpRequest, actor: Actor, slug: str, key: str, call: str) -> JsonResponse:
    """Answer a call of the survey's script: answers, or that the notice was read."""
    place = place_for(request, "mo-survey")

    def work() -> Mapping[str, Any]:
        told = read_body(request.body)
        if call == "read_notice":
            return survey_panel.read_notice(actor, slug, told, at=http.now())
        if call == "respond":
            return survey_panel.respond(actor, slug, key, told, at=http.now())
        raise NotFound

    answer = answered(
        work,
        refused=lambda error: survey_panel.refused(
            actor, slug, key, error, place=place, at=http.now()
        ),
    )
    return JsonResponse(answer.body, status=answer.status)


def _show(
    request: HttpRequest,
    actor: Actor,
    slug: str,
    panel: Panel,
    *,
    name: str,
    title: str,
    key: str = "",
) -> HttpResponse:
    parts = [slug, key] if key else [slug]
    context = {
        "frame": own_frame(actor, slug, current=name),
        "title": title,
        **with_panels(
            Shown(
                uid=f"mo-{name}",
                panel=panel,
                url=reverse(f"outcomes_plugin:call_{name}", args=[*parts, CALL]),
            )
        ),
    }
    return http.show(request, "own_work.html", context)
