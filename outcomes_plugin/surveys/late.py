"""
Answers that come after the close: which windows take them, until when, and how that ends.

They never change what was counted at the close. Once nobody can answer any more they are counted
by themselves, in one batch.
"""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, NotFound

from . import late_rules
from .data import Mode, WindowData, WindowState
from .models import FrameRow, ProgramKey, Window
from .receipts import is_taking_late
from .windows import configurable_window, lock_window, record_window

_MAY_CLOSE = "window.close"


@transaction.atomic
def take_late_answers(
    actor: Actor, window_id: int, *, last_day: date | None, at: datetime
) -> WindowData:
    """
    Let the people asked still answer after the close, on the last day at the latest.

    Without a last day they can until the program ends. Who answers on time notices nothing of it.

    Raises:
        NotFound: no such window, or the actor may not set it up.
        Invalid: the window is anonymous, or closes after that day.
        Conflict: the window has closed.
    """
    window = _still_running(actor, window_id)
    zone = ZoneInfo(window.program.time_zone)
    closes_on = window.to_data().ends_at.astimezone(zone).date()
    late_rules.check_mode(Mode(window.mode))
    late_rules.check_last_day(last_day, closes_on=closes_on)
    return _put(actor, window, takes_late=True, last_day=last_day, at=at)


@transaction.atomic
def refuse_late_answers(actor: Actor, window_id: int, *, at: datetime) -> WindowData:
    """
    Let nobody answer after the close.

    Raises:
        NotFound: no such window, or the actor may not set it up.
        Conflict: the window has closed.
    """
    window = _still_running(actor, window_id)
    return _put(actor, window, takes_late=False, last_day=None, at=at)


def _still_running(actor: Actor, window_id: int) -> Window:
    window = configurable_window(actor, window_id)
    if window.state not in (WindowState.PLANNED, WindowState.OPEN):
        raise Conflict(_("This survey has already closed."))
    return window


def _put(
    actor: Actor, window: Window, *, takes_late: bool, last_day: date | None, at: datetime
) -> WindowData:
    if (window.takes_late, window.late_last_day) != (takes_late, last_day):
        window.takes_late, window.late_last_day = takes_late, last_day
        window.save(update_fields=["takes_late", "late_last_day"])
        record_window(actor, window, "window.changed", at=at, fields=["late"])
    return window.to_data()


def late_due_to_end(*, at: datetime) -> Sequence[int]:
    """Return the closed windows whose late answers nobody can send any more, not yet ended."""
    closed = Window.objects.filter(
        takes_late=True, late_ended_at=None, state=WindowState.CLOSED
    ).select_related("program__survey_key", "program")
    return [window.pk for window in closed.order_by("id") if not is_taking_late(window, at=at)]


def end_late(actor: Actor, window_id: int, *, at: datetime) -> WindowData:
    """
    End late answers: from then on nobody's is received. Twice is once.

    Raises:
        NotFound: no such window that takes late answers, or the actor may not end them.
        Conflict: it has not closed.
    """
    ended = _mark_ended(actor, window_id, at=at)
    _wait_for_those_writing(window_id)
    return ended


@transaction.atomic
def _mark_ended(actor: Actor, window_id: int, *, at: datetime) -> WindowData:
    window = lock_window(window_id)
    if not actor.may_as_system(_MAY_CLOSE) or not window.takes_late:
        raise NotFound
    if window.state != WindowState.CLOSED:
        raise Conflict(_("This survey has not closed."))
    if window.late_ended_at is None:
        window.late_ended_at = at
        window.save(update_fields=["late_ended_at"])
        record_window(actor, window, "window.late_ended", at=at)
    return window.to_data()


@transaction.atomic
def _wait_for_those_writing(window_id: int) -> None:
    """Lock every row of the frame once: whoever was writing has been received, or is refused."""
    rows = FrameRow.objects.select_for_update().filter(window_id=window_id).order_by("id")
    list(rows.values_list("id", flat=True))


def end_late_before_key_goes(actor: Actor, key: ProgramKey, *, at: datetime) -> None:
    """End late answers under codes while the codes can still be made."""
    waiting = Window.objects.filter(
        takes_late=True,
        late_ended_at=None,
        program_id=key.program_id,
        mode=Mode.CONFIDENTIAL,
        state=WindowState.CLOSED,
    )
    for window_id in list(waiting.values_list("id", flat=True)):
        end_late(actor, window_id, at=at)
