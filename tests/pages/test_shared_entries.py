"""Entries that people share with program staff: there for coordinators, and nothing else is."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from outcomes_plugin.journals.data import Visibility
from outcomes_plugin.pages import shared_entries
from tests import given
from tests import given_journals as gj
from tests import given_surveys as gs
from tests.given_pairings import a_pairing
from tests.given_programs import a_member, course_staff
from tests.pages.world import address

pytestmark = pytest.mark.django_db

HIDDEN = ("Mine alone.", "For Ilse.", "Not kept.")


@pytest.fixture
def journals():
    """A program in which Amara has written for herself, for her mentor and for program staff."""
    program = gj.a_writing_program("writing")
    gj.a_writer(program, "amara")
    a_member(program, "ilse", role="mentor")
    a_pairing(program, "amara", "ilse")
    gj.writes(program, text=HIDDEN[0])
    gj.writes(program, text=HIDDEN[1], visibility=Visibility.MENTOR)
    gj.writes(program, text="<b>For staff.</b>", visibility=Visibility.STAFF, tags=["mytag"])
    return program


def read(program, name="cleo", query=""):
    client = Client()
    client.force_login(given.a_user(name))
    return client.get(address("shared_entries", program.slug) + query)


def texts(answer):
    return re.findall(r'class="mo-words" dir="auto">(.*?)</div>', answer.content.decode())


def test_a_coordinator_reads_what_is_shared_and_nothing_else(journals):
    page = read(journals)
    assert texts(page) == ["&lt;b&gt;For staff.&lt;/b&gt;"]
    assert "amara" in page.content.decode()
    assert not [one for one in (*HIDDEN, "mytag") if one in page.content.decode()]


@pytest.mark.parametrize("name", ["amara", "ilse", "gudrun", "staff", "stranger"])
def test_for_everybody_else_the_page_does_not_exist(journals, name):
    given.global_staff("gudrun")
    course_staff("staff")
    assert read(journals, name).status_code == 404


def test_where_nothing_is_shared_the_page_says_so(journals):
    page = read(gj.a_writing_program("other"))
    assert "Nothing is shared with program staff" in page.content.decode()


def test_many_entries_come_in_few_queries_and_all_of_them_when_asked_for(journals, monkeypatch):
    monkeypatch.setattr(shared_entries, "MOST", 3)
    for number in range(5):
        at = given.TUESDAY + timedelta(hours=1 + number)
        gj.writes(journals, text=f"Entry {number}", visibility=Visibility.STAFF, at=at)
    with gs.own_queries() as seen:
        page = read(journals)
    assert len(seen) <= 10
    assert texts(page) == ["Entry 4", "Entry 3", "Entry 2"]
    assert "Show earlier entries" in page.content.decode()
    whole = read(journals, query="?all")
    assert len(texts(whole)) == 6
    assert "Show earlier entries" not in whole.content.decode()
