"""A survey on fixed dates, once or again and again: its form, its dates, planning it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs.data import CohortData, ProgramData
from outcomes_plugin.surveys.data import CohortTimes, InstrumentChoice, OffsetUnit, Wave

from . import http
from .forms import Field, Form, Kind, options_of
from .set_up_following import shifts_told, times_shown
from .set_up_frame import Answer
from .set_up_planned import free_key, planned, series_planned
from .set_up_window_forms import (
    RARE,
    RARE_WITH_COHORTS,
    asking_fields,
    moved_fields,
    rare_fields,
    when_and_who,
)
from .told import Told

_UNITS: Mapping[str, tuple[str | Promise, OffsetUnit, int]] = {
    "days": (gettext_lazy("Days"), OffsetUnit.DAYS, 1),
    "weeks": (gettext_lazy("Weeks"), OffsetUnit.DAYS, 7),
    "months": (gettext_lazy("Months"), OffsetUnit.MONTHS, 1),
}
_EVERYBODY = 0


def plan_form(
    choices: Sequence[InstrumentChoice],
    cohorts: Sequence[CohortData],
    zone: str,
    *,
    is_main: bool,
) -> Form:
    """Return the form that plans a survey."""
    titles = {one.slug: one.title for one in cohorts}
    return Form(
        uid="plan-window",
        action="plan",
        preview="preview_fixed",
        button=_("Plan the survey"),
        is_main=is_main,
        fields=[
            *asking_fields(choices),
            *when_and_who(titles, (), "", "", zone),
            *_repeating_fields(),
        ],
        rare_fields=[*moved_fields(cohorts), *rare_fields()],
        rare_label=RARE_WITH_COHORTS if cohorts else RARE,
    )


def _repeating_fields() -> Sequence[Field]:
    return [
        Field(
            name="every",
            label=_("Repeat every"),
            kind=Kind.NUMBER,
            is_needed=False,
            hint=_("Left empty, the survey is asked once."),
        ),
        Field(
            name="unit",
            label=_("Days, weeks or months"),
            kind=Kind.CHOICE,
            value="weeks",
            options=options_of((name, label) for name, (label, _u, _n) in _UNITS.items()),
        ),
        Field(
            name="count",
            label=_("Number of surveys"),
            kind=Kind.NUMBER,
            is_needed=False,
            hint=_("The first counts too."),
        ),
    ]


def _repeating_told(told: Told) -> Mapping[str, Any]:
    """Return how a form repeats the survey; nothing where it is asked once."""
    every = told.signed_if_any("every")
    if not every:
        return {}
    wanted = told.text("unit")
    if wanted not in _UNITS:
        told.refuse("unit", _("Choose from the list."))
    _label, unit, days = _UNITS.get(wanted, _UNITS["days"])
    return {"every": every * days, "unit": unit, "count": told.whole("count")}


def _when_told(told: Told, cohorts: Sequence[CohortData]) -> Mapping[str, Any]:
    return {
        "opens_at": told.moment("opens_at"),
        "closes_at": told.moment("closes_at"),
        "cohorts": told.chosen("cohorts"),
        "shifts": shifts_told(told, cohorts),
    }


def plan_fixed(actor: Actor, program: ProgramData, told: Told) -> Answer:
    """Plan the survey, or each survey of its series."""
    when = _when_told(told, api.cohorts_of(actor, program.slug))
    repeating, grace_days = _repeating_told(told), told.signed_if_any("grace_days")
    title, instrument = told.text("title"), told.text("instrument")
    told.check()
    facts: Mapping[str, Any] = {
        **when,
        "key": free_key(instrument, api.windows(actor, program.slug)),
        "title": title,
        "instrument": instrument,
        "role": told.text("role"),
        "mode": told.text("mode") or None,
        "mode_reason": told.text("mode_reason"),
        "grace_days": grace_days,
        "at": http.now(),
    }
    if repeating:
        return series_planned(api.plan_fixed_series(actor, program.slug, **facts, **repeating))
    return planned(api.plan_window(actor, program.slug, **facts, wave=told.text("wave")))


def preview_fixed(actor: Actor, program: ProgramData, told: Told) -> Mapping[str, str]:
    """Show when each survey would be open for each of the cohorts."""
    cohorts = api.cohorts_of(actor, program.slug)
    when, repeating = _when_told(told, cohorts), _repeating_told(told)
    told.check()
    once = {"every": 1, "count": 1}
    waves = api.preview_fixed_series(actor, program.slug, **when, **(repeating or once))
    ids = [one.id for one in cohorts if one.slug in when["cohorts"]]
    times = [each for wave in waves for each in _times(wave, ids or [_EVERYBODY])]
    titles = {_EVERYBODY: _("Everybody of the role"), **{one.id: one.title for one in cohorts}}
    return times_shown(actor, program, told.text("instrument"), times=times, titles=titles)


def _times(wave: Wave, ids: Sequence[int]) -> Sequence[CohortTimes]:
    return wave.cohort_times or [_unmoved(one, wave.opens_at, wave.closes_at) for one in ids]


def _unmoved(cohort_id: int, opens_at: datetime, closes_at: datetime) -> CohortTimes:
    return CohortTimes(cohort_id=cohort_id, opens_at=opens_at, closes_at=closes_at, shift_days=0)
