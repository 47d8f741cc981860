"""What the pages of setting up share: their steps, and the one view that shows and does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, NotFound
from outcomes_plugin.panels.panel import answered
from outcomes_plugin.programs.data import ProgramData, ProgramStatus
from outcomes_plugin.readiness.data import SetUp, Step, StepName

from . import http
from .navigation import Frame, links_for
from .told import Told

Answer = Mapping[str, str]
Show = Callable[[HttpRequest, Actor, SetUp], Mapping[str, Any]]
Act = Callable[[Actor, ProgramData, Told], Answer]

TITLES: Mapping[StepName, str | Promise] = {
    StepName.PROGRAM: gettext_lazy("Program"),
    StepName.COHORTS: gettext_lazy("Cohorts"),
    StepName.PEOPLE: gettext_lazy("People"),
    StepName.PAIRINGS: gettext_lazy("Pairings"),
    StepName.COURSES: gettext_lazy("Courses"),
    StepName.INDICATORS: gettext_lazy("Indicators"),
    StepName.INSTRUMENTS: gettext_lazy("Questionnaires"),
    StepName.WINDOWS: gettext_lazy("Surveys"),
    StepName.NOTICE: gettext_lazy("Notice"),
}


@dataclass(frozen=True, kw_only=True)
class StepLink:
    """One step of the strip: where it leads, and how far it is."""

    step: Step
    title: str | Promise
    url: str
    is_current: bool


def step_page(name: StepName, *, show: Show, acts: Mapping[str, Act]) -> http.View:
    """
    Return the view of a step: it shows the page, and does what its forms ask for.

    What a form sends is JSON with its `action`; what comes back says what was done.
    """

    @http.page("GET", "HEAD", "POST")
    def view(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
        if request.method == "POST":
            return act(request, actor, slug, acts)
        set_up = api.set_up_of(actor, slug)
        if name not in set_up.open_to_reader:
            raise NotFound
        context = {**surroundings(set_up, name), **show(request, actor, set_up)}
        return http.show(request, f"set_up/{name}.html", context)

    return view


def act(request: HttpRequest, actor: Actor, slug: str, acts: Mapping[str, Act]) -> JsonResponse:
    """Do the one thing that a form of the page asks for, and answer its script."""

    def work() -> Answer:
        body = http.json_body(request)
        program = api.whole_standing(actor, slug).program
        wanted = acts.get(str(body.get("action", "")))
        if wanted is None:
            raise Invalid(_("The request could not be read. Reload the page and try again."))
        return wanted(actor, program, Told(body, program.zone))

    answer = answered(work)
    return JsonResponse(answer.body, status=answer.status)


def surroundings(set_up: SetUp, current: StepName | None) -> Mapping[str, Any]:
    """Return what stands around a page of setting up: the pages of the program, and the steps."""
    links = step_links(set_up, current)
    return {
        "frame": Frame(
            standing=set_up.standing, links=links_for(set_up.standing), current="set_up"
        ),
        "set_up": set_up,
        "steps": links,
        "next_link": _next(links),
        "is_ended": set_up.program.status == ProgramStatus.ENDED,
    }


def step_links(set_up: SetUp, current: StepName | None) -> Sequence[StepLink]:
    """Return the steps that the reader may take, in their order."""
    return [
        StepLink(
            step=step,
            title=TITLES[step.name],
            url=step_url(step.name, set_up.program.slug),
            is_current=step.name is current,
        )
        for step in set_up.steps
        if step.name in set_up.open_to_reader
    ]


def step_url(name: StepName, slug: str) -> str:
    """Return the address of the step's page."""
    return reverse(f"outcomes_plugin:set_up_{name}", args=[slug])


def done(said: str, *, url: str = "") -> Answer:
    """Return what a form is told: what was done, and where to go on when not here."""
    return {"said": said, "url": url}


def _next(links: Sequence[StepLink]) -> StepLink | None:
    here = next((index for index, one in enumerate(links) if one.is_current), len(links))
    return links[here + 1] if here + 1 < len(links) else None
