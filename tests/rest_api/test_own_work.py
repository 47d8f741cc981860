"""A mentee and a mentor work together over REST, and see what the pages show them."""

import pytest

from outcomes_plugin.goals import api as goals_api
from outcomes_plugin.journals.data import Visibility
from tests import given
from tests import given_surveys as gs
from tests.given_journals import an_id, has_read, the_token

from .world import address, client_of, send

pytestmark = pytest.mark.django_db

NUMBERS = {
    "what": "Lead six design reviews",
    "kind": "number",
    "baseline": 0,
    "target": 6,
    "due": "2027-12-18",
    "visibility": "pairing",
}


@pytest.fixture
def amara(program):
    return client_of("mentee")


@pytest.fixture
def ilse(program):
    return client_of("mentor")


def a_goal(client, program, **fields):
    answer = send(client, "post", address("goals", program.slug), {**NUMBERS, **fields})
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_a_goal_is_set_read_by_the_mentor_and_agreed_to(program, things, amara, ilse):
    goal = a_goal(amara, program)
    shared = ilse.get(address("mentee_goals", things["pairing_id"])).json()["results"]
    assert goal["id"] in {one["id"] for one in shared}
    agreed = send(ilse, "post", address("agree_goal", goal["id"]), {"version": goal["version"]})
    assert agreed.json()["status"] == "agreed"
    assert amara.get(address("goal", goal["id"])).json()["agreed_at"]


def test_a_mentor_agrees_to_what_they_have_read(program, amara, ilse):
    goal = a_goal(amara, program)
    said = {"target": 8, "version": goal["version"]}
    send(amara, "patch", address("goal", goal["id"]), said)
    path = address("agree_goal", goal["id"])
    answer = send(ilse, "post", path, {"version": goal["version"]})
    assert (answer.status_code, answer.json()["current"]["target"]) == (409, 8)
    again = {"version": answer.json()["current"]["version"]}
    assert send(ilse, "post", path, again).json()["status"] == "agreed"


def test_a_goal_names_no_person(program, amara):
    goal = a_goal(amara, program)
    assert not {"person", "program_id", "user_id"} & set(goal)


def test_a_goal_that_is_kept_for_oneself_is_not_shown_to_the_mentor(program, things, amara, ilse):
    goal = a_goal(amara, program, visibility="only_me")
    shared = ilse.get(address("mentee_goals", things["pairing_id"])).json()["results"]
    assert goal["id"] not in {one["id"] for one in shared}


def test_check_ins_move_a_goal(program, amara):
    goal = a_goal(amara, program)
    said = {"value": 3, "confidence": 7, "changed": "Three led", "next_step": "The fourth"}
    answer = send(amara, "post", address("check_ins", goal["id"]), said)
    assert answer.status_code == 201
    movement = amara.get(address("goal_movement", goal["id"])).json()
    assert (movement["now"]["value"], movement["now"]["place"]) == (3, 0.5)
    assert [one["value"] for one in amara.get(address("goal", goal["id"])).json()["check_ins"]]


def test_a_goal_that_is_done_or_not_has_no_movement(program, amara):
    goal = a_goal(amara, program, kind="done", baseline=None, target=None)
    assert amara.get(address("goal_movement", goal["id"])).status_code == 404


def test_milestones_are_added_done_undone_and_removed(program, amara):
    goal = a_goal(amara, program)["id"]
    said = {"text": "The first one", "due": "2027-06-01"}
    one = send(amara, "post", address("milestones", goal), said).json()
    done = address("milestone_done", goal, one["id"])
    assert send(amara, "put", done, {}).json()["done_at"]
    assert send(amara, "delete", done).json()["done_at"] is None
    assert send(amara, "delete", address("milestone", goal, one["id"])).status_code == 204
    assert amara.get(address("goal", goal)).json()["milestones"] == []


def test_a_goal_is_closed_and_opened_again(program, amara):
    goal = a_goal(amara, program)["id"]
    said = {"status": "dropped", "why": "Other work came first."}
    closed = send(amara, "post", address("finish_goal", goal), said).json()
    assert (closed["status"], closed["closing_words"]) == ("dropped", "Other work came first.")
    assert send(amara, "post", address("reopen_goal", goal), {}).json()["finished_at"] is None


def test_fields_that_are_not_named_stay(program, amara):
    goal = a_goal(amara, program)
    said = {"why": "It is time.", "version": goal["version"]}
    changed = send(amara, "patch", address("goal", goal["id"]), said).json()
    assert (changed["why"], changed["what"]) == ("It is time.", NUMBERS["what"])
    history = amara.get(address("goal_history", goal["id"])).json()["results"]
    assert history[0]["fields_changed"] == ["why"]
    assert history[0]["before"] == {"why": ""}


