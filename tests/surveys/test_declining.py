"""“I would rather not answer” is a receipt; who declined is shown to nobody."""

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.ledger.models import LedgerEntry
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import Outcome, SurveyState
from outcomes_plugin.surveys.models import FrameRow
from outcomes_plugin.surveys.rules import declined_to_show
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_member, the_coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["identified", "confidential", "anonymous"])
def window(request):
    program = gs.an_asking_program()
    gs.mentees(program, 6)
    return gs.an_open_window(program, mode=request.param)


@pytest.fixture
def program():
    return gs.an_asking_program()


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


def entries_about(name):
    """Return what the ledger holds of the person, apart from ids and times."""
    found = LedgerEntry.objects.filter(person=given.a_person(name), type__startswith="survey.")
    return [(one.type, one.program, one.course_key, one.payload) for one in found]


def test_the_ledger_tells_of_a_decline_what_it_tells_of_an_answer(window):
    decline(window, "mia0")
    gs.answer(window, "mia1")
    assert entries_about("mia0") == entries_about("mia1") != []


def test_a_decline_that_was_taken_back_leaves_no_second_entry(window):
    for _twice in range(2):
        decline(window, "mia0")
        undo(window, "mia0")
    gs.answer(window, "mia0")
    gs.answer(window, "mia1")
    assert entries_about("mia0") == entries_about("mia1")
    assert len(entries_about("mia0")) == 1


def test_to_a_coordinator_who_declined_looks_like_who_has_not_answered(window):
    before = surveys_api.participation(the_coordinator(), window.id)
    decline(window, "mia0")
    assert surveys_api.participation(the_coordinator(), window.id) == before
    gs.answer(window, "mia1")
    seen = surveys_api.participation(the_coordinator(), window.id)
    assert [one.person for one in seen.people if one.has_answered] == [given.a_person("mia1")]
    assert (seen.asked, seen.done, seen.declined) == (6, 1, None)


def test_how_many_declined_is_told_after_the_close_and_only_of_no_few(program):
    gs.mentees(program, 11, name="nina")
    window = gs.an_open_window(program, key="many")
    for index in range(5):
        decline(window, f"nina{index}")
    assert surveys_api.participation(the_coordinator(), window.id).declined is None
    gs.close(window)
    assert surveys_api.participation(the_coordinator(), window.id).declined == 5


@any_of(
    declined=st.integers(min_value=0, max_value=30),
    others=st.integers(min_value=0, max_value=30),
    is_final=st.booleans(),
)
def test_a_number_of_declines_never_tells_who(declined, others, is_final):
    shown = declined_to_show(declined, is_final=is_final, silent=declined + others, k=5)
    if shown is not None:
        assert is_final
        assert min(declined, others) >= 5


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
