"""Which times of their own a person may have in a window. Pure decisions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Invalid, Problem

from .data import ShiftReason

MOST_DAYS_LATER = 60
_LEAST_TIME = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class OwnTimes:
    """The times that a person would have, beside the usual close; `latest` is the last possible."""

    usual_close: datetime
    latest: datetime
    closes_at: datetime | None
    not_before: datetime | None

    @property
    def end(self) -> datetime:
        return self.closes_at or self.usual_close


def check_shift(times: OwnTimes, *, reason: str, is_asked: bool, at: datetime) -> ShiftReason:
    """
    Refuse times that would not help the person, or hold the result up for too long.

    Raises:
        Invalid: with a problem for each field.
    """
    problems = [*_reason_problems(reason), *_close_problems(times, at=at)]
    if not problems:
        problems = _start_problems(times, is_asked=is_asked)
    if problems:
        raise Invalid(_("The survey cannot be moved like this."), problems=problems)
    return ShiftReason(reason)


def _reason_problems(reason: str) -> list[Problem]:
    if reason in tuple(ShiftReason):
        return []
    return [Problem(_("Choose why the survey is moved."), column="reason")]


def _close_problems(times: OwnTimes, *, at: datetime) -> list[Problem]:
    if times.closes_at is None:
        if times.not_before is None:
            return [Problem(_("Choose a last day, or a day to wait for."), column="closes_on")]
        return []
    if times.closes_at <= times.usual_close:
        message = _("Choose a later day than that on which the survey closes for everybody.")
    elif times.closes_at > times.latest:
        message = _("A survey waits for one person for 60 days at the most.")
    elif times.closes_at <= at:
        message = _("This time has passed.")
    else:
        return []
    return [Problem(message, column="closes_on")]


def _start_problems(times: OwnTimes, *, is_asked: bool) -> list[Problem]:
    if times.not_before is None:
        return []
    if is_asked:
        message = _("This person was asked already. Give them a later last day instead.")
    elif times.not_before + _LEAST_TIME > times.end:
        message = _("That leaves less than a day to answer. Choose a later last day too.")
    else:
        return []
    return [Problem(message, column="not_before")]


def not_for_them() -> Invalid:
    """Return the refusal for somebody whom the window is not for."""
    message = _("This survey is not for this person.")
    return Invalid(message, problems=[Problem(message, column="person")])


def check_key_lasts(destroyed_on: date, *, last_day: date) -> None:
    """
    Refuse to receive answers under codes that would outlive their key.

    Raises:
        Invalid: the key is destroyed on that day or earlier.
    """
    if destroyed_on <= last_day:
        message = _("The key to the codes is deleted on {day}. Choose an earlier last day.").format(
            day=destroyed_on.isoformat()
        )
        raise Invalid(message, problems=[Problem(message, column="closes_on")])
