"""Who gets which mail, and what stands in it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.given_pairings import a_pairing, a_proposal
from tests.given_programs import a_member, a_program, the_coordinator
from tests.mail.given_mail import a_reader, html_of, post, queue, readers, record, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    """A program that Cleo coordinates, with Mia and Ilse as mentee and mentor."""
    found = gs.an_asking_program(title="Leap")
    for name, role in (("mia", "mentee"), ("ilse", "mentor")):
        a_reader(name)
        a_member(found, name, role=role)
    return found


def now():
    return timezone.now()


def an_open_window(program, **fields):
    facts = {"opens_at": now(), "closes_at": now() + timedelta(days=7), **fields}
    return gs.an_open_window(program, **facts)


def test_the_mentor_alone_is_asked_and_told_until_when(program):
    a_proposal(program, "mia", "ilse", at=now())
    (mail,) = post()
    assert mail.to == ["ilse@example.com"]
    assert mail.subject == "Mia is proposed to you as mentee"
    assert "Accept or decline by " in mail.body
    assert "(Europe/Berlin)" in mail.body


def test_a_proposal_answered_before_the_mail_went_is_not_told(program):
    proposal = a_proposal(program, "mia", "ilse", at=now())
    queue()
    pairings_api.decline_pairing(given.an_actor("ilse"), proposal.id, at=now())
    assert send().settled == 1
    assert post() == []


def test_both_are_told_that_they_are_paired_and_of_what_each_is_to_the_other(program):
    a_pairing(program, "mia", "ilse", at=now())
    mails = {mail.to[0]: mail for mail in post()}
    assert set(mails) == {"mia@example.com", "ilse@example.com"}
    assert "Ilse is your mentor in Leap from now on." in mails["mia@example.com"].body
    assert "Mia is your mentee in Leap from now on." in mails["ilse@example.com"].body


def test_who_accepts_is_not_told_of_it(program):
    proposal = a_proposal(program, "mia", "ilse", at=now())
    post().clear()
    pairings_api.accept_pairing(given.an_actor("ilse"), proposal.id, at=now())
    assert readers(post()) == ["mia@example.com"]


def test_the_end_of_a_pairing_is_told_without_its_reason(program):
    pairing = a_pairing(program, "mia", "ilse", at=now())
    post().clear()
    pairings_api.end_pairing(the_coordinator(), pairing.id, reason=EndReason.NOT_A_FIT, at=now())
    mails = post()
    assert readers(mails) == ["ilse@example.com", "mia@example.com"]
    assert not any("fit" in mail.body for mail in mails)


def test_a_proposal_that_was_taken_back_is_told_to_nobody(program):
    proposal = a_proposal(program, "mia", "ilse", at=now())
    pairings_api.end_pairing(the_coordinator(), proposal.id, reason=EndReason.OTHER, at=now())
    assert post() == []


def test_a_reply_and_a_request_are_told_to_the_one_whom_they_concern_and_say_nothing(program):
    mia = given.a_person("mia")
    record("journal.replied", by="ilse", person=mia, program="leap", payload={"key": "week1"})
    record("request.acknowledged", person=mia, program="leap")
    mails = post()
    assert readers(mails) == ["mia@example.com", "mia@example.com"]
    assert {mail.subject for mail in mails} == {
        "A reply waits in your journal",
        "Your message has been read",
    }
    assert not any("Ilse" in mail.body or "week1" in mail.body for mail in mails)
    links = {"A reply waits in your journal": "journal/", "Your message has been read": "ask/"}
    for mail in mails:
        page = f"http://127.0.0.1:8000/mentoring/programs/leap/mine/{links[mail.subject]}"
        assert page in mail.body.splitlines()


def test_an_open_window_is_told_to_those_who_have_still_to_answer(program):
    a_member(program, "tom")
    a_member(program, "uma")
    window = an_open_window(program)
    gs.answer(window, "tom", at=now())
    surveys_api.decline(gs.has_read_the_notice(window, "uma"), "leap", window.key, at=now())
    (mail,) = post()
    assert mail.to == ["mia@example.com"]
    assert mail.subject == "Halfway survey is open"
    assert "rather not answer" in mail.body
    assert f"http://127.0.0.1:8000/mentoring/programs/leap/mine/surveys/{window.key}/" in mail.body


def test_a_release_is_told_to_those_who_may_read_it_as_a_link_without_figures(program):
    for name, role in (("sid", "sponsor"), ("anna", "analyst"), ("linus", "line_manager")):
        a_member(program, name, role=role)
    record("release.made", by="gudrun", program="leap", payload={"release": 7, "cells": 41})
    mails = post()
    assert readers(mails) == ["anna@example.com", "cleo@example.com", "sid@example.com"]
    for mail in mails:
        assert "http://127.0.0.1:8000/mentoring/programs/leap/report/" in mail.body
        assert not {"7", "41"} & set(mail.body.split())


def test_a_mail_is_text_and_html_with_the_same_words_and_links(program):
    a_pairing(program, "mia", "ilse", at=now())
    mail = next(mail for mail in post() if mail.to == ["mia@example.com"])
    for text in (mail.body, html_of(mail)):
        assert "Hello Mia," in text
        assert "Ilse is your mentor in Leap from now on." in text
        assert "http://127.0.0.1:8000/mentoring/" in text
        assert "http://127.0.0.1:8000/mentoring/my-data/#mail" in text
    assert mail.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_mail_comes_in_the_language_and_direction_of_its_reader(program):
    a_reader("mia", language="ar", time_zone="Africa/Cairo")
    a_reader("ilse", language="es-419")
    an_open_window(program)
    a_pairing(program, "mia", "ilse", at=now())
    mails = post()
    arabic = [html_of(mail) for mail in mails if mail.to == ["mia@example.com"]]
    assert len(arabic) == 2
    assert all('<div lang="ar" dir="rtl"' in html for html in arabic)
    assert any("Africa/Cairo" in html for html in arabic)
    (spanish,) = (html_of(mail) for mail in mails if mail.to == ["ilse@example.com"])
    assert '<div lang="es-419" dir="ltr"' in spanish


def test_names_and_titles_are_plain_text_in_the_text_and_escaped_in_the_html(program):
    a_reader("ilse", name="Ilse <b>O'Neil</b>\nBcc: all@example.com")
    a_pairing(program, "mia", "ilse", at=now())
    mail = next(mail for mail in post() if mail.to == ["mia@example.com"])
    assert mail.subject == "You and Ilse <b>O'Neil</b> Bcc: all@example.com are paired"
    assert "Ilse <b>O'Neil</b>" in mail.body
    assert "<b>" not in html_of(mail)
    assert "Ilse &lt;b&gt;O&#x27;Neil&lt;/b&gt;" in html_of(mail)


def test_what_happened_long_ago_is_no_news(program):
    a_pairing(program, "mia", "ilse", at=now() - timedelta(days=8))
    assert post() == []


def test_who_was_erased_or_has_no_active_user_gets_no_mail(program):
    a_pairing(program, "mia", "ilse", at=now())
    queue()
    actors_api.cut_person(given.a_person("mia"), at=now())
    user = given.a_user("ilse")
    user.is_active = False
    user.save()
    assert send().settled == 2
    assert post() == []


def test_who_has_left_is_not_asked_to_answer(program):
    an_open_window(program)
    queue()
    pairings_api.end_membership(the_coordinator(), a_member_id(program, "mia"), at=now())
    assert send().settled == 1
    assert post() == []


def a_member_id(program, name):
    found = programs_api.membership(given.a_person(name), program.id, "mentee")
    assert found is not None
    return found.id


def test_another_program_is_not_told(program):
    a_program("other")
    record("release.made", by="gudrun", program="other", payload={"release": 1})
    assert readers(post()) == ["cleo@example.com"]
