"""Today: counts for those who may count, names for coordinators alone."""

import pytest
from django.urls import resolve

from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_program
from tests.pages.world import a_running_program, address, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    return a_running_program()


def test_names_and_closing_are_for_coordinators_alone(program):
    pages = {
        role: client_of(role).get(address("today", program.slug)).content.decode()
        for role in ("coordinator", "sponsor", "course_staff")
    }
    for page in pages.values():
        assert "6 of 24 done" in page
    assert "autumn_5" in pages["coordinator"]
    assert "Close early" in pages["coordinator"]
    for role in ("sponsor", "course_staff"):
        assert "autumn_5" not in pages[role]
        assert "Close early" not in pages[role]


def test_who_declined_looks_like_who_answered(program):
    surveys_api.decline(given.an_actor("autumn_5"), program.slug, "pulse", at=given.A_MONTH_LATER)
    page = client_of("coordinator").get(address("today", program.slug)).content.decode()
    assert "7 of 24 done" in page
    assert "autumn_5" not in page
    assert "autumn_6" in page


def test_planned_and_closed_windows_stand_apart(program):
    gs.a_window(
        program,
        key="later",
        title="Later",
        instrument="pulse",
        opens_at=given.A_YEAR_LATER,
        closes_at=given.A_YEAR_LATER.replace(month=6),
    )
    page = client_of("analyst").get(address("today", program.slug)).content.decode()
    order = [page.index(mark) for mark in ("Spring pulse", ">Planned<", "Later", ">Closed<")]
    assert order == sorted(order)
    assert f"{address('report', program.slug)}?release=1" in page


def test_closing_has_transactions_of_its_own(program):
    # One transaction around the request would hold every row until the last one is taken.
    view = resolve(address("close_window", program.slug, 1)).func
    assert view._non_atomic_requests == {"default"}
    assert not hasattr(resolve(address("today", program.slug)).func, "_non_atomic_requests")


def test_a_small_cohort_is_hidden():
    program = gs.an_asking_program()
    gs.mentees(program, 9, cohort="autumn", name="a")
    gs.mentees(program, 2, cohort="spring", name="s")
    gs.an_open_window(program)
    page = client_of("coordinator").get(address("today", program.slug)).content.decode()
    assert "0 of 11 done" in page
    assert page.count("Hidden to protect people") == 2
    assert "of 9" not in page


def test_a_program_without_windows_says_so():
    program = a_program()
    page = client_of("coordinator").get(address("today", program.slug)).content.decode()
    assert "No survey is open" in page
