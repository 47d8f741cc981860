"""One source of HR: send a file of it in two steps, and take facts back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.progression.hr.data import HrSourceData

from . import http
from .forms import Field, Form, Kind
from .hr_words import KINDS
from .imports import ImportKind, ImportPart, plan_answer, taken
from .navigation import frame
from .set_up_frame import Answer, act, done
from .told import Told


@http.page("GET", "HEAD", "POST")
def hr_source(request: HttpRequest, actor: Actor, slug: str, key: str) -> HttpResponse:
    """Show a source, and do what a form of its page asks for."""
    source = source_of(actor, slug, key)
    if request.method == "POST":
        acts = {"retract": _retracts(key), "remove": _removes(key)}
        return act(request, actor, slug, acts)
    return _show(request, actor, slug, source, _part(slug, source))


@http.page("GET", "HEAD", "POST")
def send_file(request: HttpRequest, actor: Actor, slug: str, key: str) -> HttpResponse:
    """Check the file that was sent, or keep it when the digest of a checked one came along."""
    source = source_of(actor, slug, key)
    part = _part(slug, source)
    if request.method != "POST":
        return _show(request, actor, slug, source, part)
    parts = taken(request, actor, slug, part.kind, [part])
    if http.wants_json(request):
        return plan_answer(request, parts, part.kind)
    return _show(request, actor, slug, source, parts[0])


def source_of(actor: Actor, slug: str, key: str) -> HrSourceData:
    """
    Return the source.

    Raises:
        NotFound: no such source, or none that the actor may see.
    """
    for source in api.hr_sources(actor, slug):
        if source.key == key:
            return source
    raise NotFound


def _show(
    request: HttpRequest, actor: Actor, slug: str, source: HrSourceData, part: ImportPart
) -> HttpResponse:
    context = {
        "frame": frame(actor, slug, current="hr"),
        "source": source,
        "kind": KINDS[source.kind][0],
        "part": part,
        "retract_form": _retract_form(),
        "remove_form": Form(uid="remove", action="remove", button=_("Remove this source")),
    }
    return http.show(request, "hr_source.html", context)


def _part(slug: str, source: HrSourceData) -> ImportPart:
    key = source.key
    kind = ImportKind(
        name="file",
        title=_("Send a file"),
        about=_("It is checked first. Nothing is written before you have read what it does."),
        example="",
        has_extent=True,
        takes_workbooks=True,
        check=lambda actor, slug, sent: api.check_hr_file(
            actor, slug, key, sent.raw, extent=sent.extent
        ),
        apply=lambda actor, slug, sent: api.apply_hr_file(
            actor,
            slug,
            key,
            sent.raw,
            digest=sent.digest,
            at=sent.at,
            extent=sent.extent,
            confirmed=sent.confirmed,
        ),
    )
    return ImportPart(kind=kind, url=reverse("outcomes_plugin:hr_file", args=[slug, key]))


def _retract_form() -> Form:
    return Form(
        uid="retract",
        action="retract",
        button=_("Take them back"),
        fields=[
            Field(
                name="keys",
                label=_("Keys of the rows"),
                kind=Kind.LONG_TEXT,
                hint=_("One on a line, as the file has them."),
            )
        ],
    )


def _retracts(key: str) -> Any:
    def retract(actor: Actor, program: ProgramData, told: Told) -> Answer:
        keys = [line.strip() for line in told.text("keys").splitlines() if line.strip()]
        if not keys:
            told.refuse("keys", _("Write at least one key."))
        told.check()
        count = api.retract_hr_facts(actor, program.slug, key, keys, at=http.now())
        if not count:
            told.refuse("keys", _("This source has no fact with such a key."))
            told.check()
        said = ngettext("{count} fact was taken back.", "{count} facts were taken back.", count)
        return done(said.format(count=count))

    return retract


def _removes(key: str) -> Any:
    def remove(actor: Actor, program: ProgramData, told: Told) -> Answer:
        api.remove_hr_source(actor, program.slug, key, at=http.now())
        return done(_("Removed."), url=reverse("outcomes_plugin:hr", args=[program.slug]))

    return remove
