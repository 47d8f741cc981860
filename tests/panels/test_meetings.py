"""The panel of meetings: what each side is shown, and what its script can ask for."""

import re
from datetime import timedelta

import pytest

from demo.courses.people import PersonCard, add_person
from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason
from outcomes_plugin.panels import meetings as panel
from outcomes_plugin.panels.panel import Place
from outcomes_plugin.programs import api as programs_api
from tests import given, given_pairings, given_programs
from tests.given_pairings import a_meeting, a_proposal

PLACE = Place(uid="mo-1", time_zone="Europe/Berlin")
TODAY = {"held_on": "2026-03-03", "minutes": "45", "mode": "video"}


@pytest.fixture
def program(db):
    program = given_programs.a_program()
    for name, whole in (("amara", "Amara Kesten"), ("carl", "Carl Kesten"), ("ben", "Ben Okello")):
        add_person(PersonCard(username=name, name=whole))
    for name in ("amara", "carl"):
        given_programs.a_member(program, name, cohort="spring")
    given_programs.a_member(program, "ben", role="mentor")
    return program


@pytest.fixture
def pairing(program):
    return given_pairings.a_pairing(program, "amara", "ben")


def shown(name, *, at=given.TUESDAY, **how):
    return panel.show(given.an_actor(name), "leap", place=PLACE, at=at, **how).html


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def act(name, pairing, action, *, at=given.TUESDAY, **told):
    told = {"action": action, "pairing": str(pairing.id), **told}
    return panel.act(given.an_actor(name), "leap", told, place=PLACE, at=at)


def test_each_side_sees_the_other_and_that_they_have_not_met(pairing):
    mentee, mentor = text_of(shown("amara")), text_of(shown("ben"))
    assert "Your mentor Ben Okello" in mentee
    assert "Your mentee Amara Kesten" in mentor
    assert "No meeting is logged yet." in mentee
    assert "We met today" in mentee


def test_the_form_opens_with_what_is_usual(pairing):
    assert 'value="2026-03-03"' in shown("amara")
    assert 'value="60"' in shown("amara")
    a_meeting(pairing, "ben", minutes=30, mode="phone")
    html = shown("amara")
    assert 'value="30"' in html
    assert '<option value="phone" selected>' in html


def test_a_meeting_is_logged_and_the_card_comes_back(pairing):
    answer = act("amara", pairing, "log", **TODAY, shared_note="<script>alert(1)</script>")
    assert answer["said"] == "The meeting is logged."
    card = text_of(answer["html"])
    assert "Met once since March 2, 2026, on March 3, 2026." in card
    assert "Tuesday, March 3, 2026 45 minutes · Video call" in card
    assert "<script>" not in answer["html"]
    assert "&lt;script&gt;alert(1)" in answer["html"]


def test_the_next_meeting_is_named_in_the_readers_zone(pairing):
    answer = act("ben", pairing, "plan", next_on="2026-03-06", next_time="14:00")
    assert '<time datetime="2026-03-06T13:00:00+00:00">' in answer["html"]
    assert "Friday, March 6, 2026, 2 p.m. (Europe/Berlin)" in text_of(shown("amara"))
    assert "Did you meet?" in text_of(shown("amara", at=given.NEXT_MONDAY))
    answer = act("ben", pairing, "plan", next_on="", next_time="14:00")
    assert answer["said"] == "No next meeting is planned now."


@pytest.mark.parametrize(
    ("told", "column"),
    [
        ({**TODAY, "held_on": "soon"}, "held_on"),
        ({**TODAY, "held_on": ["2026-03-03"]}, "held_on"),
        ({**TODAY, "minutes": "a while"}, "minutes"),
        ({**TODAY, "mode": ["video"]}, "mode"),
        ({**TODAY, "own_note": ["x"]}, "own_note"),
        ({**TODAY, "own_note": "x" * 100_000}, "own_note"),
        ({**TODAY, "next_on": "2026-02-30"}, "next_on"),
        ({**TODAY, "next_on": "2026-03-30", "next_time": "noon"}, "next_time"),
        ({**TODAY, "next_on": "2020-03-30", "next_time": "12:00"}, "next_on"),
    ],
)
def test_what_cannot_be_read_is_named_beside_its_field(pairing, told, column):
    with pytest.raises(Invalid) as refusal:
        act("amara", pairing, "log", **told)
    assert [problem.column for problem in refusal.value.problems] == [column]
    assert "We met today" in act("amara", pairing, "log", **TODAY)["html"]


