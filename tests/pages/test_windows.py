"""Today: counts for those who may count, names for coordinators alone."""

import re

import pytest
from django.urls import resolve
from django.utils import timezone
from kombu.exceptions import OperationalError

from outcomes_plugin import api, tasks
from outcomes_plugin.reporting import suppression
from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.given_programs import the_coordinator
from tests.pages.world import a_later_pulse, address, client_of, send, the

pytestmark = pytest.mark.django_db


def test_names_and_closing_are_for_coordinators_alone(program):
    pages = {
        role: client_of(role).get(address("today", program.slug)).content.decode()
        for role in ("coordinator", "sponsor", "course_staff")
    }
    for page in pages.values():
        assert "6 of 24 answered" in page
    assert "autumn_5" in pages["coordinator"]
    assert "Close early" in pages["coordinator"]
    for role in ("sponsor", "course_staff"):
        assert "autumn_5" not in pages[role]
        assert "Close early" not in pages[role]


def test_who_declined_looks_like_who_has_not_answered(program):
    client, path = client_of("coordinator"), address("today", program.slug)
    before = client.get(path).content.decode()
    surveys_api.decline(given.an_actor("autumn_5"), program.slug, "pulse", at=given.A_MONTH_LATER)
    page = client.get(path).content.decode()
    assert without_token(page) == without_token(before)
    assert "6 of 24 answered" in page
    assert "autumn_5" in page
    assert "Nobody can tell the two apart." in page


def without_token(page):
    return re.sub(r'value="\w{64}"', "", page)


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


def test_closing_is_marked_in_a_transaction_of_its_own(program):
    # The worker, and whoever is submitting, must find the mark when the answer arrives.
    view = resolve(address("close_window", program.slug, 1)).func
    assert view._non_atomic_requests == {"default"}
    assert not hasattr(resolve(address("today", program.slug)).func, "_non_atomic_requests")


def test_a_planned_window_is_opened_at_once(program):
    window, client = a_later_pulse(program, cohorts=["autumn"]), client_of("coordinator")
    page = client.get(address("today", program.slug)).content.decode()
    assert "12 people are asked from now on." in page
    told = send(client, "open_window", program, window)
    assert (told.status_code, told.json()["sentence"]) == (
        200,
        "The survey is open. 12 people are asked.",
    )
    assert (the(program, "later").state, the(program, "later").asked) == ("open", 12)
    again = client.get(told.json()["url"]).content.decode()
    assert "0 of 12 answered" in again
    assert "Open it now" not in again


def test_codes_without_a_secret_keep_a_window_from_opening(program, settings):
    window = a_later_pulse(program, instrument="satisfaction_mentee")
    settings.OUTCOMES_SITE_SECRETS = []
    told = send(client_of("coordinator"), "open_window", program, window)
    assert told.status_code == 400
    assert "OUTCOMES_SITE_SECRETS" in told.json()["error"]


def test_closing_is_marked_at_once_and_done_by_a_worker(
    program, django_capture_on_commit_callbacks
):
    client, window = client_of("coordinator"), the(program, "pulse")
    with django_capture_on_commit_callbacks() as left_to_a_worker:
        told = send(client, "close_window", program, window).json()
    assert told["sentence"].startswith("Closing: no more answers are taken")
    assert (the(program, "pulse").state, len(left_to_a_worker)) == ("closing", 1)
    page = client.get(address("today", program.slug)).content.decode()
    assert "Closing: no more answers are taken" in page
    assert "Close early" not in page
    left_to_a_worker[0]()
    done = client.get(told["follow"]).json()
    assert (done["sentence"], done["follow"]) == (
        "The survey is closed and release 2 is made.",
        "",
    )
    assert client.get(done["url"]).status_code == 200


def test_when_no_worker_can_be_told_the_periodic_task_closes(
    program, monkeypatch, django_capture_on_commit_callbacks
):
    def away(*_args, **_kwargs):
        raise OperationalError("The broker is away.")

    client, window = client_of("coordinator"), the(program, "pulse")
    monkeypatch.setattr(tasks.close_window, "delay", away)
    with django_capture_on_commit_callbacks(execute=True):
        assert send(client, "close_window", program, window).status_code == 200
    api.run_due(at=timezone.now())
    follow = address("window_results", program.slug, window.id)
    assert "release 2 is made" in client.get(follow).json()["sentence"]


def test_results_that_cannot_be_protected_are_said_and_not_published(program, monkeypatch):
    def refused(*_args, **_kwargs):
        raise suppression.NotProtectedError("A small cell would be known too well.")

    client, window = client_of("coordinator"), the(program, "pulse")
    follow = address("window_results", program.slug, window.id)
    with monkeypatch.context() as patch:
        patch.setattr(suppression, "_audited", refused)
        with pytest.raises(suppression.NotProtectedError):
            tasks.close_window(window.id)
        told = client.get(follow).json()
    assert "no results are published" in told["sentence"]
    assert (told["url"], told["follow"]) == ("", "")
    assert client.get(follow).json()["sentence"] == "Closed. The results are being made."
    tasks.close_window(window.id)
    assert "release 2 is made" in client.get(follow).json()["sentence"]


def test_a_window_that_no_indicator_counts_says_so(program):
    words = {"key": "wish", "kind": "text", "prompt": "What would help?", "required": False}
    document = {
        **surveys_api.shipped_instruments()["pulse"],
        "items": [words],
        "scores": [],
    }
    surveys_api.publish_instrument(
        the_coordinator(), program.id, document, key="wishes", at=given.MONDAY
    )
    window = gs.an_open_window(program, key="wishes", instrument="wishes")
    tasks.close_window(window.id)
    told = client_of("coordinator").get(address("window_results", program.slug, window.id)).json()
    assert told["sentence"].startswith("Closed. None of the questions counts")
    assert told["follow"] == ""


def test_a_window_of_another_program_is_not_there(program):
    gs.an_asking_program("other")
    window, client = the(program, "pulse"), client_of("coordinator")
    for name in ("open_window", "close_window"):
        path = address(name, "other", window.id)
        assert client.post(path, "{}", content_type="application/json").status_code == 404
    for name in ("window_results", "answers"):
        assert client.get(address(name, "other", window.id)).status_code == 404
        assert client.get(address(name, program.slug, window.id)).status_code == 200
