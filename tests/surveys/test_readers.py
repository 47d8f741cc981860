"""Single answers are read by those whom the survey names, in identified windows alone."""

import pytest

from outcomes_plugin.errors import NotFound
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason
from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.given_pairings import a_pairing
from tests.given_programs import a_member, course_staff, the_coordinator

pytestmark = pytest.mark.django_db

WORDS = gs.all_answers("pulse") | {"note": "More time.", "use_1": "does_not_apply"}


@pytest.fixture
def program():
    program = gs.an_asking_program()
    for name, role in (("mia", "mentee"), ("ines", "mentor"), ("omar", "mentor")):
        a_member(program, name, role=role)
    return program


@pytest.fixture
def pulse(program):
    return gs.an_open_window(program, instrument="pulse", key="pulse")


def shared(name):
    return surveys_api.shared_answers(given.an_actor(name), given.a_person("mia"), language="en")


def test_a_coordinator_reads_answers_in_words(pulse):
    gs.answer(pulse, "mia", WORDS)
    (read,) = surveys_api.identified_answers(the_coordinator(), pulse.id, language="es-419")
    assert read.person == given.a_person("mia")
    assert [words for _prompt, words in read.answers] == [
        "No aplica",
        "De acuerdo",
        "De acuerdo",
        "More time.",
    ]
    assert read.answers[3][0] == "¿Qué te ayudaría ahora?"


def test_nobody_else_reads_them(program, pulse):
    gs.answer(pulse, "mia", WORDS)
    a_member(program, "ana", role="analyst")
    others = [
        given.global_staff(),
        course_staff("carl"),
        *map(given.an_actor, ("ana", "mia", "ines")),
    ]
    for other in others:
        with pytest.raises(NotFound):
            surveys_api.identified_answers(other, pulse.id, language="en")
    assert surveys_api.identified_answers(the_coordinator(), pulse.id, language="en")


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_protected_answers_are_read_by_nobody(program, mode):
    window = gs.an_open_window(program, mode=mode)
    gs.answer(window, "mia")
    with pytest.raises(NotFound):
        surveys_api.identified_answers(the_coordinator(), window.id, language="en")
    named = gs.an_open_window(program, key="named", mode="identified")
    gs.answer(named, "mia")
    assert surveys_api.identified_answers(the_coordinator(), named.id, language="en")


def test_a_notice_that_no_longer_tells_of_surveys_lets_nobody_read(program, pulse):
    gs.answer(pulse, "mia", WORDS)
    gs.a_notice(program, purposes=["run_program"])
    with pytest.raises(NotFound):
        surveys_api.identified_answers(the_coordinator(), pulse.id, language="en")


def test_the_mentor_reads_the_shared_item_alone_while_the_two_are_paired(program, pulse):
    pairing = a_pairing(program, "mia", "ines")
    gs.answer(pulse, "mia", WORDS)
    (read,) = shared("ines")
    assert read.answers == (("I can reach my mentor when I need to.", "Agree"),)
    with pytest.raises(NotFound):
        shared("omar")
    pairings_api.end_pairing(
        the_coordinator(), pairing.id, reason=EndReason.COMPLETED, at=given.A_MONTH_LATER
    )
    with pytest.raises(NotFound):
        shared("ines")


def test_a_new_mentor_reads_nothing_from_before(program, pulse):
    gs.answer(pulse, "mia", WORDS)
    a_pairing(program, "mia", "omar", at=given.NEXT_MONDAY)
    assert shared("omar") == []
    later = gs.an_open_window(
        program,
        instrument="pulse",
        key="later",
        opens_at=given.NEXT_MONDAY,
        closes_at=given.A_MONTH_LATER,
    )
    gs.answer(later, "mia", WORDS, at=given.NEXT_MONDAY)
    assert [one.window_key for one in shared("omar")] == ["later"]


def test_what_is_shared_in_a_protected_window_is_shared_with_nobody(program):
    a_pairing(program, "mia", "ines")
    document = dict(surveys_api.shipped_instruments()["pulse"])
    document["items"] = [item for item in document["items"] if item["kind"] != "text"]
    surveys_api.publish_instrument(
        the_coordinator(), program.id, document, key="short", at=given.MONDAY
    )
    coded = gs.an_open_window(program, instrument="short", mode="confidential")
    answers = gs.all_answers("pulse")
    gs.answer(coded, "mia", answers)
    assert shared("ines") == []
    named = gs.an_open_window(program, instrument="short", key="named")
    gs.answer(named, "mia", answers)
    assert [one.window_key for one in shared("ines")] == ["named"]
