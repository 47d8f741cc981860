"""How a source is read: an example of its file, the fields over its columns, and what comes out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.hr.data import HrMapping, HrPreview
from outcomes_plugin.progression.hr.fields import all_fields

from . import http
from .forms import Field, Form
from .hr_mapping import EMPTY_FILE, days_field, file_fields, mapped_fields, mapping_from
from .hr_source import source_of
from .hr_words import FIELDS, KINDS, VALUES, Words
from .imports import file_of
from .navigation import frame
from .set_up_frame import Answer, act, done
from .told import Told

_LONGEST_KEY = 40


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One value as we would read it, and what is wrong with it."""

    label: Words
    value: Words
    problem: str


@dataclass(frozen=True, kw_only=True)
class PreviewRow:
    """One row of the example as we would read it. `problem` belongs to none of its cells."""

    line: int
    cells: Sequence[Cell]
    problem: str


@http.page("GET", "HEAD", "POST")
def new_source(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Show the way to a new source, and make it."""
    api.hr_program(actor, slug)
    if request.method == "POST":
        return act(request, actor, slug, {"save": partial(_save, key="")})
    context = {"frame": frame(actor, slug, current="hr"), "kinds": KINDS.items()}
    return http.show(request, "hr_reading.html", context)


@http.page("GET", "HEAD", "POST")
def change_source(request: HttpRequest, actor: Actor, slug: str, key: str) -> HttpResponse:
    """Show how a source is read, and change it."""
    source = source_of(actor, slug, key)
    if request.method == "POST":
        return act(request, actor, slug, {"save": partial(_save, key=key)})
    context = {
        "frame": frame(actor, slug, current="hr"),
        "source": source,
        **_shown(source.kind, source.mapping, EMPTY_FILE, title=source.title),
    }
    return http.show(request, "hr_reading.html", context)


@http.page("POST")
def read_example(request: HttpRequest, actor: Actor, slug: str) -> JsonResponse:
    """
    Return the form over the columns of an example file, and how its first rows would be read.

    Once the form is there, it comes along as it stands, and the file may stay away.
    """
    api.hr_program(actor, slug)
    kind = _kind(str(request.POST.get("kind", "")))
    told = _told(request)
    raw = file_of(request) if not told or request.FILES else b""
    mapping = mapping_from(told, kind) if told else api.guess_hr_mapping(actor, slug, kind, raw)
    found = api.preview_hr_file(actor, slug, kind, mapping, raw) if raw else EMPTY_FILE
    if raw and not found.columns:
        # The last problem is the file's own; those before are of fields that have no column.
        raise Invalid(str(found.problems[-1].message))
    context = _shown(kind, mapping, found, title=str(told.get("title", "")))
    html = render_to_string("outcomes_plugin/pages/hr_reading_form.html", context, request)
    return JsonResponse({"html": html})


def _shown(kind: HrKind, mapping: HrMapping, found: HrPreview, *, title: str) -> Mapping[str, Any]:
    return {
        "kind": kind,
        "kind_title": KINDS[kind][0],
        "form": Form(uid="source", action="save", subject=kind, button=_("Save"), is_main=True),
        "title_field": Field(
            name="title",
            label=_("Name of the source"),
            value=title,
            hint=_("Such as the system that it comes from, and what it sends."),
        ),
        "mapped": mapped_fields(kind, mapping, found),
        "days_field": days_field(mapping),
        "file_fields": file_fields(mapping, found),
        "has_example": bool(found.columns),
        "fields": [FIELDS[field][0] for field in all_fields(kind)],
        "rows": _rows(kind, mapping, found),
        "problems": [problem for problem in found.problems if problem.line not in found.lines],
    }


def _rows(kind: HrKind, mapping: HrMapping, found: HrPreview) -> Sequence[PreviewRow]:
    return [
        _row(kind, mapping, line, values, [one for one in found.problems if one.line == line])
        for line, values in zip(found.lines, found.rows, strict=True)
    ]


def _row(
    kind: HrKind, mapping: HrMapping, line: int, values: Mapping[str, str], problems: Sequence[Any]
) -> PreviewRow:
    cells = []
    placed: set[int] = set()
    for field in all_fields(kind):
        wrong = [one for one in problems if one.column in (field, mapping.columns.get(field))]
        placed.update(id(one) for one in wrong)
        value = values.get(field, "")
        cells.append(
            Cell(
                label=FIELDS[field][0],
                value=VALUES.get(value, value),
                problem=" ".join(str(one.message) for one in wrong),
            )
        )
    rest = [str(one.message) for one in problems if id(one) not in placed]
    return PreviewRow(line=line, cells=cells, problem=" ".join(rest))


def _save(actor: Actor, program: ProgramData, told: Told, *, key: str) -> Answer:
    title, kind = told.text("title"), _kind(told.text("subject"))
    if not title:
        told.refuse("title", _("Write a name."))
    told.check()
    source = api.save_hr_source(
        actor,
        program.slug,
        key or _new_key(actor, program, title),
        title=title,
        kind=kind,
        mapping=mapping_from(told.everything(), kind),
        at=http.now(),
    )
    url = reverse("outcomes_plugin:hr_source", args=[program.slug, source.key])
    return done(_("Saved."), url=url)


def _new_key(actor: Actor, program: ProgramData, title: str) -> str:
    """Return a key that no source of the program has: the title's letters, or a plain word."""
    taken = {one.key for one in api.hr_sources(actor, program.slug)}
    stem = slugify(title)[:_LONGEST_KEY].strip("-_") or "source"
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (stem, *numbered) if key not in taken)


def _kind(told: str) -> HrKind:
    if told not in set(HrKind):
        raise Invalid(_("Choose what it sends."))
    return HrKind(told)


def _told(request: HttpRequest) -> Mapping[str, Any]:
    try:
        told = json.loads(str(request.POST.get("told", "{}")))
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise Invalid(_("The request could not be read. Reload the page and try again."))
    return told
