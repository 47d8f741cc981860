"""Journal entries whose writers share them with program staff, for those who coordinate it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.journals.data import EntryData

from . import http, words
from .navigation import frame

MOST = 50


@dataclass(frozen=True, kw_only=True)
class Row:
    """One entry, and when it was written."""

    entry: EntryData
    day: str


@http.page("GET", "HEAD")
def shared_entries(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Show the latest entries that people share with program staff, or all of them."""
    wants_all = "all" in request.GET
    found = api.journals_shared_with_staff(actor, slug, most=None if wants_all else MOST + 1)
    around = frame(actor, slug, current="shared_entries")
    shown = found if wants_all else found[:MOST]
    context = {
        "frame": around,
        "rows": [_row(entry, around.program.time_zone) for entry in shown],
        "has_more": len(found) > len(shown),
    }
    return http.show(request, "shared_entries.html", context)


def _row(entry: EntryData, time_zone: str) -> Row:
    return Row(entry=entry, day=words.day(entry.kept_at or entry.changed_at, time_zone))
