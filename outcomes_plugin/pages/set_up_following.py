"""A survey that follows a day of its cohorts: the form, what it would mean, and planning it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs.data import CohortData, ProgramData
from outcomes_plugin.surveys.data import (
    CohortTimes,
    InstrumentChoice,
    OffsetUnit,
    Timing,
    WindowData,
)

from . import http, words
from .forms import Field, Form, Kind, options_of
from .set_up_cohorts import DAYS
from .set_up_window_forms import (
    RARE_WITH_COHORTS,
    asking_fields,
    grace_field,
    moved_fields,
    rare_fields,
    shift_fields,
)
from .told import Told

ANCHORS: Mapping[str, str | Promise] = {"start": gettext_lazy("First day"), **DAYS}
_OFFSETS: Mapping[str, tuple[str | Promise, OffsetUnit, int]] = {
    "days_after": (gettext_lazy("days after it"), OffsetUnit.DAYS, 1),
    "days_before": (gettext_lazy("days before it"), OffsetUnit.DAYS, -1),
    "months_after": (gettext_lazy("months after it"), OffsetUnit.MONTHS, 1),
    "months_before": (gettext_lazy("months before it"), OffsetUnit.MONTHS, -1),
}
MOST_MINUTES = 5
_USUAL = Timing(anchor="start")


@dataclass(frozen=True, kw_only=True)
class CohortLine:
    """When one cohort is asked; `start` and `width` place its bar, in hundredths of the whole."""

    title: str
    opens: str
    closes: str
    start: float
    width: float


def plan_following_form(
    choices: Sequence[InstrumentChoice], cohorts: Sequence[CohortData], zone: str
) -> Form:
    """Return the form that plans a survey from a day of its cohorts."""
    titles = {one.slug: one.title for one in cohorts}
    return Form(
        uid="plan-following",
        action="plan_following",
        preview="preview_following",
        button=_("Plan the survey"),
        fields=[
            *asking_fields(choices),
            _cohorts_field(titles, titles),
            *_timing_fields(_USUAL, zone),
            _every_field(""),
            Field(
                name="count",
                label=_("Number of surveys"),
                kind=Kind.NUMBER,
                is_needed=False,
                hint=_("Left empty, a series goes on until the last day of each cohort."),
            ),
        ],
        rare_fields=[*moved_fields(cohorts), *rare_fields()],
        rare_label=RARE_WITH_COHORTS,
    )


def change_following_form(
    window: WindowData, timing: Timing, cohorts: Sequence[CohortData], program: ProgramData
) -> Form:
    """Return the form that changes a planned survey which follows a day."""
    return Form(
        uid=f"window-{window.id}",
        action="change_following",
        preview="preview_following",
        subject=str(window.id),
        heard=window.title,
        edition=window.edition,
        button=_("Save"),
        is_main=True,
        fields=[
            Field(name="title", label=_("Title"), value=window.title),
            _cohorts_field(
                {one.slug: one.title for one in cohorts},
                [one.slug for one in cohorts if one.id in window.cohort_ids],
            ),
            *_timing_fields(timing, program.time_zone),
            *shift_fields(cohorts, window),
            grace_field(window.grace_days),
        ],
    )


def change_series_form(
    window: WindowData, waves: Sequence[WindowData], program: ProgramData
) -> Form | None:
    """Return the form that changes what is planned of the window's series, where something is."""
    found = api.distance_of(waves)
    if found is None:
        return None
    timing, every = found
    return Form(
        uid=f"series-{window.id}",
        action="change_series",
        subject=window.series,
        heard=window.title,
        edition=api.edition_of_series(waves),
        button=_("Save the series"),
        fields=[
            Field(
                name="title",
                label=_("Title"),
                value=window.title.removesuffix(f" {window.number}"),
                hint=_("The number of each survey is added to it."),
            ),
            *_timing_fields(timing, program.time_zone),
            _every_field(str(every)),
            grace_field(window.grace_days),
        ],
    )


def cancel_series_form(window: WindowData) -> Form:
    """Return the form that calls off what is planned of the window's series."""
    return Form(
        uid=f"cancel-series-{window.id}",
        action="cancel_series",
        subject=window.series,
        heard=window.title,
        button=_("Call off the series"),
    )


def _every_field(value: str) -> Field:
    return Field(
        name="every",
        label=_("Repeat every"),
        kind=Kind.NUMBER,
        is_needed=False,
        value=value,
        hint=_("In days or months, as chosen above. Left empty, the survey is asked once."),
    )


def series_told(told: Told) -> tuple[int, int | None]:
    """Return the distance and the number of a series that a form has sent."""
    every = told.signed_if_any("every")
    return every, told.whole("count") if told.text("count") else None


def _cohorts_field(titles: Mapping[str, str], chosen: Iterable[str]) -> Field:
    return Field(
        name="cohorts",
        label=_("Cohorts"),
        kind=Kind.SOME_OF,
        chosen=frozenset(chosen),
        hint=_("Each cohort is asked from its own day on."),
        options=options_of(titles.items()),
    )


