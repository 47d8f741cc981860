"""
Import a CSV file in two steps: check it, then apply the very file that was checked.

The script of the page sends the file twice and shows the plan in place; without it each step is a
page, and the file is chosen again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid
from outcomes_plugin.programs.data import ImportPlan
from outcomes_plugin.progression.data import HrKind

from . import http

Check = Callable[[Actor, str, bytes, datetime], ImportPlan]
Apply = Callable[[Actor, str, bytes, str, datetime], ImportPlan]


@dataclass(frozen=True, kw_only=True)
class ImportKind:
    """One kind of file, and the two api calls that it goes through."""

    name: str
    title: str | Promise
    about: str | Promise
    example: str
    check: Check
    apply: Apply


@dataclass(frozen=True, kw_only=True)
class ImportPart:
    """One import on a page: before a file was chosen, with its plan, or done."""

    kind: ImportKind
    url: str
    plan: ImportPlan | None = None
    is_applied: bool = False


def _check_hr(kind: HrKind) -> Check:
    return lambda actor, slug, raw, _at: api.check_hr_import(actor, slug, kind, raw)


def _apply_hr(kind: HrKind) -> Apply:
    return lambda actor, slug, raw, digest, at: api.apply_hr_import(
        actor, slug, kind, raw, digest=digest, at=at
    )


MEMBERS = ImportKind(
    name="members",
    title=gettext_lazy("Import members"),
    about=gettext_lazy(
        "One line per person and role. “user” is a username or mail address. “cohort” may be left "
        "out. Further columns become attributes. Nobody is removed by a file."
    ),
    example="user,role,cohort\namara.k,mentee,spring\nilse.b,mentor,spring",
    check=lambda actor, slug, raw, at: api.check_members_import(actor, slug, raw),
    apply=lambda actor, slug, raw, digest, at: api.apply_members_import(
        actor, slug, raw, digest=digest, at=at
    ),
)
PAIRINGS = ImportKind(
    name="pairings",
    title=gettext_lazy("Import pairings"),
    about=gettext_lazy(
        "One line per pairing. Both people are members already. “cohort” and “started” may be left "
        "out. No pairing is ended by a file."
    ),
    example="mentee,mentor,started\namara.k,ilse.b,2026-09-01",
    check=lambda actor, slug, raw, at: api.check_pairings_import(actor, slug, raw, at=at),
    apply=lambda actor, slug, raw, digest, at: api.apply_pairings_import(
        actor, slug, raw, digest=digest, at=at
    ),
)
SPELLS = ImportKind(
    name="spells",
    title=gettext_lazy("Import employment"),
    about=gettext_lazy(
        "One line per employment, leavers included. “source_key” is your own key for the line: a "
        "line with a known key corrects the one before."
    ),
    example="source_key,user,starts_on,ends_on,leave_reason,org_unit\nE-1,amara.k,2023-09-07,,,sales",
    check=_check_hr(HrKind.SPELLS),
    apply=_apply_hr(HrKind.SPELLS),
)
EVENTS = ImportKind(
    name="events",
    title=gettext_lazy("Import career steps"),
    about=gettext_lazy(
        "One line per step: promotion, lateral_move, new_responsibility or leadership_role. "
        "“source_key” is your own key for the line."
    ),
    example="source_key,user,kind,on,verified\nC-1,amara.k,promotion,2026-10-01,yes",
    check=_check_hr(HrKind.EVENTS),
    apply=_apply_hr(HrKind.EVENTS),
)


def import_parts(slug: str, kinds: Sequence[ImportKind]) -> Sequence[ImportPart]:
    """Return the imports of a page before any file was chosen."""
    return [
        ImportPart(kind=kind, url=reverse(f"outcomes_plugin:import_{kind.name}", args=[slug]))
        for kind in kinds
    ]


def taken(
    request: HttpRequest, actor: Actor, slug: str, kind: ImportKind, parts: Sequence[ImportPart]
) -> Sequence[ImportPart]:
    """
    Check the file that was sent, or apply it when the digest of a checked one came along.

    Raises:
        NotFound: no such program, or no right to import.
        Invalid: no file came along, or it has problems and was to be applied.
        Conflict: this is not the file that was checked.
    """
    raw = _file(request)
    digest = str(request.POST.get("digest", ""))
    at = http.now()
    if digest:
        plan = kind.apply(actor, slug, raw, digest, at)
    else:
        plan = kind.check(actor, slug, raw, at)
    return [
        replace(part, plan=plan, is_applied=bool(digest)) if part.kind is kind else part
        for part in parts
    ]


def plan_answer(
    request: HttpRequest, parts: Sequence[ImportPart], kind: ImportKind
) -> JsonResponse:
    """Return the plan to the script of the page."""
    part = next(part for part in parts if part.kind is kind)
    html = render_to_string("outcomes_plugin/pages/import_plan.html", {"part": part}, request)
    return JsonResponse({**_told(part), "html": html})


def _told(part: ImportPart) -> Mapping[str, object]:
    plan = part.plan
    applicable = plan is not None and plan.is_applicable and bool(plan.adds + plan.changes)
    return {
        "digest": plan.digest if plan is not None and applicable and not part.is_applied else "",
        "applied": part.is_applied,
    }


def _file(request: HttpRequest) -> bytes:
    sent = request.FILES.get("file")
    if sent is None:
        raise Invalid(_("Choose a file first."))
    return bytes(sent.read())
