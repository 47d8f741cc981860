"""
Close windows so that no answer is missed, and settle what was received.

Every step can be run again after it was cut short: marked, taken, settled and closed are each a
state of rows, never of this process.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict

from .comment_sets import gather_comments
from .data import WindowData, WindowState
from .drafts import forget_drafts
from .leaving import left_after
from .models import FrameRow, Window
from .settling import settle_some
from .windows import configurable_window, lock_window, record_window

Progress = Callable[[str, int], None]

_ROWS_TAKEN_AT_ONCE = 200
_MAY_CLOSE = "window.close"


def close_window(
    actor: Actor, window_id: int, *, at: datetime, progress: Progress | None = None
) -> WindowData:
    """
    Close the window. Afterwards its answers are final and have their scores; drafts are gone.

    Closing twice is closing once, and a run that was cut short is gone on with. `progress` is told
    the step and how many rows it has done.

    Raises:
        NotFound: no such window, or the actor may not close it.
        Conflict: it has not opened.
    """
    marked = begin_closing(actor, window_id, at=at)
    if marked.state is WindowState.CLOSED:
        return marked
    tell = progress or _tell_nobody
    _repeat(lambda: _take_some(window_id), "taken", tell)
    _repeat(lambda: settle_some(window_id), "settled", tell)
    return _finish(actor, window_id, at=at)


@transaction.atomic
def begin_closing(actor: Actor, window_id: int, *, at: datetime) -> WindowData:
    """
    Mark the window as closing: from then on nobody's answer is received. Twice is once.

    Raises:
        NotFound: no such window, or the actor may not close it.
        Conflict: it has not opened.
    """
    window = configurable_window(actor, window_id, as_system=_MAY_CLOSE)
    if window.state == WindowState.PLANNED:
        raise Conflict(_("This survey has not opened yet."))
    if window.state == WindowState.OPEN:
        window.state, window.closed_at = WindowState.CLOSING, at
        window.save(update_fields=["state", "closed_at"])
        record_window(actor, window, "window.closing_began", at=at)
    return window.to_data()


def due_to_close(*, at: datetime) -> Sequence[int]:
    """
    Return the windows whose time and grace have passed, or whose closing was cut short.

    A window that was moved for somebody waits until their time has passed too.
    """
    waits_for_nobody = Q(waits_until=None) | Q(waits_until__lte=at)
    is_past = waits_for_nobody & Q(state=WindowState.OPEN, ends_at__lte=at)
    due = Window.objects.annotate(ends_at=Coalesce("late_until", "closes_at")).filter(
        is_past | Q(state=WindowState.CLOSING)
    )
    return list(due.order_by("closes_at", "id").values_list("id", flat=True))


def _tell_nobody(_step: str, _rows: int) -> None:
    """Take the place of a missing progress."""


def _repeat(step: Callable[[], int], name: str, tell: Progress) -> None:
    done = 0
    while rows := step():
        done += rows
        tell(name, done)


@transaction.atomic
def _take_some(window_id: int) -> int:
    """Take rows of the frame, waiting for whoever is submitting just now."""
    rows = FrameRow.objects.select_for_update().filter(window_id=window_id, taken=False)
    ids = [row.pk for row in rows.order_by("id")[:_ROWS_TAKEN_AT_ONCE]]
    return FrameRow.objects.filter(id__in=ids).update(taken=True)


@transaction.atomic
def _finish(actor: Actor, window_id: int, *, at: datetime) -> WindowData:
    window = lock_window(window_id)
    if window.state == WindowState.CLOSING:
        window.left_after = left_after(window)
        forget_drafts(window_id)
        gather_comments(window)
        window.state = WindowState.CLOSED
        window.save(update_fields=["left_after", "state"])
        record_window(actor, window, "window.closed", at=at, asked=window.asked)
    return window.to_data()
