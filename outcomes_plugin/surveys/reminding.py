"""How often the people asked in one window are reminded, where that differs from the site."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid, Problem

from .data import WindowData, WindowState
from .windows import configurable_window, record_window

MOST_REMINDERS = 2


@transaction.atomic
def limit_reminders(actor: Actor, window_id: int, *, most: int | None, at: datetime) -> WindowData:
    """
    Let nobody be reminded of the window more often than this; None for as often as the site does.

    The site's own limit stands beside it.

    Raises:
        NotFound: no such window, or the actor may not set it up.
        Invalid: it is not 0, 1 or 2.
        Conflict: the window has closed.
    """
    window = configurable_window(actor, window_id)
    if most is not None and not 0 <= most <= MOST_REMINDERS:
        message = _("A survey has 0, 1 or 2 reminders.")
        raise Invalid(message, problems=[Problem(message, column="reminders")])
    if window.state not in (WindowState.PLANNED, WindowState.OPEN):
        raise Conflict(_("This survey has already closed."))
    if window.reminders_most != most:
        window.reminders_most = most
        window.save(update_fields=["reminders_most"])
        record_window(actor, window, "window.changed", at=at, fields=["reminders"])
    return window.to_data()