def test_two_who_change_the_same_field_both_see_both(program, amara):
    goal = a_goal(amara, program)
    goals_api.change_goal(
        given.an_actor("amara"),
        goal["id"],
        changes={"why": "From the other window"},
        expected_version=goal["version"],
        at=given.TUESDAY,
    )
    said = {"why": "From here", "version": goal["version"]}
    answer = send(amara, "patch", address("goal", goal["id"]), said)
    assert answer.status_code == 409
    body = answer.json()
    assert body["code"] == "conflict"
    assert body["details"]["fields"] == ["why"]
    assert body["current"]["why"] == "From the other window"
    again = {"why": "From here", "version": body["current"]["version"]}
    assert send(amara, "patch", address("goal", goal["id"]), again).status_code == 200


def test_the_room_says_with_whom_a_goal_can_be_shared(program, amara):
    room = amara.get(address("goal_room", program.slug)).json()
    assert room["state"] == "open"
    assert [one["is_mentor"] for one in room["readers"]] == [True]
    assert {"key", "title"} == set(room["indicators"][0])


def test_an_entry_is_drafted_kept_shared_and_answered(program, things, amara, ilse):
    entry = an_id()
    draft = send(
        amara,
        "put",
        address("entry_draft", program.slug, entry),
        {"text": "On Wednesday", "version": 0},
    ).json()
    kept = send(
        amara,
        "put",
        address("entry", program.slug, entry),
        {
            "text": "On Wednesday I said no.",
            "version": draft["version"],
            "visibility": "only_me",
            "tags": ["courage"],
        },
    ).json()
    assert (kept["visibility"], kept["tags"], kept["words"]) == ("only_me", ["courage"], 5)
    journal = address("mentee_journal", things["pairing_id"])
    assert entry not in {one["id"] for one in ilse.get(journal).json()["results"]}

    token = amara.get(address("journal_room", program.slug)).json()["audience"]["tokens"]["mentor"]
    sharing = {"visibility": "mentor", "audience": token, "version": kept["version"]}
    shared = send(amara, "put", address("entry_sharing", program.slug, entry), sharing)
    assert shared.json()["visibility"] == "mentor"
    read = {one["id"]: one for one in ilse.get(journal).json()["results"]}
    assert not {"draft", "tags", "version", "person"} & set(read[entry])

    reply = send(ilse, "post", address("replies", program.slug, entry), {"text": "Well done."})
    assert reply.status_code == 201
    own = amara.get(address("entry", program.slug, entry)).json()
    assert [one["text"] for one in own["replies"]] == ["Well done."]

    assert send(amara, "delete", address("entry_sharing", program.slug, entry)).status_code == 204
    assert entry not in {one["id"] for one in ilse.get(journal).json()["results"]}
    assert send(amara, "delete", address("entry", program.slug, entry)).status_code == 204
    assert amara.get(address("entry", program.slug, entry)).status_code == 404


def test_nobody_shares_with_others_than_they_were_shown(program, things, amara):
    said = {"visibility": "mentor", "audience": "somebody", "version": 1, "text": "Private."}
    answer = send(amara, "put", address("entry", program.slug, an_id()), {**said, "version": 0})
    assert (answer.status_code, answer.json()["details"]["reason"]) == (409, "audience")


def test_an_entry_that_was_changed_elsewhere_comes_back_with_its_text(program, things, amara):
    path = address("entry", program.slug, things["entry_id"])
    said = {"text": "Over it", "version": 77, "visibility": "only_me"}
    answer = send(amara, "put", path, said)
    assert (answer.status_code, answer.json()["details"]["reason"]) == (409, "version")
    assert answer.json()["current"]["text"]


def test_a_journal_is_taken_along(program, amara):
    answer = send(amara, "post", address("journal_export", program.slug), {"format": "markdown"})
    assert "estimate" in answer.json()["text"]


