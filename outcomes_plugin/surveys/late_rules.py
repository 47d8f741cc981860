"""Which windows may take late answers. Pure decisions."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Invalid, Problem

from . import schedule
from .data import Mode


def check_mode(mode: Mode) -> None:
    """
    Refuse late answers that would tell of people.

    Raises:
        Invalid: the answers are anonymous.
    """
    if mode is Mode.ANONYMOUS:
        raise _refused(
            "late",
            _(
                "An anonymous survey takes no late answers: a few that come after the others "
                "would tell whose they are."
            ),
        )


def check_last_day(last_day: date | None, *, closes_on: date) -> None:
    """
    Refuse a last day on which nobody could be late.

    Raises:
        Invalid: the window closes after it.
    """
    if last_day is not None and last_day < closes_on:
        raise _refused("late_last_day", _("The last day for late answers is not before the close."))


def _refused(column: str, message: object) -> Invalid:
    return Invalid(str(message), problems=[Problem(str(message), column=column)])


def ends_at(last_day: date | None, zone: ZoneInfo) -> datetime | None:
    """Return the end of the last day in the zone; None where there is no last day."""
    return schedule.end_of(last_day, zone) if last_day is not None else None


def smaller_side(*, on_time: int, late: int, k: int) -> bool | None:
    """
    Return the side whose answers must not outlive their code, told by its `is_late`.

    Receipts tell who was late, so that few rows of one side would be known to be theirs. None where
    both sides have at least k people, or one of them has none.
    """
    if not on_time or not late or min(on_time, late) >= k:
        return None
    return late <= on_time
