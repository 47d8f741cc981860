"""Cohorts, and the days that matter to each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs.data import CohortData, ProgramData
from outcomes_plugin.readiness.data import SetUp, StepName

from . import http, set_up_cohort_groups, words
from .forms import Field, Form, Kind, Option
from .set_up_frame import Answer, done, step_page
from .told import Told

_LONGEST_SLUG = 64
DAYS: Mapping[str, str | Promise] = {
    "matched": gettext_lazy("Pairs are made"),
    "first_month": gettext_lazy("A month in"),
    "midpoint": gettext_lazy("Half time"),
    "end": gettext_lazy("Last day"),
    "half_year_after": gettext_lazy("Half a year after"),
}


@dataclass(frozen=True, kw_only=True)
class CohortCard:
    """One cohort with what can be changed of it. `are_suggested`: its days are not saved yet."""

    cohort: CohortData
    starts: str
    ends: str
    days: Sequence[tuple[str | Promise, str]]
    are_suggested: bool
    form: Form
    days_form: Form
    group_form: Form | None
    follows: str | Promise


def _show(request: HttpRequest, actor: Actor, set_up: SetUp) -> Mapping[str, Any]:
    slug = set_up.program.slug
    days: dict[str, dict[str, date]] = {}
    for one in api.milestones_of(actor, slug):
        days.setdefault(one.cohort, {})[one.key] = one.on
    groups = set_up_cohort_groups.options(actor, slug)
    cards = [_card(one, days.get(one.slug, {}), groups) for one in api.cohorts_of(actor, slug)]
    return {"cards": cards, "add": _add_form(is_main=not cards)}


def _card(cohort: CohortData, days: Mapping[str, date], groups: Sequence[Option]) -> CohortCard:
    usual = api.usual_days(starts_on=cohort.starts_on, ends_on=cohort.ends_on)
    shown = days or usual
    return CohortCard(
        cohort=cohort,
        starts=words.date_of(cohort.starts_on),
        ends=words.date_of(cohort.ends_on) if cohort.ends_on else "",
        days=[(DAYS.get(key, key), words.date_of(on)) for key, on in days.items()],
        are_suggested=not days,
        group_form=set_up_cohort_groups.form(cohort, groups),
        follows=next((one.label for one in groups if one.value == cohort.followed_group), ""),
        form=Form(
            uid=f"cohort-{cohort.id}",
            action="change",
            subject=cohort.slug,
            heard=cohort.title,
            edition=cohort.edition,
            preview="foresee_change",
            button=_("Save"),
            fields=_fields(cohort.title, cohort.starts_on, cohort.ends_on),
        ),
        days_form=Form(
            uid=f"days-{cohort.id}",
            action="days",
            subject=cohort.slug,
            heard=cohort.title,
            preview="foresee",
            button=_("Save these days"),
            fields=[
                Field(
                    name=key,
                    label=label,
                    kind=Kind.DAY,
                    is_needed=False,
                    value=shown[key].isoformat() if key in shown else "",
                )
                for key, label in DAYS.items()
            ],
        ),
    )


def _fields(title: str, starts_on: date | None, ends_on: date | None) -> Sequence[Field]:
    return [
        Field(name="title", label=_("Title"), value=title),
        Field(
            name="starts_on",
            label=_("First day"),
            kind=Kind.DAY,
            value=starts_on.isoformat() if starts_on else "",
        ),
        Field(
            name="ends_on",
            label=_("Last day"),
            kind=Kind.DAY,
            is_needed=False,
            value=ends_on.isoformat() if ends_on else "",
        ),
    ]


def _add_form(*, is_main: bool) -> Form:
    slug = Field(
        name="slug",
        label=_("Short name"),
        is_needed=False,
        hint=_(
            "Used in files, and cannot be changed later. Left empty, it is made from the title."
        ),
    )
    title, *days = _fields("", None, None)
    return Form(
        uid="add-cohort",
        action="add",
        button=_("Add the cohort"),
        is_main=is_main,
        fields=[title, slug, *days],
    )


def _add(actor: Actor, program: ProgramData, told: Told) -> Answer:
    title, slug = told.text("title"), told.text("slug")
    starts_on, ends_on = told.day("starts_on"), told.day_if_any("ends_on")
    told.check()
    made = api.create_cohort(
        actor,
        program.slug,
        slug=slug or slugify(title)[:_LONGEST_SLUG],
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        at=http.now(),
    )
    return done(_("The cohort “{title}” is added.").format(title=made.title))


def _change(actor: Actor, program: ProgramData, told: Told) -> Answer:
    title, starts_on = told.text("title"), told.day("starts_on")
    ends_on, seen = told.day_if_any("ends_on"), told.text("edition")
    told.check()
    changed = api.change_cohort(
        actor,
        program.slug,
        told.text("subject"),
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        seen=seen,
        at=http.now(),
    )
    return done(_("The cohort “{title}” is saved.").format(title=changed.title))


def _days(actor: Actor, program: ProgramData, told: Told) -> Answer:
    wanted = {key: told.day_if_any(key) for key in DAYS}
    told.check()
    api.set_milestones(actor, program.slug, told.text("subject"), days=wanted, at=http.now())
    return done(_("The days are saved."))


def _foresee(actor: Actor, program: ProgramData, told: Told) -> Answer:
    """Say, before the days are saved, which planned surveys would move with them."""
    wanted = {key: told.day_if_any(key) for key in DAYS}
    return _foreseen(actor, program, told, wanted)


def _foresee_change(actor: Actor, program: ProgramData, told: Told) -> Answer:
    """Say the same before the first and last day are saved."""
    days = {"start": told.day("starts_on"), "end": told.day_if_any("ends_on")}
    # A milestone of that name comes before the cohort's own last day.
    found = api.milestones_of(actor, program.slug)
    named = {one.key for one in found if one.cohort == told.text("subject")}
    wanted = {key: on for key, on in days.items() if key not in named}
    return _foreseen(actor, program, told, wanted)


def _foreseen(
    actor: Actor, program: ProgramData, told: Told, days: Mapping[str, date | None]
) -> Answer:
    told.check()
    found = api.windows_that_move(
        actor, program.slug, told.text("subject"), days=days, at=http.now()
    )
    moves = [
        {
            "title": one.window.title,
            "opens": words.by_clocks_of(program.time_zone, one.opens_at),
            "closes": words.by_clocks_of(program.time_zone, one.closes_at),
            "is_past": one.is_past,
        }
        for one in found
    ]
    return {"html": render_to_string("outcomes_plugin/pages/set_up/moves.html", {"moves": moves})}


cohorts = step_page(
    StepName.COHORTS,
    show=_show,
    acts={
        "add": _add,
        "change": _change,
        "days": _days,
        "follow": set_up_cohort_groups.follow,
        "foresee": _foresee,
        "foresee_change": _foresee_change,
    },
)
