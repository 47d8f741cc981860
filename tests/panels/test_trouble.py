"""Whatever people type into notes and requests is kept word for word, shown as text, or refused."""

import html

import pytest

from demo.courses.people import PersonCard, add_person
from outcomes_plugin.errors import Conflict, Invalid
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason
from outcomes_plugin.panels import meetings, requests
from outcomes_plugin.panels.panel import Place
from outcomes_plugin.requests import api as requests_api
from tests import given, given_pairings, given_programs
from tests.given_pairings import a_meeting

PLACE = Place(uid="mo-1", time_zone="Europe/Berlin")
TODAY = {"held_on": "2026-03-03", "minutes": "45", "mode": "video"}
TYPED = {
    "a script": "<script>alert(1)</script>",
    "from a word processor": "<p class=MsoNormal><b>Plan</b><o:p></o:p></p><!--[if gte mso 9]>-->",
    "emoji": "Done 🎉👩🏽‍💻",
    "Arabic": "اتفقنا على الخطوة التالية",
    "an attribute": '" onfocus="alert(1)" x="',
}
NOTES = ("shared_note", "own_note")
TOO_LONG = "x" * 100_000

every_text = pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
every_note = pytest.mark.parametrize("note", NOTES)


@pytest.fixture
def pairing(db):
    """Return the pairing of Amara, who is mentored, and Ben, in the program that Cleo runs."""
    program = given_programs.a_program()
    for name in ("amara", "ben", "cleo"):
        add_person(PersonCard(username=name, name=name.title()))
    given_programs.a_member(program, "amara")
    given_programs.a_member(program, "ben", role="mentor")
    return given_pairings.a_pairing(program, "amara", "ben")


def act(panel, name, action, **told):
    told = {"action": action, **told}
    return panel.act(given.an_actor(name), "leap", told, place=PLACE, at=given.TUESDAY)


def logs(pairing, **told):
    return act(meetings, "amara", "log", pairing=str(pairing.id), **TODAY, **told)


def the_requests():
    return requests_api.open_requests(given.an_actor("cleo"), "leap")


def ended(pairing):
    pairings_api.end_pairing(
        given.an_actor("ben"), pairing.id, reason=EndReason.NO_TIME, at=given.TUESDAY
    )


def assert_text_only(text, shown):
    """The words stand there, and nothing in them works."""
    assert html.escape(text) in shown
    if "<" in text or '"' in text:
        assert text not in shown


@every_note
@every_text
def test_a_note_of_a_meeting_comes_back_as_it_was_typed(pairing, note, text):
    assert_text_only(text, logs(pairing, **{note: text})["html"])
    (meeting,) = pairings_api.my_meetings(given.an_actor("amara"), pairing.program_id)[pairing.id]
    assert getattr(meeting, note) == text


@every_text
def test_what_is_asked_and_answered_comes_back_as_it_was_typed(pairing, text):
    assert_text_only(text, act(requests, "amara", "ask", kind="help", text=text)["html"])
    (asked,) = the_requests()
    assert asked.text == text
    cleo = given.an_actor("cleo")
    requests_api.acknowledge(cleo, asked.id, at=given.TUESDAY)
    requests_api.answer(cleo, asked.id, outcome="talked", text=text, at=given.TUESDAY)
    shown = requests.show(given.an_actor("amara"), "leap", place=PLACE, at=given.TUESDAY).html
    assert_text_only(text, shown)


@every_note
def test_a_note_that_is_far_too_long_is_refused_with_its_limit_and_nothing_is_kept(pairing, note):
    with pytest.raises(Invalid) as refused:
        logs(pairing, **{note: TOO_LONG})
    (problem,) = refused.value.problems
    assert (problem.column, "4,000" in str(problem) or "4000" in str(problem)) == (note, True)
    assert pairings_api.my_meetings(given.an_actor("amara"), pairing.program_id) == {}


def test_a_request_that_is_far_too_long_is_refused_with_its_limit_and_nothing_is_kept(pairing):
    with pytest.raises(Invalid) as refused:
        act(requests, "amara", "ask", kind="help", text=TOO_LONG)
    said = " ".join(map(str, refused.value.problems))
    assert "2000" in said.replace(",", "")
    assert the_requests() == []


def test_a_pairing_that_ends_meanwhile_takes_no_note_and_says_that_the_words_are_still_there(
    pairing,
):
    ended(pairing)
    with pytest.raises(Conflict) as refused:
        logs(pairing, shared_note="What we agreed")
    assert "still here" in str(refused.value)


def test_what_did_not_work_can_be_said_when_the_pairing_has_just_ended(pairing):
    ended(pairing)
    act(requests, "amara", "ask", kind="not_working", pairing=str(pairing.id), reason="no_time")
    assert [one.about for one in the_requests()] == [f"pairing:{pairing.id}"]


def test_a_meeting_that_another_tab_has_changed_is_not_overwritten(pairing):
    meeting = a_meeting(pairing, "amara", shared_note="First")
    told = {"meeting": str(meeting.id), "pairing": str(pairing.id), **TODAY}
    act(meetings, "amara", "change", **told, version=str(meeting.version), shared_note="Second")
    with pytest.raises(Conflict) as refused:
        act(meetings, "amara", "change", **told, version=str(meeting.version), shared_note="Third")
    assert str(refused.value)
    (kept,) = pairings_api.my_meetings(given.an_actor("amara"), pairing.program_id)[pairing.id]
    assert kept.shared_note == "Second"
