"""Which mail is sent, when, and how often it is tried. Pure decisions."""

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .data import MailKind, MailLevel

TOO_LATE_AFTER = timedelta(days=7)
MOST_ATTEMPTS = 8
NOT_BEFORE = timedelta(days=1)

_FIRST_WAIT = timedelta(minutes=10)
_LONGEST_WAIT = timedelta(hours=6)

# Who sits in a pairing or has asked for something must be told, whatever else they want to hear.
_ESSENTIAL = frozenset(
    {MailKind.PROPOSED, MailKind.PAIRED, MailKind.ENDED, MailKind.REQUEST_ACKNOWLEDGED}
)


def is_essential(kind: MailKind) -> bool:
    """Return whether the mail is one that its reader must get."""
    return kind in _ESSENTIAL


def is_wanted(kind: MailKind, level: MailLevel) -> bool:
    """Return whether somebody who has chosen the level gets mails of the kind."""
    return level is MailLevel.ALL or is_essential(kind)


def is_too_late(occurred_at: datetime, *, at: datetime) -> bool:
    """Return whether what a mail tells is so old that it is no news."""
    return at > occurred_at + TOO_LATE_AFTER


def wait_after(attempts: int) -> timedelta:
    """Return the wait after so many attempts: doubled each time, six hours at the most."""
    doubled: timedelta = _FIRST_WAIT * 2 ** min(attempts, MOST_ATTEMPTS)
    return min(doubled, _LONGEST_WAIT)


def reminder_due(
    *, opened_at: datetime, closes_at: datetime, days_before: Collection[int], at: datetime
) -> int | None:
    """
    Return the number of the reminder whose time it is, from 1; None when it is time for none.

    A reminder comes so many days before the close, and not within a day of the opening. Of those
    that were missed only the latest is due, so there are never more than `days_before` names.
    """
    times = sorted({closes_at - timedelta(days=days) for days in days_before})
    passed = [
        number
        for number, time in enumerate(times, start=1)
        if opened_at + NOT_BEFORE <= time <= at < closes_at
    ]
    return passed[-1] if passed else None


def nearest(days_before: Collection[int], *, most: int) -> Collection[int]:
    """Return the reminders nearest to the close, so many at the most."""
    return sorted(set(days_before))[:most]


def fewer(of_site: int, of_window: int | None) -> int:
    """Return how many reminders a window has at the most; None for what the site has set."""
    return of_site if of_window is None else min(of_site, of_window)


def quiet_until(at: datetime, *, zone: ZoneInfo, hours: tuple[int, int] | None) -> datetime | None:
    """
    Return when the quiet hours end in which the reader's clocks stand, None outside of them.

    `hours` are the hour at which they begin and the one at which they end; without them there are
    none, and it is never quiet from an hour to the same.
    """
    if hours is None or hours[0] == hours[1]:
        return None
    begins, ends = hours
    local = at.astimezone(zone)
    is_quiet = (
        begins <= local.hour < ends if begins < ends else local.hour >= begins or local.hour < ends
    )
    if not is_quiet:
        return None
    day = local.date() if local.hour < ends else local.date() + timedelta(days=1)
    return datetime.combine(day, time(ends), zone).astimezone(UTC)
