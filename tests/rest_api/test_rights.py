"""Every endpoint for every role: who may use it does, for everybody else it does not exist."""

import pytest
from django.db import transaction
from django.test import Client

from outcomes_plugin.rest_api.v1 import urls

from .world import CALLS, PERSONS, an_id_of_nothing, ask, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TWO = {"mentee", "mentor"}
MENTORING = {*TWO, "proposed_mentor", "other_mentee"}
READERS = {"coordinator", "analyst", "sponsor", "course_staff", "global_staff"}
MEMBERS = {*MENTORING, "coordinator", "analyst", "sponsor", "hr_steward", "line_manager"}

# Who finds which endpoints, where it is not the coordinator alone.
_TABLE = [
    (
        set(PERSONS),
        "get programs, get purposes, get mail_choices, get choices, get own_calendar, get my_data, "
        "get questionnaire_schema",
    ),
    ({*MEMBERS, *READERS}, "get program, get one_course"),
    ({*MENTORING, *READERS}, "get report, get cells, get releases"),
    (
        MEMBERS,
        "post own_calendar, "
        "get notice, post read_notice, put mail_choice, put choice, delete choice, "
        "get hr_facts, get journal, "
        "post journal_export, get meetings, get own_pairings, get own_requests, "
        "get request_readers, get own_surveys",
    ),
    (
        MENTORING,
        "get goals, post goals, get goal_room, get journal_room, put entry, put entry_draft, "
        "put entry_sharing, post own_requests, post leave",
    ),
    (
        {"mentee", "other_mentee"},
        "get survey, put survey_answers, put survey_draft, put survey_decline, "
        "delete survey_decline",
    ),
    (
        {"mentee"},
        "delete own_calendar, "
        "get goal, patch goal, get goal_history, get goal_movement, post finish_goal, "
        "post reopen_goal, post check_ins, post milestones, delete milestone, "
        "put milestone_done, delete milestone_done, get entry, delete entry, delete entry_draft, "
        "delete entry_sharing, put meeting, delete meeting, post restore_meeting, "
        "post withdraw_request, post dispute_hr_fact",
    ),
    (
        {"mentor"},
        "post agree_goal, get mentee_goals, get mentee_journal, get mentee_progress, post replies",
    ),
    ({"mentor", "proposed_mentor"}, "get mentees"),
    (TWO, "post pairing_meetings, put next_meeting, put own_note"),
    ({*TWO, "coordinator"}, "post pause_pairing, post resume_pairing, post end_pairing"),
    ({"proposed_mentor"}, "post accept_pairing"),
    # Mina may say no, and leave the role that the table ends.
    ({"proposed_mentor", "coordinator"}, "post decline_pairing, delete member"),
    (
        READERS,
        "get cohorts, get days, get windows, get participation, get window_participation, "
        "get window_results, get window_detail",
    ),
    (
        {"coordinator", "analyst", "sponsor", "global_staff"},
        "get window_comments, get agreement",
    ),
    ({"coordinator", "analyst"}, "get indicators"),
    ({"coordinator", "global_staff"}, "get members"),
    ({"coordinator", "global_staff", "course_staff"}, "get set_up"),
    (
        {"coordinator", "course_staff"},
        "get instruments, get questionnaires, get questionnaire, get questionnaire_draft, "
        "put questionnaire_draft, post publish_questionnaire, put questionnaire_wording, "
        "post check_takeover, post apply_takeover, post begin_questionnaire, post discard_draft",
    ),
    (
        {"hr_steward"},
        "get hr_sources, put hr_source, delete hr_source, post check_hr_rows, post hr_rows, "
        "post check_hr_file, post hr_file, post retract_hr_facts, post discard_held, "
        "get held_hr_rows, get hr_imports, get hr_disputes, post settle_dispute",
    ),
    ({"coordinator", "hr_steward"}, "get open_requests, get answered_requests"),
    ({"global_staff"}, "post programs, patch program, get site_health"),
]
FOUND_BY = {call: roles for roles, calls in _TABLE for call in calls.split(", ")}


def test_the_table_has_every_endpoint():
    known = {
        f"{method} {one.name}"
        for one in urls.endpoints
        for method in one.callback.view_class.http_method_names
        if hasattr(one.callback.view_class, method) and method != "options"
    }
    assert {str(call) for call in CALLS} == known


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_nobody_signed_in_is_401(call, things):
    answer = ask(Client(), call, things)
    assert answer.status_code == 401
    assert answer.json()["code"] == "not_authenticated"
    assert answer["WWW-Authenticate"]


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_a_stranger_learns_nothing_of_what_there_is(call, things):
    if FOUND_BY.get(str(call)) == set(PERSONS):
        assert ask(client_of("stranger"), call, things).status_code == 200
        return
    there = ask(client_of("stranger"), call, things)
    nowhere = ask(client_of("stranger"), call, an_id_of_nothing())
    assert there.status_code == nowhere.status_code == 404
    assert there.json() == nowhere.json()
    assert there.json()["code"] == "not_found"


@pytest.mark.parametrize("role", PERSONS)
def test_each_role_finds_its_own_endpoints_and_no_other(role, things, settings):
    settings.OUTCOMES_API_RATES = {}
    client = client_of(role)
    found = {str(call) for call in CALLS if _finds(client, call, things)}
    assert found == {
        str(call) for call in CALLS if role in FOUND_BY.get(str(call), {"coordinator"})
    }


def _finds(client, call, things):
    """Ask, and undo what was done: what is there for one call is there for the next."""
    with transaction.atomic():
        status = ask(client, call, things).status_code
        transaction.set_rollback(True)
    assert status < 500, call
    return status != 404
