"""The check list: what is set up, what is missing, and the step that begins the program."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs.data import ProgramData, ProgramStatus
from outcomes_plugin.readiness.data import SetUp

from . import http
from .forms import Form
from .set_up_frame import Answer, StepLink, act, done, surroundings
from .told import Told


@http.page("GET", "HEAD", "POST")
def set_up(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """Show how far the program is set up; begin it."""
    if request.method == "POST":
        return act(request, actor, slug, {"begin": _begin})
    found = api.set_up_of(actor, slug)
    around = surroundings(found, None)
    return http.show(
        request,
        "set_up/check_list.html",
        {
            **around,
            "is_check_list": True,
            "next_link": None,
            "go_on": _go_on(found, around["steps"]),
            "begin": _begin_form(found),
            "lacking": [sentence for step in found.lacking for sentence in step.missing],
        },
    )


def _go_on(found: SetUp, links: Sequence[StepLink]) -> StepLink | None:
    return next((one for one in links if one.step == found.next_step), None)


def _begin_form(found: SetUp) -> Form | None:
    if not found.may_begin or found.program.status != ProgramStatus.DRAFT:
        return None
    return Form(
        uid="begin",
        action="begin",
        button=_("Begin the program"),
        is_main=not found.lacking,
        is_locked=bool(found.lacking),
    )


def _begin(actor: Actor, program: ProgramData, told: Told) -> Answer:
    begun = api.begin_program(actor, program.slug, at=http.now())
    return done(
        _("“{title}” is running. Planned surveys open at their time.").format(title=begun.title)
    )
