"""What would have been mailed can be opened in the demo, by everybody, and is safe to open."""

import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from demo.site.mailbox import sent_mails

MAILS = "/demo/mails/"
FILES = "django.core.mail.backends.filebased.EmailBackend"


@pytest.fixture(autouse=True)
def folder(db, settings, tmp_path):
    """Mails land in a folder of this test."""
    settings.EMAIL_BACKEND = FILES
    settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


def a_mail(to="mia@example.com", subject="A reply waits", text="Hello Mia,", html="<p>Hello</p>"):
    message = EmailMultiAlternatives(subject, text, "mentoring@example.com", [to])
    message.attach_alternative(f"<html><head></head><body>{html}</body></html>", "text/html")
    message.send()


def test_before_the_first_mail_the_page_says_how_to_get_one(client, folder):
    folder.rmdir()
    assert "No mail has been sent yet" in client.get(MAILS).content.decode()


def test_mails_are_listed_and_can_be_narrowed_to_one_reader(client):
    a_mail()
    a_mail(to="ilse@example.com", subject="You are paired")
    page = client.get(MAILS).content.decode()
    assert "A reply waits" in page
    assert "You are paired" in page
    one = client.get(MAILS, {"to": "ilse@example.com"}).content.decode()
    assert "You are paired" in one
    assert "A reply waits" not in one


def test_mails_of_one_second_in_one_file_are_told_apart(client, folder):
    a_mail(subject="First")
    a_mail(subject="Second")
    contents = b"".join(file.read_bytes() for file in folder.glob("*.log"))
    for file in folder.glob("*.log"):
        file.unlink()
    (folder / "20260302-090000-1.log").write_bytes(contents)
    found = sent_mails()
    assert {mail.subject for mail in found} == {"First", "Second"}
    assert len({mail.key for mail in found}) == 2


def test_a_mail_is_shown_in_a_frame_that_runs_nothing_and_as_text(client):
    a_mail(text="سلام 🌱", html='<script>alert("x")</script><a href="/mentoring/">Open</a>')
    (mail,) = sent_mails()
    page = client.get(reverse("demo:mail", args=[mail.key])).content.decode()
    assert 'sandbox="allow-top-navigation-by-user-activation"' in page
    assert "<script>alert" not in page
    assert "&lt;base target=&quot;_top&quot;&gt;" in page
    assert "سلام 🌱" in page


@pytest.mark.parametrize("key", ["nothing", "..", "20260302-090000-1-0"])
def test_a_mail_that_is_not_there_is_not_found(client, key):
    assert client.get(f"{MAILS}{key}/").status_code == 404
