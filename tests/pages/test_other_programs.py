"""Programs of another shape than the one in full swing: new, small, or with a thousand answers."""

import pytest

from outcomes_plugin.frameworks import api as frameworks_api
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_draft_program, a_member, a_program, the_coordinator
from tests.pages.world import a_later_pulse, address, client_of, send, the
from tests.reporting import scenes
from tests.reporting.test_speed import LIMIT, answered_by

pytestmark = pytest.mark.django_db


def test_before_a_notice_is_published_the_page_says_so():
    program = a_program()
    page = client_of("coordinator").get(address("notice", program.slug)).content.decode()
    assert "No notice yet" in page


def test_a_program_without_windows_says_so():
    program = a_program()
    page = client_of("coordinator").get(address("today", program.slug)).content.decode()
    assert "No survey is open" in page


def test_only_a_live_program_offers_to_open():
    program = a_draft_program()
    a_later_pulse(program)
    client = client_of("coordinator")
    page = client.get(address("today", program.slug)).content.decode()
    assert "Later" in page
    assert "Open it now" not in page
    told = send(client, "open_window", program, the(program, "later"))
    assert (told.status_code, told.json()["error"]) == (
        409,
        "A survey opens only in a program that is live.",
    )


def test_what_keeps_a_window_from_opening_is_said():
    program, client = a_program(), client_of("coordinator")
    window = a_later_pulse(program)
    untied = send(client, "open_window", program, window)
    assert untied.status_code == 400
    assert untied.json()["error"].startswith("Every scored question needs an indicator")
    assert untied.json()["problems"]
    frameworks_api.copy_example(the_coordinator(), program.id, at=given.MONDAY)
    unannounced = send(client, "open_window", program, window)
    assert (unannounced.status_code, unannounced.json()["error"]) == (
        400,
        "Publish the program's notice before anybody is asked.",
    )
    assert the(program, "later").state == "planned"


def test_a_small_cohort_is_hidden():
    program = gs.an_asking_program()
    gs.mentees(program, 9, cohort="autumn", name="a")
    gs.mentees(program, 2, cohort="spring", name="s")
    gs.an_open_window(program)
    page = client_of("coordinator").get(address("today", program.slug)).content.decode()
    assert "0 of 11 answered" in page
    assert page.count("Hidden to protect people") == 2
    assert "of 9" not in page


def test_before_anything_has_closed_the_page_says_what_will_come():
    program = gs.an_asking_program()
    page = client_of("coordinator").get(address("report", program.slug)).content.decode()
    assert "No results yet" in page
    assert "Nothing has closed yet." in page
    assert "mo-indicator" not in page


def test_a_program_of_few_people_shows_no_figures():
    program = gs.an_asking_program()
    scenes.people(program, {"autumn": 9})
    scenes.a_release(program, {"autumn": 9})
    page = client_of("coordinator").get(address("report", program.slug)).content.decode()
    assert "Too few people for figures" in page
    assert "mo-indicator" not in page


def test_the_page_takes_the_same_few_queries_at_any_number_of_answers():
    program, _count = answered_by(1_000)
    a_member(program, "sid", role="sponsor")
    client = client_of("sponsor")
    with gs.own_queries() as many:
        assert "1000 of" in client.get(address("report", program.slug)).content.decode()
    assert len(many) <= LIMIT
