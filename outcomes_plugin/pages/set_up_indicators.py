"""Indicators: copy the example, put drafts in force, and set what is to be reached, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.frameworks.data import (
    IndicatorData,
    IndicatorStanding,
    Measure,
    TargetData,
    Unit,
    in_language,
)
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.readiness.data import SetUp, StepName

from . import http, words
from .forms import Field, Form, Kind
from .set_up_frame import Answer, done, step_page
from .told import Told

_DOMAINS = {
    "impact": gettext_lazy("Impact"),
    "satisfaction": gettext_lazy("Satisfaction"),
    "progression": gettext_lazy("Progression"),
}


@dataclass(frozen=True, kw_only=True)
class IndicatorRow:
    """One indicator as it stands. `target` and `later` are sentences."""

    title: str
    definition: str
    domain: str | Promise
    version: int
    is_in_force: bool
    target: str
    later: Sequence[str]
    target_form: Form | None
    adopt_form: Form | None


def _show(request: HttpRequest, actor: Actor, set_up: SetUp) -> Mapping[str, Any]:
    program = set_up.program
    found = api.framework_of(actor, program.slug, at=http.now())
    example = Form(
        uid="copy-example",
        action="copy",
        button=_("Use the example framework"),
        is_main=not found,
    )
    return {"rows": [_row(one, program) for one in found], "example": example}


def _row(one: IndicatorStanding, program: ProgramData) -> IndicatorRow:
    shown = one.shown
    return IndicatorRow(
        title=in_language(shown.title, http.language()),
        definition=in_language(shown.definition, http.language()),
        domain=_DOMAINS[shown.domain],
        version=shown.version,
        is_in_force=one.current is not None,
        target=_value(one.target, shown) if one.target else "",
        later=[_from_then(target, shown, program) for target in one.later_targets],
        target_form=_target_form(one, one.current) if one.current else None,
        adopt_form=_adopt_form(one, shown) if one.draft else None,
    )


def _target_form(one: IndicatorStanding, current: IndicatorData) -> Form:
    factor = current.unit.factor
    target = one.target
    value = f"{target.value * factor:g}" if target else ""
    threshold = f"{target.threshold * factor:g}" if target and target.threshold is not None else ""
    return Form(
        uid=f"target-{one.key}",
        action="target",
        subject=one.key,
        heard=in_language(current.title, http.language()),
        button=_("Set the target"),
        fields=[
            Field(
                name="value",
                label=_("Target"),
                kind=Kind.NUMBER,
                value=value,
                hint=_unit(current),
            ),
            Field(
                name="threshold",
                label=_("Least that is acceptable"),
                kind=Kind.NUMBER,
                value=threshold,
                is_needed=False,
            ),
            Field(
                name="effective_from",
                label=_("From which day"),
                kind=Kind.DAY,
                is_needed=False,
                hint=_("Left empty, from now on. What was measured before keeps its old target."),
            ),
        ],
    )


def _adopt_form(one: IndicatorStanding, shown: IndicatorData) -> Form:
    return Form(
        uid=f"adopt-{one.key}",
        action="adopt",
        subject=one.key,
        heard=in_language(shown.title, http.language()),
        button=_("Put the draft in force"),
    )


def _unit(one: IndicatorData) -> str:
    if one.unit is Unit.PERCENT:
        return _("In percent.")
    if one.unit is Unit.PER_100_PERSON_YEARS:
        return _("A year, per 100 people.")
    if one.unit is Unit.PER_PERSON_YEAR:
        return _("A year, per person.")
    return _("In points, on a scale from {low} to {high}.").format(
        low=f"{one.scale_low:g}", high=f"{one.scale_high:g}"
    )


def _value(target: TargetData, one: IndicatorData) -> str:
    """Return the target with its unit: a number never stands alone."""
    number = str(number_format(f"{target.value * one.unit.factor:g}", use_l10n=True))
    if one.unit is Unit.PERCENT:
        return _("{number}%").format(number=number)
    if one.unit is Unit.PER_100_PERSON_YEARS:
        return _("{number} a year per 100 people").format(number=number)
    if one.unit is Unit.PER_PERSON_YEAR:
        return _("{number} a year per person").format(number=number)
    if one.measure is Measure.PAIRED_CHANGE:
        return _("a change of {number}").format(number=number)
    return _("{number} of {highest}").format(number=number, highest=f"{one.scale_high:g}")


def _from_then(target: TargetData, one: IndicatorData, program: ProgramData) -> str:
    return _("{value} from {day} on").format(
        value=_value(target, one), day=words.day(target.effective_from, program.time_zone)
    )


def _copy(actor: Actor, program: ProgramData, told: Told) -> Answer:
    api.copy_example_framework(actor, program.id, at=http.now())
    return done(_("The example is copied. Change its targets to your own."))


def _set(actor: Actor, program: ProgramData, told: Told) -> Answer:
    key, at = told.text("subject"), http.now()
    current = _current(actor, program, key)
    value, threshold = told.number("value"), told.number_if_any("threshold")
    day = told.day_if_any("effective_from")
    told.check()
    starts = datetime.combine(day, time(), program.zone) if day else at
    is_today = day is not None and day == at.astimezone(program.zone).date()
    factor = current.unit.factor
    api.set_target(
        actor,
        program.id,
        key,
        value=value / factor,
        threshold=threshold / factor if threshold is not None else None,
        effective_from=at if is_today else starts,
        at=at,
    )
    return done(
        _("The target of “{title}” is set.").format(
            title=in_language(current.title, http.language())
        )
    )


def _adopt(actor: Actor, program: ProgramData, told: Told) -> Answer:
    found = api.adopt_indicator(actor, program.id, told.text("subject"), at=http.now())
    return done(
        _("Version {version} is in force. Earlier results keep the version before.").format(
            version=found.version
        )
    )


def _current(actor: Actor, program: ProgramData, key: str) -> IndicatorData:
    for one in api.framework_of(actor, program.slug, at=http.now()):
        if one.key == key and one.current is not None:
            return one.current
    raise NotFound


indicators = step_page(
    StepName.INDICATORS, show=_show, acts={"copy": _copy, "target": _set, "adopt": _adopt}
)