@pytest.mark.parametrize("told", [{}, {"action": "explode"}, {"action": ["log"]}])
def test_an_unknown_action_is_refused(pairing, told):
    with pytest.raises(Invalid):
        act("amara", pairing, told.get("action"))


@pytest.mark.parametrize("pairing_id", [None, "", "x", "9" * 30, "²", True, 99])
def test_a_pairing_that_is_not_ones_own_does_not_exist(pairing, pairing_id):
    with pytest.raises(NotFound):
        panel.act(
            given.an_actor("amara"),
            "leap",
            {"action": "pause", "pairing": pairing_id},
            place=PLACE,
            at=given.TUESDAY,
        )
    act("amara", pairing, "pause")


def test_only_the_writer_is_offered_to_correct(pairing):
    meeting = a_meeting(pairing, "amara", shared_note="For us.", own_note="For me.")
    mine, his = shown("amara"), shown("ben")
    assert 'data-action="change"' in mine
    assert 'data-action="change"' not in his
    assert "For us." in his
    assert "For me." not in his
    told = {"meeting": str(meeting.id), "version": "1", **TODAY}
    assert act("amara", pairing, "change", **told)["said"] == "The meeting is corrected."
    with pytest.raises(Conflict):
        act("amara", pairing, "change", **told)
    answer = act("ben", pairing, "note", meeting=str(meeting.id), own_note="Mine.")
    assert "Mine." in answer["html"]


def test_taking_back_offers_to_undo(pairing):
    meeting = a_meeting(pairing, "amara")
    answer = act("amara", pairing, "remove", meeting=meeting.id)
    assert 'data-action="restore"' in answer["html"]
    assert "No meeting is logged yet." in answer["html"]
    answer = act("amara", pairing, "restore", meeting=meeting.id)
    assert "Met once" in answer["html"]
    assert 'data-action="restore"' not in answer["html"]


def test_three_weeks_without_a_meeting_are_said_as_a_fact(pairing):
    a_meeting(pairing, "amara")
    assert "days since you met" not in shown("ben", at=given.MONDAY + timedelta(days=20))
    assert "34 days since you met." in shown("ben", at=given.MONDAY + timedelta(days=34))


def test_a_proposal_is_answered_by_the_mentor(program):
    proposal = a_proposal(program, "carl", "ben")
    assert "You are not paired now" in shown("carl")
    with pytest.raises(NotFound):
        act("carl", proposal, "decline", reason="other")
    html = shown("ben")
    assert "The coordinators propose that you mentor Carl Kesten." in text_of(html)
    assert "Answer until Thursday, March 5, 2026, 10 a.m. (Europe/Berlin) ." in text_of(html)
    assert "You see what Carl Kesten chooses to share with you" in text_of(html)
    answer = act("ben", proposal, "accept")
    assert "We met today" in answer["html"]


def test_who_declines_or_ends_says_why(program, pairing):
    proposal = a_proposal(program, "carl", "ben")
    for one, action in ((proposal, "decline"), (pairing, "end")):
        for reason in ("", "member_left", ["other"]):
            with pytest.raises(Invalid):
                act("ben", one, action, reason=reason)
        answer = act("ben", one, action, reason="no_time")
        assert "data-action" not in answer["html"]
    assert pairings_api.my_pairings(given.an_actor("ben"))[0].end_reason == EndReason.NO_TIME
    assert "You no longer see what Amara Kesten shared with you." in text_of(shown("ben"))


def test_a_mentee_never_learns_of_a_proposal_that_came_to_nothing(program):
    act("ben", a_proposal(program, "carl", "ben"), "decline", reason="not_a_fit")
    assert "Ben" not in shown("carl")
    assert "The proposal was declined" in shown("ben")


def test_a_pause_is_said_and_ends_when_the_two_go_on(pairing):
    assert "Paused." in act("ben", pairing, "pause")["html"]
    assert "Paused." not in act("amara", pairing, "resume")["html"]


def test_a_pairing_that_ended_meanwhile_takes_nothing(pairing):
    act("ben", pairing, "end", reason="other")
    with pytest.raises(Conflict, match="still here"):
        act("amara", pairing, "log", **TODAY)


