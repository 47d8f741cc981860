"""People submit while the window closes: on MariaDB, each thread on a connection of its own."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys import closing
from outcomes_plugin.surveys.data import Mode, Outcome, WindowState
from outcomes_plugin.surveys.models import (
    AnonymousRecord,
    AnonymousResponse,
    ConfidentialResponse,
    FrameRow,
    IdentifiedResponse,
)
from tests import given
from tests import given_surveys as gs
from tests.given_programs import the_coordinator

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]

PEOPLE = 40
EARLY = 10
THREADS = 9
EVERY_MODE = ["identified", "confidential", "anonymous"]
FINAL = {
    "identified": IdentifiedResponse,
    "confidential": ConfidentialResponse,
    "anonymous": AnonymousRecord,
}
PATIENCE = 60


def on_own_connection(work, *args):
    """Do the work on this thread's own connection, and close it."""
    try:
        return work(*args)
    except Conflict as refusal:
        return refusal.details.get("reason", "refused")
    finally:
        connection.close()


def submit(actor, window, value=4, response_version=0, late=False):
    return surveys_api.submit(
        actor,
        window.program_slug,
        window.key,
        answers=gs.all_answers(value=value),
        mode=window.mode,
        notice_version=1,
        instrument_version=1,
        response_version=response_version,
        late=late,
        at=given.TUESDAY,
    )


def close(window):
    return surveys_api.close_window(the_coordinator(), window.id, at=given.TUESDAY)


@pytest.fixture(params=EVERY_MODE)
def window(request):
    program = gs.an_asking_program()
    gs.mentees(program, PEOPLE)
    return gs.an_open_window(program, mode=request.param)


@pytest.fixture
def actors(window):
    return [gs.has_read_the_notice(window, f"mia{index}") for index in range(PEOPLE)]


def received() -> int:
    return FrameRow.objects.filter(outcome=Outcome.RECEIVED).count()


def test_whoever_got_a_receipt_is_counted_and_nobody_else(window, actors, monkeypatch):
    monkeypatch.setattr(closing, "_ROWS_TAKEN_AT_ONCE", 3)
    early, rest = actors[:EARLY], actors[EARLY:]
    for actor in early:
        submit(actor, window)
    together = threading.Barrier(THREADS)

    def submit_one(actor):
        if actor in rest[: THREADS - 1]:
            together.wait(PATIENCE)
        return submit(actor, window)

    def close_meanwhile():
        together.wait(PATIENCE)
        return close(window)

    with ThreadPoolExecutor(THREADS) as pool:
        closed = pool.submit(on_own_connection, close_meanwhile)
        results = list(pool.map(lambda one: on_own_connection(submit_one, one), rest))
        assert closed.result(PATIENCE).state is WindowState.CLOSED
    receipts = [one for one in results if one != "closed"]
    assert {one.outcome for one in receipts} <= {Outcome.RECEIVED}
    counted = EARLY + len(receipts)
    assert received() == FINAL[window.mode].objects.count() == counted
    assert {one.n for one in surveys_api.score_sums(window.id)} == {counted}
    assert not AnonymousResponse.objects.exists()
    assert not FrameRow.objects.filter(taken=False).exists()


def hold(first, *, while_held):
    """Do the first work, and before its commit let another connection try; return how each went."""
    is_held, may_commit = threading.Event(), threading.Event()

    def do_and_hold():
        with transaction.atomic():
            done = first()
            is_held.set()
            assert may_commit.wait(PATIENCE)
        return done

    with ThreadPoolExecutor(2) as pool:
        held = pool.submit(on_own_connection, do_and_hold)
        assert is_held.wait(PATIENCE)
        other = pool.submit(on_own_connection, while_held)
        try:
            while not other.done() and not is_at_work():
                pass
            has_waited = not other.done()
        finally:
            may_commit.set()
        return has_waited, held.result(PATIENCE), other.result(PATIENCE)


