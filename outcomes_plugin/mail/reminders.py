"""Remind those who were asked, may still answer, and have neither answered nor declined."""

from datetime import datetime

from django.conf import settings

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import WindowData, WindowState

from . import rules
from .data import MailKind
from .queue import Addressed, add_mails


def queue_reminders(actor: Actor, *, at: datetime) -> None:
    """
    Queue the reminders whose time it is; as often as this runs, each person gets each one once.

    Raises:
        NotFound: the actor is not the part of the system that does this.
    """
    if not actor.may_as_system("mail.remind"):
        raise NotFound
    for window in surveys_api.find_windows(states=[WindowState.OPEN]):
        _remind(window, at=at)


def _remind(window: WindowData, *, at: datetime) -> None:
    number = rules.reminder_due(
        opened_at=window.opened_at or window.opens_at,
        closes_at=window.closes_at,
        days_before=settings.OUTCOMES_REMINDER_DAYS,
        at=at,
    )
    if number is None:
        return
    add_mails(
        window.program_id,
        cause=f"window.{window.id}.reminder.{number}",
        addressed=Addressed(
            kind=MailKind.REMINDER,
            persons=surveys_api.still_to_answer(window.id),
            about=str(window.id),
        ),
        occurred_at=at,
        at=at,
    )
