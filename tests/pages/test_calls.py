"""Today tells coordinators, and nobody else, who needs a call and why."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.requests import api as requests_api
from tests import given
from tests import given_goals as gg
from tests import given_surveys as gs
from tests.given_pairings import a_meeting
from tests.given_programs import a_member, the_coordinator
from tests.pages.world import PERSONS, address, client_of
from tests.progression.given_progress import stands

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairing(program):
    """The world's only pairing, in the past: it has not met."""
    return pairings_api.pairings(the_coordinator(), program.id)[0]


def today(program, role="coordinator"):
    return client_of(role).get(address("today", program.slug)).content.decode()


def client_of_name(name):
    client = Client()
    client.force_login(given.a_user(name))
    return client


def ask(name, program):
    requests_api.ask(
        given.an_actor(name), program.id, kind="help", text="qumranix", at=given.TUESDAY
    )


def test_a_pairing_that_has_not_met_needs_a_call_until_it_meets(program, pairing):
    assert "days since they were paired, and no meeting yet." in today(program)
    now = timezone.now()
    a_meeting(pairing, PERSONS["mentor"], held_on=now.date(), at=now)
    assert "Nobody needs you today." in today(program)


def test_a_request_comes_first_and_its_words_stay_on_its_page(program, pairing):
    ask(PERSONS["mentee"], program)
    page = today(program)
    assert page.index("A question or a request for help.") < page.index("no meeting yet")
    assert "qumranix" not in page


def test_a_request_that_was_read_waits_in_a_group_of_its_own_until_it_is_answered(program):
    ask(PERSONS["mentee"], program)
    (request,) = requests_api.open_requests(the_coordinator(), program.id)
    assert "waiting for an answer" not in today(program)
    requests_api.acknowledge(the_coordinator(), request.id, at=given.TUESDAY)
    page = today(program)
    calls, to_answer = page.split("Read, and waiting for an answer")
    assert "A question or a request for help" not in calls
    assert "A question or a request for help" in to_answer
    assert "Read by you on March 3, 2026, and not answered yet." in to_answer
    a_member(program, "cora", role="coordinator")
    other = client_of_name("cora").get(address("today", program.slug)).content.decode()
    assert f"Read by {PERSONS['coordinator']} on March 3, 2026, and not answered yet." in other
    waiting = client_of_name("cora").get(address("requests", program.slug)).content.decode()
    assert f"Read by {PERSONS['coordinator']} on Tuesday, March 3, 2026" in waiting
    requests_api.answer(the_coordinator(), request.id, outcome="talked", at=given.TUESDAY)
    assert "waiting for an answer" not in today(program)


def test_a_wish_for_help_with_a_goal_is_told_without_the_goal(program, pairing):
    gs.a_notice(program, purposes=gg.PURPOSES)
    goal = gg.a_goal(program, PERSONS["mentee"], what="qumranix", visibility="only_me")
    gg.a_check_in(goal, PERSONS["mentee"], wants_help=True, changed="qumranix")
    page = today(program)
    assert "Would like help with a goal, since March 3, 2026." in page
    assert "qumranix" not in page


def test_a_stalled_course_is_told_with_share_and_day_and_leads_to_the_pairing(program, pairing):
    stands(PERSONS["mentee"], done=3, of=8, last_active_at=given.MONDAY)
    stands("autumn_5", done=3, of=8, last_active_at=given.MONDAY)
    page = today(program)
    assert "Has done 38% of Mentor, and was last active there on March 2, 2026." in page
    url = address("pairing", program.slug, pairing.id)
    assert f'href="{url}" dir="auto"><strong>{PERSONS["mentee"]}</strong>' in page
    url = address("people", program.slug)
    assert f'href="{url}" dir="auto"><strong>autumn_5</strong>' in page


def test_a_window_whose_day_has_passed_is_told_with_what_hinders_it(program):
    times = {"opens_at": given.TUESDAY, "closes_at": given.A_YEAR_LATER}
    gs.a_window(program, key="late", title="Late pulse", instrument="pulse", **times)
    gs.a_window(program, key="gone", title="Gone pulse", instrument="pulse")
    gs.an_open_window(program, key="stuck", title="Stuck pulse", instrument="pulse")
    page = today(program)
    assert "Was to open on March 3, 2026, and is not open yet." in page
    assert "Was to open on March 2, 2026. Its time has passed, and nobody was asked." in page
    assert "Was to close on March 9, 2026, and is not closed yet." in page


def test_after_the_end_of_the_program_only_requests_are_left(program, pairing):
    stands(PERSONS["mentee"], done=3, of=8, last_active_at=given.MONDAY)
    ask(PERSONS["mentee"], program)
    programs_api.end_program(the_coordinator(), program.id, at=timezone.now())
    page = today(program)
    assert "A question or a request for help." in page
    assert "no meeting yet" not in page
    assert "was last active there" not in page


@pytest.mark.parametrize("role", ["analyst", "sponsor", "course_staff", "global_staff"])
def test_nobody_else_is_told(program, pairing, role):
    ask(PERSONS["mentee"], program)
    page = today(program, role)
    assert "Who needs a call" not in page
    assert "request for help" not in page


def test_many_calls_cost_what_one_costs(program, pairing):
    def count():
        client = client_of("coordinator")
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address("today", program.slug)).content.decode()
        return len(queries), page

    ask("autumn_1", program)
    stands("autumn_1", done=1, of=8, last_active_at=given.MONDAY)
    few, _page = count()
    for number in range(2, 12):
        mentee = given.a_person(f"autumn_{number}")
        pairings_api.form_pairing(
            the_coordinator(), program.id, mentee=mentee, mentor=pairing.mentor, at=given.MONDAY
        )
        ask(f"autumn_{number}", program)
        stands(f"autumn_{number}", done=1, of=8, last_active_at=given.MONDAY)
    many, page = count()
    assert "21 more" in page
    assert many == few
