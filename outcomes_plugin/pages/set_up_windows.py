"""Surveys: plan the usual ones, or one's own; change or call off what has not opened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict
from outcomes_plugin.panels.window_words import ASKED
from outcomes_plugin.programs.data import CohortData, ProgramData
from outcomes_plugin.readiness.data import SetUp, StepName
from outcomes_plugin.surveys.data import SuggestedWindow, WindowData, WindowState

from . import http, words
from .forms import Form
from .set_up_fixed import plan_fixed, plan_form, preview_fixed
from .set_up_following import (
    ANCHORS,
    CohortLine,
    cancel_series_form,
    change_following_form,
    change_series_form,
    cohort_lines,
    plan_following_form,
    preview,
    series_told,
    shifts_told,
    timing_told,
)
from .set_up_frame import Answer, done, step_page, step_url
from .set_up_late import change_late, late_form
from .set_up_planned import free_key, planned, series_planned
from .set_up_reminders import change_reminders, reminders_form
from .set_up_window_forms import cancel_form, change_form, mode_form
from .told import Told
from .windows import window_named

_STATES: Mapping[WindowState, str | Promise] = {
    WindowState.PLANNED: pgettext_lazy("one survey", "Planned"),
    WindowState.OPEN: pgettext_lazy("one survey", "Open"),
    WindowState.CLOSING: pgettext_lazy("one survey", "Closing"),
    WindowState.CLOSED: pgettext_lazy("one survey", "Closed"),
}


@dataclass(frozen=True, kw_only=True)
class WindowLine:
    """One survey as it is listed, and what would keep it from opening."""

    window: WindowData
    state: str | Promise
    opens: str
    closes: str
    who: str | Promise
    hindrance: str
    url: str
    is_chosen: bool
    follows: str | Promise
    times: Sequence[CohortLine]

    @property
    def is_past(self) -> bool:
        """Whether it is too late to change anything of it."""
        return self.window.state not in (WindowState.PLANNED, WindowState.OPEN)


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A usual survey, and the form that plans it as it stands."""

    title: str
    opens: str
    closes: str
    who: str | Promise
    form: Form


@dataclass(frozen=True, kw_only=True)
class ChosenWindow:
    """The one survey whom the reader changes; None where it is too late."""

    window: WindowData
    change_form: Form | None
    mode_form: Form | None
    reminders_form: Form | None
    late_form: Form | None
    cancel_form: Form | None
    series_form: Form | None
    series_cancel_form: Form | None


def _show(request: HttpRequest, actor: Actor, set_up: SetUp) -> Mapping[str, Any]:
    program = set_up.program
    cohorts = api.cohorts_of(actor, program.slug)
    found = api.windows(actor, program.slug)
    chosen = _chosen_of(found, request.GET.get("window", ""))
    hindrances = api.window_hindrances(actor, program.slug)
    choices = api.instrument_choices(actor, program.slug, language=http.language())
    suggested = api.suggested_windows(actor, program.slug, at=http.now())
    lines = [_line(one, program, hindrances, chosen, cohorts=cohorts) for one in reversed(found)]
    return {
        "lines": [line for line in lines if not line.is_past],
        "past": [line for line in reversed(lines) if line.is_past],
        "suggestions": [_suggestion(one, program) for one in suggested],
        "plan": plan_form(
            choices, cohorts, program.time_zone, is_main=chosen is None and not suggested
        ),
        "plan_following": plan_following_form(choices, cohorts, program.time_zone)
        if cohorts
        else None,
        "unfolded": _unfolded(is_empty=not found and not suggested, has_cohorts=bool(cohorts)),
        "chosen": _chosen(chosen, found, cohorts, program) if chosen else None,
    }


def _unfolded(*, is_empty: bool, has_cohorts: bool) -> str:
    """Return the form that a page without any survey begins with; none where there are some."""
    if not is_empty:
        return ""
    return "plan_following" if has_cohorts else "plan"


def _chosen_of(found: Iterable[WindowData], wanted: str) -> WindowData | None:
    return next((one for one in found if str(one.id) == wanted), None)


