"""Remind those who were asked, may still answer, and have neither answered nor declined."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import Span, WindowData, WindowState

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
        for span, persons in surveys_api.waiting_by_close(window, at=at).items():
            _invite(window, span, persons, at=at)
            _remind(window, span, persons, at=at)


def _invite(window: WindowData, span: Span, persons: Sequence[str], *, at: datetime) -> None:
    """Invite those who are asked after the opening; the opening itself invited the others."""
    if window.opened_at is None or span.opens_at <= window.opened_at:
        return
    opening = int(span.opens_at.timestamp())
    add_mails(
        window.program_id,
        cause=f"window.{window.id}.invitation.{opening}",
        addressed=Addressed(kind=MailKind.WINDOW_OPENED, persons=persons, about=str(window.id)),
        occurred_at=span.opens_at,
        at=at,
    )


def _remind(window: WindowData, span: Span, persons: Sequence[str], *, at: datetime) -> None:
    number = rules.reminder_due(
        opened_at=span.opens_at,
        closes_at=span.closes_at,
        days_before=rules.nearest(
            settings.OUTCOMES_REMINDER_DAYS,
            most=rules.fewer(settings.OUTCOMES_REMINDERS_MOST, window.reminders_most),
        ),
        at=at,
    )
    if number is None:
        return
    add_mails(
        window.program_id,
        cause=f"window.{window.id}.reminder.{number}",
        addressed=Addressed(kind=MailKind.REMINDER, persons=persons, about=str(window.id)),
        occurred_at=at,
        at=at,
    )
