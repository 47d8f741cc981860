"""End a program: what goes with it, what stays and for whom, and until when."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.governance.data import Ending
from outcomes_plugin.programs.data import ProgramData, ProgramStatus

from . import http, words
from .forms import Field, Form, Kind, Option
from .set_up_frame import Answer, act, done, surroundings
from .told import Told

_SURE = "sure"


@http.page("GET", "HEAD", "POST")
def ending(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Show what ending the program means, or what its end has left; end it."""
    if request.method == "POST":
        return act(request, actor, slug, {"end": _end})
    found = api.ending_of(actor, slug, at=http.now())
    zone = found.program.time_zone
    context = {
        **surroundings(api.set_up_of(actor, slug), None),
        "ending": found,
        "ended": words.day(found.program.ended_at, zone) if found.program.ended_at else "",
        "kept_until": words.day(found.kept_until, zone) if found.kept_until else "",
        "key_until": words.date_of(found.key_destroyed_on) if found.key_destroyed_on else "",
        "form": _form(found),
    }
    return http.show(request, "set_up/ending.html", context)


def _form(found: Ending) -> Form | None:
    if found.program.status == ProgramStatus.ENDED:
        return None
    return Form(
        uid="ending",
        action="end",
        button=_("End the program"),
        is_main=True,
        fields=[
            Field(
                name=_SURE,
                label=_("Are you sure?"),
                kind=Kind.SOME_OF,
                options=[
                    Option(value="yes", label=_("Yes. I know that this cannot be undone.")),
                ],
            )
        ],
    )


def _end(actor: Actor, program: ProgramData, told: Told) -> Answer:
    if not told.chosen(_SURE):
        told.refuse(_SURE, _("Tick this first: a program that has ended does not begin again."))
    told.check()
    ended = api.end_program(actor, program.slug, at=http.now())
    return done(_("“{title}” has ended.").format(title=ended.title))
