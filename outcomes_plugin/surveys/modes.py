"""Change the mode of a window before anybody has answered."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid, Problem
from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.programs.api import text_problem

from .data import Outcome, WindowData, WindowState
from .drafts import forget_drafts
from .models import Window
from .opening import check_can_be_asked, check_mode, split_of
from .windows import configurable_window, mode_of, record_window

_LONGEST_REASON = 500


@transaction.atomic
def change_mode(
    actor: Actor, window_id: int, *, mode: str, reason: str, at: datetime
) -> WindowData:
    """
    Change the mode of the window. Whoever has read the old mode is told the new one on submit.

    Drafts begun under the old mode are deleted; the devices that they were made on keep theirs.

    Raises:
        NotFound: no such window, or the actor may not set it up.
        Invalid: the window cannot have this mode, or no reason was given.
        Conflict: somebody has answered, or the window has closed.
    """
    window = configurable_window(actor, window_id)
    if window.state not in (WindowState.PLANNED, WindowState.OPEN):
        raise Conflict(_("This survey has already closed."))
    _check_reason(reason)
    # The window's row is locked, which waits for every answer that is written but not committed.
    asked = list(window.frame.values_list("cohort_id", "outcome"))
    if any(outcome == Outcome.RECEIVED for _cohort, outcome in asked):
        raise Conflict(_("Somebody has answered, so the mode can no longer change."))
    window.mode, window.mode_reason = mode_of(mode), reason.strip()
    _check_fits(window, at=at)
    window.split_cohorts = split_of(window, Counter(cohort for cohort, _outcome in asked))
    window.save(update_fields=["mode", "mode_reason", "split_cohorts"])
    forget_drafts(window.pk)
    record_window(actor, window, "window.mode_changed", at=at, mode=str(window.mode))
    return window.to_data()


def _check_fits(window: Window, *, at: datetime) -> None:
    """Refuse a mode that cannot be kept; all else that opening takes can follow until then."""
    if window.state == WindowState.PLANNED:
        check_mode(window, frameworks_api.indicators(window.program_id))
    else:
        check_can_be_asked(window, at=at)


def _check_reason(reason: str) -> None:
    if not reason.strip() or text_problem(reason, longest=_LONGEST_REASON):
        message = _("Say in at most 500 characters why the mode changes.")
        raise Invalid(message, problems=[Problem(message, column="mode_reason")])
