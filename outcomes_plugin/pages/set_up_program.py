"""Make a program, and change its settings."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.panels.panel import answered
from outcomes_plugin.programs.data import Action, ProgramData, Thing
from outcomes_plugin.readiness.data import SetUp, StepName

from . import http
from .forms import Field, Form, Kind, Option
from .set_up_found import found_sentence, user_named
from .set_up_frame import Answer, done, step_page
from .told import Told

_USUAL_K = 5
_LONGEST_SLUG = 64


@http.page("GET", "HEAD", "POST")
def new_program(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask for what a program needs to exist, and make it."""
    if request.method == "POST":
        answer = answered(lambda: _act(request, actor))
        return JsonResponse(answer.body, status=answer.status)
    if not api.may_create_programs(actor):
        raise NotFound
    return http.show(request, "set_up/new.html", {"form": _new_form()})


def _act(request: HttpRequest, actor: Actor) -> Answer:
    body = http.json_body(request)
    told = Told(body, ZoneInfo(settings.TIME_ZONE))
    if body.get("action") == "find":
        return done(found_sentence(api.find_user_to_coordinate(actor, told.text("person"))))
    return _create(actor, told)


def _create(actor: Actor, told: Told) -> Answer:
    title, slug = told.text("title"), told.text("slug")
    org, zone, k = told.text("org"), told.text("time_zone"), told.whole("k")
    coordinator = user_named(told, api.find_user_to_coordinate(actor, told.text("person")))
    told.check()
    made = api.create_program(
        actor,
        slug=slug or slugify(title)[:_LONGEST_SLUG],
        title=title,
        org=org,
        time_zone=zone,
        k=k,
        coordinator_user_id=coordinator,
        at=http.now(),
    )
    return done(_("The program is made."), url=reverse("outcomes_plugin:set_up", args=[made.slug]))


def _new_form() -> Form:
    return Form(
        uid="new-program",
        action="create",
        button=_("Make the program"),
        is_main=True,
        fields=[
            Field(name="title", label=_("Title"), hint=_("As people will read it.")),
            Field(
                name="slug",
                label=_("Short name"),
                is_needed=False,
                hint=_(
                    "Stands in addresses and cannot be changed later. Small letters, digits and"
                    " “-”. Left empty, it is made from the title."
                ),
            ),
            Field(
                name="org",
                label=_("Organization"),
                hint=_("As the organization is named in its courses."),
            ),
            _zone_field(settings.TIME_ZONE),
            Field(
                name="person",
                label=_("Coordinator"),
                kind=Kind.PERSON,
                hint=_("The exact username or mail address of who will set the program up."),
            ),
            _k_field(_USUAL_K),
        ],
    )


def _show(request: HttpRequest, actor: Actor, set_up: SetUp) -> Mapping[str, Any]:
    program = set_up.program
    may_change = set_up.standing.allows(Thing.SETTINGS, Action.CONFIGURE)
    return {"form": _settings_form(program) if may_change else None}


def _settings_form(program: ProgramData) -> Form:
    return Form(
        uid="settings",
        action="save",
        button=_("Save"),
        is_main=True,
        edition=program.edition,
        fields=[
            Field(name="title", label=_("Title"), value=program.title),
            _zone_field(program.time_zone),
            _k_field(program.k),
        ],
    )


def _save(actor: Actor, program: ProgramData, told: Told) -> Answer:
    title, zone, k = told.text("title"), told.text("time_zone"), told.whole("k")
    seen = told.text("edition")
    told.check()
    api.change_program(
        actor, program.slug, title=title, time_zone=zone, k=k, seen=seen, at=http.now()
    )
    return done(_("The settings are saved."))


def _zone_field(value: str) -> Field:
    return Field(
        name="time_zone",
        label=_("Time zone"),
        kind=Kind.CHOICE,
        value=value,
        hint=_("Surveys open and close by its clocks. Those that are planned keep their moment."),
        options=_zones(value),
    )


def _k_field(value: int) -> Field:
    return Field(
        name="k",
        label=_("Smallest group that is shown"),
        kind=Kind.NUMBER,
        value=str(value),
        hint=_(
            "No result of fewer people is ever shown. 5 is usual, 3 the least. Once the program"
            " runs, this can only become larger: people were promised it."
        ),
    )


def _zones(value: str) -> Sequence[Option]:
    names = {name for name in available_timezones() if "/" in name and name[:3] != "Etc"}
    return [
        Option(value=name, label=name.replace("_", " ")) for name in sorted(names | {value, "UTC"})
    ]


program = step_page(StepName.PROGRAM, show=_show, acts={"save": _save})
