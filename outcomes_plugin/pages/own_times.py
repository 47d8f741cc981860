"""One survey and single people: who was put off, for whom it was moved, and moving it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.programs.data import Action, ProgramData, Thing
from outcomes_plugin.surveys.data import PersonShiftData, ShiftReason, WindowData, WindowState

from . import http, words
from .burden import why_enough
from .forms import Field, Form, Kind, options_of
from .navigation import frame
from .set_up_frame import Answer, act, done
from .told import Told
from .windows import window_named, window_of

REASONS: Mapping[ShiftReason, str | Promise] = {
    ShiftReason.AWAY: gettext_lazy("Away, on leave or ill"),
    ShiftReason.WORKLOAD: gettext_lazy("Too much work"),
    ShiftReason.ACCESS: gettext_lazy("Could not get in"),
    ShiftReason.OTHER: gettext_lazy("Another reason"),
}


@dataclass(frozen=True, kw_only=True)
class PutOffLine:
    """Somebody who was not asked: until when, or that they are left out, and why."""

    name: str
    until: str
    why: str


@dataclass(frozen=True, kw_only=True)
class MovedLine:
    """Somebody for whom the survey was moved, and the form that takes it back."""

    name: str
    not_before: str
    closes: str
    why: str | Promise
    form: Form


@http.page("GET", "HEAD", "POST")
def own_times(request: HttpRequest, actor: Actor, slug: str, window_id: int) -> HttpResponse:
    """Show whose times in the survey are their own, and move it for somebody."""
    window = window_of(actor, slug, window_id)
    around = frame(actor, slug, current="today")
    if not around.standing.allows(Thing.WINDOWS, Action.CONFIGURE):
        raise NotFound
    if request.method == "POST":
        return act(request, actor, slug, {"move": _move, "take_back": _take_back})
    names = api.names_in_program(actor, slug)
    can_change = window.state in (WindowState.PLANNED, WindowState.OPEN)
    movable = _movable(actor, window, names) if can_change else {}
    context = {
        "frame": around,
        "window": window,
        "can_change": can_change,
        "put_off": _put_off(actor, window, names),
        "moved": _moved(actor, window, names),
        "move_form": _move_form(window, movable) if movable else None,
        "closes": words.by_clocks_of(window.time_zone, window.closes_at),
    }
    return http.show(request, "own_times.html", context)


def _put_off(actor: Actor, window: WindowData, names: Mapping[str, str]) -> Sequence[PutOffLine]:
    found = api.postponements(actor, window.program_slug, window_id=window.id)
    lines = [
        PutOffLine(
            name=names[one.person],
            until=words.by_clocks_of(window.time_zone, one.until) if one.until else "",
            why=why_enough(one),
        )
        for one in found
        if one.person in names
    ]
    return sorted(lines, key=lambda line: line.name)


def _moved(actor: Actor, window: WindowData, names: Mapping[str, str]) -> Sequence[MovedLine]:
    found = api.person_shifts(actor, window.program_slug, window_id=window.id)
    lines = [_moved_line(one, window, names[one.person]) for one in found if one.person in names]
    return sorted(lines, key=lambda line: line.name)


def _moved_line(one: PersonShiftData, window: WindowData, name: str) -> MovedLine:
    zone = window.time_zone
    return MovedLine(
        name=name,
        not_before=words.by_clocks_of(zone, one.not_before) if one.not_before else "",
        closes=words.by_clocks_of(zone, one.closes_at) if one.closes_at else "",
        why=REASONS[one.reason],
        form=Form(
            uid=f"take-back-{one.person}",
            action="take_back",
            subject=f"{window.id}.{one.person}",
            heard=name,
            button=_("Take it back"),
        ),
    )


def _movable(actor: Actor, window: WindowData, names: Mapping[str, str]) -> Mapping[str, str]:
    """Return the names of those for whom the survey can be moved: who has not answered yet."""
    asked = api.participation(actor, window.id).people
    has_answered = {one.person for one in asked if one.has_answered}
    meant = {
        one.person
        for one in api.members(actor, window.program_slug)
        if one.role == window.role and (not window.cohort_ids or one.cohort_id in window.cohort_ids)
    }
    wanted = (meant | {one.person for one in asked}) - has_answered
    found = {person: names[person] for person in wanted if person in names}
    return dict(sorted(found.items(), key=lambda one: (one[1], one[0])))


def _move_form(window: WindowData, movable: Mapping[str, str]) -> Form:
    return Form(
        uid="move-window",
        action="move",
        subject=str(window.id),
        button=_("Move it for this person"),
        is_main=True,
        fields=[
            Field(
                name="person",
                label=_("Person"),
                kind=Kind.CHOICE,
                options=options_of([("", _("Choose")), *movable.items()]),
                hint=_("Those who have not answered."),
            ),
            Field(
                name="reason",
                label=_("Why"),
                kind=Kind.CHOICE,
                options=options_of([("", _("Choose")), *REASONS.items()]),
                hint=_("Only coordinators and the person themselves read this."),
            ),
            Field(
                name="closes_on",
                label=_("Last day for this person"),
                kind=Kind.DAY,
                is_needed=False,
                hint=_("At most 60 days after the last day for everybody."),
            ),
            Field(
                name="not_before",
                label=_("Ask not before"),
                kind=Kind.DAY,
                is_needed=False,
                hint=_("For somebody who was not asked yet."),
            ),
        ],
    )


def _move(actor: Actor, program: ProgramData, told: Told) -> Answer:
    window = window_named(actor, program.slug, told.text("subject"))
    person, reason = told.text("person"), told.text("reason")
    closes_on, not_before = told.day_if_any("closes_on"), told.day_if_any("not_before")
    if not person:
        told.refuse("person", _("Choose a person."))
    told.check()
    api.shift_person(
        actor,
        window.id,
        person,
        reason=reason,
        closes_on=closes_on,
        not_before=not_before,
        at=http.now(),
    )
    return done(_("The survey is moved for this person."))


def _take_back(actor: Actor, program: ProgramData, told: Told) -> Answer:
    window_id, _dot, person = told.text("subject").partition(".")
    window = window_named(actor, program.slug, window_id)
    api.unshift_person(actor, window.id, person, at=http.now())
    return done(_("The survey is open for this person as for everybody."))
