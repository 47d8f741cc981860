"""The page of one window: each state says what there is, and nobody sees more than theirs."""

import pytest

from outcomes_plugin.reporting import api as reporting_api
from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.given_programs import the_coordinator
from tests.given_questionnaires import a_document, an_item
from tests.pages.world import a_later_pulse, address, client_of, the
from tests.reporting import scenes

pytestmark = pytest.mark.django_db

QUALITY = "How far the answers can be trusted"
ALIKE = "Are those who answered like those asked?"
PURPOSE = "What each question is for"


def page_of(program, key, role="coordinator"):
    path = address("window_detail", program.slug, the(program, key).id)
    answer = client_of(role).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_today_leads_to_the_page_of_each_window(program):
    a_later_pulse(program)
    page = client_of("analyst").get(address("today", program.slug)).content.decode()
    for key in ("later", "pulse", "halfway"):
        assert address("window_detail", program.slug, the(program, key).id) in page


def test_a_planned_window_has_asked_nobody(program):
    a_later_pulse(program)
    page = page_of(program, "later")
    assert "Nobody has been asked yet" in page
    assert PURPOSE in page
    assert QUALITY not in page


def test_an_open_window_shows_its_rate_against_the_goal_and_no_quality_yet(program):
    page = page_of(program, "pulse")
    assert "6 of 24 answered" in page
    assert "The upright line is the goal of 70%." in page
    assert "RR6" in page
    assert "is shown after the survey has closed" in page
    assert ALIKE in page
    assert "Hidden to protect people" in page


def test_a_closing_window_says_so(program):
    surveys_api.begin_closing(the_coordinator(), the(program, "pulse").id, at=given.A_MONTH_LATER)
    assert "Closing: no more answers are taken" in page_of(program, "pulse")


def test_a_closed_window_without_a_release_says_why(program):
    gs.close(the(program, "pulse"))
    page = page_of(program, "pulse")
    assert "Closed. The results are being made." in page
    assert "Cronbach" not in page


def test_a_released_window_explains_each_figure(program):
    page = page_of(program, "halfway")
    for words in ("Cronbach’s alpha", "McDonald’s omega", "at least 10 people", "reverse-keyed"):
        assert words in page
    assert page.count("Explain this number") >= 8
    assert f"{address('report', program.slug)}?release=1" in page


def test_where_figures_are_hidden_one_sentence_stands_in_their_place(program):
    window = gs.an_open_window(program, key="few")
    scenes.answered(window, {"autumn": 6})
    scenes.released(window)
    page = page_of(program, "few")
    assert "Hidden to protect people" in page
    assert "McDonald" not in page


def test_a_release_of_too_few_questions_for_such_figures_says_so(program):
    points = [{"value": value, "label": f"Step {value}"} for value in range(1, 6)]
    document = a_document(
        an_item("likert", "use", scale="five"),
        scales={"five": {"kind": "likert", "points": points}},
        scores=[{"key": "usefulness", "items": ["use"]}],
    )
    surveys_api.publish_instrument(
        the_coordinator(), program.id, document, key="single", at=given.MONDAY
    )
    window = gs.an_open_window(program, key="single", instrument="single", mode="confidential")
    for number in range(12):
        gs.answer(window, f"autumn_{number}", {"use": 1 + number % 5})
    scenes.released(window)
    page = page_of(program, "single")
    assert "fewer than three questions count toward one score" in page
    assert "McDonald" not in page


def test_a_program_that_is_too_small_is_told_so(program):
    small = gs.an_asking_program("small")
    scenes.people(small, {"autumn": 8})
    window = gs.an_open_window(small)
    scenes.answered(window, {"autumn": 7})
    scenes.released(window)
    page = page_of(small, "halfway")
    assert "Fewer than 10 people were asked, so nothing is shown of the answers." in page
    assert "7 of 8 answered" in page


def test_readers_see_no_more_than_theirs(program):
    seen = {
        role: page_of(program, "halfway", role)
        for role in ("coordinator", "analyst", "sponsor", "course_staff", "global_staff")
    }
    assert {role for role, page in seen.items() if ALIKE in page} == {"coordinator"}
    assert {role for role, page in seen.items() if QUALITY not in page} == {"course_staff"}
    assert {role for role, page in seen.items() if PURPOSE not in page} == {"course_staff"}
    assert all("15 of 24 answered" in page for page in seen.values())


def test_a_window_is_found_in_its_own_program_alone(program):
    other = gs.an_asking_program("other")
    for name in ("window_detail", "window_response_csv"):
        path = address(name, other.slug, the(program, "pulse").id)
        assert client_of("coordinator").get(path).status_code == 404


def test_the_file_is_that_of_the_window(program):
    path = address("window_response_csv", program.slug, the(program, "pulse").id)
    answer = client_of("coordinator").get(path)
    assert answer["Content-Disposition"] == 'attachment; filename="leap-pulse-response.csv"'
    told, text = reporting_api.window_response_csv(
        the_coordinator(), the(program, "pulse").id, language="en", at=given.A_MONTH_LATER
    )
    assert told.key == "pulse"
    assert answer.content.decode() == text
    assert "rr1,,24,6,0.25" in text
