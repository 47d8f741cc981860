"""A coordinator sets a program up and looks after it over REST, and others read its report."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from demo.courses import groups
from outcomes_plugin.programs import api as programs_api
from tests import given
from tests.given_goals import a_goal
from tests.given_programs import a_course

from .world import ANOTHER_COURSE, COURSE, address, client_of, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def cleo(program):
    return client_of("coordinator")


def results(client, name, *parts, **query):
    answer = client.get(address(name, *parts), {"page_size": 100, **query})
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


NOTICE = {
    "controller": "Northlight",
    "contact": "privacy@example.com",
    "purposes": ["run_program", "surveys"],
    "months_kept": 12,
    "key_destroyed_on": "2027-12-31",
}


def test_a_program_is_made_set_up_and_begun(program, cleo):
    made = send(
        client_of("global_staff"),
        "post",
        address("programs"),
        {
            "slug": "new",
            "title": "New",
            "org": "Northlight",
            "time_zone": "Europe/Berlin",
            "coordinator": "cleo",
        },
    )
    assert (made.status_code, made.json()["status"]) == (201, "draft")
    assert cleo.get(address("notice", "new")).status_code == 404
    early = send(cleo, "post", address("begin", "new"), {})
    assert (early.status_code, early.json()["details"]["steps"]) == (409, ["people", "notice"])
    for person, role in (("zoe", "mentee"), ("ilse", "mentor")):
        said = {"person": person, "role": role}
        assert send(cleo, "post", address("members", "new"), said).status_code == 201
    assert send(cleo, "post", address("notice", "new"), NOTICE).json()["version"] == 1
    steps = {one["name"]: one for one in cleo.get(address("set_up", "new")).json()["steps"]}
    assert steps["people"]["is_done"]
    assert steps["cohorts"]["missing"]
    assert send(cleo, "post", address("begin", "new"), {}).json()["status"] == "live"


def test_a_program_ends_for_good(program, cleo):
    ending = cleo.get(address("end", program.slug)).json()
    assert ending["program"]["status"] == "live"
    assert ending["pairs"] > 0
    ended = send(cleo, "post", address("end", program.slug), {}).json()
    assert (ended["status"], bool(ended["ended_at"])) == ("ended", True)
    assert send(cleo, "post", address("end", program.slug), {}).status_code == 409
    left = cleo.get(address("end", program.slug)).json()
    assert (left["to_close"], left["to_cancel"], left["proposals"]) == ([], [], 0)
    assert left["pairs"] == ending["pairs"]


def test_somebody_whom_nobody_knows_gets_no_role(program, cleo):
    answer = send(
        cleo, "post", address("members", program.slug), {"person": "nemo", "role": "mentee"}
    )
    assert answer.status_code == 400
    assert [one["field"] for one in answer.json()["problems"]] == ["person"]
    assert "nemo" not in answer.content.decode()


def test_members_are_listed_moved_and_taken_out(program, cleo):
    by_username = {one["username"]: one for one in results(cleo, "members", program.slug)}
    assert by_username["amara"]["role"] == "mentee"
    assert not {"user_id", "email"} & set(by_username["amara"])
    member = address("member", by_username["bo"]["id"])
    moved = send(cleo, "put", member, {"cohort": "", "attributes": {"site": "oslo"}}).json()
    assert (moved["cohort"], moved["attributes"]) == ("", {"site": "oslo"})
    assert send(cleo, "delete", member).json()["left_at"]
    assert "bo" not in {one["username"] for one in results(cleo, "members", program.slug)}


def test_cohorts_have_days(program, cleo):
    made = send(
        cleo,
        "post",
        address("cohorts", program.slug),
        {"slug": "fall", "title": "Fall", "starts_on": "2026-09-01", "ends_on": "2027-06-30"},
    )
    assert made.status_code == 201
    days = address("cohort_days", program.slug, "fall")
    kept = send(cleo, "put", days, {"days": {"midpoint": "2027-01-15", "end": None}})
    assert kept.json()["days"] == [{"cohort": "fall", "key": "midpoint", "on": "2027-01-15"}]
    assert results(cleo, "days", program.slug) == kept.json()["days"]
    change = {
        "title": "Autumn",
        "starts_on": "2026-09-01",
        "ends_on": None,
        "edition": made.json()["edition"],
    }
    path = address("cohort", program.slug, "fall")
    assert send(cleo, "put", path, change).json()["title"] == "Autumn"
    stale = send(cleo, "put", path, {**change, "title": "Fall again"})
    assert (stale.status_code, stale.json()["current"]["title"]) == (409, "Autumn")


def test_a_cohort_follows_a_group_of_a_linked_course(program, cleo):
    groups.add_group(a_course(), "Ours")
    found, _team = results(cleo, "groups", program.slug)
    assert (found["kind"], found["title"]) == ("cohort", "Ours")
    path = address("cohort_group", program.slug, "spring")
    told = {name: found[name] for name in ("course_key", "group")}
    assert send(cleo, "put", path, told).json()["followed_group"] == found["group"]
    assert send(cleo, "put", path, {**told, "group": "cohort-0"}).status_code == 404
    assert send(cleo, "delete", path).status_code == 204


def test_settings_that_were_changed_meanwhile_come_back(program):
    gudrun, path = client_of("global_staff"), address("program", program.slug)
    read = gudrun.get(path).json()["program"]
    programs_api.change_program(
        given.global_staff(), program.id, title="Leap further", at=given.TUESDAY
    )
    said = {"title": "Leap on", "edition": read["edition"]}
    refused = send(gudrun, "patch", path, said)
    assert (refused.status_code, refused.json()["current"]["title"]) == (409, "Leap further")
    said["edition"] = refused.json()["current"]["edition"]
    assert send(gudrun, "patch", path, said).json()["title"] == "Leap on"


def test_two_are_paired_by_their_persons(program, things, cleo):
    person = {one["username"]: one["person"] for one in results(cleo, "members", program.slug)}
    said = {"mentee": person["bo"], "mentor": person["ilse"], "how": "form"}
    made = send(cleo, "post", address("pairings", program.slug), said)
    assert (made.status_code, made.json()["state"]) == (201, "active")
    rows = {one["pairing"]["id"]: one for one in results(cleo, "pairings", program.slug)}
    assert rows[things["pairing_id"]]["met_on"] == ["2026-03-02"]
    assert rows[things["pairing_id"]]["contact"]["needs_a_call"]
    assert "shared_note" not in str(rows)
    one = cleo.get(address("pairing", program.slug, made.json()["id"])).json()
    assert (one["mentee_person"], one["mentor_person"]) == (person["bo"], person["ilse"])


def test_a_mentee_is_handed_over_and_the_steps_are_told(program, things, cleo):
    person = {one["username"]: one["person"] for one in results(cleo, "members", program.slug)}
    path = address("hand_over", things["pairing_id"])
    fresh = send(cleo, "post", path, {"mentor": person["jonas"]}).json()
    assert fresh["id"] != things["pairing_id"]
    steps = results(cleo, "pairing_history", program.slug, things["pairing_id"])
    assert [one["state"] for one in steps] == ["active", "ended"]
    assert steps[-1]["reason"] == "handed_over"
    assert steps[-1]["by"]


def test_a_file_is_checked_and_then_applied(program, cleo):
    given.a_user("nina")
    rows = b"user,role,cohort\nnina,mentee,spring\nnemo,mentee,\n"

    def send_file(name, raw, **form):
        sent = {"file": SimpleUploadedFile("people.csv", raw), **form}
        return cleo.post(address(name, program.slug, "members"), sent)

    plan = send_file("check_file", rows).json()
    assert (plan["is_applicable"], plan["adds"]) == (False, 1)
    assert [(one["line"], one["field"]) for one in plan["problems"]] == [(3, "user")]
    good = rows.replace(b"nemo,mentee,\n", b"")
    plan = send_file("check_file", good).json()
    applied = send_file("apply_file", good, digest=plan["digest"])
    assert (applied.status_code, applied.json()["adds"]) == (200, 1)
    assert "nina" in {one["username"] for one in results(cleo, "members", program.slug)}
    assert send_file("apply_file", rows, digest=plan["digest"]).status_code == 409


FILES = {
    "pairings": ("coordinator", b"mentee,mentor\nbo,ilse\n"),
    "spells": ("hr_steward", b"source_key,user,starts_on,ends_on\nE-1,amara,2023-09-01,\n"),
    "events": (
        "hr_steward",
        b"source_key,user,kind,on,verified\nC-1,amara,promotion,2026-06-01,yes\n",
    ),
}


@pytest.mark.parametrize("kind", FILES)
def test_each_kind_of_file_is_for_one_role_alone(program, kind):
    role, raw = FILES[kind]

    def send_file(name, client, **form):
        sent = {"file": SimpleUploadedFile("file.csv", raw), **form}
        return client.post(address(name, program.slug, kind), sent)

    others = {"coordinator", "hr_steward", "mentee", "global_staff"} - {role}
    for other in others:
        assert send_file("check_file", client_of(other)).status_code == 404
    client = client_of(role)
    plan = send_file("check_file", client).json()
    assert (plan["adds"], plan["problems"]) == (1, [])
    applied = send_file("apply_file", client, digest=plan["digest"])
    assert (applied.status_code, applied.json()["adds"]) == (200, 1)


def test_what_hr_sent_is_read_by_whom_it_is_about(program):
    role, raw = FILES["events"]
    client = client_of(role)
    sent = {"file": SimpleUploadedFile("file.csv", raw)}
    plan = client.post(address("check_file", program.slug, "events"), sent).json()
    sent = {"file": SimpleUploadedFile("file.csv", raw), "digest": plan["digest"]}
    client.post(address("apply_file", program.slug, "events"), sent)
    facts = client_of("mentee").get(address("hr_facts", program.slug)).json()
    (event,) = facts["events"]
    del event["id"]
    assert event == {"reference": "event:C-1", "kind": "promotion", "on": "2026-06-01"}
    empty = client_of("other_mentee").get(address("hr_facts", program.slug)).json()
    assert empty == {"spells": [], "events": [], "disputes": []}
    wrong = {"kind": "hr_wrong", "about": "event:C-1", "text": "That was my sister."}
    asked = send(client_of("mentee"), "post", address("own_requests", program.slug), wrong)
    assert asked.status_code == 201, asked.content


def test_an_unknown_kind_of_file_is_nothing(program, cleo):
    sent = {"file": SimpleUploadedFile("x.csv", b"user\n")}
    assert cleo.post(address("check_file", program.slug, "secrets"), sent).status_code == 404


def test_courses_are_linked_and_unlinked(program, cleo):
    assert [one["course_key"] for one in results(cleo, "courses_to_link", program.slug)] == [
        ANOTHER_COURSE
    ]
    said = {"course_key": ANOTHER_COURSE}
    made = send(cleo, "post", address("courses", program.slug), said)
    assert (made.status_code, made.json()["is_primary"]) == (201, False)
    course = client_of("course_staff").get(address("one_course", COURSE)).json()
    assert [one["slug"] for one in course["programs"]] == [program.slug]
    path = address("course", program.slug, ANOTHER_COURSE)
    assert send(cleo, "delete", path).status_code == 204
    assert len(results(cleo, "courses", program.slug)) == 1


def test_indicators_get_targets_and_drafts_come_in_force(program, cleo):
    rows = {one["key"]: one for one in results(cleo, "indicators", program.slug)}
    assert rows["trust"]["draft"]["version"] == 2
    adopted = send(cleo, "post", address("adopt_indicator", program.slug, "trust"), {})
    assert (adopted.json()["version"], bool(adopted.json()["effective_from"])) == (2, True)
    target = send(cleo, "post", address("targets", program.slug, "trust"), {"value": 4.2})
    assert (target.status_code, target.json()["value"]) == (201, 4.2)
    rows = {one["key"]: one for one in results(cleo, "indicators", program.slug)}
    assert rows["trust"]["target"]["value"] == 4.2


def test_a_window_is_planned_changed_opened_and_closed(
    program, cleo, django_capture_on_commit_callbacks
):
    said = {
        "key": "second_pulse",
        "title": "Second pulse",
        "instrument": "pulse",
        "role": "mentee",
        "opens_at": "2027-01-04T09:00:00+01:00",
        "closes_at": "2027-01-18T09:00:00+01:00",
        "cohorts": ["spring"],
    }
    window = send(cleo, "post", address("windows", program.slug), said).json()
    assert (window["state"], window["mode"]) == ("planned", "identified")
    path = address("window", window["id"])
    change = {
        "title": "Pulse two",
        "opens_at": said["opens_at"],
        "closes_at": said["closes_at"],
        "cohorts": [],
        "edition": window["edition"],
    }
    assert send(cleo, "put", path, change).json()["title"] == "Pulse two"
    stale = send(cleo, "put", path, {**change, "title": "Pulse three"})
    assert (stale.status_code, stale.json()["current"]["title"]) == (409, "Pulse two")
    opened = send(cleo, "post", address("open_window", window["id"]), {}).json()
    assert (opened["state"], opened["asked"]) == ("open", 2)
    with django_capture_on_commit_callbacks() as later:
        closing = send(cleo, "post", address("close_window", window["id"]), {})
    assert (closing.status_code, closing.json()["state"]) == (202, "closing")
    assert len(later) == 1
    state = cleo.get(address("window_results", window["id"])).json()["state"]
    assert state == "closing"


def test_a_window_that_follows_a_day_is_looked_at_planned_and_moved_with_it(program, cleo):
    timing = {"anchor": "end", "amount": 2, "unit": "months", "days_open": 7}
    asked = {"timing": timing, "cohorts": ["spring"]}
    (times,) = send(cleo, "post", address("window_times", program.slug), asked).json()["times"]
    said = {"key": "after", "title": "After", "instrument": "pulse", "role": "mentee", **asked}
    window = send(cleo, "post", address("following_windows", program.slug), said).json()
    assert (window["opens_at"], window["timing"]["unit"]) == (times["opens_at"], "months")
    assert window["cohort_times"] == [times]
    days = {"days": {"end": "2027-01-29"}}
    path = address("window_moves", program.slug, "spring")
    moves = send(cleo, "post", path, days).json()["moves"]
    (move,) = [one for one in moves if one["window"]["key"] == "after"]
    assert (
        send(cleo, "put", address("cohort_days", program.slug, "spring"), days).status_code == 200
    )
    listed = {one["key"]: one for one in results(cleo, "windows", program.slug)}
    assert listed["after"]["opens_at"] == move["opens_at"] != window["opens_at"]
    change = {"title": "After all", **asked, "shifts": {"spring": 3}, "edition": "old"}
    path = address("following_window", window["id"])
    late = send(cleo, "put", path, change)
    assert (late.status_code, late.json()["current"]["title"]) == (409, "After")
    change["edition"] = listed["after"]["edition"]
    assert send(cleo, "put", path, change).json()["cohort_times"][0]["shift_days"] == 3


def test_a_planned_window_is_called_off(program, things, cleo):
    assert send(cleo, "delete", address("window", things["window_id"])).status_code == 204
    assert "later" not in {one["key"] for one in results(cleo, "windows", program.slug)}


def test_who_sees_answers_is_chosen_with_a_reason(program, things, cleo):
    path = address("window_mode", things["window_id"])
    refused = send(cleo, "put", path, {"mode": "anonymous"})
    assert refused.status_code == 400
    assert refused.json()["problems"]


def test_a_window_is_let_take_late_answers_until_a_day_and_no_longer(program, things, cleo):
    path = address("window_late", things["window_id"])
    too_early = send(cleo, "put", path, {"last_day": "2020-01-01"})
    assert [one["field"] for one in too_early.json()["problems"]] == ["late_last_day"]
    taken = send(cleo, "put", path, {"last_day": "2199-01-01"}).json()
    assert (taken["takes_late"], taken["late_last_day"]) == (True, "2199-01-01")
    assert send(cleo, "put", path, {}).json()["late_last_day"] is None
    assert send(cleo, "delete", path).json()["takes_late"] is False


def test_what_can_be_asked_stands_in_lists(program, cleo):
    assert "pulse" in {one["key"] for one in results(cleo, "instruments", program.slug)}
    suggested = results(cleo, "suggested_windows", program.slug)
    assert "spring_end_mentees" in {one["key"] for one in suggested}
    assert isinstance(results(cleo, "hindrances", program.slug), list)


def test_coordinators_see_who_has_not_answered_and_others_only_how_many(program, cleo):
    (pulse,) = [one for one in results(cleo, "windows", program.slug) if one["key"] == "pulse"]
    path = address("window_participation", pulse["id"])
    seen = cleo.get(path).json()
    assert (seen["asked"], seen["done"], len(seen["not_answered"])) == (2, 0, 2)
    for role in ("sponsor", "course_staff", "global_staff"):
        assert client_of(role).get(path).json()["not_answered"] == []
    (row,) = [
        one
        for one in results(cleo, "participation", program.slug)
        if one["window"]["key"] == "pulse"
    ]
    assert (row["asked"], row["rate"]) == (2, 0.0)


def test_coordinators_see_who_wants_help_and_not_with_what(program, cleo):
    goal = a_goal(program, "bo", visibility="only_me")
    client = client_of("other_mentee")
    said = {"value": 1, "wants_help": True, "changed": "Nothing moves."}
    assert send(client, "post", address("check_ins", goal.id), said).status_code == 201
    rows = results(cleo, "help_wanted", program.slug)
    assert [set(one) for one in rows] == [{"name", "at"}]


def test_a_program_is_no_program_of_others(program, cleo):
    assert program.slug in {
        one["program"]["slug"] for one in results(client_of("mentee"), "programs")
    }
    assert results(client_of("stranger"), "programs") == []


def test_purposes_are_what_a_notice_can_tell_of(program):
    rows = {one["key"]: one for one in results(client_of("stranger"), "purposes")}
    assert rows["run_program"]["is_optional"] is False
