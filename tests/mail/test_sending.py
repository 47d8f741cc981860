"""A mail that fails is tried again, holds back no other, and comes once when all goes well."""

import logging
import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from edx_ace import channel
from edx_ace import policy as ace_policy
from edx_ace.channel import ChannelType
from edx_ace.signals import ACE_MESSAGE_SENT

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.mail import api as mail_api
from outcomes_plugin.mail import rules, sending
from outcomes_plugin.mail.data import MailOutcome
from outcomes_plugin.mail.models import Mail
from tests import given
from tests.given_pairings import a_pairing
from tests.given_programs import a_linked_course, a_member, a_program, the_coordinator
from tests.given_surveys import own_queries
from tests.mail.given_mail import RELAY, a_reader, post, queue, readers, record, send, soon

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    """A program in which Mia and Ilse have just been paired."""
    found = a_program()
    for name, role in (("mia", "mentee"), ("ilse", "mentor")):
        a_reader(name)
        a_member(found, name, role=role)
    a_pairing(found, "mia", "ilse", at=timezone.now())
    return found


@pytest.fixture
def broken_for(monkeypatch):
    """Return a function that makes the mail server refuse what goes to an address."""
    refused: dict[str, Exception] = {}
    really_send = EmailMultiAlternatives.send

    def send_or_refuse(message, *args, **kwargs):
        if message.to[0] in refused:
            raise refused[message.to[0]]
        return really_send(message, *args, **kwargs)

    monkeypatch.setattr(EmailMultiAlternatives, "send", send_or_refuse)

    def refuse(address, error=None):
        refused[address] = error or smtplib.SMTPServerDisconnected("Connection lost")

    refuse.nobody = refused.clear
    return refuse


@pytest.mark.parametrize(
    "error",
    [
        None,
        ConnectionRefusedError("No server"),
        TimeoutError("mia@example.com"),
        RuntimeError("A channel of the site's own broke."),
    ],
)
def test_a_mail_that_fails_is_tried_again_and_holds_back_no_other(program, broken_for, error):
    broken_for("mia@example.com", error)
    queue()
    first = soon()
    report = send(first)
    assert (report.sent, report.failed) == (1, 1)
    assert readers(mail.outbox) == ["ilse@example.com"]
    broken_for.nobody()
    assert send(first).sent == 0
    assert send(first + rules.wait_after(0)).sent == 1
    assert readers(mail.outbox) == ["ilse@example.com", "mia@example.com"]


def test_a_mail_that_never_goes_is_given_up(program, broken_for):
    broken_for("mia@example.com")
    queue()
    at = soon()
    for attempt in range(rules.MOST_ATTEMPTS):
        send(at)
        at += rules.wait_after(attempt)
    row = Mail.objects.get(person=given.a_person("mia"))
    assert (row.outcome, row.attempts) == (MailOutcome.GIVEN_UP, rules.MOST_ATTEMPTS)
    assert send(at + timedelta(days=1)).failed == 0


def test_an_entry_that_is_delivered_again_sends_nothing_more(program):
    queue()
    assert send().sent == 2
    mail_api.queue_for(RELAY, the_entry(), at=timezone.now())
    assert send(soon() + timedelta(days=1)).sent == 0
    assert Mail.objects.count() == 2


def the_entry():
    """Return the entry that tells of the pairing."""
    entries = ledger_api.entries_about(given.a_person("mia"))
    return next(entry for entry in entries if entry.type == "pairing.formed")


def test_a_mail_that_another_worker_has_claimed_is_left_to_it(program, monkeypatch):
    queue()
    first = Mail.objects.order_by("id").first()

    def claimed_meanwhile(rows):
        Mail.objects.filter(id=first.id).update(attempts=1)
        return desk(rows)

    desk = sending._desk
    monkeypatch.setattr(sending, "_desk", claimed_meanwhile)
    assert send().sent == 1


