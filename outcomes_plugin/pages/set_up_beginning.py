"""Begin a questionnaire: from nothing, a template, a copy, or an instrument of others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, Problem
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.surveys.texts import say

from . import http
from .forms import Field, Form, Kind, options_of
from .set_up_frame import Answer, done
from .told import Told

_LONGEST_TITLE = 200
_EMPTY: Mapping[str, Any] = {
    "title": "",
    "about": "",
    "minutes": 1,
    "validated": False,
    "items": [],
}


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """One thing to start from. `value` is what the form sends."""

    value: str
    label: str
    document: Mapping[str, Any]


def begin_form(actor: Actor, slug: str) -> Form:
    """Return the form that begins a questionnaire."""
    found = beginnings(actor, slug, language=http.language())
    return Form(
        uid="begin-questionnaire",
        action="begin",
        button=_("Begin and open the editor"),
        fields=[
            Field(name="title", label=_("Title"), hint=_("As people will read it.")),
            Field(
                name="start",
                label=_("Start from"),
                kind=Kind.CHOICE,
                options=options_of((one.value, one.label) for one in found),
            ),
        ],
    )


def begin(actor: Actor, program: ProgramData, told: Told) -> Answer:
    """Begin a questionnaire under the title, and lead to its editor."""
    title, start = told.text("title").strip(), told.text("start")
    if not 0 < len(title) <= _LONGEST_TITLE:
        message = _("A title has between 1 and 200 characters.")
        raise Invalid(message, problems=[Problem(message, column="title")])
    found = {one.value: one for one in beginnings(actor, program.slug, language=http.language())}
    if start not in found:
        message = _("Choose what to start from.")
        raise Invalid(message, problems=[Problem(message, column="start")])
    document = {**found[start].document, "title": title}
    begun = api.start_questionnaire(actor, program.slug, document, at=http.now())
    url = reverse("outcomes_plugin:edit_questionnaire", args=[program.slug, begun.key])
    return done(_("“{title}” is begun.").format(title=title), url=url)


def beginnings(actor: Actor, slug: str, *, language: str) -> Sequence[Beginning]:
    """
    Return what a new questionnaire can start from.

    Raises:
        NotFound: no such program, or the actor may not author its questionnaires.
    """
    return [
        Beginning(value="empty", label=_("An empty questionnaire"), document=_EMPTY),
        *_packs(actor, slug, language),
        *_copies(actor, slug, language),
        *_licensed(actor, slug, language),
    ]


def _packs(actor: Actor, slug: str, language: str) -> Iterator[Beginning]:
    for one in api.template_packs(actor, slug, language=language):
        label = _("Template: {title}").format(title=one.title)
        yield Beginning(value=f"pack:{one.key}", label=label, document=one.document)


def _copies(actor: Actor, slug: str, language: str) -> Iterator[Beginning]:
    for key, document in api.instruments(actor, slug):
        label = _("A copy of: {title}").format(title=say(document["title"], language))
        yield Beginning(value=f"copy:{key}", label=label, document=document)


def _licensed(actor: Actor, slug: str, language: str) -> Iterator[Beginning]:
    for one in api.third_party_instruments(actor, slug, language=language):
        label = _("With permission of its holder: {title}").format(title=one.title)
        yield Beginning(value=f"licensed:{one.key}", label=label, document=one.document)
