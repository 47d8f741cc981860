"""Plan windows: at times that are named, or so many days or months from a day of their cohorts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent.secrets import has_site_secrets
from outcomes_plugin.errors import Conflict
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, ProgramData, ProgramStatus, Thing

from . import fixed_times, following, rules, schedule, tying
from . import questionnaire as questionnaires
from .data import Mode, Span, Timing, WindowData
from .models import InstrumentVersion, Window, WindowCohort
from .publishing import version_to_ask
from .windows import cohort_ids_named, load_window, mode_of, record_window


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What a window asks, of whom, and how its answers are to live."""

    key: str
    title: str
    instrument: str
    role: str
    wave: str = ""
    mode: str | None = None
    mode_reason: str = ""


@transaction.atomic
def plan_window(
    actor: Actor,
    program: programs_api.ProgramRef,
    *,
    key: str,
    title: str,
    instrument: str,
    role: str,
    opens_at: datetime,
    closes_at: datetime,
    at: datetime,
    cohorts: Collection[str] = (),
    mode: str | None = None,
    mode_reason: str = "",
    wave: str = "",
    grace_days: int = 0,
    shifts: Mapping[str, int] | None = None,
) -> WindowData:
    """
    Plan a window. Without `cohorts` (slugs) it is for everyone of the role.

    Without a mode the instrument's usual one is taken; leaving it takes a reason. For `grace_days`
    after the close answers are still received. `shifts` says, for a cohort, how many days later
    than the others it is asked; below 0, earlier.

    Raises:
        NotFound: no such program, or the actor may not set up its windows.
        Invalid: with a problem for each field.
        Conflict: the program has ended, or has a window of this key.
    """
    data = plannable(actor, program)
    asking = Asking(
        key=key,
        title=title,
        instrument=instrument,
        role=role,
        wave=wave,
        mode=mode,
        mode_reason=mode_reason,
    )
    span, named = Span(opens_at=opens_at, closes_at=closes_at), cohort_ids_named(data.id, cohorts)
    hull, times = fixed_times.placed(span, named, shifts=shifts or {}, zone=data.zone)
    window = _plan(data, asking, hull, grace_days=grace_days, at=at)
    _keep_cohorts(window, named.values())
    fixed_times.keep_times(window, times)
    record_window(actor, window, "window.planned", at=at, mode=str(window.mode))
    return load_window(window.pk).to_data()


@transaction.atomic
def plan_following_window(
    actor: Actor,
    program: programs_api.ProgramRef,
    *,
    key: str,
    title: str,
    instrument: str,
    role: str,
    timing: Timing,
    cohorts: Collection[str],
    at: datetime,
    mode: str | None = None,
    mode_reason: str = "",
    wave: str = "",
    grace_days: int = 0,
    shifts: Mapping[str, int] | None = None,
) -> WindowData:
    """
    Plan a window that follows a day of each of its cohorts (slugs): when the day moves, it moves.

    `shifts` says, for a cohort, how many days later than the others it stands; below 0, earlier.
    The rest is as for any window.

    Raises:
        NotFound: no such program, or the actor may not set up its windows.
        Invalid: with a problem for each field.
        Conflict: the program has ended, or has a window of this key.
    """
    data = plannable(actor, program)
    asking = Asking(
        key=key,
        title=title,
        instrument=instrument,
        role=role,
        wave=wave,
        mode=mode,
        mode_reason=mode_reason,
    )
    times = following.times_of(data, timing, cohorts, shifts=shifts or {})
    window = _plan(data, asking, schedule.hull_of(times), grace_days=grace_days, at=at)
    following.keep_timing(window, timing, times)
    record_window(actor, window, "window.planned", at=at, mode=str(window.mode))
    return load_window(window.pk).to_data()


def plannable(actor: Actor, program: programs_api.ProgramRef) -> ProgramData:
    """
    Return the program, for somebody who may plan its windows.

    Raises:
        NotFound: no such program, or the actor may not set up its windows.
        Conflict: the program has ended.
    """
    data = programs_api.require(actor, program, Thing.WINDOWS, Action.CONFIGURE).program
    if data.status == ProgramStatus.ENDED:
        raise Conflict(_("This program has ended."))
    return data


def _plan(
    program: ProgramData, asking: Asking, span: Span, *, grace_days: int, at: datetime
) -> Window:
    rules.check_plan(
        key=asking.key,
        title=asking.title,
        role=asking.role,
        wave=asking.wave,
        opens_at=span.opens_at,
        closes_at=span.closes_at,
        grace_days=grace_days,
        at=at,
    )
    version = version_to_ask(program.id, asking.instrument, at=at)
    chosen = _mode_to_keep(program, version, asking)
    try:
        with transaction.atomic():
            return Window.objects.create(
                program_id=program.id,
                key=asking.key,
                title=asking.title.strip(),
                version=version,
                role=asking.role,
                mode=chosen,
                mode_reason=asking.mode_reason.strip(),
                wave=asking.wave,
                opens_at=span.opens_at,
                closes_at=span.closes_at,
                grace_days=grace_days,
                late_until=schedule.late_until(span.closes_at, grace_days, program.zone),
            )
    except IntegrityError:
        raise Conflict(_("This program already has a survey of this key.")) from None


def _keep_cohorts(window: Window, cohort_ids: Collection[int]) -> None:
    WindowCohort.objects.bulk_create(
        WindowCohort(window=window, cohort_id=cohort_id) for cohort_id in cohort_ids
    )


def _mode_to_keep(program: ProgramData, version: InstrumentVersion, asking: Asking) -> Mode:
    """Return the mode that was chosen, or the instrument's usual one, if it can keep its word."""
    asked = questionnaires.read(version.document)
    chosen = mode_of(asking.mode) if asking.mode is not None else asked.default_mode
    rules.check_mode_reason(chosen, default=asked.default_mode, reason=asking.mode_reason)
    indicators = tying.indicators_of(asked, program_id=program.id, role=asking.role)
    rules.check_mode(
        chosen,
        is_paired=tying.is_paired(indicators, wave=asking.wave),
        has_site_secrets=has_site_secrets(),
    )
    return chosen
