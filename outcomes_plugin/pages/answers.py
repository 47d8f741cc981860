"""Answers with their names, for the coordinators whom the notice tells of."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.surveys.data import PersonAnswers, WindowData

from . import http, words
from .navigation import frame
from .windows import window_of


@dataclass(frozen=True, kw_only=True)
class AnswersRow:
    """One person's answers in words, and when they were last changed."""

    name: str
    changed: str
    answers: Sequence[tuple[str, str]]


@http.page("GET", "HEAD")
def answers(request: HttpRequest, actor: Actor, slug: str, window_id: int) -> HttpResponse:
    """Show who answered what in a window of the identified mode."""
    window = window_of(actor, slug, window_id)
    found = api.identified_answers(actor, window_id, language=http.language())
    names = api.names_in_program(actor, slug)
    rows = [_row(one, window, names.get(one.person, "")) for one in found]
    context = {
        "frame": frame(actor, slug, current="today"),
        "window": window,
        "closes": words.moment(window.closed_at or window.closes_at, window.time_zone),
        "rows": sorted(rows, key=lambda row: row.name.casefold()),
    }
    return http.show(request, "answers.html", context)


def _row(one: PersonAnswers, window: WindowData, name: str) -> AnswersRow:
    return AnswersRow(
        name=name or _("Somebody without an account"),
        changed=words.moment(one.changed_at, window.time_zone),
        answers=one.answers,
    )
