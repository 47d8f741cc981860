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
from outcomes_plugin.progression.hr.data import HrExtent

from . import http


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A file as it was sent: with the digest of its check, and what was chosen beside it."""

    raw: bytes
    at: datetime
    digest: str = ""
    extent: HrExtent = HrExtent.CHANGES
    confirmed: int | None = None


Import = Callable[[Actor, str, Sent], ImportPlan]


@dataclass(frozen=True, kw_only=True)
class ImportKind:
    """
    One kind of file, and the two api calls that it goes through.

    `has_extent`: it is asked whether the file holds what changed, or all that its source knows.
    """

    name: str
    title: str | Promise
    about: str | Promise
    example: str
    check: Import
    apply: Import
    has_extent: bool = False
    takes_workbooks: bool = False


@dataclass(frozen=True, kw_only=True)
class ImportPart:
    """One import on a page: before a file was chosen, with its plan, or done."""

    kind: ImportKind
    url: str
    plan: ImportPlan | None = None
    is_applied: bool = False
    extent: HrExtent = HrExtent.CHANGES

    @property
    def is_ready(self) -> bool:
        """Whether the file was checked, can be used, and does something."""
        plan = self.plan
        return plan is not None and plan.is_applicable and not self.is_applied and does_any(plan)


def does_any(plan: ImportPlan) -> bool:
    """Return whether applying the plan changes anything."""
    return bool(plan.adds + plan.changes + plan.holds + plan.retracts)


def _check_hr(kind: HrKind) -> Import:
    return lambda actor, slug, sent: api.check_hr_import(actor, slug, kind, sent.raw)


def _apply_hr(kind: HrKind) -> Import:
    return lambda actor, slug, sent: api.apply_hr_import(
        actor, slug, kind, sent.raw, digest=sent.digest, at=sent.at
    )


def _of_hr(kind: HrKind, *, title: str | Promise, about: str | Promise, example: str) -> ImportKind:
    return ImportKind(
        name=str(kind),
        title=title,
        about=about,
        example=example,
        check=_check_hr(kind),
        apply=_apply_hr(kind),
        takes_workbooks=True,
    )


MEMBERS = ImportKind(
    name="members",
    title=gettext_lazy("Import members"),
    about=gettext_lazy(
        "One line per person and role. “user” is a username or mail address. “cohort” may be left "
        "out. Further columns become attributes. Nobody is removed by a file."
    ),
    example="user,role,cohort\namara.k,mentee,spring\nilse.b,mentor,spring",
    check=lambda actor, slug, sent: api.check_members_import(actor, slug, sent.raw),
    apply=lambda actor, slug, sent: api.apply_members_import(
        actor, slug, sent.raw, digest=sent.digest, at=sent.at
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
    check=lambda actor, slug, sent: api.check_pairings_import(actor, slug, sent.raw, at=sent.at),
    apply=lambda actor, slug, sent: api.apply_pairings_import(
        actor, slug, sent.raw, digest=sent.digest, at=sent.at
    ),
)
SPELLS = _of_hr(
    HrKind.SPELLS,
    title=gettext_lazy("Import employment"),
    about=gettext_lazy(
        "One line per employment, leavers included. “source_key” is your own key for the line: a "
        "line with a known key corrects the one before."
    ),
    example="source_key,user,starts_on,ends_on,leave_reason,org_unit\nE-1,amara.k,2023-09-07,,,sales",
)
EVENTS = _of_hr(
    HrKind.EVENTS,
    title=gettext_lazy("Import career steps"),
    about=gettext_lazy(
        "One line per step: promotion, lateral_move, new_responsibility or leadership_role. "
        "“source_key” is your own key for the line."
    ),
    example="source_key,user,kind,on,verified\nC-1,amara.k,promotion,2026-10-01,yes",
)
UNITS = _of_hr(
    HrKind.UNITS,
    title=gettext_lazy("Import units"),
    about=gettext_lazy(
        "One line per unit of the organization. “parent” is the key of the unit above, and may be "
        "left out."
    ),
    example="source_key,unit,parent\nU-1,sales,company",
)
LINES = _of_hr(
    HrKind.LINES,
    title=gettext_lazy("Import reporting lines"),
    about=gettext_lazy(
        "One line per person and whom they report to. “ends_on” may be left out while it goes on."
    ),
    example="source_key,user,manager,starts_on\nL-1,amara.k,ilse.b,2026-09-01",
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
    sent = _sent(request)
    work = kind.apply if sent.digest else kind.check
    plan = work(actor, slug, sent)
    return [
        replace(part, plan=plan, is_applied=bool(sent.digest), extent=sent.extent)
        if part.kind is kind
        else part
        for part in parts
    ]


def plan_answer(
    request: HttpRequest, parts: Sequence[ImportPart], kind: ImportKind
) -> JsonResponse:
    """Return the plan to the script of the page."""
    part = next(part for part in parts if part.kind is kind)
    context = {"part": part, "scripted": True}
    html = render_to_string("outcomes_plugin/pages/import_plan.html", context, request)
    return JsonResponse({**_told(part), "html": html})


def _told(part: ImportPart) -> Mapping[str, object]:
    digest = part.plan.digest if part.plan is not None and part.is_ready else ""
    return {"digest": digest, "applied": part.is_applied}


def _sent(request: HttpRequest) -> Sent:
    confirmed = str(request.POST.get("confirmed", ""))
    extent = str(request.POST.get("extent", ""))
    return Sent(
        raw=file_of(request),
        at=http.now(),
        digest=str(request.POST.get("digest", "")),
        extent=HrExtent(extent) if extent in set(HrExtent) else HrExtent.CHANGES,
        confirmed=int(confirmed) if confirmed.isascii() and confirmed.isdigit() else None,
    )


def file_of(request: HttpRequest) -> bytes:
    """
    Return the file that came along.

    Raises:
        Invalid: none did.
    """
    sent = request.FILES.get("file")
    if sent is None:
        raise Invalid(_("Choose a file first."))
    return bytes(sent.read())