def _timing_fields(timing: Timing, zone: str) -> Sequence[Field]:
    days_open = Field(
        name="days_open", label=_("Days open"), kind=Kind.NUMBER, value=str(timing.days_open)
    )
    return [
        Field(
            name="anchor",
            label=_("Day that it follows"),
            kind=Kind.CHOICE,
            value=timing.anchor,
            hint=_("The days of a cohort are set under Cohorts. When one moves, the survey moves."),
            options=options_of(_anchors(timing).items()),
        ),
        *_offset_fields(timing),
        _clock_field("opens_clock", _("Opens at"), timing.opens_clock, zone),
        days_open,
        _clock_field("closes_clock", _("Closes at, on the last day"), timing.closes_clock, zone),
    ]


def _offset_fields(timing: Timing) -> Sequence[Field]:
    amount = str(abs(timing.amount))
    offset = next(
        name
        for name, (_label, unit, sign) in _OFFSETS.items()
        if unit is timing.unit and (timing.amount < 0) == (sign < 0)
    )
    return [
        Field(name="amount", label=_("Distance from that day"), kind=Kind.NUMBER, value=amount),
        Field(
            name="offset",
            label=_("Days or months, before or after"),
            kind=Kind.CHOICE,
            value=offset,
            options=options_of((name, label) for name, (label, _u, _s) in _OFFSETS.items()),
        ),
    ]


def _clock_field(name: str, label: str, clock: time, zone: str) -> Field:
    hint = _("By the clocks of {zone}.").format(zone=zone.replace("_", " "))
    return Field(name=name, label=label, kind=Kind.CLOCK, value=clock.strftime("%H:%M"), hint=hint)


def _anchors(timing: Timing) -> Mapping[str, str | Promise]:
    return {**ANCHORS, timing.anchor: ANCHORS.get(timing.anchor, timing.anchor)}


def timing_told(told: Told) -> Timing:
    """Return the timing that a form has sent; what cannot be read is kept as a problem."""
    offset = told.text("offset")
    if offset not in _OFFSETS:
        told.refuse("offset", _("Choose from the list."))
    _label, unit, sign = _OFFSETS.get(offset, _OFFSETS["days_after"])
    return Timing(
        anchor=told.text("anchor"),
        amount=sign * told.whole("amount"),
        unit=unit,
        opens_clock=told.clock("opens_clock"),
        closes_clock=told.clock("closes_clock"),
        days_open=told.whole("days_open"),
    )


def shifts_told(told: Told, cohorts: Iterable[CohortData]) -> Mapping[str, int]:
    """Return by how many days each cohort is shifted, where a form has sent it."""
    return {one.slug: told.signed_if_any(f"shift_{one.slug}") for one in cohorts}


def preview(actor: Actor, program: ProgramData, told: Told) -> Mapping[str, str]:
    """Show when each cohort would be asked, as bars and as a table."""
    cohorts = api.cohorts_of(actor, program.slug)
    timing, chosen = timing_told(told), told.chosen("cohorts")
    shifts, (every, count) = shifts_told(told, cohorts), series_told(told)
    told.check()
    if every:
        waves = api.preview_series(
            actor,
            program.slug,
            timing=timing,
            cohorts=chosen,
            every=every,
            count=count,
            shifts=shifts,
        )
        times: Sequence[CohortTimes] = [one for wave in waves for one in wave]
    else:
        times = api.preview_window_times(
            actor, program.slug, timing=timing, cohorts=chosen, shifts=shifts
        )
    titles = {one.id: one.title for one in cohorts}
    return times_shown(actor, program, told.text("instrument"), times=times, titles=titles)


def times_shown(
    actor: Actor,
    program: ProgramData,
    instrument: str,
    *,
    times: Sequence[CohortTimes],
    titles: Mapping[int, str],
) -> Mapping[str, str]:
    """Show these times as bars and as a table, and how much is asked of one person."""
    minutes = _minutes(actor, program, instrument)
    often = max(Counter(one.cohort_id for one in times).values(), default=0)
    context: Mapping[str, Any] = {
        "lines": cohort_lines(times, titles, program),
        "minutes": minutes,
        "is_long": minutes > MOST_MINUTES,
        "often": often,
        "minutes_in_all": minutes * often,
    }
    return {"html": render_to_string("outcomes_plugin/pages/set_up/times.html", context)}


def _minutes(actor: Actor, program: ProgramData, instrument: str) -> int:
    """Return how long the questionnaire takes, 0 where none is chosen in the form."""
    choices = api.instrument_choices(actor, program.slug, language=http.language())
    return next((one.minutes for one in choices if one.key == instrument), 0)


def cohort_lines(
    times: Sequence[CohortTimes], titles: Mapping[int, str], program: ProgramData
) -> Sequence[CohortLine]:
    """Return a line for each cohort, the earliest first."""
    if not times:
        return []
    first = min(one.opens_at for one in times)
    whole = (max(one.closes_at for one in times) - first).total_seconds()

    def place(moment: datetime) -> float:
        return round(100 * (moment - first).total_seconds() / whole, 2)

    return [
        CohortLine(
            title=titles.get(one.cohort_id, ""),
            opens=words.by_clocks_of(program.time_zone, one.opens_at),
            closes=words.by_clocks_of(program.time_zone, one.closes_at),
            start=place(one.opens_at),
            width=max(round(place(one.closes_at) - place(one.opens_at), 2), 1.0),
        )
        for one in sorted(times, key=lambda one: (one.opens_at, one.cohort_id))
    ]
