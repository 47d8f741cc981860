"""Meetings are logged by either side, read with their notes by the two, and by days alone above."""

from datetime import date, timedelta

import pytest

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason, MeetingFacts
from outcomes_plugin.pairings.models import Meeting, MeetingNote
from outcomes_plugin.programs import api as programs_api
from tests import given
from tests.given_pairings import a_meeting, a_pairing
from tests.programs.entries import entries_of

MONDAY, TUESDAY = given.MONDAY.date(), given.TUESDAY.date()
STRANGERS = ("carl", "mina", "cleo", "nora")


def seen_by(name, pairing):
    found = pairings_api.my_meetings(given.an_actor(name), pairing.program_id)
    return list(found.get(pairing.id, ()))


def change(name, meeting, **said):
    as_it_is = {
        "expected_version": meeting.version,
        "held_on": meeting.held_on,
        "minutes": meeting.minutes,
        "mode": meeting.mode,
        "shared_note": meeting.shared_note,
        "own_note": meeting.own_note,
        "at": given.TUESDAY,
    }
    return pairings_api.change_meeting(given.an_actor(name), meeting.id, **{**as_it_is, **said})


def end(pairing, *, at=given.TUESDAY):
    actor = given.an_actor("amara")
    pairings_api.end_pairing(actor, pairing.id, reason=EndReason.COMPLETED, at=at)


@pytest.mark.parametrize("name", ["amara", "ben"])
def test_either_of_the_two_logs_a_meeting_and_both_see_it(pairing, name):
    meeting = a_meeting(pairing, name, minutes=45, mode="in_person")
    assert (meeting.held_on, meeting.minutes, meeting.mode) == (MONDAY, 45, "in_person")
    for one in ("amara", "ben"):
        (seen,) = seen_by(one, pairing)
        assert (seen.id, seen.is_mine) == (meeting.id, one == name)
    (entry,) = entries_of("leap", "meeting.held")
    assert entry.payload == {"pairing": pairing.id, "minutes": 45, "mode": "in_person"}
    assert (entry.person, entry.actor_person) == (pairing.mentee, given.a_person(name))


@pytest.mark.parametrize("name", [*STRANGERS, "gudrun"])
def test_nobody_else_logs_sees_or_changes_it(pairing, name):
    given.global_staff()
    meeting = a_meeting(pairing, "amara", shared_note="Agreed on the review.")
    stranger = given.an_actor(name)
    refusals = (
        lambda: a_meeting(pairing, name, held_on=MONDAY),
        lambda: change(name, meeting),
        lambda: pairings_api.remove_meeting(stranger, meeting.id, at=given.TUESDAY),
        lambda: pairings_api.restore_meeting(stranger, meeting.id, at=given.TUESDAY),
        lambda: pairings_api.keep_own_note(stranger, meeting.id, text="mine"),
        lambda: pairings_api.plan_meeting(
            stranger, pairing.id, starts_at=given.NEXT_MONDAY, at=given.TUESDAY
        ),
    )
    for refused in refusals:
        with pytest.raises(NotFound):
            refused()
    assert seen_by(name, pairing) == []
    assert len(seen_by("ben", pairing)) == 1


def test_a_visitor_has_no_meetings(pairing):
    a_meeting(pairing, "amara")
    assert pairings_api.my_meetings(Actor(), pairing.program_id) == {}


