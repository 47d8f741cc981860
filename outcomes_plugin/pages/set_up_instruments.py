"""Questionnaires: what can be asked, take one over from a file, read it on paper, save it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid
from outcomes_plugin.panels.instrument_changes import change_sentences
from outcomes_plugin.panels.lists import enumerated
from outcomes_plugin.panels.window_words import ASKED, MODES
from outcomes_plugin.readiness.data import SetUp, StepName
from outcomes_plugin.surveys.instrument_data import InstrumentLine, Paper, TakeoverPlan
from outcomes_plugin.surveys.takeover import Source

from . import http, words
from .paper import Sheet, sheets_of
from .set_up_beginning import begin, begin_form
from .set_up_frame import step_page, surroundings

_SOURCES: Mapping[Source, str | Promise] = {
    Source.OWN: gettext_lazy("Our own JSON"),
    Source.OLX: gettext_lazy("XML of a course (xblock-poll, problem-builder)"),
    Source.XLSFORM: gettext_lazy("An XLSForm"),
    Source.SURVEYJS: gettext_lazy("A survey of SurveyJS"),
}
_ROLES: Mapping[str, str | Promise] = {
    "mentee": gettext_lazy("As a mentee"),
    "mentor": gettext_lazy("As a mentor"),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One questionnaire as it is listed."""

    line: InstrumentLine
    mode: str | Promise

    @property
    def asked_in(self) -> str:
        """The surveys that ask it."""
        return enumerated(self.line.windows)

    @property
    def counts_toward(self) -> str:
        """The indicators that need it."""
        return enumerated(self.line.indicators)


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What people of one role would read."""

    role: str
    title: str | Promise
    sheets: Sequence[Sheet]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A file that was checked, as the page tells of it."""

    plan: TakeoverPlan
    source: str | Promise
    title: str
    previews: Sequence[Preview]
    questions: int
    changes: Sequence[str] | None = None
    is_applied: bool = False


def _show(request: HttpRequest, actor: Actor, set_up: SetUp) -> Mapping[str, Any]:
    slug = set_up.program.slug
    lines = api.instrument_lines(actor, slug, language=http.language())
    rows = [Row(line=line, mode=MODES[line.default_mode][0]) for line in lines]
    return {
        "own": [row for row in rows if row.line.is_own],
        "shipped": [row for row in rows if not row.line.is_own],
        "begun": api.questionnaires_begun(actor, slug, language=http.language()),
        "begin_form": begin_form(actor, slug),
        "shown": None,
        "replaces": "",
    }


instruments = step_page(StepName.INSTRUMENTS, show=_show, acts={"begin": begin})


@http.page("GET", "HEAD", "POST")
def take_over(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Check the file that was sent, or publish it when the digest of a checked one came along."""
    if request.method != "POST":
        return redirect("outcomes_plugin:set_up_instruments", slug)
    shown = _taken(request, actor, slug)
    if http.wants_json(request):
        return _answer(request, shown, slug)
    set_up = api.set_up_of(actor, slug)
    context = {
        **surroundings(set_up, StepName.INSTRUMENTS),
        **_show(request, actor, set_up),
        "shown": shown,
        "replaces": shown.plan.replaces,
    }
    return http.show(request, "set_up/instruments.html", context)


def _taken(request: HttpRequest, actor: Actor, slug: str) -> Shown:
    raw, replaces = _file(request), str(request.POST.get("replaces", ""))
    digest = str(request.POST.get("digest", ""))
    plan = api.check_takeover(actor, slug, raw, replaces=replaces)
    changes = _changes(actor, slug, plan)
    if digest:
        api.apply_takeover(actor, slug, raw, digest=digest, replaces=replaces, at=http.now())
    return _shown(plan, changes, is_applied=bool(digest))


def _shown(plan: TakeoverPlan, changes: Sequence[str] | None, *, is_applied: bool) -> Shown:
    document = plan.taken.document
    papers = _papers(document) if plan.is_applicable else {}
    items = document["items"] if isinstance(document.get("items"), list) else []
    return Shown(
        plan=plan,
        source=_SOURCES[plan.taken.source],
        title=papers["mentee"].title if papers else "",
        questions=sum(isinstance(one, dict) and one.get("kind") != "information" for one in items),
        previews=[
            Preview(role=role, title=_ROLES[role], sheets=sheets_of(paper))
            for role, paper in papers.items()
        ],
        changes=changes,
        is_applied=is_applied,
    )


def _changes(actor: Actor, slug: str, plan: TakeoverPlan) -> Sequence[str] | None:
    """Return what it changes of the version before; None where it follows none."""
    if not plan.replaces or not plan.is_applicable:
        return None
    found = api.instrument_changes(actor, slug, plan.replaces, plan.taken.document)
    return change_sentences(found)


def _papers(document: Mapping[str, Any]) -> Mapping[str, Paper]:
    return {role: api.paper_of(document, role=role, language=http.language()) for role in _ROLES}


def _answer(request: HttpRequest, shown: Shown, slug: str) -> JsonResponse:
    """Return the plan to the script of the page."""
    context = {"shown": shown, "slug": slug}
    html = render_to_string("outcomes_plugin/pages/set_up/takeover.html", context, request)
    can_use = shown.plan.is_applicable and not shown.is_applied
    digest = shown.plan.digest if can_use else ""
    return JsonResponse({"digest": digest, "applied": shown.is_applied, "html": html})


def _file(request: HttpRequest) -> bytes:
    sent = request.FILES.get("file")
    if sent is None:
        raise Invalid(_("Choose a file first."))
    return bytes(sent.read())


@http.page("GET", "HEAD")
def paper(request: HttpRequest, actor: Actor, slug: str, key: str) -> HttpResponse:
    """Show the questionnaire as it is printed: for a role, in one of its languages."""
    role = request.GET.get("role", "")
    role = role if role in _ROLES else "mentee"
    wanted = request.GET.get("language", "")[:20]
    language = wanted or http.language()
    found = api.instrument_paper(actor, slug, key, role=role, language=language)
    context = {
        **surroundings(api.set_up_of(actor, slug), StepName.INSTRUMENTS),
        "paper": found,
        "key": key,
        "printed": _printed(found, language),
        "role": role,
        "roles": ASKED.items(),
        "paper_languages": [(code, words.language_name(code)) for code in found.languages],
        "language": wanted if wanted in found.languages else "",
        "paper_direction": words.direction_of(language),
    }
    return http.show(request, "set_up/paper.html", context)


def _printed(found: Paper, language: str) -> str:
    """Return the paper as HTML, all in the language that was chosen; nothing if it is empty."""
    with translation.override(words.site_language(language)):
        sheets = sheets_of(found)
        context = {"paper": found, "sheets": sheets}
        template = "outcomes_plugin/pages/set_up/paper_printed.html"
        return render_to_string(template, context) if sheets else ""


@http.page("GET", "HEAD")
def document(request: HttpRequest, actor: Actor, slug: str, key: str) -> HttpResponse:
    """Return the questionnaire as a file of our own JSON, which can be taken over elsewhere."""
    return _file_of(api.instrument_document(actor, slug, key), name=key)


@http.page("GET", "HEAD")
def schema(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Return the JSON Schema of a questionnaire, to write one by elsewhere."""
    api.set_up_of(actor, slug)
    return _file_of(api.questionnaire_schema(), name="questionnaire.schema")


def _file_of(document: Mapping[str, Any], *, name: str) -> HttpResponse:
    text = json.dumps(document, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
