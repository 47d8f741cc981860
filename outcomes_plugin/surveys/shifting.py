"""
Move a window for one person: to a later close, or not before a day. It can be taken back.

The window then closes with the last person, at most so many days after its usual close.
"""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, MemberData, Thing

from . import admitting, budget, schedule, shift_rules
from .data import Mode, Outcome, PersonShiftData, WindowState
from .models import FrameRow, PersonShift, ProgramKey, Window
from .shift_rules import OwnTimes
from .windows import load_window, lock_window


@transaction.atomic
def shift_person(
    actor: Actor,
    window_id: int,
    person: str,
    *,
    reason: str,
    at: datetime,
    closes_on: date | None = None,
    not_before: date | None = None,
) -> PersonShiftData:
    """
    Let the survey close on this day for the person, or ask them not before that day.

    It takes the place of an earlier move. The clocks stay those of the window, in the program's
    zone. Whoever would rather not answer is moved like anybody who has not answered.

    Raises:
        NotFound: no such window, or the actor may not set it up.
        Invalid: with a problem for each field; the survey is not for this person.
        Conflict: the window has closed, or the person has answered.
    """
    window, row = _hold(actor, window_id, person)
    _check_unanswered(row)
    cohort_id = row.cohort_id if row is not None else _membership(window, person).cohort_id
    times = _own_times(window, cohort_id, closes_on=closes_on, not_before=not_before)
    kept = shift_rules.check_shift(times, reason=reason, is_asked=row is not None, at=at)
    _check_key(window, times)
    facts = {
        "reason": kept,
        "not_before": times.not_before,
        "closes_at": times.closes_at,
        "made_at": at,
    }
    shift, _made = PersonShift.objects.update_or_create(
        window=window, person=person, defaults=facts
    )
    _follow(window, row, shift, person)
    _record(actor, window, person, "window.person_shifted", at=at)
    return shift.to_data()


@transaction.atomic
def unshift_person(actor: Actor, window_id: int, person: str, *, at: datetime) -> None:
    """
    Take the move back: the survey is open for the person as for everybody.

    Raises:
        NotFound: no such window, it was not moved for this person, or the actor may not set it up.
        Conflict: the window has closed.
    """
    window, row = _hold(actor, window_id, person)
    deleted, _by_model = PersonShift.objects.filter(window=window, person=person).delete()
    if not deleted:
        raise NotFound
    _follow(window, row, None, person)
    _record(actor, window, person, "window.person_unshifted", at=at)


def person_shifts(
    actor: Actor, program: programs_api.ProgramRef, *, window_id: int | None = None
) -> Sequence[PersonShiftData]:
    """
    Return for whom windows were moved: those planned or open, or the one window.

    Raises:
        NotFound: no such program, or the actor may not see who has answered in it.
    """
    data = programs_api.require(actor, program, Thing.PARTICIPATION, Action.READ).program
    rows = PersonShift.objects.filter(window__program_id=data.id)
    if window_id is None:
        rows = rows.filter(window__state__in=[WindowState.PLANNED, WindowState.OPEN])
    else:
        rows = rows.filter(window_id=window_id)
    return [row.to_data() for row in rows.order_by("window_id", "id")]


def _hold(actor: Actor, window_id: int, person: str) -> tuple[Window, FrameRow | None]:
    """Lock the person's row and then the window, in the order in which answers do."""
    program_id = load_window(window_id).program_id
    programs_api.require(actor, program_id, Thing.WINDOWS, Action.CONFIGURE)
    rows = FrameRow.objects.filter(window_id=window_id, person=person)
    rows.select_for_update().first()
    window = lock_window(window_id)
    if window.state not in (WindowState.PLANNED, WindowState.OPEN):
        raise Conflict(_("This survey has closed, so nobody's times in it can change."))
    return window, rows.first()


def _check_unanswered(row: FrameRow | None) -> None:
    if row is not None and row.outcome == Outcome.RECEIVED:
        raise Conflict(_("This person has answered. Their times stay as they are."))


def _membership(window: Window, person: str) -> MemberData:
    member = programs_api.membership(person, window.program_id, window.role)
    cohorts = [row.cohort_id for row in window.cohorts.all()]
    if member is None or (cohorts and member.cohort_id not in cohorts):
        raise shift_rules.not_for_them()
    return member


def _own_times(
    window: Window, cohort_id: int | None, *, closes_on: date | None, not_before: date | None
) -> OwnTimes:
    zone = ZoneInfo(window.program.time_zone)
    times = admitting.times_of_cohorts(window).get(cohort_id)
    usual_open = times.opens_at if times is not None else window.opens_at
    usual_close = admitting.closes_for_member(window, cohort_id, None)
    return OwnTimes(
        usual_close=usual_close,
        latest=schedule.shifted(usual_close, shift_rules.MOST_DAYS_LATER, zone),
        closes_at=_on(closes_on, usual_close, zone),
        not_before=_on(not_before, usual_open, zone),
    )


def _on(day: date | None, like: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the instant of the day at the clock that the other instant shows."""
    return schedule.instant(day, like.astimezone(zone).time(), zone) if day is not None else None


def _check_key(window: Window, times: OwnTimes) -> None:
    """Refuse to receive answers under codes on or after the day on which their key goes."""
    if window.mode != Mode.CONFIDENTIAL or times.closes_at is None:
        return
    zone = ZoneInfo(window.program.time_zone)
    end = schedule.late_until(times.closes_at, window.grace_days, zone) or times.closes_at
    key = ProgramKey.objects.filter(program_id=window.program_id).first()
    if key is not None:
        shift_rules.check_key_lasts(key.destroy_on, last_day=end.astimezone(zone).date())


def _follow(window: Window, row: FrameRow | None, shift: PersonShift | None, person: str) -> None:
    """Let the person's row, their being put off, and the end of the window follow."""
    if row is not None:
        row.closes_at = admitting.own_close(window, row.cohort_id, shift)
        row.save(update_fields=["closes_at"])
    budget.forget_postponed(window, [person])
    window.waits_until = _last_end(window)
    window.save(update_fields=["waits_until"])


def _last_end(window: Window) -> datetime | None:
    """Return when the last person ends for whom the window was moved, their grace included."""
    zone = ZoneInfo(window.program.time_zone)
    moved = PersonShift.objects.filter(window=window, closes_at__isnull=False)
    found = moved.aggregate(last=Max("closes_at"))["last"]
    return schedule.late_until(found, window.grace_days, zone) or found if found else None


def _record(actor: Actor, window: Window, person: str, type_: str, *, at: datetime) -> None:
    ledger_api.record(
        actor,
        type_,
        at=at,
        person=person,
        program=window.program.slug,
        payload={"window": window.key, "instrument": window.version.instrument.key},
    )