def test_a_day_has_one_meeting_whoever_logs_it(pairing):
    a_meeting(pairing, "amara")
    with pytest.raises(Conflict, match="logged already"):
        a_meeting(pairing, "ben")
    a_meeting(pairing, "ben", held_on=TUESDAY, at=given.TUESDAY)
    assert [one.held_on for one in seen_by("amara", pairing)] == [TUESDAY, MONDAY]


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"held_on": None}, "held_on"),
        ({"held_on": MONDAY + timedelta(days=1)}, "held_on"),
        ({"held_on": MONDAY - timedelta(days=1)}, "held_on"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 481}, "minutes"),
        ({"minutes": True}, "minutes"),
        ({"minutes": "60"}, "minutes"),
        ({"mode": "pigeon"}, "mode"),
        ({"mode": None}, "mode"),
        ({"shared_note": "x" * 4001}, "shared_note"),
        ({"own_note": "half \ud83d"}, "own_note"),
        ({"own_note": "nul \x00"}, "own_note"),
        ({"shared_note": ["a"]}, "shared_note"),
        ({"next_at": given.MONDAY - timedelta(hours=1)}, "next_on"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(pairing, said, column):
    with pytest.raises(Invalid) as refusal:
        a_meeting(pairing, "amara", **said)
    assert [problem.column for problem in refusal.value.problems] == [column]
    assert Meeting.objects.count() == 0
    a_meeting(pairing, "amara")


def test_days_are_those_of_the_programs_zone(pairing):
    late = given.MONDAY.replace(hour=23, minute=30)  # half past midnight in Berlin
    a_meeting(pairing, "amara", held_on=TUESDAY, at=late)


def test_the_shared_note_is_for_both_while_they_are_paired(pairing):
    a_meeting(pairing, "amara", shared_note="  Both <b>read</b> this. \U0001f600 ")
    assert seen_by("ben", pairing)[0].shared_note == "Both <b>read</b> this. \U0001f600"
    end(pairing)
    assert seen_by("ben", pairing)[0].shared_note == ""
    assert seen_by("amara", pairing)[0].shared_note.startswith("Both")


def test_a_private_note_is_for_its_writer_alone(pairing):
    meeting = a_meeting(pairing, "amara", own_note="Ask about pay.")
    pairings_api.keep_own_note(given.an_actor("ben"), meeting.id, text="She is ready.")
    assert seen_by("amara", pairing)[0].own_note == "Ask about pay."
    assert seen_by("ben", pairing)[0].own_note == "She is ready."
    end(pairing)
    pairings_api.keep_own_note(given.an_actor("ben"), meeting.id, text="")
    assert seen_by("ben", pairing)[0].own_note == ""
    assert seen_by("amara", pairing)[0].own_note == "Ask about pay."


def test_notes_leave_no_word_in_the_ledger(pairing):
    meeting = a_meeting(pairing, "amara", shared_note="qumranix", own_note="qumranix")
    change("amara", meeting, shared_note="qumranix again")
    pairings_api.keep_own_note(given.an_actor("ben"), meeting.id, text="qumranix")
    assert "qumranix" not in str([entry.payload for entry in entries_of("leap")])
    assert len(entries_of("leap", "meeting.changed")) == 1


def test_who_logged_it_corrects_it(pairing):
    meeting = a_meeting(pairing, "amara")
    changed = change("amara", meeting, minutes=30, own_note="Short.", shared_note="Next: numbers.")
    assert (changed.minutes, changed.version, changed.own_note) == (30, 2, "Short.")
    (entry,) = entries_of("leap", "meeting.changed")
    assert entry.payload == {"pairing": pairing.id, "fields": ["minutes", "shared_note"]}
    with pytest.raises(NotFound):
        change("ben", meeting)


def test_a_change_in_another_tab_is_not_written_over(pairing):
    meeting = a_meeting(pairing, "amara")
    change("amara", meeting, minutes=30)
    with pytest.raises(Conflict) as refusal:
        change("amara", meeting, minutes=90)
    assert refusal.value.details["version"] == 2
    assert seen_by("amara", pairing)[0].minutes == 30


def test_a_meeting_is_taken_back_and_brought_back(pairing):
    meeting = a_meeting(pairing, "amara", own_note="Mine.")
    amara = given.an_actor("amara")
    pairings_api.remove_meeting(amara, meeting.id, at=given.TUESDAY)
    assert seen_by("ben", pairing) == []
    assert pairings_api.meeting_facts(pairing.program_id) == {}
    with pytest.raises(NotFound):
        pairings_api.remove_meeting(amara, meeting.id, at=given.TUESDAY)
    pairings_api.restore_meeting(amara, meeting.id, at=given.TUESDAY)
    assert seen_by("amara", pairing)[0].own_note == "Mine."


def test_a_meeting_taken_back_gives_its_day_free(pairing):
    meeting = a_meeting(pairing, "amara")
    pairings_api.remove_meeting(given.an_actor("amara"), meeting.id, at=given.TUESDAY)
    a_meeting(pairing, "ben")
    with pytest.raises(Conflict):
        pairings_api.restore_meeting(given.an_actor("amara"), meeting.id, at=given.TUESDAY)


def test_after_a_day_a_meeting_taken_back_is_gone(pairing):
    meeting = a_meeting(pairing, "amara", own_note="Mine.")
    pairings_api.remove_meeting(given.an_actor("amara"), meeting.id, at=given.TUESDAY)
    system = Actor.system("pairings")
    assert pairings_api.forget_removed_meetings(system, at=given.TUESDAY) == 0
    assert pairings_api.forget_removed_meetings(system, at=given.NEXT_MONDAY) == 1
    assert (Meeting.objects.count(), MeetingNote.objects.count()) == (0, 0)
    with pytest.raises(NotFound):
        pairings_api.forget_removed_meetings(given.an_actor("cleo"), at=given.NEXT_MONDAY)


def test_the_next_meeting_is_planned_and_done_once_it_was_held(pairing, cleo):
    ben, amara = given.an_actor("ben"), given.an_actor("amara")
    pairings_api.plan_meeting(ben, pairing.id, starts_at=given.NEXT_MONDAY, at=given.TUESDAY)
    assert pairings_api.pairing(amara, pairing.id).next_meeting_at == given.NEXT_MONDAY
    a_meeting(pairing, "amara", held_on=TUESDAY, at=given.TUESDAY)
    assert pairings_api.pairing(cleo, pairing.id).next_meeting_at == given.NEXT_MONDAY
    a_meeting(pairing, "amara", held_on=given.NEXT_MONDAY.date(), at=given.A_MONTH_LATER)
    assert pairings_api.pairing(amara, pairing.id).next_meeting_at is None
    later = given.A_MONTH_LATER + timedelta(days=3)
    a_meeting(
        pairing,
        "ben",
        held_on=given.A_MONTH_LATER.date(),
        at=given.A_MONTH_LATER,
        next_at=later,
    )
    assert pairings_api.pairing(amara, pairing.id).next_meeting_at == later
    pairings_api.plan_meeting(amara, pairing.id, starts_at=None, at=given.A_MONTH_LATER)
    assert pairings_api.pairing(ben, pairing.id).next_meeting_at is None


@pytest.mark.parametrize("ahead", [timedelta(seconds=-1), timedelta(days=367)])
def test_a_plan_lies_ahead_and_within_a_year(pairing, ahead):
    with pytest.raises(Invalid):
        pairings_api.plan_meeting(
            given.an_actor("ben"), pairing.id, starts_at=given.TUESDAY + ahead, at=given.TUESDAY
        )


def test_nothing_is_logged_planned_or_changed_once_the_pairing_has_ended(pairing):
    meeting = a_meeting(pairing, "amara")
    amara = given.an_actor("amara")
    pairings_api.plan_meeting(amara, pairing.id, starts_at=given.NEXT_MONDAY, at=given.MONDAY)
    end(pairing)
    refusals = (
        lambda: a_meeting(pairing, "amara", held_on=TUESDAY, at=given.TUESDAY),
        lambda: change("amara", meeting),
        lambda: pairings_api.plan_meeting(
            amara, pairing.id, starts_at=given.NEXT_MONDAY, at=given.TUESDAY
        ),
    )
    for refused in refusals:
        with pytest.raises(Conflict, match="still here"):
            refused()
    assert pairings_api.pairing(amara, pairing.id).next_meeting_at is None
    pairings_api.remove_meeting(amara, meeting.id, at=given.TUESDAY)
    with pytest.raises(Conflict):
        pairings_api.restore_meeting(amara, meeting.id, at=given.TUESDAY)


def test_nothing_is_logged_or_planned_once_the_program_has_ended(program, pairing, cleo):
    meeting = a_meeting(pairing, "amara")
    programs_api.end_program(cleo, program.id, at=given.TUESDAY)
    refusals = (
        lambda: a_meeting(pairing, "amara", held_on=TUESDAY, at=given.TUESDAY),
        lambda: change("amara", meeting),
        lambda: pairings_api.plan_meeting(
            given.an_actor("ben"), pairing.id, starts_at=given.NEXT_MONDAY, at=given.TUESDAY
        ),
    )
    for refused in refusals:
        with pytest.raises(Conflict, match="This program has ended"):
            refused()
    assert len(seen_by("ben", pairing)) == 1


def test_coordinators_read_days_and_nothing_else(program, pairing, cleo):
    a_meeting(pairing, "amara", shared_note="Private to us.")
    a_meeting(pairing, "ben", held_on=given.NEXT_MONDAY.date(), at=given.A_MONTH_LATER)
    facts = pairings_api.meeting_dates(cleo, program.slug)
    assert facts == {pairing.id: MeetingFacts(days=(MONDAY, date(2026, 3, 9)))}
    found = facts[pairing.id]
    assert (found.count, found.first_on, found.last_on) == (2, MONDAY, date(2026, 3, 9))
    assert found.longest_gap == 7
    for actor in (given.an_actor("amara"), given.an_actor("ben"), given.global_staff(), Actor()):
        with pytest.raises(NotFound):
            pairings_api.meeting_dates(actor, program.slug)


def test_reading_costs_the_same_for_one_pairing_and_for_many(program, django_assert_num_queries):
    ben = given.an_actor("ben")
    for name in ("amara", "carl"):
        pairing = a_pairing(program, name, "ben")
        for day in range(3):
            at = given.MONDAY + timedelta(days=day)
            a_meeting(pairing, "ben", held_on=at.date(), at=at, own_note="Mine.")
    with django_assert_num_queries(1):
        found = pairings_api.my_meetings(ben, program.id)
    assert [len(meetings) for meetings in found.values()] == [3, 3]
    with django_assert_num_queries(1):
        assert len(pairings_api.meeting_facts(program.id)) == 2


def test_one_pairing_is_read_alone(program, pairing):
    other = a_pairing(program, "carl", "ben")
    a_meeting(pairing, "ben")
    a_meeting(other, "ben", own_note="Mine.")
    found = pairings_api.my_meetings(given.an_actor("ben"), program.id, pairing_id=other.id)
    assert list(found) == [other.id]


def test_a_person_takes_their_meetings_along_and_their_words_are_erased(program, pairing):
    meeting = a_meeting(pairing, "amara", shared_note="Our plan.", own_note="My doubt.")
    pairings_api.keep_own_note(given.an_actor("ben"), meeting.id, text="My view.")
    amara, ben = given.a_person("amara"), given.a_person("ben")
    (mine,) = pairings_api.export_person(amara)["meetings"]
    assert (mine["held_on"], mine["shared_note"], mine["own_note"]) == (
        MONDAY.isoformat(),
        "Our plan.",
        "My doubt.",
    )
    (his,) = pairings_api.export_person(ben)["meetings"]
    assert (his["shared_note"], his["own_note"], his["logged_by_me"]) == (
        "Our plan.",
        "My view.",
        False,
    )
    for _time in range(2):
        pairings_api.erase_person(amara, at=given.TUESDAY)
    (his,) = pairings_api.export_person(ben)["meetings"]
    assert (his["shared_note"], his["own_note"]) == ("", "My view.")
    assert MeetingNote.objects.filter(person=amara).count() == 0
    assert pairings_api.expire_program(program.id) > 0
    assert (Meeting.objects.count(), MeetingNote.objects.count()) == (0, 0)
