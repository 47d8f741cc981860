"""What a person finds who comes to a survey, in few queries whatever the number of people."""

import pytest

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import Mode, SurveyState
from tests import given
from tests import given_surveys as gs
from tests.given_pairings import a_pairing
from tests.given_programs import a_member, the_coordinator

pytestmark = pytest.mark.django_db

EVERY_MODE = ["identified", "confidential", "anonymous"]


@pytest.fixture
def program():
    program = gs.an_asking_program()
    a_member(program, "mia")
    return program


def state_of(slug: str, key: str) -> SurveyState:
    return surveys_api.learner_view(
        given.an_actor("mia"), slug, key, at=given.TUESDAY, language="en"
    ).state


def test_a_survey_goes_through_its_states(program):
    assert state_of("nowhere", "halfway") is SurveyState.NO_PROGRAM
    assert state_of("leap", "halfway") is SurveyState.NOT_OPEN
    planned = gs.a_window(program)
    assert gs.look(planned, "mia").state is SurveyState.NOT_OPEN
    assert gs.look(planned, "mia").opens_at == given.MONDAY
    window = surveys_api.open_window(the_coordinator(), planned.id, at=given.MONDAY)
    assert gs.look(window, "mia").state is SurveyState.NOTICE_FIRST
    gs.has_read_the_notice(window, "mia")
    assert gs.look(window, "mia").state is SurveyState.READY
    gs.answer(window, "mia")
    assert gs.look(window, "mia").state is SurveyState.RECEIVED
    assert gs.look(window, "mia").can_edit
    gs.close(window)
    after = gs.look(window, "mia", at=given.A_MONTH_LATER)
    assert (after.state, after.can_edit, after.answers) == (SurveyState.RECEIVED, False, None)


def test_a_stranger_and_a_visitor_see_the_title_and_no_question(program):
    window = gs.an_open_window(program)
    a_member(program, "ben", role="mentor")
    seen = [
        gs.look(window, "ben"),
        surveys_api.learner_view(Actor(), "leap", "halfway", at=given.TUESDAY, language="en"),
    ]
    for view in seen:
        assert view.state is SurveyState.NOT_ASKED
        assert (view.title, view.items, view.notice) == ("Halfway survey", (), None)
    assert gs.look(window, "mia").items


def test_who_did_not_answer_in_time_finds_it_closed(program):
    window = gs.an_open_window(program)
    assert gs.look(window, "mia", at=given.NEXT_MONDAY).state is SurveyState.CLOSED
    assert gs.look(window, "mia").state is SurveyState.NOTICE_FIRST


def test_the_questions_come_in_the_readers_language(program):
    window = gs.an_open_window(program)
    prompts = {
        lang: gs.look(window, "mia", language=lang).items[0].prompt
        for lang in ("en", "ar", "es-mx", "fr")
    }
    assert prompts["en"] == "My mentor gives me advice that I can use."
    assert prompts["ar"] == "يقدّم لي مرشدي نصائح أستطيع تطبيقها."
    assert prompts["es-mx"].startswith("Mi mentor")
    assert prompts["fr"] == prompts["en"]


def test_each_mode_says_who_reads_the_answer_by_name(program):
    a_member(program, "ines", role="mentor")
    a_pairing(program, "mia", "ines")
    identified = gs.look(gs.an_open_window(program, key="pulse", instrument="pulse"), "mia")
    confidential = gs.look(gs.an_open_window(program, key="coded"), "mia")
    anonymous = gs.look(gs.an_open_window(program, key="unlinked", mode="anonymous"), "mia")
    assert (len(identified.coordinator_names), len(identified.mentor_names)) == (1, 1)
    assert [item.key for item in identified.items if item.shared_with_mentor] == ["access_1"]
    assert (confidential.mode, confidential.key_destroyed_on) == (
        Mode.CONFIDENTIAL,
        gs.KEY_DESTROYED_ON,
    )
    for view in (confidential, anonymous):
        assert (view.coordinator_names, view.mentor_names, view.k) == ((), (), 5)
        assert not any(item.shared_with_mentor for item in view.items)
    assert anonymous.key_destroyed_on is None


def test_the_notice_comes_along_until_it_was_shown_and_says_why_always(program):
    window = gs.an_open_window(program)
    before = gs.look(window, "mia")
    assert before.notice["title"] == "Before you start"
    gs.has_read_the_notice(window, "mia")
    after = gs.look(window, "mia")
    assert (after.notice, after.notice_version) == (None, 1)
    assert after.why == before.why != ""
