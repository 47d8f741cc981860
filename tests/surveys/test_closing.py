"""A window closes once, whatever cuts the run short, and its answers get their scores."""

import pytest

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.ledger.models import LedgerEntry
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys import closing, settling
from outcomes_plugin.surveys.data import WindowState
from outcomes_plugin.surveys.models import (
    AnonymousRecord,
    AnonymousResponse,
    AnonymousScore,
    ConfidentialScore,
    FrameRow,
    IdentifiedScore,
)
from tests import given
from tests import given_surveys as gs
from tests.given_programs import the_coordinator

pytestmark = pytest.mark.django_db

EVERY_MODE = ["identified", "confidential", "anonymous"]
SCORES = {
    "identified": IdentifiedScore,
    "confidential": ConfidentialScore,
    "anonymous": AnonymousScore,
}


class Killed(BaseException):
    """The process ended here."""


@pytest.fixture
def program():
    program = gs.an_asking_program()
    gs.mentees(program, 5)
    return program


@pytest.fixture(params=EVERY_MODE)
def window(request, program):
    window = gs.an_open_window(program, mode=request.param)
    gs.everyone_answers(window, ["mia0", "mia1", "mia2", "mia3"])
    return window


def scored(window) -> list[float]:
    return list(SCORES[window.mode].objects.values_list("value", flat=True))


def test_closing_scores_every_answer_once(window):
    assert scored(window) == []
    closed = gs.close(window)
    assert (closed.state, closed.closed_at) == (WindowState.CLOSED, given.NEXT_MONDAY)
    # Two of three items at 4 and the reverse-keyed one at 4, which counts as 2.
    assert scored(window) == pytest.approx([10 / 3] * 16)
    assert gs.close(window) == closed
    assert len(scored(window)) == 16
    entry = LedgerEntry.objects.get(type="window.closed")
    assert entry.payload["asked"] == 5


def test_anonymous_answers_move_to_where_they_stay(program):
    window = gs.an_open_window(program, mode="anonymous")
    gs.everyone_answers(window, ["mia0", "mia1"])
    before = set(AnonymousResponse.objects.values_list("id", flat=True))
    gs.close(window)
    assert AnonymousResponse.objects.count() == 0
    assert AnonymousRecord.objects.count() == 2
    assert before.isdisjoint(AnonymousRecord.objects.values_list("id", flat=True))


def close_what_is_due(*, at):
    """Close, as the system, what is due."""
    due = surveys_api.due_to_close(at=at)
    return [surveys_api.close_window(Actor.system("close"), one, at=at) for one in due]


@pytest.mark.parametrize("step", ["taken", "settled"])
@pytest.mark.parametrize("steps_done", [1, 2])
def test_a_run_cut_short_anywhere_is_gone_on_with(window, monkeypatch, step, steps_done):
    monkeypatch.setattr(closing, "_ROWS_TAKEN_AT_ONCE", 2)
    monkeypatch.setattr(settling, "ROWS_AT_ONCE", 2)
    calls = []

    def progress(name, _rows):
        calls.append(name)
        if calls.count(step) == steps_done:
            raise Killed

    with pytest.raises(Killed):
        surveys_api.close_window(
            the_coordinator(), window.id, at=given.NEXT_MONDAY, progress=progress
        )
    assert surveys_api.find_window(window.id).state is WindowState.CLOSING
    assert surveys_api.due_to_close(at=given.NEXT_MONDAY) == [window.id]
    (closed,) = close_what_is_due(at=given.NEXT_MONDAY)
    assert closed.state is WindowState.CLOSED
    assert scored(window) == pytest.approx([10 / 3] * 16)
    assert not FrameRow.objects.filter(taken=False).exists()
    assert surveys_api.due_to_close(at=given.A_YEAR_LATER) == []


def test_a_chunk_cut_short_in_the_middle_moves_nothing(program, monkeypatch):
    window = gs.an_open_window(program, mode="anonymous")
    gs.everyone_answers(window, ["mia0", "mia1"])

    def killed(*_args, **_kwargs):
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(AnonymousScore.objects, "bulk_create", killed)
        gs.close(window)
    assert (AnonymousResponse.objects.count(), AnonymousRecord.objects.count()) == (2, 0)
    gs.close(window)
    assert (AnonymousResponse.objects.count(), AnonymousRecord.objects.count()) == (0, 2)


def test_the_system_closes_what_is_due_and_nothing_else(window, program):
    gs.an_open_window(program, key="later", closes_at=given.A_MONTH_LATER)
    assert close_what_is_due(at=given.TUESDAY) == []
    closed = close_what_is_due(at=given.NEXT_MONDAY)
    assert [one.key for one in closed] == ["halfway"]


def test_a_coordinator_may_close_early_and_then_nobody_answers_any_more(window):
    closed = surveys_api.close_window(the_coordinator(), window.id, at=given.TUESDAY)
    assert closed.state is WindowState.CLOSED
    with pytest.raises(Conflict):
        gs.answer(window, "mia4")
    assert surveys_api.answered(window.id) == {None: 4}


def test_only_who_may_closes_and_only_what_has_opened(program):
    window = gs.a_window(program)
    with pytest.raises(Conflict):
        gs.close(window)
    surveys_api.open_window(the_coordinator(), window.id, at=given.MONDAY)
    for stranger in (given.an_actor("mia0"), Actor.system("relay"), Actor()):
        with pytest.raises(NotFound):
            surveys_api.close_window(stranger, window.id, at=given.NEXT_MONDAY)
    assert gs.close(window).state is WindowState.CLOSED


def test_one_whose_row_was_taken_is_told_that_the_window_has_closed(window):
    FrameRow.objects.filter(person=given.a_person("mia4")).update(taken=True)
    with pytest.raises(Conflict) as caught:
        gs.answer(window, "mia4")
    assert caught.value.details["reason"] == "closed"