def _line(
    one: WindowData,
    program: ProgramData,
    hindrances: Mapping[int, str],
    chosen: WindowData | None,
    *,
    cohorts: Sequence[CohortData],
) -> WindowLine:
    page = step_url(StepName.WINDOWS, program.slug)
    return WindowLine(
        window=one,
        state=_STATES[one.state],
        opens=words.by_clocks_of(program.time_zone, one.opens_at),
        closes=words.by_clocks_of(program.time_zone, one.closes_at),
        who=ASKED[one.role],
        hindrance=hindrances.get(one.id, ""),
        url=f"{page}?window={one.id}",
        is_chosen=one is chosen,
        follows=ANCHORS.get(one.timing.anchor, one.timing.anchor) if one.timing else "",
        times=cohort_lines(one.cohort_times, {each.id: each.title for each in cohorts}, program)
        if len(one.cohort_times) > 1
        else [],
    )


def _suggestion(one: SuggestedWindow, program: ProgramData) -> Suggestion:
    return Suggestion(
        title=one.title,
        opens=words.by_clocks_of(program.time_zone, one.opens_at),
        closes=words.by_clocks_of(program.time_zone, one.closes_at),
        who=ASKED[one.role],
        form=Form(
            uid=f"usual-{one.key}",
            action="plan_usual",
            subject=one.key,
            heard=one.title,
            button=_("Plan it"),
        ),
    )


def _chosen(
    one: WindowData,
    found: Sequence[WindowData],
    cohorts: Sequence[CohortData],
    program: ProgramData,
) -> ChosenWindow:
    is_planned = one.state is WindowState.PLANNED
    waves = [
        each
        for each in found
        if one.series and each.series == one.series and each.state is WindowState.PLANNED
    ]
    is_running = one.state in (WindowState.PLANNED, WindowState.OPEN)
    return ChosenWindow(
        window=one,
        change_form=_change_form(one, cohorts, program) if is_planned else None,
        mode_form=mode_form(one) if is_running else None,
        reminders_form=reminders_form(one) if is_running else None,
        late_form=late_form(one),
        cancel_form=cancel_form(one) if is_planned else None,
        series_form=change_series_form(one, waves, program),
        series_cancel_form=cancel_series_form(one) if waves else None,
    )


def _change_form(one: WindowData, cohorts: Sequence[CohortData], program: ProgramData) -> Form:
    if one.timing is not None:
        return change_following_form(one, one.timing, cohorts, program)
    return change_form(one, cohorts, program)


def _plan_following(actor: Actor, program: ProgramData, told: Told) -> Answer:
    title, instrument, timing = told.text("title"), told.text("instrument"), timing_told(told)
    cohorts, grace_days = told.chosen("cohorts"), told.signed_if_any("grace_days")
    every, count = series_told(told)
    shifts = shifts_told(told, api.cohorts_of(actor, program.slug))
    told.check()
    facts: Mapping[str, Any] = {
        "key": free_key(instrument, api.windows(actor, program.slug)),
        "title": title,
        "instrument": instrument,
        "role": told.text("role"),
        "timing": timing,
        "cohorts": cohorts,
        "mode": told.text("mode") or None,
        "mode_reason": told.text("mode_reason"),
        "grace_days": grace_days,
        "shifts": shifts,
        "at": http.now(),
    }
    if not every:
        wave = told.text("wave")
        return planned(api.plan_following_window(actor, program.slug, **facts, wave=wave))
    return series_planned(api.plan_series(actor, program.slug, **facts, every=every, count=count))


def _plan_usual(actor: Actor, program: ProgramData, told: Told) -> Answer:
    wanted, at = told.text("subject"), http.now()
    found = {one.key: one for one in api.suggested_windows(actor, program.slug, at=at)}
    if wanted not in found:
        raise Conflict(_("This survey is planned already, or its time has passed."))
    one = found[wanted]
    window = api.plan_following_window(
        actor,
        program.slug,
        key=one.key,
        title=one.title,
        instrument=one.instrument,
        role=one.role,
        timing=one.timing,
        cohorts=[one.cohort],
        wave=one.wave,
        at=at,
    )
    return planned(window)


