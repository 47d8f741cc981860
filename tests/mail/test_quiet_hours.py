"""What can wait, waits until morning by its reader's clocks; and nobody is asked too often."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given as for_all
from hypothesis import strategies as st

from outcomes_plugin.mail import api as mail_api
from outcomes_plugin.mail import rules
from outcomes_plugin.mail.models import Mail
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import Timing
from tests import given_surveys as gs
from tests.given_programs import a_cohort, a_member, the_coordinator
from tests.mail.given_mail import POST, a_reader, readers, send

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = (21, 7)


@pytest.mark.parametrize(
    ("shown", "until"),
    [
        ((2026, 3, 2, 20, 59), None),
        ((2026, 3, 2, 21, 0), (2026, 3, 3, 7)),
        ((2026, 3, 3, 6, 59), (2026, 3, 3, 7)),
        ((2026, 3, 3, 7, 0), None),
        # The night in which the clocks go forward.
        ((2026, 3, 28, 23, 0), (2026, 3, 29, 7)),
    ],
)
def test_quiet_hours_end_in_the_morning_of_the_readers_clocks(shown, until):
    found = rules.quiet_until(
        datetime(*shown, tzinfo=BERLIN).astimezone(UTC), zone=BERLIN, hours=NIGHT
    )
    assert found == (datetime(*until, tzinfo=BERLIN) if until else None)


@for_all(
    at=st.integers(0, 5_000_000).map(
        lambda n: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=n)
    ),
    begins=st.integers(0, 23),
    ends=st.integers(0, 23),
    zone=st.sampled_from(["UTC", "Africa/Cairo", "Asia/Kathmandu", "America/New_York"]),
)
def test_a_mail_waits_less_than_a_day_and_then_is_sent(at, begins, ends, zone):
    facts = {"zone": ZoneInfo(zone), "hours": (begins, ends)}
    until = rules.quiet_until(at, **facts)
    if until is not None:
        assert timedelta(0) < until - at <= timedelta(hours=25)
        assert rules.quiet_until(until, **facts) is None


def test_without_hours_it_is_never_quiet():
    at = datetime(2026, 3, 2, 2, tzinfo=UTC)
    assert rules.quiet_until(at, zone=BERLIN, hours=None) is None
    assert rules.quiet_until(at, zone=BERLIN, hours=(7, 7)) is None


@for_all(st.lists(st.integers(1, 30)), st.integers(0, 5))
def test_there_are_never_more_reminders_than_the_site_allows(days, most):
    assert len(rules.nearest(days, most=most)) <= most


@pytest.mark.django_db
def test_a_reminder_at_night_is_sent_once_in_the_morning(settings):
    settings.OUTCOMES_QUIET_HOURS = NIGHT
    a_reader("mia", time_zone="America/New_York")
    program = gs.an_asking_program()
    a_member(program, "mia")
    closes_at = datetime(2026, 3, 11, 7, tzinfo=UTC)
    gs.an_open_window(program, opens_at=datetime(2026, 3, 2, 8, tzinfo=UTC), closes_at=closes_at)
    night = closes_at - timedelta(days=2)
    mail_api.queue_reminders(POST, at=night)
    assert send(night).sent == 0
    (row,) = Mail.objects.all()
    morning = datetime(2026, 3, 9, 7, tzinfo=ZoneInfo("America/New_York"))
    assert (row.due_at, row.attempts) == (morning, 0)
    assert send(morning - timedelta(minutes=1)).sent == 0
    assert send(morning).sent == 1
    assert send(morning + timedelta(hours=1)).sent == 0
    assert readers(mail.outbox) == ["mia@example.com"]


@pytest.fixture
def two_cohorts(db):
    program = gs.an_asking_program()
    a_cohort(program)
    a_cohort(program, "autumn", starts_on=date(2026, 3, 30))
    for name, cohort in (("mia", "spring"), ("ana", "autumn")):
        a_reader(name)
        a_member(program, name, cohort=cohort)
    window = surveys_api.plan_following_window(
        the_coordinator(),
        program.id,
        key="pulse",
        title="Pulse",
        instrument="satisfaction_mentee",
        role="mentee",
        timing=Timing(anchor="start", days_open=7),
        cohorts=["spring", "autumn"],
        at=datetime(2026, 3, 1, tzinfo=UTC),
    )
    surveys_api.open_window(the_coordinator(), window.id, at=window.opens_at)
    return surveys_api.find_window(window.id)


def test_a_cohort_whose_time_comes_later_is_invited_then_and_reminded_by_its_own_close(two_cohorts):
    spring, autumn = two_cohorts.cohort_times
    mail_api.queue_reminders(POST, at=spring.closes_at - timedelta(days=2))
    send(spring.closes_at - timedelta(days=2))
    assert readers(mail.outbox) == ["mia@example.com"]
    mail.outbox.clear()
    surveys_api.admit_joiners(at=autumn.opens_at)
    for minutes in (0, 15):
        mail_api.queue_reminders(POST, at=autumn.opens_at + timedelta(minutes=minutes))
        send(autumn.opens_at + timedelta(minutes=minutes))
    assert readers(mail.outbox) == ["ana@example.com"]
    assert [one.kind for one in Mail.objects.order_by("id")] == ["reminder", "window_opened"]


def test_looking_for_whom_to_remind_reads_our_own_tables_alone(two_cohorts):
    with CaptureQueriesContext(connection) as captured:
        mail_api.queue_reminders(POST, at=two_cohorts.closes_at - timedelta(days=2))
    told = [one["sql"] for one in captured.captured_queries if " FROM " in one["sql"]]
    assert told
    assert all('FROM "outcomes_plugin_' in sql or "FROM `outcomes_plugin_" in sql for sql in told)
    assert not [sql for sql in told if "auth_user" in sql]