def test_in_an_ended_program_everything_is_read_and_nothing_offered(program, pairing):
    a_meeting(pairing, "amara", shared_note="For us.")
    programs_api.end_program(given_programs.the_coordinator(), program.id, at=given.TUESDAY)
    html = shown("ben", at=given.NEXT_MONDAY)
    assert "For us." in html
    assert "data-action" not in html


def test_who_is_not_paired_is_told_what_happens_next(program):
    assert "You are not paired now" in shown("carl")
    for name in ("nora", "gudrun"):
        given.global_staff()
        with pytest.raises(NotFound):
            shown(name)


def test_a_partner_is_written_to_while_the_pairing_is_open(pairing):
    assert "mailto:ben@example.com" in shown("amara")
    act("amara", pairing, "end", reason="other")
    assert "mailto:" not in shown("amara")


@pytest.fixture
def three(program, pairing):
    """Return Ben's pairings with Amara, Carl and Dora, of whom Dora comes soonest."""
    add_person(PersonCard(username="dora", name="Dora Kesten"))
    given_programs.a_member(program, "dora")
    found = [
        pairing,
        *(given_pairings.a_pairing(program, name, "ben") for name in ("carl", "dora")),
    ]
    pairings_api.plan_meeting(
        given.an_actor("ben"),
        found[-1].id,
        starts_at=given.TUESDAY + timedelta(days=3),
        at=given.TUESDAY,
    )
    return found


def test_one_of_many_says_what_matters_and_keeps_the_rest_one_click_away(three):
    a_meeting(three[0], "amara", shared_note="For us.")
    html = shown("ben")
    assert html.count('<details class="mo-rest"><summary>') == 3
    assert html.count("We met today") == 3
    assert html.index("Dora Kesten") < html.index("Amara Kesten") < html.index("Carl Kesten")
    before, rest = html.split("Carl Kesten</bdi>")[0].split('<details class="mo-rest">')[1:3]
    assert "For us." in rest
    assert "For us." not in before
    assert "mo-rest" not in shown("amara")


def test_who_needs_a_meeting_comes_first_among_many(three):
    later = given.MONDAY + timedelta(days=11)
    for pairing, name in zip(three[1:], ("carl", "dora"), strict=True):
        a_meeting(pairing, name, held_on=given.TUESDAY.date(), at=later)
    html = shown("ben", at=later)
    head = html.split("Amara Kesten</bdi>")[1].split("</header>")[0]
    assert "11 days since you were paired, and no meeting yet." in head
    assert html.index("Amara Kesten") < html.index("Carl Kesten")


def test_after_an_act_the_rest_of_its_card_is_open_and_alone_there_is_no_rest(three):
    answer = act("ben", three[0], "log", **TODAY)
    assert '<details class="mo-rest" open>' in answer["html"]
    assert "mo-rest" not in shown("ben", pairing_id=three[0].id)
    told = {"action": "pause", "pairing": str(three[0].id)}
    ben, how = given.an_actor("ben"), {"place": PLACE, "at": given.TUESDAY}
    assert "mo-rest" not in panel.act(ben, "leap", told, alone=three[0].id, **how)["html"]
    with pytest.raises(NotFound):
        panel.act(ben, "leap", told, alone=three[1].id, **how)


def test_one_pairing_is_shown_alone(program, pairing):
    other = given_pairings.a_pairing(program, "carl", "ben")
    assert "Amara" in shown("ben")
    assert "Amara" not in shown("ben", pairing_id=other.id)


def test_the_panel_costs_the_same_for_one_pairing_and_for_many(
    program, pairing, django_assert_max_num_queries
):
    for number in range(8):
        given_programs.a_member(program, f"mia{number}", cohort="spring")
        one = given_pairings.a_pairing(program, f"mia{number}", "ben")
        a_meeting(one, "ben")
    ben = given.an_actor("ben")
    with django_assert_max_num_queries(10):
        panel.show(ben, "leap", place=PLACE, at=given.TUESDAY)


def test_ids_are_unique_on_the_page(program, pairing):
    a_meeting(pairing, "ben")
    a_proposal(program, "carl", "ben")
    ids = re.findall(r'\bid="([^"]+)"', shown("ben"))
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'\b(?:for|aria-describedby)="([^"]+)"', shown("ben"))) <= set(ids)
