"""Targets, surveys and the notice: what is wrong stands beside its field, what stays says why."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.pages.told import shown_moment
from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.given_frameworks import a_draft
from tests.given_programs import (
    a_cohort,
    a_draft_program,
    the_coordinator,
)
from tests.pages.forms import notice_facts, problems, read, send, window_facts
from tests.pages.world import address

pytestmark = pytest.mark.django_db


def test_targets_are_written_in_the_unit_that_is_shown():
    program = a_draft_program()
    assert "No indicator yet" in read(program, "set_up_indicators")
    assert send(program, "set_up_indicators", "copy").status_code == 200
    told = send(
        program,
        "set_up_indicators",
        "target",
        subject="course_progress",
        value="75,5",
        threshold="60",
    )
    assert told.status_code == 200, told.json()
    found = frameworks_api.targets_in_force(program.id, at=timezone.now())["course_progress"]
    assert (found.value, found.threshold) == (pytest.approx(0.755), pytest.approx(0.6))
    assert "75.5%" in read(program, "set_up_indicators")


def test_a_target_of_a_later_day_stands_beside_the_one_in_force():
    program = a_draft_program()
    frameworks_api.copy_example(the_coordinator(), program.id, at=given.MONDAY)
    later = (timezone.now() + timedelta(days=40)).date().isoformat()
    fields = {"subject": "usefulness", "value": "4.4", "threshold": ""}
    told = send(program, "set_up_indicators", "target", effective_from=later, **fields)
    assert told.status_code == 200
    page = read(program, "set_up_indicators")
    assert "4.4 of 5 from " in page
    today = timezone.now().astimezone(program.zone).date().isoformat()
    told = send(program, "set_up_indicators", "target", effective_from=today, **fields)
    assert told.status_code == 200
    told = send(program, "set_up_indicators", "target", effective_from="2026-03-02", **fields)
    assert "effective_from" in problems(told)


def test_a_draft_is_put_in_force_on_the_page():
    program = a_draft_program()
    frameworks_api.copy_example(the_coordinator(), program.id, at=given.MONDAY)
    frameworks_api.draft_indicator(
        the_coordinator(), program.id, a_draft("clarity"), at=given.MONDAY
    )
    assert "draft" in read(program, "set_up_indicators")
    told = send(program, "set_up_indicators", "adopt", subject="clarity")
    assert told.json()["said"].startswith("Version 1 is in force.")


def test_a_survey_is_planned_by_the_clocks_of_the_program():
    program = a_draft_program()
    a_cohort(program)
    told = send(program, "set_up_windows", "plan", **window_facts(cohorts=["spring"]))
    assert told.json()["said"] == "“How it goes” is planned."
    send(program, "set_up_windows", "plan", **window_facts())
    first, second = sorted(surveys_api.find_windows(program.id), key=lambda one: one.id)
    assert (first.key, second.key) == ("pulse", "pulse_2")
    assert first.opens_at.astimezone(program.zone).hour == 9
    assert len(first.cohort_ids) == 1


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"title": ""}, {"title"}),
        ({"opens_at": "soon"}, {"opens_at"}),
        ({"closes_at": "2026-03-02T09:00"}, {"closes_at"}),
        ({"instrument": "nothing"}, {"instrument"}),
        ({"role": "sponsor"}, {"role"}),
        ({"mode": "anonymous"}, {"mode_reason"}),
        ({"mode": "secret"}, {"mode"}),
        ({"cohorts": ["winter"]}, {"cohorts"}),
        ({"cohorts": "winter"}, {"cohorts"}),
    ],
)
def test_what_is_wrong_with_a_survey_stands_beside_its_field(changes, wrong):
    program = a_draft_program()
    told = send(program, "set_up_windows", "plan", **window_facts(**changes))
    assert told.status_code == 400
    assert set(problems(told)) == wrong
    assert surveys_api.find_windows(program.id) == []


def test_the_usual_surveys_are_planned_with_one_click_each():
    program = a_draft_program()
    today = timezone.now().date()
    a_cohort(program, starts_on=today + timedelta(days=1), ends_on=today + timedelta(days=200))
    assert "Skill at the start: Spring" in read(program, "set_up_windows")
    told = send(program, "set_up_windows", "plan_usual", subject="spring_baseline")
    assert told.status_code == 200
    (window,) = surveys_api.find_windows(program.id)
    assert (window.wave, window.instrument) == ("baseline", "skill")
    again = send(program, "set_up_windows", "plan_usual", subject="spring_baseline")
    assert again.status_code == 409


def test_a_planned_survey_is_changed_and_called_off():
    program = gs.an_asking_program()
    cohort = a_cohort(program)
    send(program, "set_up_windows", "plan", **window_facts(instrument="satisfaction_mentee"))
    (window,) = surveys_api.find_windows(program.id)
    assert "Call it off" in read(program, "set_up_windows", window=str(window.id))
    facts = window_facts(title="Earlier", cohorts=[str(cohort.id)])
    told = send(program, "set_up_windows", "change", subject=str(window.id), **facts)
    assert told.status_code == 200
    (changed,) = surveys_api.find_windows(program.id)
    assert (changed.title, changed.cohort_ids) == ("Earlier", (cohort.id,))
    reason = {"mode": "identified", "mode_reason": "The council asked for it."}
    told = send(program, "set_up_windows", "mode", subject=str(window.id), **reason)
    assert told.status_code == 200
    told = send(program, "set_up_windows", "cancel", subject=str(window.id))
    assert told.json()["url"] == address("set_up_windows", program.slug)
    assert surveys_api.find_windows(program.id) == []


def test_an_open_survey_says_what_can_no_longer_change_and_why():
    program = gs.an_asking_program()
    window = gs.an_open_window(program, opens_at=given.MONDAY, closes_at=given.A_YEAR_LATER)
    page = read(program, "set_up_windows", window=str(window.id))
    assert "People were told when it closes" in page
    assert "Call it off" not in page
    told = send(program, "set_up_windows", "cancel", subject=str(window.id))
    assert told.status_code == 409


def test_an_open_survey_can_be_told_to_remind_less_often():
    program = gs.an_asking_program()
    window = gs.an_open_window(program, opens_at=given.MONDAY, closes_at=given.A_YEAR_LATER)

    def remind(most):
        return send(program, "set_up_windows", "reminders", subject=str(window.id), reminders=most)

    for most, kept in (("1", 1), ("0", 0), ("", None)):
        assert remind(most).status_code == 200
        assert surveys_api.find_window(window.id).reminders_most == kept
    assert list(problems(remind("3"))) == ["reminders"]
    assert list(problems(remind("often"))) == ["reminders"]


def test_a_cohort_of_a_survey_with_fixed_times_is_moved_on_the_page():
    program = a_draft_program()
    for slug in ("spring", "autumn"):
        a_cohort(program, slug)
    now = timezone.now().replace(second=0, microsecond=0)
    times = {"opens_at": now + timedelta(days=1), "closes_at": now + timedelta(days=9)}
    window = gs.a_window(program, cohorts=["spring", "autumn"], at=now, **times)
    facts = {
        "subject": str(window.id),
        "title": window.title,
        "cohorts": [str(one) for one in window.cohort_ids],
        **{name: shown_moment(at, program.zone) for name, at in times.items()},
    }
    page = read(program, "set_up_windows", window=str(window.id))
    assert 'name="shift_autumn"' in page
    told = send(
        program, "set_up_windows", "change", **facts, edition=window.edition, shift_autumn="7"
    )
    assert told.status_code == 200, told.json()
    moved = surveys_api.find_window(window.id)
    assert [one.shift_days for one in moved.cohort_times] == [0, 7]
    page = read(program, "set_up_windows", window=str(window.id))
    assert f'value="{facts["closes_at"]}"' in page


def test_what_would_keep_a_survey_from_opening_stands_beside_it():
    program = a_draft_program()
    send(program, "set_up_windows", "plan", **window_facts())
    assert "Every scored question needs an indicator" in read(program, "set_up_windows")


def test_the_first_notice_tells_of_all_that_the_rooms_need():
    page = read(a_draft_program(), "set_up_notice")
    ticked = set(re.findall(r'<input type="checkbox" name="purposes" value="(\w+)" checked', page))
    needed = {"run_program", "meetings", "requests", "course_progress", "surveys", "goals"}
    assert needed | {"journals", "mail"} <= ticked
    assert not ticked & {"story", "demographics"}


def test_the_notice_is_published_and_keeps_what_was_written_for_the_next_version():
    program = a_draft_program()
    told = send(program, "set_up_notice", "publish", **notice_facts())
    assert told.json()["said"] == "Version 1 of the notice is in force."
    page = read(program, "set_up_notice")
    assert 'value="Northlight Ltd"' in page
    assert 'value="privacy@example.com"' in page
    assert "Questions and objections go to privacy@example.com." in read(program, "notice")


def test_what_is_wrong_with_the_notice_stands_beside_its_field():
    program = a_draft_program()
    for field, value in (
        ("controller", ""),
        ("contact", ""),
        ("purposes", []),
        ("months_kept", "0"),
        ("key_destroyed_on", "2026-01-01"),
    ):
        told = send(program, "set_up_notice", "publish", **notice_facts(**{field: value}))
        assert set(problems(told)) == {field}


def following_facts(**changes):
    """Return what the form of a survey that follows a day sends: thirty days after the first."""
    facts = {
        "title": "First pulse",
        "instrument": "pulse",
        "role": "mentee",
        "cohorts": ["spring"],
        "anchor": "start",
        "amount": "30",
        "offset": "days_after",
        "opens_clock": "09:00",
        "days_open": "7",
        "closes_clock": "18:00",
        "grace_days": "",
        "wave": "",
        "mode": "",
        "mode_reason": "",
    }
    return {**facts, **changes}


def test_a_cohort_is_moved_already_when_a_survey_with_fixed_times_is_planned():
    program = a_draft_program()
    for slug in ("spring", "autumn"):
        a_cohort(program, slug)
    facts = window_facts(cohorts=["spring"], shift_autumn="7")
    refused = send(program, "set_up_windows", "plan", **facts)
    assert refused.status_code == 400
    assert surveys_api.find_windows(program.id) == []
    facts["cohorts"] = ["spring", "autumn"]
    told = send(program, "set_up_windows", "plan", **facts)
    assert told.status_code == 200, told.json()
    (window,) = surveys_api.find_windows(program.id)
    assert sorted(one.shift_days for one in window.cohort_times) == [0, 7]


@pytest.fixture
def beginning():
    """A program whose cohort begins tomorrow."""
    program = a_draft_program()
    today = timezone.now().date()
    a_cohort(program, starts_on=today + timedelta(days=1), ends_on=today + timedelta(days=200))
    return program


def test_a_survey_that_follows_a_day_is_shown_before_it_is_planned_and_moves(beginning):
    shown = send(beginning, "set_up_windows", "preview_following", **following_facts())
    assert "<bdi>Spring</bdi>" in shown.json()["html"]
    told = send(beginning, "set_up_windows", "plan_following", **following_facts(grace_days="3"))
    assert told.json()["said"] == "“First pulse” is planned."
    (window,) = surveys_api.find_windows(beginning.id)
    assert (window.timing.anchor, window.timing.amount, window.grace_days) == ("start", 30, 3)
    page = read(beginning, "set_up_windows", window=str(window.id))
    assert "Follows the day “First day”" in page
    assert "Days later for Spring" in page
    later = timezone.now().date() + timedelta(days=8)
    days = {"title": "Spring", "starts_on": later.isoformat(), "ends_on": ""}
    foreseen = send(beginning, "set_up_cohorts", "foresee_change", subject="spring", **days)
    assert "1 planned survey moves" in foreseen.json()["html"]
    assert surveys_api.find_window(window.id) == window
    assert send(beginning, "set_up_cohorts", "change", subject="spring", **days).status_code == 200
    moved = surveys_api.find_window(window.id)
    assert (moved.opens_at - window.opens_at).days in (6, 7)


def test_a_survey_that_follows_a_day_is_changed_with_its_shifts(beginning):
    send(beginning, "set_up_windows", "plan_following", **following_facts())
    (window,) = surveys_api.find_windows(beginning.id)
    facts = following_facts(amount="1", offset="months_after", shift_spring="-2")
    told = send(beginning, "set_up_windows", "change_following", subject=str(window.id), **facts)
    assert told.status_code == 200
    changed = surveys_api.find_window(window.id)
    assert (changed.timing.unit, changed.cohort_times[0].shift_days) == ("months", -2)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"cohorts": []}, {"cohorts"}),
        ({"anchor": "matched"}, {"anchor"}),
        ({"amount": "-1"}, {"amount"}),
        ({"offset": "weeks"}, {"offset"}),
        ({"opens_clock": "nine"}, {"opens_clock"}),
        ({"days_open": "0", "closes_clock": "08:00"}, {"closes_clock"}),
        ({"grace_days": "-1"}, {"grace_days"}),
        ({"grace_days": "a"}, {"grace_days"}),
    ],
)
def test_what_is_wrong_with_its_day_stands_beside_its_field(beginning, changes, wrong):
    told = send(beginning, "set_up_windows", "plan_following", **following_facts(**changes))
    assert told.status_code == 400
    assert set(problems(told)) == wrong
    assert surveys_api.find_windows(beginning.id) == []


def test_a_series_is_planned_changed_and_called_off_on_the_page(beginning):
    facts = following_facts(every="60", count="3")
    shown = send(beginning, "set_up_windows", "preview_following", **facts)
    assert shown.json()["html"].count("<bdi>Spring</bdi>") == 3
    told = send(beginning, "set_up_windows", "plan_following", **facts)
    assert told.json()["said"] == "3 surveys are planned."
    windows = surveys_api.find_windows(beginning.id)
    page = read(beginning, "set_up_windows", window=str(windows[0].id))
    assert "Number 3 of a series" in page
    assert "Change the whole series" in page
    series = windows[0].series
    changed = following_facts(title="Check", every="30")
    told = send(beginning, "set_up_windows", "change_series", subject=series, **changed)
    assert told.json()["said"] == "3 surveys are saved."
    assert {one.title for one in surveys_api.find_windows(beginning.id)} == {
        "Check 1",
        "Check 2",
        "Check 3",
    }
    told = send(beginning, "set_up_windows", "cancel_series", subject=series)
    assert told.json()["said"] == "3 surveys are called off."
    assert surveys_api.find_windows(beginning.id) == []


def test_planning_says_how_much_is_asked_of_a_person(beginning):
    once = send(beginning, "set_up_windows", "preview_following", **following_facts())
    assert "Each person is asked once, about 1 min in all." in once.json()["html"]
    facts = following_facts(every="30", count="4")
    often = send(beginning, "set_up_windows", "preview_following", **facts).json()["html"]
    assert "Each person is asked 4 times, about 4 min in all." in often
    assert "Above 5, fewer people finish." not in often


def unfolded(program):
    found = re.findall(
        r'<details class="mo-fold mo-plan" id="([a-z-]+)"( open)?', read(program, "set_up_windows")
    )
    return {name: bool(is_open) for name, is_open in found}


def test_the_page_of_a_program_without_surveys_begins_with_the_form_that_fits():
    program = a_draft_program()
    assert unfolded(program) == {"planning-by-date": True}
    long_over = date(2020, 3, 1)
    a_cohort(program, starts_on=long_over, ends_on=long_over + timedelta(days=90))
    assert unfolded(program) == {"planning-from-a-day": True, "planning-by-date": False}
    gs.a_window(program)
    assert unfolded(program) == {"planning-from-a-day": False, "planning-by-date": False}


def test_every_survey_of_a_series_moves_a_cohort_by_the_same_days(beginning):
    first = timezone.now().date() + timedelta(days=1)
    a_cohort(beginning, "autumn", starts_on=first, ends_on=None)
    facts = following_facts(cohorts=["spring", "autumn"], every="20", count="2", shift_autumn="-3")
    shown = send(beginning, "set_up_windows", "preview_following", **facts)
    assert shown.json()["html"].count("<bdi>Autumn</bdi>") == 2
    told = send(beginning, "set_up_windows", "plan_following", **facts)
    assert told.json()["said"] == "2 surveys are planned."
    for window in surveys_api.find_windows(beginning.id):
        moved = {one.shift_days: one.opens_at for one in window.cohort_times}
        assert set(moved) == {0, -3}
        assert moved[-3] < moved[0]


def test_a_survey_on_fixed_dates_is_planned_again_and_again(beginning):
    when = {"opens_at": "2027-03-22T09:00", "closes_at": "2027-03-26T18:00"}
    facts = window_facts(**when, every="1", unit="weeks", count="3")
    shown = send(beginning, "set_up_windows", "preview_fixed", **facts).json()["html"]
    assert shown.count("<bdi>Everybody of the role</bdi>") == 3
    assert shown.index("March 22") < shown.index("March 29") < shown.index("April 5")
    assert "Each person is asked 3 times, about 3 min in all." in shown
    assert surveys_api.find_windows(beginning.id) == []
    told = send(beginning, "set_up_windows", "plan", **facts)
    assert told.json()["said"] == "3 surveys are planned."
    windows = surveys_api.find_windows(beginning.id)
    assert {one.opens_at.astimezone(beginning.zone).hour for one in windows} == {9}
    series = windows[0].series
    page = read(beginning, "set_up_windows", window=str(windows[0].id))
    assert "Number 3 of a series" in page
    assert "Call off the whole series" in page
    assert "Change the whole series" not in page
    told = send(beginning, "set_up_windows", "cancel_series", subject=series)
    assert told.json()["said"] == "3 surveys are called off."


def test_each_cohort_stands_with_its_own_dates_before_a_survey_on_fixed_dates_is_saved(beginning):
    when = {"opens_at": "2027-03-22T09:00", "closes_at": "2027-03-26T18:00"}
    facts = window_facts(**when, cohorts=["spring"])
    shown = send(beginning, "set_up_windows", "preview_fixed", **facts).json()["html"]
    assert shown.count("<bdi>Spring</bdi>") == 1
    assert "March 22" in shown
    moved = send(beginning, "set_up_windows", "preview_fixed", **facts, shift_spring="2")
    assert "March 24" in moved.json()["html"]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"every": "2", "unit": "years", "count": "2"}, {"unit"}),
        ({"every": "2", "unit": "weeks", "count": ""}, {"count"}),
        ({"every": "2", "unit": "weeks", "count": "53"}, {"count"}),
        ({"every": "53", "unit": "weeks", "count": "2"}, {"every"}),
        ({"every": "often"}, {"every"}),
    ],
)
def test_what_is_wrong_with_a_repetition_stands_beside_its_field(beginning, changes, wrong):
    told = send(beginning, "set_up_windows", "plan", **window_facts(**changes))
    assert told.status_code == 400
    assert set(problems(told)) == wrong
    assert surveys_api.find_windows(beginning.id) == []