def test_meetings_are_logged_corrected_taken_back_and_brought_back(program, things, amara, ilse):
    logged = {
        "held_on": "2026-03-10",
        "minutes": 45,
        "mode": "video",
        "shared_note": "We spoke of scope.",
        "own_note": "Ask about Lisbon.",
        "next_at": "2027-01-11T10:00:00+01:00",
    }
    made = send(amara, "post", address("pairing_meetings", things["pairing_id"]), logged)
    assert made.status_code == 201, made.content
    meeting = made.json()
    seen = {one["id"]: one for one in ilse.get(address("meetings", program.slug)).json()["results"]}
    assert seen[meeting["id"]]["shared_note"] == "We spoke of scope."
    assert seen[meeting["id"]]["own_note"] == ""
    (own,) = amara.get(address("own_pairings", program.slug)).json()["results"]
    assert own["pairing"]["next_meeting_at"] == "2027-01-11T09:00:00Z"
    assert own["role"] == "mentee"
    assert own["partner_name"]

    change = {**logged, "minutes": 60, "version": meeting["version"]}
    del change["next_at"]
    path = address("meeting", meeting["id"])
    assert send(amara, "put", path, change).json()["minutes"] == 60
    stale = send(amara, "put", path, {**change, "minutes": 90})
    assert (stale.status_code, stale.json()["current"]["minutes"]) == (409, 60)
    note = address("own_note", meeting["id"])
    assert send(ilse, "put", note, {"text": "Good energy."}).status_code == 204
    assert send(amara, "delete", path).status_code == 204
    restored = send(amara, "post", address("restore_meeting", meeting["id"]), {})
    assert restored.json()["minutes"] == 60
    planned = address("next_meeting", things["pairing_id"])
    assert send(ilse, "put", planned, {"starts_at": None}).json()["next_meeting_at"] is None


def test_the_desk_shows_a_mentor_their_mentees(program, things, ilse):
    (row,) = ilse.get(address("mentees", program.slug)).json()["results"]
    assert (row["pairing"]["id"], row["open_goals"]) == (things["pairing_id"], 1)
    assert row["reply_waits_since"]
    assert row["met_on"] == ["2026-03-02"]


def test_a_mentee_is_shown_no_proposal(program, things, amara):
    own = amara.get(address("own_pairings", program.slug)).json()["results"]
    assert [one["pairing"]["id"] for one in own] == [things["pairing_id"]]
    path = address("decline_pairing", things["proposal_id"])
    assert send(amara, "post", path, {}).status_code == 404


def test_a_proposal_is_accepted_by_its_mentor_alone(program, things):
    mina = client_of("proposed_mentor")
    (row,) = mina.get(address("own_pairings", program.slug)).json()["results"]
    assert (row["pairing"]["state"], bool(row["answer_until"])) == ("proposed", True)
    path = address("accept_pairing", things["proposal_id"])
    assert send(mina, "post", path, {}).json()["state"] == "active"


def test_a_pairing_rests_goes_on_and_ends(program, things, amara, ilse):
    pairing = things["pairing_id"]
    assert send(ilse, "post", address("pause_pairing", pairing), {}).json()["state"] == "paused"
    assert send(amara, "post", address("pause_pairing", pairing), {}).status_code == 409
    assert send(amara, "post", address("resume_pairing", pairing), {}).json()["state"] == "active"
    end = send(amara, "post", address("end_pairing", pairing), {"reason": "no_time"})
    assert end.json()["state"] == "ended"
    assert "end_reason" not in end.json()
    assert ilse.get(address("mentee_goals", pairing)).status_code == 404
    assert ilse.get(address("mentee_journal", pairing)).status_code == 404


def test_a_request_is_made_read_and_answered(program, things, amara):
    cleo = client_of("coordinator")
    asked = {
        "kind": "not_working",
        "pairing_id": things["pairing_id"],
        "reason": "hard_to_meet",
        "text": "We find no time.",
    }
    one = send(amara, "post", address("own_requests", program.slug), asked).json()
    assert one["state"] == "open"
    waiting = cleo.get(address("open_requests", program.slug)).json()["results"]
    assert {row["request"]["text"] for row in waiting} == {"Call me.", "We find no time."}
    acknowledged = send(cleo, "post", address("acknowledge_request", one["id"]), {})
    assert acknowledged.json()["acknowledged_at"]
    said = {"outcome": "talked", "text": "We found Mondays."}
    send(cleo, "post", address("answer_request", one["id"]), said)
    mine = amara.get(address("own_requests", program.slug)).json()["results"]
    assert "We found Mondays." in {row["answer"] for row in mine}
    answered = cleo.get(address("answered_requests", program.slug)).json()["results"]
    assert [row["request"]["id"] for row in answered] == [one["id"]]


def test_a_request_is_withdrawn(things, amara):
    path = address("withdraw_request", things["request_id"])
    assert send(amara, "post", path, {}).json()["outcome"] == "withdrawn"


def test_who_would_read_a_request_stands_there_by_name(program, amara):
    readers = amara.get(address("request_readers", program.slug)).json()["readers"]
    assert readers["help"]


def test_a_survey_is_answered_once(program, amara):
    (row,) = [
        one
        for one in amara.get(address("own_surveys", program.slug)).json()["results"]
        if one["is_open"]
    ]
    assert (row["key"], row["is_done"]) == ("pulse", False)
    survey = amara.get(address("survey", program.slug, "pulse")).json()
    said = {
        "answers": gs.all_answers("pulse"),
        "mode": survey["mode"],
        "notice_version": 1,
        "instrument_version": survey["instrument_version"],
    }
    path = address("survey_answers", program.slug, "pulse")
    receipt = send(amara, "put", path, said).json()
    assert (receipt["outcome"], receipt["already_received"]) == ("received", False)
    rows = amara.get(address("own_surveys", program.slug)).json()["results"]
    assert [one["is_done"] for one in rows if one["key"] == "pulse"] == [True]