def _change(actor: Actor, program: ProgramData, told: Told) -> Answer:
    window = _window(actor, program, told)
    opens_at, closes_at = told.moment("opens_at"), told.moment("closes_at")
    title, ids, seen = told.text("title"), told.chosen("cohorts"), told.text("edition")
    grace_days, found = told.signed_if_any("grace_days"), api.cohorts_of(actor, program.slug)
    shifts = shifts_told(told, found)
    told.check()
    slugs = {str(one.id): one.slug for one in found}
    chosen = [slugs.get(one, "") for one in ids]
    changed = api.change_window(
        actor,
        window.id,
        title=title,
        opens_at=opens_at,
        closes_at=closes_at,
        cohorts=chosen,
        shifts={slug: days for slug, days in shifts.items() if slug in chosen},
        grace_days=grace_days,
        seen=seen,
        at=http.now(),
    )
    return done(_("“{title}” is saved.").format(title=changed.title))


def _change_following(actor: Actor, program: ProgramData, told: Told) -> Answer:
    window = _window(actor, program, told)
    title, timing, cohorts = told.text("title"), timing_told(told), told.chosen("cohorts")
    shifts = shifts_told(told, api.cohorts_of(actor, program.slug))
    grace_days = told.signed_if_any("grace_days")
    told.check()
    changed = api.change_following_window(
        actor,
        window.id,
        title=title,
        timing=timing,
        cohorts=cohorts,
        shifts=shifts,
        grace_days=grace_days,
        seen=told.text("edition"),
        at=http.now(),
    )
    return done(_("“{title}” is saved.").format(title=changed.title))


def _change_series(actor: Actor, program: ProgramData, told: Told) -> Answer:
    title, timing, every = told.text("title"), timing_told(told), told.whole("every")
    grace_days = told.signed_if_any("grace_days")
    told.check()
    changed = api.change_series(
        actor,
        program.slug,
        told.text("subject"),
        title=title,
        timing=timing,
        every=every,
        grace_days=grace_days,
        seen=told.text("edition"),
        at=http.now(),
    )
    sentence = ngettext("{count} survey is saved.", "{count} surveys are saved.", len(changed))
    return done(sentence.format(count=len(changed)))


def _cancel_series(actor: Actor, program: ProgramData, told: Told) -> Answer:
    count = api.cancel_series(actor, program.slug, told.text("subject"), at=http.now())
    sentence = ngettext("{count} survey is called off.", "{count} surveys are called off.", count)
    return done(sentence.format(count=count), url=step_url(StepName.WINDOWS, program.slug))


def _change_mode(actor: Actor, program: ProgramData, told: Told) -> Answer:
    window, mode, reason = (
        _window(actor, program, told),
        told.text("mode"),
        told.text("mode_reason"),
    )
    told.check()
    changed = api.change_window_mode(actor, window.id, mode=mode, reason=reason, at=http.now())
    return done(_("Who sees the answers of “{title}” is changed.").format(title=changed.title))


def _cancel(actor: Actor, program: ProgramData, told: Told) -> Answer:
    window = _window(actor, program, told)
    api.cancel_window(actor, window.id, at=http.now())
    url = step_url(StepName.WINDOWS, program.slug)
    return done(_("“{title}” is called off.").format(title=window.title), url=url)


def _window(actor: Actor, program: ProgramData, told: Told) -> WindowData:
    return window_named(actor, program.slug, told.text("subject"))


windows = step_page(
    StepName.WINDOWS,
    show=_show,
    acts={
        "plan": plan_fixed,
        "preview_fixed": preview_fixed,
        "plan_following": _plan_following,
        "plan_usual": _plan_usual,
        "preview_following": preview,
        "change": _change,
        "change_following": _change_following,
        "change_series": _change_series,
        "cancel_series": _cancel_series,
        "mode": _change_mode,
        "reminders": change_reminders,
        "late": change_late,
        "cancel": _cancel,
    },
)
