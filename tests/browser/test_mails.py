"""From a mail, as the demo shows it, to the page where one chooses which mails one gets."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.helpers import (
    assert_accessible,
    assert_fits,
    eventually,
    follow,
    screenshot,
)
from tests.given_pairings import a_pairing
from tests.given_programs import a_member, a_program
from tests.mail.given_mail import a_reader, queue, send
from tests.pages.world import address


@pytest.fixture
def mails(transactional_db, settings, tmp_path, live_server):
    """Mia, who reads Arabic, and Ilse have been told that they are paired."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    settings.LMS_ROOT_URL = live_server.url
    program = a_program(title="Leap")
    for name, role, language in (("mia", "mentee", "ar"), ("ilse", "mentor", "en")):
        a_reader(name, language=language)
        a_member(program, name, role=role)
    a_pairing(program, "mia", "ilse", at=timezone.now())
    queue()
    send()


def open_mail(page, reader):
    page.goto(f"{reverse('demo:mails')}?to={reader}@example.com")
    follow(page, page.locator(".mails a"))
    return page.frame_locator("iframe.mail")


def test_a_mail_leads_to_the_choice_of_mails_and_the_choice_is_kept(mails, page_as):
    page = page_as("ilse", path=reverse("demo:mails"))
    assert_accessible(page)
    assert_fits(page, width=320)
    screenshot(page, "demo-mails")
    mail = open_mail(page, "ilse")
    mail.get_by_text("Mia is your mentee in Leap from now on.").wait_for()
    assert_accessible(page)
    assert_fits(page, width=320)
    screenshot(page, "demo-mail")
    mail.get_by_role("link", name="Choose your mails").press("Enter")
    page.wait_for_url(f"**{address('my_data')}#mail")
    page.get_by_label("Only what I must know").check()
    page.get_by_text("Saved. You get only what you must know.").wait_for()
    assert_accessible(page)
    assert_fits(page, width=320)
    screenshot(page, "pages-mail-choice")
    page.reload()
    expect(page.get_by_label("Only what I must know")).to_be_checked()


def test_a_choice_that_cannot_be_kept_is_put_back_and_says_so(mails, page_as):
    page = page_as("ilse", path=address("my_data"))
    page.context.set_offline(True)
    page.get_by_label("Only what I must know").click()
    page.get_by_text("The server did not answer, so nothing was changed. Try again.").wait_for()
    expect(page.get_by_label("All mails")).to_be_checked()
    page.context.set_offline(False)
    page.get_by_label("Only what I must know").click()
    page.get_by_text("Saved. You get only what you must know.").wait_for()


def test_a_mail_in_arabic_runs_from_right_to_left(mails, page_as):
    mail = open_mail(page_as("ilse"), "mia")
    expect(mail.locator("[dir=rtl][lang=ar]")).to_have_count(1)
    link, text = mail.get_by_role("link").first, mail.locator("p").first
    eventually(lambda: right_edge(link) == pytest.approx(right_edge(text), abs=1))


def right_edge(one):
    box = one.bounding_box()
    return box["x"] + box["width"]