def is_at_work() -> bool:
    """Return whether the database is busy with a statement that locks a row or writes an answer."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM information_schema.processlist WHERE command = 'Query'"
            " AND (info LIKE '%FOR UPDATE' OR info LIKE 'INSERT INTO%response%')"
        )
        return bool(cursor.fetchone()[0])


def change_mode(window):
    other_mode = "identified" if window.mode is Mode.ANONYMOUS else "anonymous"
    return surveys_api.change_mode(
        the_coordinator(), window.id, mode=other_mode, reason=gs.A_REASON, at=given.TUESDAY
    )


def test_closing_waits_for_an_answer_that_is_not_committed_yet(window, actors):
    has_waited, receipt, closed = hold(
        lambda: submit(actors[0], window), while_held=lambda: close(window)
    )
    assert has_waited
    assert receipt.outcome is Outcome.RECEIVED
    assert closed.state is WindowState.CLOSED
    assert FINAL[window.mode].objects.count() == received() == 1
    assert {one.n for one in surveys_api.score_sums(window.id)} == {1}


@pytest.mark.parametrize("window", ["identified", "confidential"], indirect=True)
def test_scores_are_those_of_a_change_that_was_not_committed_yet(window, actors):
    submit(actors[0], window, value=4)
    has_waited, receipt, closed = hold(
        lambda: submit(actors[0], window, value=3, response_version=1),
        while_held=lambda: close(window),
    )
    assert has_waited
    assert receipt.response_version == 2
    assert closed.state is WindowState.CLOSED
    assert {one.total for one in surveys_api.score_sums(window.id)} == {3.0}


def test_the_mode_never_changes_under_an_answer_that_is_on_its_way(window, actors):
    has_waited, receipt, refusal = hold(
        lambda: submit(actors[0], window), while_held=lambda: change_mode(window)
    )
    assert has_waited
    assert receipt.outcome is Outcome.RECEIVED
    assert refusal == "refused"
    assert surveys_api.find_window(window.id).mode is window.mode


def test_an_answer_on_its_way_under_a_mode_that_changes_is_refused_and_says_so(window, actors):
    has_waited, changed, refusal = hold(
        lambda: change_mode(window), while_held=lambda: submit(actors[0], window)
    )
    assert has_waited
    assert changed.mode is not window.mode
    assert refusal == "mode"
    assert received() == 0
    assert not any(table.objects.exists() for table in (*FINAL.values(), AnonymousResponse))
    assert submit(actors[0], changed).mode is changed.mode


def test_the_same_person_in_many_tabs_is_received_once(window, actors):
    with ThreadPoolExecutor(8) as pool:
        tabs = range(8)
        results = list(pool.map(lambda _tab: on_own_connection(submit, actors[0], window), tabs))
    assert Counter(one.already_received for one in results) == {False: 1, True: 7}
    close(window)
    assert FINAL[window.mode].objects.count() == 1


def test_two_runs_of_closing_settle_every_answer_once(window, actors):
    for actor in actors:
        submit(actor, window)
    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(lambda _run: on_own_connection(close, window), range(3)))
    assert {one.state for one in results} == {WindowState.CLOSED}
    assert FINAL[window.mode].objects.count() == PEOPLE
    assert {one.n for one in surveys_api.score_sums(window.id)} == {PEOPLE}


@pytest.mark.parametrize("window", ["identified", "confidential"], indirect=True)
def test_what_the_close_overtakes_is_on_time_or_late_and_never_both(window, actors, monkeypatch):
    monkeypatch.setattr(closing, "_ROWS_TAKEN_AT_ONCE", 3)
    surveys_api.take_late_answers(the_coordinator(), window.id, last_day=None, at=given.MONDAY)
    together = threading.Barrier(THREADS)

    def submit_and_if_need_be_late(actor):
        if actor in actors[: THREADS - 1]:
            together.wait(PATIENCE)
        try:
            return submit(actor, window)
        except Conflict as refusal:
            assert refusal.details["reason"] == "late"
            return submit(actor, window, late=True)

    def close_meanwhile():
        together.wait(PATIENCE)
        return close(window)

    with ThreadPoolExecutor(THREADS) as pool:
        closed = pool.submit(on_own_connection, close_meanwhile)
        results = list(
            pool.map(lambda one: on_own_connection(submit_and_if_need_be_late, one), actors)
        )
        assert closed.result(PATIENCE).state is WindowState.CLOSED
    assert {one.outcome for one in results} == {Outcome.RECEIVED}
    assert received() == FINAL[window.mode].objects.count() == PEOPLE
    late = FrameRow.objects.filter(is_late=True).count()
    on_time = {one.n for one in surveys_api.score_sums(window.id)}
    assert on_time == ({PEOPLE - late} if late < PEOPLE else set())
    assert {one.n for one in surveys_api.late_score_sums(window.id)} == ({late} if late else set())


@pytest.mark.parametrize("window", ["identified", "confidential"], indirect=True)
def test_ending_late_answers_waits_for_one_that_is_not_committed_yet(window, actors):
    surveys_api.take_late_answers(the_coordinator(), window.id, last_day=None, at=given.MONDAY)
    close(window)
    system = Actor.system("close")
    has_waited, receipt, ended = hold(
        lambda: submit(actors[0], window, late=True),
        while_held=lambda: surveys_api.end_late(system, window.id, at=given.TUESDAY),
    )
    assert has_waited
    assert receipt.outcome is Outcome.RECEIVED
    assert ended.late_ended_at == given.TUESDAY
    assert {one.n for one in surveys_api.late_score_sums(window.id)} == {1}
    with pytest.raises(Conflict):
        submit(actors[1], window, late=True)
