"""What is kept about a person: shown to them, and handed out as a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor

from . import http, words
from .own_hr_facts import own_hr_facts

_TITLES = {
    "programs": _("Your place in programs"),
    "pairings": _("Pairings"),
    "goals": _("Goals and check-ins"),
    "journals": _("Journal"),
    "requests": _("Requests, and what was answered"),
    "consent": _("Notices you were shown, and what you agreed to"),
    "surveys": _("Surveys and answers"),
    "mail": _("Mails to you, and which you want"),
    "progression": _("Courses and career"),
    "ledger": _("What was recorded, and when"),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One fact: the path to it, and its value, as the file has them."""

    path: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one part of the product keeps, one list of facts per record."""

    title: str | Promise
    records: Sequence[Sequence[Row]]


@http.page("GET", "HEAD")
def my_data(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the actor what is kept about them."""
    found = api.export_of(actor, at=http.now())
    known = [*_TITLES, *(name for name in found if name not in _TITLES)]
    parts = [
        Part(title=_TITLES.get(name, name), records=list(_records(found[name])))
        for name in known
        if name in found and name != "exported_at"
    ]
    calendar = api.own_calendar(actor)
    context = {
        "parts": parts,
        "calendar": calendar,
        "calendar_made": words.date_of(calendar.made_at.date()) if calendar.made_at else "",
        "choices": api.own_choices(actor),
        "mail_choices": api.mail_choices(actor),
        "hr_facts": own_hr_facts(actor),
    }
    return http.show(request, "my_data.html", context)


@http.page("GET", "HEAD")
def my_data_file(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Hand out the same as a JSON file."""
    found = api.export_of(actor, at=http.now())
    response = JsonResponse(found, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="my-mentoring-data.json"'
    return response


def _records(kept: Any) -> Iterator[Sequence[Row]]:
    """Yield the records of an applet: the members of its lists, whatever their names."""
    lists = kept.values() if isinstance(kept, Mapping) else [kept]
    for one in lists:
        for record in one if isinstance(one, list | tuple) else [one]:
            yield list(_rows(record))


def _rows(value: Any, path: str = "") -> Iterator[Row]:
    if isinstance(value, Mapping) and set(value) == {"question", "answer"}:
        yield Row(path=value["question"], value=value["answer"])
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _rows(inner, f"{path} · {name}" if path else str(name))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value, start=1):
            yield from _rows(inner, f"{path} {number}")
    elif value not in (None, ""):
        yield Row(path=path, value=_written(value))


def _written(value: Any) -> str:
    if value is True:
        return str(_("yes"))
    if value is False:
        return str(_("no"))
    return str(value)
