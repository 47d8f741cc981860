"""When a reminder is due, and how long a mail that failed waits."""

from datetime import timedelta

from hypothesis import given as for_all
from hypothesis import strategies as st

from outcomes_plugin.mail import rules
from outcomes_plugin.mail.data import MailKind, MailLevel
from tests import given

DAYS = st.sets(st.integers(0, 30), max_size=4)
HOURS = st.integers(1, 24 * 60)


def due(at, *, opened_at=given.MONDAY, days=(2,), open_for=timedelta(days=7)):
    return rules.reminder_due(
        opened_at=opened_at, closes_at=opened_at + open_for, days_before=days, at=at
    )


def test_the_usual_reminder_comes_two_days_before_the_close():
    assert due(given.MONDAY + timedelta(days=5, seconds=-1)) is None
    assert due(given.MONDAY + timedelta(days=5)) == 1
    assert due(given.MONDAY + timedelta(days=7)) is None


def test_a_window_of_two_days_reminds_nobody():
    assert due(given.TUESDAY, open_for=timedelta(days=2)) is None


def test_a_reminder_that_was_missed_is_not_made_up_for():
    assert due(given.MONDAY + timedelta(days=6), days=(1, 3, 5)) == 3


@for_all(days=DAYS, hours=st.lists(HOURS, max_size=20), open_for=HOURS)
def test_no_run_at_any_time_sends_more_reminders_than_were_named(days, hours, open_for):
    found = [
        due(given.MONDAY + timedelta(hours=hour), days=days, open_for=timedelta(hours=open_for))
        for hour in sorted(hours)
    ]
    numbers = [number for number in found if number is not None]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) <= len(days)


@for_all(attempts=st.integers(0, 1000))
def test_waits_never_shrink_and_end_at_six_hours(attempts):
    wait = rules.wait_after(attempts)
    assert timedelta(minutes=10) <= wait <= rules.wait_after(attempts + 1) <= timedelta(hours=6)


def test_what_one_must_know_comes_at_every_level():
    wanted = {kind for kind in MailKind if rules.is_wanted(kind, MailLevel.ESSENTIAL)}
    assert wanted == {
        MailKind.PROPOSED,
        MailKind.PAIRED,
        MailKind.ENDED,
        MailKind.REQUEST_ACKNOWLEDGED,
    }
    assert all(rules.is_wanted(kind, MailLevel.ALL) for kind in MailKind)
