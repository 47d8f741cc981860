"""A person answers: what is received, changed, and refused with nothing written."""

import pytest
from django.conf import settings
from django.test import override_settings

from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.ledger.models import LedgerEntry
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import Outcome, SurveyState
from outcomes_plugin.surveys.models import (
    AnonymousResponse,
    ConfidentialResponse,
    FrameRow,
    IdentifiedResponse,
)
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_member, the_coordinator

pytestmark = pytest.mark.django_db

EVERY_MODE = ["identified", "confidential", "anonymous"]
WITH_EDITS = ["identified", "confidential"]


@pytest.fixture
def program():
    program = gs.an_asking_program()
    a_member(program, "mia")
    return program


@pytest.fixture(params=EVERY_MODE)
def window(request, program):
    return gs.an_open_window(program, mode=request.param)


@pytest.fixture(params=WITH_EDITS)
def editable(request, program):
    return gs.an_open_window(program, mode=request.param)


def responses() -> int:
    tables = (IdentifiedResponse, ConfidentialResponse, AnonymousResponse)
    return sum(table.objects.count() for table in tables)


def reason(caught) -> str:
    return caught.value.details["reason"]


def test_an_answer_is_received_once_with_a_receipt_and_one_entry(window):
    receipt = gs.answer(window, "mia")
    assert receipt.outcome is Outcome.RECEIVED
    assert not receipt.already_received
    assert responses() == 1
    row = FrameRow.objects.get()
    assert (row.outcome, row.outcome_at) == (Outcome.RECEIVED, given.TUESDAY)
    entry = LedgerEntry.objects.get(type="survey.completed")
    assert entry.payload == {"window": "halfway", "instrument": "satisfaction_mentee"}


def test_only_modes_that_can_find_an_answer_say_until_when_it_can_change(program):
    until = {}
    for mode in EVERY_MODE:
        window = gs.an_open_window(program, mode=mode, key=mode)
        until[mode] = gs.answer(window, "mia").can_edit_until
    assert until == {
        "identified": given.NEXT_MONDAY,
        "confidential": given.NEXT_MONDAY,
        "anonymous": None,
    }


def test_the_same_answer_sent_twice_is_one_answer(window):
    gs.answer(window, "mia")
    again = gs.answer(window, "mia")
    assert again.already_received
    assert responses() == 1
    assert LedgerEntry.objects.filter(type="survey.completed").count() == 1


def test_a_retry_after_the_window_has_closed_still_learns_that_it_was_received(window):
    gs.answer(window, "mia")
    assert gs.answer(window, "mia", at=given.NEXT_MONDAY).already_received
    gs.close(window)
    assert gs.answer(window, "mia", at=given.A_MONTH_LATER).already_received


def test_an_anonymous_answer_that_stands_is_never_changed(program):
    window = gs.an_open_window(program, mode="anonymous")
    gs.answer(window, "mia", gs.all_answers(value=2))
    assert gs.answer(window, "mia", gs.all_answers(value=5)).already_received
    assert AnonymousResponse.objects.get().answers["use_1"] == 2


def test_an_answer_can_change_until_the_window_closes(editable):
    first = gs.answer(editable, "mia")
    changed = gs.answer(editable, "mia", gs.all_answers(value=2), response_version=1)
    assert (first.response_version, changed.response_version) == (1, 2)
    assert gs.look(editable, "mia").answers == gs.all_answers(value=2)
    with pytest.raises(Conflict) as caught:
        gs.answer(
            editable, "mia", gs.all_answers(value=3), response_version=2, at=given.NEXT_MONDAY
        )
    assert reason(caught) == "closed"


def test_a_change_leaves_no_entry_that_could_be_counted(editable):
    gs.answer(editable, "mia")
    before = LedgerEntry.objects.count()
    gs.answer(editable, "mia", gs.all_answers(value=2), response_version=1)
    assert LedgerEntry.objects.count() == before


def test_a_change_of_an_older_version_is_a_conflict_that_names_the_newer(editable):
    gs.answer(editable, "mia")
    gs.answer(editable, "mia", gs.all_answers(value=2), response_version=1)
    with pytest.raises(Conflict) as caught:
        gs.answer(editable, "mia", gs.all_answers(value=5), response_version=1)
    assert caught.value.details == {"reason": "answers", "response_version": 2}
    assert gs.look(editable, "mia").answers == gs.all_answers(value=2)


def test_two_tabs_that_both_think_they_are_first_lose_nothing(editable):
    gs.answer(editable, "mia", gs.all_answers(value=2))
    with pytest.raises(Conflict) as caught:
        gs.answer(editable, "mia", gs.all_answers(value=5))
    assert reason(caught) == "answers"


