"""A person chooses which mails they get, takes it back, and can have it erased."""

import pytest
from django.utils import timezone

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.mail import api as mail_api
from outcomes_plugin.mail.data import MailLevel
from outcomes_plugin.mail.models import Mail, MailChoice
from tests import given
from tests.given_pairings import a_pairing
from tests.given_programs import a_member, a_program
from tests.mail.given_mail import a_reader, post, queue, record, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    """A program with Mia, who has been told of a reply."""
    found = a_program()
    for name, role in (("mia", "mentee"), ("ilse", "mentor")):
        a_reader(name)
        a_member(found, name, role=role)
    return found


def a_reply():
    record("journal.replied", by="ilse", person=given.a_person("mia"), program="leap", payload={})


def choose(name, level, program="leap"):
    return mail_api.choose_mail(given.an_actor(name), program, level=level, at=given.MONDAY)


def test_only_what_one_must_know_leaves_out_the_rest_until_one_wants_it_again(program):
    choose("mia", "essential")
    a_reply()
    a_pairing(program, "mia", "ilse", at=timezone.now())
    to_mia = [mail.subject for mail in post() if mail.to == ["mia@example.com"]]
    assert to_mia == ["You and Ilse are paired"]
    choose("mia", "all")
    a_reply()
    assert post()[-1].subject == "A reply waits in your journal"


def test_the_choice_holds_for_one_program(program):
    a_member(a_program("other", title="Other"), "mia")
    choose("mia", "essential")
    chosen = {one.program_slug: one.level for one in mail_api.mail_choices(given.an_actor("mia"))}
    assert chosen == {"leap": MailLevel.ESSENTIAL, "other": MailLevel.ALL}


def test_a_choice_made_before_the_mail_went_counts(program):
    a_reply()
    queue()
    choose("mia", "essential")
    assert send().settled == 1


def test_only_members_choose_and_only_what_there_is(program):
    for actor in (given.an_actor("zoe"), given.global_staff(), Actor()):
        with pytest.raises(NotFound):
            mail_api.choose_mail(actor, "leap", level="all", at=given.MONDAY)
    with pytest.raises(NotFound):
        choose("mia", "all", program="nowhere")
    for level in ("none", "", "ALL"):
        with pytest.raises(Invalid):
            choose("mia", level)
    assert choose("mia", "all").level is MailLevel.ALL
    assert mail_api.mail_choices(given.global_staff()) == []


def test_each_choice_is_one_entry_about_its_person(program):
    choose("mia", "essential")
    entries = [
        e for e in ledger_api.entries_about(given.a_person("mia")) if e.type == "mail.chosen"
    ]
    assert [entry.payload for entry in entries] == [{"level": "essential"}]


def test_mails_and_choices_are_handed_out_and_erased_and_a_waiting_mail_is_not_sent(program):
    choose("mia", "all")
    a_reply()
    post().clear()
    a_reply()
    queue()
    mia = given.a_person("mia")
    kept = mail_api.export_person(mia)
    assert [mail["outcome"] for mail in kept["mails"]] == ["sent", ""]
    assert kept["choices"][0]["level"] == "all"
    for _twice in range(2):
        mail_api.erase_person(mia, at=given.TUESDAY)
    assert mail_api.export_person(mia) == {"mails": [], "choices": []}
    assert send().sent == 0


def test_a_program_past_its_period_leaves_nothing(program):
    choose("mia", "all")
    a_reply()
    queue()
    assert mail_api.expire_program(program.id) == 2
    assert not Mail.objects.exists()
    assert not MailChoice.objects.exists()
