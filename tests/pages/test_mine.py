"""My mentoring: what is open, answered right there, what one works on, and leaving."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from outcomes_plugin.goals import api as goals_api
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason
from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.given_goals import PURPOSES as OF_GOALS
from tests.given_goals import a_goal, a_reader_of_the_notice
from tests.given_pairings import a_pairing, a_proposal
from tests.given_programs import a_linked_course, a_member, a_program, the_coordinator
from tests.pages.world import address, json_call

pytestmark = pytest.mark.django_db

LIMIT = 30
PURPOSES = (*OF_GOALS, "journals")


@pytest.fixture
def program():
    """Return a program with an open pulse, in which Ilse mentors Amara."""
    made = gs.an_asking_program()
    gs.a_notice(made, purposes=PURPOSES)
    for name, role in (("amara", "mentee"), ("bela", "mentee"), ("ilse", "mentor")):
        a_member(made, name, role=role)
        a_reader_of_the_notice(made, name)
    a_pairing(made, "amara", "ilse")
    now = timezone.now()
    gs.an_open_window(
        made,
        key="pulse",
        title="Pulse",
        instrument="pulse",
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=5),
        at=now - timedelta(days=2),
    )
    return made


@pytest.fixture
def amara(client):
    client.force_login(given.a_user("amara"))
    return client


def page_of(client, name, program, *parts):
    answer = client.get(address(name, program.slug, *parts))
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def what_is_told(program):
    """What the script of the survey sends for somebody who has answered everything."""
    view = gs.look(next(iter(surveys_api.find_windows(program.id))), "amara", at=timezone.now())
    return {
        "action": "submit",
        "answers": gs.all_answers("pulse"),
        "mode": view.mode,
        "notice_version": view.notice_version,
        "instrument_version": view.instrument_version,
        "response_version": 0,
    }


def test_what_is_open_stands_first_with_how_long_it_takes(amara, program):
    page = page_of(amara, "mine", program)
    assert "One thing is open." in page
    assert f'href="{address("survey", program.slug, "pulse")}"' in page
    assert "ilse" in page


def test_one_minute_is_one_minute_and_several_things_are_added_up(amara, program):
    page = page_of(amara, "mine", program)
    assert "One thing is open. That takes about 1 minute." in page
    gs.an_open_window(
        program,
        key="whole",
        instrument="satisfaction_mentee",
        closes_at=timezone.now() + timedelta(days=7),
    )
    lead = re.search(
        r"2 things are open\. That takes about (\d+) minutes\.", page_of(amara, "mine", program)
    )
    assert int(lead[1]) > 1


def test_several_courses_stand_under_one_sentence(amara, program):
    sentence = "The course, with its surveys."
    a_linked_course(program, "course-v1:N+ONE+2026")
    assert page_of(amara, "mine", program).count(sentence) == 1
    a_linked_course(program, "course-v1:N+TWO+2026")
    page = page_of(amara, "mine", program)
    assert sentence not in page
    assert page.count("Your courses, with their surveys:") == 1


def test_a_survey_is_answered_right_there_and_is_then_done(amara, program):
    assert "Send my answers" in page_of(amara, "survey", program, "pulse")
    told = what_is_told(program)
    answer = json_call(amara, address("call_survey", program.slug, "pulse", "respond"), told)
    assert (answer.status_code, answer.json()) == (200, {"response_version": 1})
    page = page_of(amara, "mine", program)
    assert "Nothing is open now." in page
    assert "You are done" in page


def test_a_refused_answer_names_its_question(amara, program):
    told = {**what_is_told(program), "answers": {}}
    answer = json_call(amara, address("call_survey", program.slug, "pulse", "respond"), told)
    assert answer.status_code == 400
    assert {problem["item"] for problem in answer.json()["problems"]}


@pytest.mark.parametrize("call", ["respond", "read_notice", "anything"])
def test_a_survey_that_is_not_there_takes_nothing_and_is_not_open(amara, program, call):
    answer = json_call(amara, address("call_survey", program.slug, "unknown", call), {})
    assert answer.status_code in {400, 404, 409}
    assert "This survey is not open yet." in page_of(amara, "survey", program, "unknown")


def test_a_goal_is_set_on_its_page_and_stands_on_the_first(amara, program):
    assert "No goal yet" in page_of(amara, "mine", program)
    a_goal(program)
    page = page_of(amara, "mine", program)
    assert "Lead the design review without my manager in the room" in page
    assert "Lead the design review" in page_of(amara, "goals", program)


def test_a_journal_can_be_written_on_its_page(amara, program):
    assert "data-mo-panel" in page_of(amara, "journal", program)


def test_a_proposal_is_open_for_the_mentor_alone_and_answered_on_the_page(client, program):
    proposed = a_proposal(program, "bela", "ilse", at=timezone.now())
    client.force_login(given.a_user("ilse"))
    page = page_of(client, "mine", program)
    part = f"mo-meetings-{proposed.id}-name"
    assert "Proposed to you: bela" in page
    assert f'href="#{part}"' in page
    assert f'id="{part}"' in page
    told = {"action": "accept", "pairing": proposed.id}
    call = address("call_meetings", program.slug, "act")
    assert json_call(client, call, told).status_code == 200
    assert "Proposed to you" not in page_of(client, "mine", program)
    client.force_login(given.a_user("bela"))
    assert "Proposed to you" not in page_of(client, "mine", program)


def test_a_new_mentor_reads_an_earlier_goal_only_after_a_click_that_names_them(amara, program):
    goal = a_goal(program)
    a_member(program, "mona", role="mentor")
    now = timezone.now()
    (old,) = pairings_api.pairings(the_coordinator(), program.id)
    coordinator = the_coordinator()
    pairings_api.end_pairing(coordinator, old.id, reason=EndReason.OTHER, at=now)
    assert "earlier pairing." not in page_of(amara, "goals", program)
    new = a_pairing(program, "amara", "mona", at=now)
    assert "mona does not read the goals" in page_of(amara, "mine", program)
    assert "Share it with mona" in page_of(amara, "goals", program)
    call = address("call_goals", program.slug, "act")
    told = {"action": "share", "goal": goal.id, "version": goal.version}
    assert json_call(amara, call, {**told, "pairing": 0}).status_code == 400
    json_call(amara, call, {**told, "pairing": old.id})
    assert not read_by("mona", program)
    assert json_call(amara, call, {**told, "pairing": new.id}).status_code == 200
    assert "does not read" not in page_of(amara, "goals", program)
    assert [one.what for one in read_by("mona", program)] == [goal.what]


def read_by(mentor, program):
    """Return what Amara's mentor of that name reads of her goals."""
    actor, amara = given.an_actor(mentor), given.a_person("amara")
    return goals_api.partner_goals(actor, program.id, mentee=amara)


