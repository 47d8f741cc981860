"""“I would rather not answer” is a receipt; who declined is shown to nobody."""

import json

import pytest

from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.ledger.models import LedgerEntry
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import Outcome, SurveyState
from outcomes_plugin.surveys.models import FrameRow
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_member, the_coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["identified", "confidential", "anonymous"])
def window(request):
    program = gs.an_asking_program()
    gs.mentees(program, 6)
    return gs.an_open_window(program, mode=request.param)


def decline(window, name, *, at=given.TUESDAY):
    return surveys_api.decline(given.an_actor(name), window.program_slug, window.key, at=at)


def undo(window, name, *, at=given.TUESDAY):
    return surveys_api.undo_decline(given.an_actor(name), window.program_slug, window.key, at=at)


def test_declining_is_a_receipt_that_can_be_taken_back_until_the_window_closes(window):
    assert decline(window, "mia0").outcome is Outcome.DECLINED
    assert decline(window, "mia0").already_received
    seen = gs.look(window, "mia0")
    assert (seen.state, seen.can_edit) == (SurveyState.DECLINED, True)
    with pytest.raises(Conflict) as caught:
        gs.answer(window, "mia0")
    assert caught.value.details["reason"] == "declined"
    assert undo(window, "mia0").outcome is Outcome.WAITING
    gs.answer(window, "mia0")
    decline(window, "mia1")
    for late in (undo, decline):
        name = "mia1" if late is undo else "mia2"
        with pytest.raises(Conflict):
            late(window, name, at=given.NEXT_MONDAY)


def test_who_has_answered_can_no_longer_decline(window):
    gs.answer(window, "mia0")
    with pytest.raises(Conflict):
        decline(window, "mia0")
    assert decline(window, "mia1").outcome is Outcome.DECLINED


def test_nobody_declines_for_another_or_without_having_been_asked(window):
    with pytest.raises(NotFound):
        decline(window, "ben")
    assert FrameRow.objects.exclude(outcome="").count() == 0


def test_the_ledger_does_not_know_who_declined(window):
    decline(window, "mia0")
    undo(window, "mia0")
    found = LedgerEntry.objects.filter(type__startswith="survey.decline")
    assert found.count() == 2
    mia = given.a_person("mia0")
    for entry in found:
        assert mia not in json.dumps([entry.payload, entry.person, entry.actor_person])


def test_a_coordinator_sees_who_is_done_and_not_how(window):
    decline(window, "mia0")
    gs.answer(window, "mia1")
    seen = surveys_api.participation(the_coordinator(), window.id)
    done = {person.person for person in seen.people if person.has_receipt}
    assert done == {given.a_person("mia0"), given.a_person("mia1")}
    assert (seen.asked, seen.done, seen.declined) == (6, 2, None)


def test_how_many_declined_is_told_from_k_on(window):
    for index in range(4):
        decline(window, f"mia{index}")
    assert surveys_api.participation(the_coordinator(), window.id).declined is None
    decline(window, "mia4")
    assert surveys_api.participation(the_coordinator(), window.id).declined == 5


def test_declines_are_no_answers_to_reporting(window):
    decline(window, "mia0")
    gs.answer(window, "mia1")
    closed = gs.close(window)
    assert surveys_api.answered(closed.id) == {None: 1}
    assert surveys_api.asked(closed.id) == {None: 6}
    assert {one.n for one in surveys_api.score_sums(closed.id)} == {1}


def test_counts_are_for_analysts_and_names_for_coordinators(window):
    from outcomes_plugin.programs import api as programs_api

    program = programs_api.find_program(window.program_id)
    a_member(program, "ana", role="analyst")
    assert surveys_api.participation(given.an_actor("ana"), window.id).people == ()
    assert len(surveys_api.participation(the_coordinator(), window.id).people) == 6
    with pytest.raises(NotFound):
        surveys_api.participation(given.an_actor("mia0"), window.id)
    (seen,) = surveys_api.program_participation(given.an_actor("ana"), program.id)
    assert (seen.asked, seen.done, seen.rate, seen.people) == (6, 0, 0.0, ())
