"""Answers with names: for coordinators whom the notice tells of, and for nobody else."""

import re

import pytest

from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.pages.world import address, client_of, the

pytestmark = pytest.mark.django_db


def read(program, key="pulse", role="coordinator", **options):
    return client_of(role).get(address("answers", program.slug, the(program, key).id), **options)


def main_of(answer):
    return re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)[0]


def test_who_answered_stands_with_name_and_words_and_nobody_else(program):
    item = next(iter(gs.all_answers("pulse")))
    answers = {**gs.all_answers("pulse"), item: "does_not_apply"}
    gs.answer(the(program, "pulse"), "autumn_7", answers, at=given.A_MONTH_LATER)
    page = read(program).content.decode()
    assert "7 people have answered." in page
    names = [f"autumn_{n}" for n in (0, 1, 2, 7)] + [f"spring_{n}" for n in range(3)]
    assert [name for name in names if f"<strong>{name}</strong>" in page] == names
    assert page.index("autumn_7") < page.index("spring_0")
    assert "Does not apply" in page
    assert "does_not_apply" not in page
    assert "autumn_3" not in page


def test_a_decline_is_not_told_apart_here_either(program):
    before = main_of(read(program))
    surveys_api.decline(given.an_actor("autumn_5"), program.slug, "pulse", at=given.A_MONTH_LATER)
    assert main_of(read(program)) == before


def test_the_latest_change_stands_and_the_words_are_in_ones_language(program):
    changed = {**gs.all_answers("pulse", value=1), "note": "<b>More time</b>"}
    at = given.A_MONTH_LATER
    gs.answer(the(program, "pulse"), "autumn_0", changed, at=at, response_version=1)
    english = main_of(read(program))
    spanish = main_of(read(program, headers={"Accept-Language": "es-419"}))
    assert "Wednesday, April 1, 2026" in english
    for item in surveys_api.shipped_instruments()["pulse"]["items"]:
        assert item["prompt"]["en"] in english
        assert item["prompt"]["es-419"] in spanish
    assert "Strongly disagree" in english
    assert "&lt;b&gt;More time&lt;/b&gt;" in english


def test_before_the_first_answer_the_page_says_so(program):
    opens_at = given.NEXT_MONDAY
    gs.an_open_window(
        program, key="second", instrument="pulse", opens_at=opens_at, closes_at=given.A_YEAR_LATER
    )
    assert "No answer yet" in read(program, "second").content.decode()


def test_protected_and_planned_windows_have_no_such_page(program):
    absent = read(program, "halfway")
    assert absent.status_code == 404
    assert "There is nothing here for you." in absent.content.decode()
    today = client_of("coordinator").get(address("today", program.slug)).content.decode()
    assert address("answers", program.slug, the(program, "pulse").id) in today
    assert address("answers", program.slug, the(program, "halfway").id) not in today


def test_where_the_notice_no_longer_tells_of_surveys_nobody_reads(program):
    assert read(program).status_code == 200
    gs.a_notice(program, purposes=("run_program", "course_progress"))
    assert read(program).status_code == 404
    today = client_of("coordinator").get(address("today", program.slug)).content.decode()
    assert "Read the answers" not in today


def test_only_coordinators_are_led_there(program):
    path = address("answers", program.slug, the(program, "pulse").id)
    for role in ("sponsor", "analyst", "course_staff", "global_staff"):
        assert path not in client_of(role).get(address("today", program.slug)).content.decode()
        assert read(program, role=role).status_code == 404
