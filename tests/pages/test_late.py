"""Late answers on the pages: set up, offered, counted by staff, and shown in the report."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.reporting import api as reporting_api
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.models import FrameRow
from tests import given, given_late
from tests import given_surveys as gs
from tests.given_programs import a_member, the_coordinator
from tests.pages.forms import problems, read, send
from tests.pages.world import address, client_of

pytestmark = pytest.mark.django_db

FIRST_LATE = 8


@pytest.fixture
def program():
    program = gs.an_asking_program()
    gs.mentees(program, 20)
    return program


def as_person(name):
    client = Client()
    client.force_login(given.a_user(name))
    return client


def a_closed_window(program, *, mode="confidential", **fields):
    """Return a window that closed just now, as the clock of the pages has it; eight answered."""
    now = timezone.now()
    window = gs.an_open_window(
        program,
        mode=mode,
        opens_at=now - timedelta(days=3),
        closes_at=now - timedelta(hours=1),
        at=now - timedelta(days=4),
        **fields,
    )
    surveys_api.take_late_answers(the_coordinator(), window.id, last_day=None, at=now)
    for index in range(FIRST_LATE):
        answers = given_late.varied(window, index)
        gs.answer(window, f"mia{index}", answers, at=now - timedelta(days=2))
    reporting_api.close_due(at=now)
    return surveys_api.find_window(window.id)


def answer_late(window, count):
    for index in range(count):
        name = f"mia{FIRST_LATE + index}"
        given_late.answer_late(window, name, given_late.varied(window, index), at=timezone.now())


def page(client, name, *parts):
    return client.get(address(name, *parts)).content.decode()


def test_a_coordinator_lets_a_survey_take_late_answers_and_takes_it_back(program):
    now = timezone.now()
    window = gs.a_window(
        program, opens_at=now + timedelta(days=7), closes_at=now + timedelta(days=14), mode=None
    )
    assert "Answers after the close" in read(program, "set_up_windows", window=window.id)

    def save(late, day="", by="coordinator"):
        return send(
            program,
            "set_up_windows",
            "late",
            by=by,
            subject=str(window.id),
            late=late,
            late_last_day=day,
        )

    assert save("taken", by="analyst").status_code == 404
    too_early = (now + timedelta(days=8)).date().isoformat()
    assert list(problems(save("taken", too_early))) == ["late_last_day"]
    assert not surveys_api.find_window(window.id).takes_late
    last = (now + timedelta(days=20)).date()
    assert save("taken", last.isoformat()).status_code == 200
    kept = surveys_api.find_window(window.id)
    assert (kept.takes_late, kept.late_last_day) == (True, last)
    assert save("").status_code == 200
    kept = surveys_api.find_window(window.id)
    assert (kept.takes_late, kept.late_last_day) == (False, None)


def test_an_anonymous_survey_has_no_such_form_and_refuses_it(program):
    now = timezone.now()
    window = gs.a_window(program, mode="anonymous", opens_at=now, closes_at=now + timedelta(days=9))
    assert "Answers after the close" not in read(program, "set_up_windows", window=window.id)
    answer = send(
        program, "set_up_windows", "late", subject=str(window.id), late="taken", late_last_day=""
    )
    assert "takes no late answers" in problems(answer)["late"]


@pytest.mark.parametrize("mode", ["identified", "confidential"])
def test_my_mentoring_and_the_survey_say_that_it_is_late_before_the_first_question(program, mode):
    window = a_closed_window(program, mode=mode)
    late = as_person("mia9")
    assert "late answers are taken" in page(late, "mine", program.slug)
    survey = page(late, "survey", program.slug, window.key)
    told = survey.index("You can still answer late")
    assert told < survey.index("data-item=")
    assert "only if at least 5 people have answered late" in survey
    assert "You can change them" not in survey
    assert "Open until" not in survey
    on_time = as_person("mia0")
    assert "late answers are taken" not in page(on_time, "mine", program.slug)
    assert "answer late" not in page(on_time, "survey", program.slug, window.key)


def test_a_late_answer_through_the_page_needs_that_it_was_told(program):
    window = a_closed_window(program)
    gs.has_read_the_notice(window, "mia9")
    client = as_person("mia9")

    def post(**told):
        body = {
            "action": "submit",
            "answers": gs.all_answers(),
            "mode": "confidential",
            "notice_version": 1,
            "instrument_version": 1,
            **told,
        }
        path = address("call_survey", program.slug, window.key, "respond")
        return client.post(path, json.dumps(body), content_type="application/json")

    assert post().json()["reason"] == "late"
    assert post(late="yes").json()["reason"] == "late"
    assert not FrameRow.objects.filter(is_late=True).exists()
    assert post(late=True).status_code == 200
    assert "Counted together with the other late answers" in page(
        client, "survey", program.slug, window.key
    )
    assert FrameRow.objects.filter(is_late=True).count() == 1


def test_after_the_end_it_has_closed(program):
    window = a_closed_window(program)
    programs_api.end_program(the_coordinator(), program.slug, at=timezone.now())
    survey = page(as_person("mia9"), "survey", program.slug, window.key)
    assert "This survey has closed." in survey
    assert "answer late" not in survey


def test_staff_read_how_many_were_late(program):
    window = a_closed_window(program)
    answer_late(window, 3)
    coordinator = client_of("coordinator")
    assert "3 answered late" in page(coordinator, "today", program.slug)
    detail = page(coordinator, "window_detail", program.slug, window.id)
    assert "3 people answered late." in detail
    assert "8 of 20 answered" in detail


def test_the_page_of_answers_with_names_marks_the_late_ones(program):
    window = a_closed_window(program, mode="identified")
    answer_late(window, 2)
    text = page(client_of("coordinator"), "answers", program.slug, window.id)
    assert text.count("late, ") == 2


def test_the_report_shows_the_figures_with_and_without_the_late_answers(program):
    window = a_closed_window(program)
    answer_late(window, 6)
    programs_api.end_program(the_coordinator(), program.slug, at=timezone.now())
    reporting_api.close_due(at=timezone.now())
    a_member_of_the_board = client_of("coordinator")
    report = page(a_member_of_the_board, "report", program.slug)
    assert report.count("With the late answers:") == 4
    assert "14 of 20 people, 6 of them late" in report
    assert "8 of 20 people" in report
    path = f"{address('report', program.slug)}?release=2"
    chosen = a_member_of_the_board.get(path).content.decode()
    assert "with late answers" in chosen
    assert "With the late answers:" not in chosen


def test_too_few_late_answers_leave_no_trace_in_the_report(program):
    window = a_closed_window(program)
    answer_late(window, 4)
    programs_api.end_program(the_coordinator(), program.slug, at=timezone.now())
    reporting_api.close_due(at=timezone.now())
    report = page(client_of("coordinator"), "report", program.slug)
    assert "8 of 20 people" in report
    assert "late answer" not in report
    assert "of them late" not in report


def test_a_mentors_desk_says_it_too(program):
    a_member(program, "mika", role="mentor")
    now = timezone.now()
    window = gs.an_open_window(
        program,
        mode="confidential",
        instrument="satisfaction_mentor",
        role="mentor",
        opens_at=now - timedelta(days=3),
        closes_at=now - timedelta(hours=1),
        at=now - timedelta(days=4),
    )
    surveys_api.take_late_answers(the_coordinator(), window.id, last_day=None, at=now)
    reporting_api.close_due(at=now)
    assert "late answers are taken" in page(as_person("mika"), "desk", program.slug)