def test_who_joins_a_running_window_is_asked_with_the_next_sweep(client, program):
    a_member(program, "late")
    surveys_api.admit_joiners(at=timezone.now())
    client.force_login(given.a_user("late"))
    page = page_of(client, "mine", program)
    assert "One thing is open." in page
    assert f'href="{address("survey", program.slug, "pulse")}"' in page


def test_who_has_one_program_alone_is_led_to_their_own_page(client, program):
    for name, page in (("amara", "mine"), ("ilse", "desk")):
        client.force_login(given.a_user(name))
        assert client.get(address("home")).headers["Location"] == address(page, program.slug)


def test_leaving_is_read_first_and_then_keeps_what_is_ones_own(amara, program):
    a_goal(program)
    assert "This is what leaving means" in page_of(amara, "leave", program)
    answer = amara.post(address("leave", program.slug))
    assert answer.headers["Location"] == address("mine", program.slug)
    page = page_of(amara, "mine", program)
    assert "You have left this program." in page
    assert "Lead the design review" in page_of(amara, "goals", program)
    assert "already" in page_of(amara, "leave", program)
    (ended,) = pairings_api.pairings(the_coordinator(), program.id)
    assert not ended.is_open


@pytest.mark.parametrize("page", ["mine", "goals", "journal", "leave"])
def test_strangers_find_nothing(client, program, page):
    client.force_login(given.a_user("zoe"))
    assert client.get(address(page, program.slug)).status_code == 404


def test_a_person_signed_out_is_told_so_by_the_call(client, program):
    answer = json_call(client, address("call_goals", program.slug, "act"), {"action": "open"})
    assert answer.status_code in {302, 401}


def test_the_page_takes_the_same_few_queries_with_more_goals(amara, program):
    a_goal(program)
    with gs.own_queries() as few:
        page_of(amara, "mine", program)
    for number in range(4):
        a_goal(program, what=f"Goal {number}")
    with gs.own_queries() as many:
        page_of(amara, "mine", program)
    assert len(many) == len(few) <= LIMIT


def test_another_programs_member_reads_none_of_it(client, program):
    other = a_program("rise")
    a_member(other, "omar")
    client.force_login(given.a_user("omar"))
    assert client.get(address("mine", program.slug)).status_code == 404


def test_where_surveys_are_ahead_a_way_leads_to_the_calendar(amara, program):
    way = 'href="/mentoring/my-data/#calendar"'
    assert way not in page_of(amara, "mine", program)
    now = timezone.now()
    gs.a_window(
        program,
        key="later",
        title="Later",
        opens_at=now + timedelta(days=20),
        closes_at=now + timedelta(days=27),
    )
    assert way in page_of(amara, "mine", program)
    assert 'id="calendar"' in amara.get(address("my_data")).content.decode()
    amara.post(address("leave", program.slug))
    assert way not in page_of(amara, "mine", program)
