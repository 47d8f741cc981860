"""The mentor's desk: who needs the mentor and why, only what is shared, in few queries."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from outcomes_plugin.goals import api as goals_api
from outcomes_plugin.goals.data import Said
from outcomes_plugin.journals.data import Visibility
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason
from outcomes_plugin.programs import api as programs_api
from tests import given
from tests import given_surveys as gs
from tests.given_goals import PURPOSES as OF_GOALS
from tests.given_goals import a_goal, a_reader_of_the_notice
from tests.given_journals import writes
from tests.given_pairings import a_meeting, a_pairing, a_proposal
from tests.given_programs import a_linked_course, a_member, a_program, the_coordinator
from tests.pages.world import address, json_call
from tests.progression.given_progress import stands

pytestmark = pytest.mark.django_db

LIMIT = 20


@pytest.fixture
def program():
    """Return a program in which Ilse mentors Amara and Bela; both met yesterday."""
    made = a_program()
    gs.a_notice(made, purposes=(*OF_GOALS, "journals", "shared_progress"))
    a_member(made, "ilse", role="mentor")
    a_reader_of_the_notice(made, "ilse")
    for name in ("amara", "bela"):
        a_mentee(made, name)
    return made


def a_mentee(program, name):
    a_member(program, name)
    a_reader_of_the_notice(program, name)
    met(a_pairing(program, name, "ilse"), name)


def shares_progress(program, name):
    stands(name, done=3, of=12, last_active_at=given.TUESDAY)
    actor = given.an_actor(name)
    programs_api.choose(actor, program.id, "shared_progress", agrees=True, at=given.TUESDAY)


def met(pairing, name):
    now = timezone.now()
    a_meeting(pairing, name, held_on=now.date() - timedelta(days=1), at=now)


@pytest.fixture
def ilse(client):
    client.force_login(given.a_user("ilse"))
    return client


def desk_of(client, program):
    answer = client.get(address("desk", program.slug))
    assert answer.status_code == 200
    return answer.context["desk"], answer.content.decode()


def names(rows):
    return [row.card.name.split()[0].lower() for row in rows]


def pairing_of(program, name):
    return next(
        one
        for one in pairings_api.my_pairings(given.an_actor(name))
        if one.program_id == program.id
    )


def test_who_met_lately_and_waits_for_nothing_goes_well(ilse, program):
    desk, page = desk_of(ilse, program)
    assert (names(desk.today), names(desk.week), names(desk.well)) == ([], [], ["amara", "bela"])
    assert "Nobody needs you today." in page


def test_who_asked_for_help_comes_first_with_the_goal(ilse, program):
    goal = a_goal(program, at=timezone.now())
    said = Said(value=2, confidence=4, wants_help=True)
    goals_api.check_in(given.an_actor("amara"), goal.id, said=said, at=timezone.now())
    desk, page = desk_of(ilse, program)
    assert names(desk.today) == ["amara"]
    assert "Asked for help on" in page
    assert "1 mentee needs you today." in page


def test_a_goal_that_is_not_shared_leaves_no_trace(ilse, program):
    a_goal(program, what="Find another job", visibility="only_me")
    _desk, page = desk_of(ilse, program)
    assert "Find another job" not in page
    mentee = ilse.get(address("mentee", program.slug, pairing_of(program, "amara").id))
    assert "Find another job" not in mentee.content.decode()


def test_a_shared_entry_waits_this_week_until_it_is_answered(ilse, program):
    now = timezone.now()
    entry = writes(program, "bela", "The numbers are mine.", visibility=Visibility.MENTOR, at=now)
    desk, _page = desk_of(ilse, program)
    assert names(desk.week) == ["bela"]
    pairing = pairing_of(program, "bela")
    answer = json_call(
        ilse,
        address("call_mentee_journal", program.slug, pairing.id, "act"),
        {"action": "reply", "entry": entry.id, "text": "They are."},
    )
    assert answer.status_code == 200
    assert names(desk_of(ilse, program)[0].week) == []


def test_a_proposal_waits_for_an_answer_today(ilse, program):
    a_member(program, "cosmo")
    a_proposal(program, "cosmo", "ilse", at=timezone.now())
    desk, page = desk_of(ilse, program)
    assert names(desk.today) == ["cosmo"]
    assert "They wait for your answer." in page


def test_each_row_names_the_next_act_and_leads_to_where_it_is_done(ilse, program):
    now = timezone.now()
    goal = a_goal(program, at=now)
    said = Said(value=2, confidence=4, wants_help=True)
    goals_api.check_in(given.an_actor("amara"), goal.id, said=said, at=now)
    writes(program, "bela", "The numbers are mine.", visibility=Visibility.MENTOR, at=now)
    desk, _page = desk_of(ilse, program)
    assert {row.verb: row.url.partition("#")[2] for row in [*desk.today, *desk.week]} == {
        "Answer": f"mo-goals-g{goal.id}",
        "Read": "mo-journal",
    }
    for row in [*desk.today, *desk.week]:
        page, _hash, part = row.url.partition("#")
        assert f'id="{part}"' in ilse.get(page).content.decode()


@pytest.mark.parametrize(
    ("hours", "verb", "reason"),
    [(-2, "Log", "is not logged yet"), (30, "Open", "You meet on")],
)
def test_a_planned_meeting_is_told_before_and_asked_for_after(ilse, program, hours, verb, reason):
    now = timezone.now()
    starts_at, planned_at = now + timedelta(hours=hours), now + timedelta(hours=hours - 1)
    pairing = pairing_of(program, "amara")
    amara = given.an_actor("amara")
    pairings_api.plan_meeting(amara, pairing.id, starts_at=starts_at, at=planned_at)
    desk, page = desk_of(ilse, program)
    (row,) = [*desk.today, *desk.week]
    assert (row.card.name, row.verb) == ("amara", verb)
    assert reason in row.reasons[0].said
    assert ("Meeting with" in page) == (hours > 0)


def test_the_next_fourteen_days_hold_meetings_surveys_and_days_that_goals_are_due(ilse, program):
    now = timezone.now()
    today = now.astimezone(program.zone).date()
    for days, what in ((13, "Soon"), (16, "Later")):
        a_goal(program, at=now, what=what, due=today + timedelta(days=days))
    a_goal(program, at=now, what="Mine", due=today + timedelta(days=2), visibility="only_me")
    starts_at = now + timedelta(days=9)
    pairing = pairing_of(program, "bela")
    pairings_api.plan_meeting(given.an_actor("bela"), pairing.id, starts_at=starts_at, at=now)
    answer = ilse.get(address("desk", program.slug))
    said = [re.sub("<[^>]+>", "", one.said) for one in answer.context["coming"]]
    assert [one.partition(",")[0] for one in said] == ["Meeting with bela", "amara: “Soon” is due"]


def test_one_mentee_is_read_while_paired_and_not_after(ilse, program):
    a_goal(program)
    pairing = pairing_of(program, "amara")
    path = address("mentee", program.slug, pairing.id)
    assert "Lead the design review" in ilse.get(path).content.decode()
    now = timezone.now()
    pairings_api.end_pairing(given.an_actor("amara"), pairing.id, reason=EndReason.NO_TIME, at=now)
    assert "Lead the design review" not in ilse.get(path).content.decode()
    call = address("call_mentee_goals", program.slug, pairing.id, "act")
    assert json_call(ilse, call, {"action": "agree", "goal": 1, "version": 1}).status_code == 409


def test_answers_marked_as_shared_are_read_while_paired_and_no_others(client):
    asking = gs.an_asking_program()
    a_member(asking, "ines", role="mentor")
    a_member(asking, "mia")
    pairing = a_pairing(asking, "mia", "ines")
    pulse = gs.an_open_window(asking, instrument="pulse", key="pulse", title="This month’s pulse")
    gs.answer(pulse, "mia", gs.all_answers("pulse") | {"note": "<b>More</b> time."})
    client.force_login(given.a_user("ines"))
    path = address("mentee", asking.slug, pairing.id)
    page = client.get(path).content.decode()
    assert "This month’s pulse" in page
    assert "I can reach my mentor when I need to." in page
    assert "I can speak openly with my mentor." not in page
    assert "More" not in page.split('id="shared-surveys"')[1]
    now = timezone.now()
    pairings_api.end_pairing(given.an_actor("mia"), pairing.id, reason=EndReason.NO_TIME, at=now)
    assert "I can reach my mentor" not in client.get(path).content.decode()


@pytest.mark.parametrize("name", ["amara", "other", "cleo", "gudrun"])
def test_the_desk_is_for_mentors_and_a_mentee_for_their_own_mentor(client, program, name):
    a_member(program, "other", role="mentor")
    given.global_staff("gudrun")
    client.force_login(given.a_user(name))
    pairing = pairing_of(program, "amara")
    assert client.get(address("mentee", program.slug, pairing.id)).status_code == 404
    expected = 200 if name == "other" else 404
    assert client.get(address("desk", program.slug)).status_code == expected


def test_a_mentor_without_a_mentee_is_told_what_will_come(client, program):
    a_member(program, "new", role="mentor")
    client.force_login(given.a_user("new"))
    page = client.get(address("desk", program.slug)).content.decode()
    assert "You have no mentee now" in page


def test_after_the_end_of_the_program_the_desk_is_read_and_asks_for_nothing(ilse, program):
    a_goal(program, "amara")
    page = ilse.get(address("desk", program.slug)).content.decode()
    assert "waits for your agreement" in page
    programs_api.end_program(the_coordinator(), program.id, at=timezone.now())
    page = ilse.get(address("desk", program.slug)).content.decode()
    assert "This program has ended. You still read what is shared with you." in page
    assert "Your mentees" in page
    assert "amara" in page
    assert "waits for your agreement" not in page
    assert "Nobody needs you today." not in page


def test_course_progress_stands_with_those_who_share_it(ilse, program):
    a_linked_course(program)
    shares_progress(program, "amara")
    stands("bela", done=6, of=12, last_active_at=given.TUESDAY)
    desk, page = desk_of(ilse, program)
    said = "Course: 25% done, last active on Tue, March 3"
    assert [row.course for row in desk.well] == [said, ""]
    assert page.count("25% done") == 1


def test_the_page_of_a_mentee_names_the_course_and_how_far_they_are(ilse, program):
    a_linked_course(program)
    amara = pairing_of(program, "amara")
    address_of_amara = address("mentee", program.slug, amara.id)
    assert "25% done" not in ilse.get(address_of_amara).content.decode()
    shares_progress(program, "amara")
    assert "25% done, last active on Tue, March 3" in ilse.get(address_of_amara).content.decode()


def test_thirty_mentees_take_no_more_queries_than_three(ilse, program):
    a_mentee(program, "mentee_0")
    a_linked_course(program)
    for name in ("amara", "bela", "mentee_0"):
        a_goal(program, name)
        shares_progress(program, name)
    with gs.own_queries() as few:
        desk_of(ilse, program)
    for number in range(1, 28):
        a_mentee(program, f"mentee_{number}")
        a_goal(program, f"mentee_{number}")
        shares_progress(program, f"mentee_{number}")
    with gs.own_queries() as many:
        desk, _page = desk_of(ilse, program)
    assert len(desk.today) + len(desk.week) + len(desk.well) == 30
    assert len(many) == len(few) <= LIMIT
