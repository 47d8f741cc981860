"""The HR data steward's page: sources, what waits, what people call wrong, and what was sent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.hr.data import (
    DisputeData,
    DisputeOutcome,
    HeldRow,
    HrImportData,
    HrSourceData,
)

from . import http, words
from .forms import Form
from .hr_words import KINDS
from .imports import EVENTS, LINES, SPELLS, UNITS, ImportPart, import_parts
from .navigation import frame
from .set_up_frame import Answer, act, done
from .told import Told

OF_HR = (SPELLS, EVENTS, UNITS, LINES)
MOST_SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """A source as it is listed: what it sends, what came last, and how much waits."""

    source: HrSourceData
    kind: str | Promise
    last: str
    was_refused: bool
    held: int


@dataclass(frozen=True, kw_only=True)
class HeldGroup:
    """The rows of one source and kind that wait for people who are not in the program."""

    title: str
    kind: str | Promise
    since: str
    keys: Sequence[str]
    more: int
    count: int
    form: Form


@dataclass(frozen=True, kw_only=True)
class DisputeRow:
    """A fact that its person calls wrong, and the two ways to settle it."""

    fact: str | Promise
    key: str
    source: str
    since: str
    outcome: str | Promise
    forms: Sequence[Form] = field(default_factory=tuple)


@dataclass(frozen=True, kw_only=True)
class ImportRow:
    """One sending, as the log lists it."""

    sent: HrImportData
    title: str
    kind: str | Promise
    at: str


_OUTCOMES: Mapping[DisputeOutcome, str] = {
    DisputeOutcome.CORRECTED: "settle_corrected",
    DisputeOutcome.STAYS: "settle_stays",
}


@http.page("GET", "HEAD", "POST")
def hr(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Show all that HR sends to the program, and do what a form of the page asks for."""
    if request.method == "POST":
        return act(request, actor, slug, {"discard": _discard, **_SETTLE})
    return show_hr(request, actor, slug, import_parts(slug, OF_HR))


def show_hr(
    request: HttpRequest, actor: Actor, slug: str, parts: Sequence[ImportPart]
) -> HttpResponse:
    """Return the page with these states of its imports."""
    program = api.hr_program(actor, slug)
    sources = api.hr_sources(actor, slug)
    titles = {one.key: one.title for one in sources}
    held, sent = api.held_hr_rows(actor, slug), api.hr_imports(actor, slug)
    context = {
        "frame": frame(actor, slug, current="hr"),
        "parts": parts,
        "is_importing": any(part.plan for part in parts),
        "sources": list(_source_rows(sources, sent, held, program)),
        "held": list(_held_groups(held, titles, program)),
        "disputes": [_dispute(one, titles, program) for one in _disputes(actor, slug)],
        "log": [_import(one, titles, program) for one in sent],
    }
    return http.show(request, "hr.html", context)


def _source_rows(
    sources: Sequence[HrSourceData],
    sent: Sequence[HrImportData],
    held: Sequence[HeldRow],
    program: ProgramData,
) -> Iterator[SourceRow]:
    for source in sources:
        last = next((one for one in sent if one.source == source.key), None)
        yield SourceRow(
            source=source,
            kind=KINDS[source.kind][0],
            last=words.moment(last.at, program.time_zone) if last else "",
            was_refused=last is not None and not last.is_applied,
            held=sum(row.source == source.key for row in held),
        )


def _held_groups(
    rows: Sequence[HeldRow], titles: Mapping[str, str], program: ProgramData
) -> Iterator[HeldGroup]:
    ordered = sorted(rows, key=lambda row: (row.source, row.kind, row.received_at))
    for (source, kind), found in groupby(ordered, key=lambda row: (row.source, row.kind)):
        group = list(found)
        yield HeldGroup(
            title=source_title(source, titles),
            kind=KINDS[kind][0],
            since=words.day(group[0].received_at, program.time_zone),
            keys=[row.source_key for row in group[:MOST_SHOWN]],
            more=max(0, len(group) - MOST_SHOWN),
            count=len(group),
            form=Form(
                uid=f"discard-{kind}-{source}",
                action="discard",
                subject=f"{kind}.{source}",
                edition=str(len(group)),
                button=ngettext("Discard this row", "Discard these rows", len(group)),
                heard=source_title(source, titles),
            ),
        )


def _disputes(actor: Actor, slug: str) -> Sequence[DisputeData]:
    return api.disputed_career_facts(actor, slug)[:MOST_SHOWN]


def _dispute(one: DisputeData, titles: Mapping[str, str], program: ProgramData) -> DisputeRow:
    said = {
        DisputeOutcome.CORRECTED: (_("It was corrected"), _("Corrected at its source")),
        DisputeOutcome.STAYS: (_("It stays as it is"), _("Stays as it is")),
    }
    forms = [
        Form(
            uid=f"{_OUTCOMES[outcome]}-{one.id}",
            action=_OUTCOMES[outcome],
            subject=str(one.id),
            button=button,
            heard=one.source_key,
            is_main=outcome is DisputeOutcome.CORRECTED,
        )
        for outcome, (button, _done) in said.items()
    ]
    return DisputeRow(
        fact=KINDS[one.kind][0],
        key=one.source_key,
        source=source_title(one.source, titles),
        since=words.day(one.disputed_at, program.time_zone),
        outcome=said[one.outcome][1] if one.outcome else "",
        forms=() if one.outcome else forms,
    )


def _import(one: HrImportData, titles: Mapping[str, str], program: ProgramData) -> ImportRow:
    return ImportRow(
        sent=one,
        title=source_title(one.source, titles),
        kind=KINDS[one.kind][0],
        at=words.moment(one.at, program.time_zone),
    )


def source_title(source: str, titles: Mapping[str, str]) -> str:
    """Return how a source is called; files in our own columns come from none."""
    return titles.get(source, source) or _("Files in our own columns")


def _discard(actor: Actor, program: ProgramData, told: Told) -> Answer:
    kind, _dot, source = told.text("subject").partition(".")
    rows = api.held_hr_rows(actor, program.slug)
    keys = [row.source_key for row in rows if (row.source, row.kind) == (source, kind)]
    if str(len(keys)) != told.text("edition"):
        raise Conflict(_("More rows have come meanwhile. Read the list again."))
    if keys:
        api.discard_held_hr_rows(
            actor, program.slug, source, keys, kind=HrKind(kind), at=http.now()
        )
    return done(_("Discarded. HR can send these rows again."))


def _settles(outcome: DisputeOutcome) -> Any:
    def settle(actor: Actor, program: ProgramData, told: Told) -> Answer:
        dispute_id = told.whole("subject")
        told.check()
        api.settle_dispute(actor, program.slug, dispute_id, outcome=outcome, at=http.now())
        return done(_("Settled. The person sees it on their page."))

    return settle


_SETTLE = {name: _settles(outcome) for outcome, name in _OUTCOMES.items()}
