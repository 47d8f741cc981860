"""Answers with their names, for the coordinators whom the notice tells of."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.surveys.data import PersonAnswers, Values, WindowData

from . import http, words
from .navigation import frame
from .windows import window_of


@dataclass(frozen=True, kw_only=True)
class AnswersRow:
    """One person's answers in words, and when they were last changed."""

    name: str
    changed: str
    is_late: bool
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


@http.page("GET", "HEAD")
def answers_csv(
    request: HttpRequest, actor: Actor, slug: str, window_id: int
) -> StreamingHttpResponse:
    """Hand out the answers line by line, as they are stored or in words."""
    window_of(actor, slug, window_id)
    key, lines = api.answers_csv(
        actor, window_id, values=_values(request), language=http.language()
    )
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{key}.csv"'
    return response


@http.page("GET", "HEAD")
def answers_xlsx(request: HttpRequest, actor: Actor, slug: str, window_id: int) -> FileResponse:
    """Hand out the answers as a workbook, as they are stored or in words."""
    window_of(actor, slug, window_id)
    key, workbook = api.answers_workbook(
        actor, window_id, values=_values(request), language=http.language()
    )
    return FileResponse(workbook, as_attachment=True, filename=f"{slug}-{key}.xlsx")


def _values(request: HttpRequest) -> Values:
    try:
        return Values(request.GET.get("values", Values.LABELS))
    except ValueError as error:
        raise NotFound from error


def _row(one: PersonAnswers, window: WindowData, name: str) -> AnswersRow:
    return AnswersRow(
        name=name or _("Somebody without an account"),
        changed=words.moment(one.changed_at, window.time_zone),
        is_late=one.is_late,
        answers=one.answers,
    )