def test_an_answer_under_an_older_notice_is_a_conflict_that_names_the_new_one(program, window):
    gs.a_notice(program, months_kept=24)
    with pytest.raises(Conflict) as caught:
        gs.answer(window, "mia", notice_version=1)
    assert caught.value.details == {"reason": "notice", "notice_version": 2}
    assert responses() == 0
    gs.answer(window, "mia", notice_version=2)
    assert responses() == 1


def test_a_notice_that_was_never_shown_does_not_count(window):
    with pytest.raises(Conflict) as caught:
        surveys_api.submit(
            given.an_actor("mia"),
            window.program_slug,
            window.key,
            answers=gs.all_answers(),
            mode=window.mode,
            notice_version=1,
            instrument_version=1,
            at=given.TUESDAY,
        )
    assert reason(caught) == "notice"


def test_an_answer_told_another_mode_is_a_conflict(program):
    window = gs.an_open_window(program, mode="anonymous")
    surveys_api.change_mode(
        the_coordinator(), window.id, mode="identified", reason=gs.A_REASON, at=given.MONDAY
    )
    with pytest.raises(Conflict) as caught:
        gs.answer(window, "mia")
    assert caught.value.details == {"reason": "mode", "mode": "identified"}
    assert responses() == 0


def test_an_answer_to_another_version_of_the_questions_is_a_conflict(window):
    with pytest.raises(Conflict) as caught:
        gs.answer(window, "mia", instrument_version=7)
    assert caught.value.details == {"reason": "instrument", "instrument_version": 1}


def test_nobody_answers_after_the_time_even_before_the_task_has_closed(window):
    with pytest.raises(Conflict) as caught:
        gs.answer(window, "mia", at=given.NEXT_MONDAY)
    assert reason(caught) == "closed"
    assert responses() == 0


def test_who_was_not_asked_finds_nothing(program, window):
    a_member(program, "ben", role="mentor")
    with pytest.raises(NotFound):
        gs.answer(window, "ben")
    gs.answer(window, "mia")
    assert responses() == 1


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"use_1": 9}, "use_1"),
        ({"use_1": "4"}, "use_1"),
        ({"use_1": 4.5}, "use_1"),
        ({"use_1": True}, "use_1"),
        ({"use_1": [4]}, "use_1"),
        ({"use_1": None}, "use_1"),
        ({"nothing": 4}, "nothing"),
    ],
)
def test_a_wrong_answer_names_its_item_and_nothing_is_written(window, wrong, column):
    with pytest.raises(Invalid) as caught:
        gs.answer(window, "mia", gs.all_answers() | wrong)
    assert [problem.column for problem in caught.value.problems] == [column]
    assert responses() == 0
    assert FrameRow.objects.get().outcome == Outcome.WAITING
    assert not LedgerEntry.objects.filter(type="survey.completed").exists()


def test_every_missing_item_is_named(window):
    with pytest.raises(Invalid) as caught:
        gs.answer(window, "mia", {})
    assert {problem.column for problem in caught.value.problems} == set(gs.all_answers())


def test_words_that_are_too_long_are_refused_and_others_kept(program):
    window = gs.an_open_window(program, instrument="pulse")
    with pytest.raises(Invalid) as caught:
        gs.answer(window, "mia", gs.all_answers("pulse") | {"note": "x" * 4001})
    assert [problem.column for problem in caught.value.problems] == ["note"]
    gs.answer(window, "mia", gs.all_answers("pulse") | {"note": "  More time, <b>dear</b> ☕  "})
    assert IdentifiedResponse.objects.get().answers["note"] == "More time, <b>dear</b> ☕"


def test_answers_are_kept_in_the_order_of_the_items_whatever_came_first(window):
    backwards = dict(reversed(gs.all_answers().items()))
    gs.answer(window, "mia", backwards)
    tables = (IdentifiedResponse, ConfidentialResponse, AnonymousResponse)
    (kept,) = [row.answers for table in tables for row in table.objects.all()]
    assert list(kept) == list(gs.all_answers())


def test_one_who_left_can_still_answer_what_was_asked(program, window):
    from outcomes_plugin.programs import api as programs_api

    gs.has_read_the_notice(window, "mia")
    (member,) = programs_api.active_members(program.id, role="mentee")
    programs_api.end_membership(the_coordinator(), member.id, at=given.TUESDAY)
    surveys_api.submit(
        given.an_actor("mia"),
        window.program_slug,
        window.key,
        answers=gs.all_answers(),
        mode=window.mode,
        notice_version=1,
        instrument_version=1,
        at=given.TUESDAY,
    )
    assert responses() == 1


def test_a_site_that_lost_its_secrets_refuses_rather_than_losing_an_answer(program):
    window = gs.an_open_window(program, mode="confidential")
    with override_settings(OUTCOMES_SITE_SECRETS=[]), pytest.raises(Invalid):
        gs.answer(window, "mia")
    assert responses() == 0
    assert settings.OUTCOMES_SITE_SECRETS
    gs.answer(window, "mia")
    assert gs.look(window, "mia").state is SurveyState.RECEIVED
