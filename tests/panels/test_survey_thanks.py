"""What people read who have answered, in the words of the questionnaire's author."""

import copy

import pytest

from outcomes_plugin.panels import survey
from outcomes_plugin.panels.panel import Place
from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_member, the_coordinator

pytestmark = pytest.mark.django_db

THANKS = {
    "en": "Write *today*.\n\n- to [Petra](mailto:petra@example.com)\n- or <b>us</b>",
    "es-419": "Escribe *hoy*.",
}
LICENCE = {"instrument": "A <scale>", "holder": "Its authors", "reference": "By mail of 3 March"}


@pytest.fixture
def program():
    program = gs.an_asking_program()
    a_member(program, "mia")
    return program


def asking(program, **fields):
    """Return an open window whose questionnaire has these fields too."""
    document = {**copy.deepcopy(dict(surveys_api.shipped_instruments()["pulse"])), **fields}
    surveys_api.publish_instrument(
        the_coordinator(), program.id, document, key="pulse", at=given.MONDAY
    )
    return gs.an_open_window(program, instrument="pulse")


def shown(window, *, language="en"):
    return survey.show(
        given.an_actor("mia"),
        window.program_slug,
        window.key,
        place=Place(uid="mo-1", language=language),
        at=given.TUESDAY,
    ).html


def test_the_thanks_stand_on_the_page_after_sending_as_safe_markdown(program):
    window = asking(program, thanks=THANKS)
    gs.answer(window, "mia", {"use_1": 4, "trust_1": 4, "access_1": 4})
    page = shown(window)
    assert "Write <em>today</em>." in page
    assert 'href="mailto:petra@example.com"' in page
    assert 'rel="noopener"' in page
    assert "&lt;b&gt;us&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "Escribe <em>hoy</em>." in shown(window, language="es-419")


def test_the_thanks_wait_on_the_form_for_the_moment_of_sending(program):
    window = asking(program, thanks=THANKS)
    gs.has_read_the_notice(window, "mia")
    page = shown(window)
    done = page[page.index('data-mo="done"') :]
    assert "Write <em>today</em>" in done
    assert " hidden>" in done[: done.index("\n")]
    assert page.count("Write <em>today</em>") == 1


def test_a_questionnaire_without_thanks_says_what_happens_and_nothing_else(program):
    window = asking(program)
    gs.has_read_the_notice(window, "mia")
    assert 'data-mo="thanks"' not in shown(window)
    assert "What happens with them" in shown(window)


def test_whose_questions_they_are_is_said_below_them(program):
    window = asking(program, licence=LICENCE)
    gs.has_read_the_notice(window, "mia")
    page = shown(window)
    assert "Questions from A &lt;scale&gt;. Rights: Its authors." in page
    assert "3 March" not in page


def test_the_thanks_are_reworded_while_people_answer(program):
    window = asking(program, thanks="Old words.")
    document = dict(surveys_api.shipped_instruments()["pulse"], thanks="New words.")
    surveys_api.reword_instrument(
        the_coordinator(), program.id, document, key="pulse", version=1, at=given.MONDAY
    )
    gs.answer(window, "mia", {"use_1": 4, "trust_1": 4, "access_1": 4})
    assert "New words." in shown(window)
    assert "Old words." not in shown(window)