def test_questions_that_have_changed_come_with_the_refusal(program, amara):
    said = {
        "answers": gs.all_answers("pulse"),
        "mode": "identified",
        "notice_version": 1,
        "instrument_version": 7,
    }
    answer = send(amara, "put", address("survey_answers", program.slug, "pulse"), said)
    assert (answer.status_code, answer.json()["details"]["reason"]) == (409, "instrument")
    assert answer.json()["current"]["items"]


def test_answers_that_miss_a_question_are_refused_question_by_question(program, amara):
    survey = amara.get(address("survey", program.slug, "pulse")).json()
    said = {
        "answers": {},
        "mode": survey["mode"],
        "notice_version": 1,
        "instrument_version": survey["instrument_version"],
    }
    answer = send(amara, "put", address("survey_answers", program.slug, "pulse"), said)
    assert answer.status_code == 400
    needed = {item["key"] for item in survey["items"] if item["required"]}
    assert {one["field"] for one in answer.json()["problems"]} == needed


def test_what_was_begun_is_read_with_the_survey_on_another_device(program, amara):
    survey = amara.get(address("survey", program.slug, "pulse")).json()
    told = {name: survey[name] for name in ("mode", "instrument_version")} | {"notice_version": 1}
    path = address("survey_draft", program.slug, "pulse")
    key = survey["items"][0]["key"]
    assert send(amara, "put", path, told | {"answers": {key: 4}}).json()["version"] == 1
    found = amara.get(address("survey", program.slug, "pulse")).json()["draft"]
    assert (found["answers"], found["version"]) == ({key: 4}, 1)
    late = send(amara, "put", path, told | {"answers": {key: 2}})
    assert (late.status_code, late.json()["details"]["reason"]) == (409, "draft")
    assert late.json()["current"]["draft"]["answers"] == {key: 4}


def test_a_survey_is_declined_and_taken_up_again(program, amara):
    path = address("survey_decline", program.slug, "pulse")
    assert send(amara, "put", path, {}).json()["outcome"] == "declined"
    assert send(amara, "delete", path).json()["outcome"] == ""


def test_the_notice_comes_before_anything_is_kept(program):
    bo = client_of("other_mentee")
    goals = address("goals", program.slug)
    refused = send(bo, "post", goals, {"what": "Say no"})
    assert (refused.status_code, refused.json()["details"]["reason"]) == (409, "notice")
    version = bo.get(address("notice", program.slug)).json()["version"]
    read = send(bo, "post", address("read_notice", program.slug), {"version": version})
    assert read.status_code == 204
    assert send(bo, "post", goals, {"what": "Say no"}).status_code == 201


def test_mails_and_optional_purposes_are_ones_own_choice(program, amara):
    path = address("mail_choice", program.slug)
    assert send(amara, "put", path, {"level": "essential"}).json()["level"] == "essential"
    (row,) = amara.get(address("mail_choices")).json()["results"]
    assert row["level"] == "essential"
    choice = address("choice", program.slug, "shared_progress")
    assert send(amara, "put", choice, {}).json()["is_given"]
    (offered,) = amara.get(address("choices")).json()["results"]
    assert offered["is_given"]
    assert not send(amara, "delete", choice).json()["is_given"]


def test_ones_own_data_come_as_the_page_hands_them_out(program, amara):
    data = amara.get(address("my_data")).json()["data"]
    assert data["goals"]
    assert data["journals"]


def test_leaving_ends_ones_roles_and_pairings(program, things, amara):
    left = send(amara, "post", address("leave", program.slug), {}).json()["roles"]
    assert [one["role"] for one in left] == ["mentee"]
    (own,) = amara.get(address("own_pairings", program.slug)).json()["results"]
    assert own["pairing"]["state"] == "ended"
    assert send(amara, "post", address("goals", program.slug), NUMBERS).status_code == 404


def test_what_is_shared_with_staff_is_read_by_coordinators(program):
    actor = has_read(program, "amara")
    amara, cleo = client_of("mentee"), client_of("coordinator")
    said = {
        "text": "For all who run this.",
        "version": 0,
        "visibility": "staff",
        "audience": the_token(actor, program, Visibility.STAFF),
    }
    assert send(amara, "put", address("entry", program.slug, an_id()), said).status_code == 200
    rows = cleo.get(address("shared_entries", program.slug)).json()["results"]
    assert [one["text"] for one in rows] == ["For all who run this."]