def test_a_repeated_mail_has_the_same_message_id(program):
    queue()
    send()
    Mail.objects.update(outcome=MailOutcome.WAITING, attempts=0, due_at=given.MONDAY)
    send()
    by_reader: dict[str, set] = {}
    for message in mail.outbox:
        by_reader.setdefault(message.to[0], set()).add(message.extra_headers["Message-ID"])
    assert len(mail.outbox) == 4
    assert all(len(ids) == 1 for ids in by_reader.values())
    assert len(set().union(*by_reader.values())) == 2


def test_a_site_without_a_mail_channel_keeps_the_mails(program, monkeypatch):
    queue()
    monkeypatch.setattr(channel, "channels", lambda: channel.ChannelMap([]))
    assert send().failed == 2
    assert set(Mail.objects.values_list("last_error", flat=True)) == {"failed"}


class _Deny(ace_policy.Policy):
    """Denies the mails of a course, as the platform's own policy does for a learner's opt-out."""

    def check(self, message):
        denied = {ChannelType.EMAIL} if message.context.get("course_ids") else set()
        return ace_policy.PolicyResult(deny=denied)


def test_a_learner_who_turned_the_courses_mail_off_gets_only_what_they_must_know(
    program, monkeypatch
):
    a_linked_course(program)
    monkeypatch.setattr(ace_policy, "policies", lambda: [_Deny()])
    record("journal.replied", by="ilse", person=given.a_person("mia"), program="leap", payload={})
    mails = post()
    assert {message.subject for message in mails} == {
        "You and Ilse are paired",
        "You and Mia are paired",
    }
    assert Mail.objects.get(kind="reply_waiting").outcome == MailOutcome.NOT_WANTED


def test_only_what_is_registered_for_it_queues_sends_and_reminds(program):
    entry = the_entry()
    for actor in (Actor(), the_coordinator(), given.global_staff(), Actor.system("close")):
        with pytest.raises(NotFound):
            mail_api.send_due(actor, at=soon())
        with pytest.raises(NotFound):
            mail_api.queue_reminders(actor, at=soon())
        with pytest.raises(NotFound):
            mail_api.queue_for(actor, entry, at=soon())
    assert mail.outbox == []


def test_neither_logs_nor_the_sites_receivers_learn_a_name_or_what_it_is_about(
    program, broken_for, caplog
):
    caplog.set_level(logging.DEBUG)
    broken_for("ilse@example.com", smtplib.SMTPServerDisconnected("Connection lost"))
    heard = []

    def receiver(message, **_kwargs):
        heard.append(message)

    ACE_MESSAGE_SENT.connect(receiver)
    record("request.acknowledged", person=given.a_person("mia"), program="leap")
    post()
    ACE_MESSAGE_SENT.disconnect(receiver)
    logged = " ".join(record.getMessage() for record in caplog.records)
    assert "could not be sent" in logged
    for word in ("mia", "ilse", "Mia", "Ilse", "example.com"):
        assert word not in logged
    assert {message["name"] for message in heard} == {"mentoring"}
    assert {str(message["context"]) for message in heard} == {
        "{'letter': 'mentoring', 'platform_name': 'Northlight Learning', 'course_ids': []}"
    }
    assert len(heard) == 2


def copies(number):
    """Queue the first mail again, for so many other causes."""
    row = Mail.objects.order_by("id").first()
    for cause in range(number):
        row.pk, row.cause = None, str(cause)
        row.save(force_insert=True)


def test_each_mail_takes_the_same_few_queries(program):
    queue()
    with own_queries() as for_two:
        assert send().sent == 2
    Mail.objects.update(outcome=MailOutcome.WAITING, attempts=0, due_at=given.MONDAY)
    copies(18)
    with own_queries() as for_twenty:
        assert send().sent == 20
    each = (len(for_twenty) - len(for_two)) / 18
    assert each <= 5
    assert len(for_two) - 2 * each <= 6
