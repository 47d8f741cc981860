"""Reminders go to those who may still answer, as often as the site has set, and no more."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from outcomes_plugin.errors import Invalid
from outcomes_plugin.mail import api as mail_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_member, the_coordinator
from tests.mail.given_mail import POST, a_reader, queue, readers, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def window():
    """A window of a week that opened now and asks Mia, Tom and Uma; the invitations have gone."""
    program = gs.an_asking_program()
    for name in ("mia", "tom", "uma"):
        a_reader(name)
        a_member(program, name)
    now = timezone.now()
    found = gs.an_open_window(program, opens_at=now, closes_at=now + timedelta(days=7))
    queue()
    send()
    mail.outbox.clear()
    return found


def remind(window, *, days_before=2):
    at = window.closes_at - timedelta(days=days_before)
    mail_api.queue_reminders(POST, at=at)
    return send(at)


def test_who_has_answered_or_declined_is_not_reminded(window):
    now = window.opens_at + timedelta(hours=1)
    gs.answer(window, "tom", at=now)
    uma = gs.has_read_the_notice(window, "uma")
    surveys_api.decline(uma, window.program_slug, window.key, at=now)
    remind(window)
    assert readers(mail.outbox) == ["mia@example.com"]
    assert mail.outbox[0].subject == "Halfway survey closes soon"
    assert "List-Unsubscribe" in mail.outbox[0].extra_headers


def test_who_takes_the_decline_back_is_asked_like_everybody(window):
    now = window.opens_at + timedelta(hours=1)
    uma = gs.has_read_the_notice(window, "uma")
    surveys_api.decline(uma, window.program_slug, window.key, at=now)
    surveys_api.undo_decline(uma, window.program_slug, window.key, at=now)
    remind(window)
    assert "uma@example.com" in readers(mail.outbox)


def test_one_reminder_is_the_rule_however_often_the_task_runs(window):
    for days_before in (2, 1.5, 1, 0.1):
        remind(window, days_before=days_before)
    assert readers(mail.outbox) == ["mia@example.com", "tom@example.com", "uma@example.com"]


def test_a_site_may_have_two_or_none(window, settings):
    settings.OUTCOMES_REMINDER_DAYS = []
    remind(window)
    assert mail.outbox == []
    settings.OUTCOMES_REMINDER_DAYS = [3, 1]
    for days_before in (3, 2, 1, 0.5):
        remind(window, days_before=days_before)
    assert readers(mail.outbox).count("mia@example.com") == 2


def test_an_answer_between_queue_and_mail_stops_the_mail(window):
    at = window.closes_at - timedelta(days=2)
    mail_api.queue_reminders(POST, at=at)
    gs.answer(window, "tom", at=at)
    assert send(at).sent == 2
    assert "tom@example.com" not in readers(mail.outbox)


def test_after_the_close_nobody_is_reminded(window):
    mail_api.queue_reminders(POST, at=window.closes_at - timedelta(days=2))
    gs.close(window)
    assert send(window.closes_at).sent == 0


def test_a_window_may_send_fewer_reminders_than_the_site(window, settings):
    settings.OUTCOMES_REMINDER_DAYS = [3, 1]
    surveys_api.limit_reminders(the_coordinator(), window.id, most=1, at=window.opens_at)
    for days_before in (3, 1):
        remind(window, days_before=days_before)
    assert readers(mail.outbox).count("mia@example.com") == 1


def test_a_window_may_send_none_but_never_more_than_the_site(window, settings):
    surveys_api.limit_reminders(the_coordinator(), window.id, most=0, at=window.opens_at)
    remind(window)
    assert mail.outbox == []
    settings.OUTCOMES_REMINDER_DAYS, settings.OUTCOMES_REMINDERS_MOST = [3, 1], 1
    surveys_api.limit_reminders(the_coordinator(), window.id, most=2, at=window.opens_at)
    for days_before in (3, 1):
        remind(window, days_before=days_before)
    assert readers(mail.outbox).count("mia@example.com") == 1
    with pytest.raises(Invalid):
        surveys_api.limit_reminders(the_coordinator(), window.id, most=3, at=window.opens_at)


def test_who_has_longer_is_reminded_before_their_own_close(window):
    closes = window.closes_at + timedelta(days=10)
    surveys_api.shift_person(
        the_coordinator(),
        window.id,
        given.a_person("mia"),
        reason="away",
        closes_on=closes.date(),
        at=window.opens_at,
    )
    remind(window)
    assert readers(mail.outbox) == ["tom@example.com", "uma@example.com"]
    at = closes - timedelta(days=2)
    mail_api.queue_reminders(POST, at=at)
    send(at)
    assert readers(mail.outbox).count("mia@example.com") == 1


def test_who_is_asked_later_is_invited_then(window):
    program = surveys_api.find_window(window.id).program_id
    a_reader("eva")
    later = window.opens_at + timedelta(hours=5)
    a_member(programs_api.find_program(program), "eva", at=later)
    surveys_api.admit_joiners(at=later)
    for _again in range(2):
        mail_api.queue_reminders(POST, at=later)
        send(later)
    assert readers(mail.outbox) == ["eva@example.com"]
