"""A program is set up from nothing on its pages: each by whom the api lets, and nothing is lost."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.ledger.models import LedgerEntry
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.given_frameworks import a_draft
from tests.given_pairings import a_pairing, a_proposal
from tests.given_programs import (
    COURSE,
    a_cohort,
    a_draft_program,
    a_member,
    a_program,
    course_staff,
    the_coordinator,
)
from tests.pages.world import PERSONS, a_running_program, address, client_of

pytestmark = pytest.mark.django_db

PAGES = (
    "set_up",
    "set_up_program",
    "set_up_cohorts",
    "set_up_people",
    "set_up_pairings",
    "set_up_courses",
    "set_up_indicators",
    "set_up_windows",
    "set_up_notice",
)
OPENED = {
    "coordinator": set(PAGES),
    "global_staff": {"set_up", "set_up_program", "set_up_people"},
}


def post(client, path, action, **fields):
    """Send a form as the script of the page does."""
    body = json.dumps({"action": action, **fields})
    return client.post(path, body, content_type="application/json")


def send(program, name, action, *, by="coordinator", **fields):
    return post(client_of(by), address(name, program.slug), action, **fields)


def read(program, name, *, by="coordinator", **query):
    return client_of(by).get(address(name, program.slug), query).content.decode()


def problems(answer):
    return {one["item"]: one["message"] for one in answer.json()["problems"]}


def test_each_page_is_opened_by_whom_the_api_lets_and_by_nobody_else():
    program = a_running_program()
    for role in PERSONS:
        client = client_of(role)
        found = {name: client.get(address(name, program.slug)).status_code for name in PAGES}
        opened = {name for name, status in found.items() if status == 200}
        assert opened == OPENED.get(role, set()), role
        assert set(found.values()) <= {200, 404}, role
        home = client.get(address("home")).content.decode()
        assert (address("set_up", program.slug) in home) == bool(opened), role


def test_what_a_form_asks_is_refused_to_all_others():
    program = a_running_program()
    entries = LedgerEntry.objects.count()
    for role in set(PERSONS) - {"coordinator"}:
        for name, action, fields in (
            ("set_up", "begin", {}),
            ("set_up_cohorts", "add", {"title": "Summer", "starts_on": "2026-06-01"}),
            ("set_up_pairings", "anything", {}),
            ("set_up_indicators", "copy", {}),
            ("set_up_windows", "cancel", {"subject": "1"}),
            ("set_up_notice", "publish", notice_facts()),
        ):
            answer = send(program, name, action, by=role, **fields)
            assert answer.status_code in {400, 404}, (role, name)
            assert "error" in answer.json()
    assert LedgerEntry.objects.count() == entries
    told = send(program, "set_up_cohorts", "add", title="Summer", starts_on="2026-06-01")
    assert told.status_code == 200


def test_somebody_signed_out_is_sent_to_sign_in(client):
    program = a_draft_program()
    answer = client.get(address("set_up", program.slug))
    assert (answer.status_code, "next=" in answer["Location"]) == (302, True)


def new_program(role="global_staff", **changes):
    facts = {
        "title": "Leap into leading",
        "slug": "",
        "org": "Northlight",
        "time_zone": "Europe/Berlin",
        "person": "cleo",
        "k": "5",
        **changes,
    }
    given.a_user("cleo")
    given.global_staff()
    return post(client_of(role), address("new_program"), "create", **facts)


def test_global_staff_make_the_first_program_and_name_its_coordinator():
    given.global_staff()
    home = client_of("global_staff").get(address("home")).content.decode()
    assert "Make the first program" in home
    told = new_program()
    assert told.json()["url"] == address("set_up", "leap-into-leading")
    program = programs_api.program_by_slug("leap-into-leading")
    assert programs_api.coordinators(program.id) == [given.a_person("cleo")]
    assert client_of("coordinator").get(told.json()["url"]).status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("slug", "Not a key"),
        ("org", "North light"),
        ("time_zone", "Mars/Base"),
        ("person", "nobody"),
        ("k", "two"),
        ("k", "2"),
    ],
)
def test_what_is_wrong_with_a_new_program_stands_beside_its_field(field, value):
    told = new_program(**{field: value})
    assert told.status_code == 400
    assert field in problems(told)
    assert programs_api.program_by_slug("leap-into-leading") is None


def test_nobody_else_makes_programs():
    given.global_staff()
    a_draft_program()
    for role in ("coordinator", "stranger"):
        given.a_user(PERSONS[role])
        assert client_of(role).get(address("new_program")).status_code == 404
        assert new_program(role).status_code == 404
        assert "new-program" not in client_of(role).get(address("home")).content.decode()
    assert client_of("global_staff").get(address("new_program")).status_code == 200


def test_who_is_meant_is_said_before_anything_is_saved():
    program = a_draft_program()
    given.a_user("nora")
    for role in ("coordinator", "global_staff"):
        told = send(program, "set_up_people", "find", by=role, person="nora@example.com")
        assert told.json()["said"] == "nora, username nora"
    told = send(program, "set_up_people", "find", person="nor")
    assert (told.status_code, list(problems(told))) == (400, ["person"])


def test_settings_are_global_staffs_and_the_coordinator_reads_them():
    program = a_draft_program()
    page = read(program, "set_up_program")
    assert "Only the administrators of the site change these." in page
    fields = {"title": "Leap 2", "time_zone": "Europe/Madrid", "k": "6"}
    assert send(program, "set_up_program", "save", **fields).status_code == 404
    told = send(program, "set_up_program", "save", by="global_staff", **fields)
    assert told.status_code == 200
    changed = programs_api.find_program(program.id)
    assert (changed.title, changed.time_zone, changed.k) == ("Leap 2", "Europe/Madrid", 6)


def test_what_somebody_else_saved_meanwhile_is_not_written_over():
    program = a_draft_program()
    cohort = a_cohort(program)
    fields = {"subject": "spring", "starts_on": "2026-03-02", "ends_on": "2026-12-18"}
    send(program, "set_up_cohorts", "change", title="Early", edition=cohort.edition, **fields)
    told = send(program, "set_up_cohorts", "change", title="Late", edition=cohort.edition, **fields)
    assert told.status_code == 409
    edition = told.json()["edition"]
    assert f'data-edition="{edition}"' in read(program, "set_up_cohorts")
    again = send(program, "set_up_cohorts", "change", title="Late", edition=edition, **fields)
    assert again.status_code == 200


def test_a_cohort_gets_its_usual_days_as_a_suggestion_that_is_saved_by_hand():
    program = a_draft_program()
    told = send(
        program,
        "set_up_cohorts",
        "add",
        title="Spring 26",
        starts_on="2026-03-02",
        ends_on="2026-12-18",
    )
    assert told.json()["said"] == "The cohort “Spring 26” is added."
    page = read(program, "set_up_cohorts")
    assert "Nothing is saved yet." in page
    assert 'value="2026-07-25"' in page
    assert programs_api.milestones(program.id) == []
    days = {"first_month": "", "midpoint": "2026-07-20", "end": "", "half_year_after": ""}
    assert send(program, "set_up_cohorts", "days", subject="spring-26", **days).status_code == 200
    assert [one.key for one in programs_api.milestones(program.id)] == ["midpoint"]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title": " ", "starts_on": "2026-03-02"}, {"title", "slug"}),
        ({"title": "ربيع", "starts_on": "2026-03-02"}, {"slug"}),
        ({"title": "Spring", "starts_on": "31.02.2026"}, {"starts_on"}),
        ({"title": "Spring", "starts_on": "2026-03-02", "ends_on": "2026-03-01"}, {"ends_on"}),
        ({"title": "a\0", "starts_on": "2026-03-02"}, {"title"}),
        ({"title": ["Spring"], "starts_on": 7}, {"title", "starts_on"}),
    ],
)
def test_what_is_wrong_with_a_cohort_stands_beside_its_field(fields, wrong):
    program = a_draft_program()
    told = send(program, "set_up_cohorts", "add", **fields)
    assert told.status_code == 400
    assert set(problems(told)) == wrong
    assert programs_api.cohorts(program.id) == []


def test_people_are_added_moved_and_their_role_ended():
    program = a_draft_program()
    a_cohort(program)
    given.a_user("nora")
    added = send(program, "set_up_people", "add", person="nora", role="mentee", cohort="spring")
    assert added.json()["said"] == "nora has the role “Mentee” now."
    (member,) = programs_api.active_members(program.id, role="mentee")
    assert member.cohort == "spring"
    again = send(program, "set_up_people", "add", person="nora", role="mentee", cohort="")
    assert again.status_code == 409
    page = read(program, "set_up_people", member=str(member.id))
    assert "Their pairings of this role end with it." in page
    send(program, "set_up_people", "move", subject=str(member.id), cohort="")
    assert programs_api.active_members(program.id, role="mentee")[0].cohort == ""
    ended = send(program, "set_up_people", "end", subject=str(member.id))
    assert ended.json()["said"] == "The role of nora has ended."
    assert programs_api.active_members(program.id, role="mentee") == []


def test_ending_a_role_ends_the_pairings_that_rest_on_it():
    program = a_program()
    mia = a_member(program, "mia")
    a_member(program, "mika", role="mentor")
    pairing = a_pairing(program, "mia", "mika")
    assert send(program, "set_up_people", "end", subject=str(mia.id)).status_code == 200
    page = read(program, "people")
    assert pairing.id
    assert "Ended" in page


def test_the_last_coordinator_stays_and_global_staff_name_another():
    program = a_draft_program()
    (cleo,) = programs_api.named_members(the_coordinator(), program.id)
    told = send(program, "set_up_people", "end", subject=str(cleo.member.id))
    assert (told.status_code, "last coordinator" in told.json()["error"]) == (409, True)
    given.a_user("nora")
    answer = send(
        program, "set_up_people", "add", by="global_staff", person="nora", role="coordinator"
    )
    assert answer.status_code == 200
    assert send(program, "set_up_people", "end", subject=str(cleo.member.id)).status_code == 200


def test_a_coordinator_cannot_touch_the_members_of_another_program():
    program = a_draft_program()
    other = programs_api.create_program(
        given.global_staff(),
        slug="other",
        title="Other",
        org="Northlight",
        time_zone="UTC",
        coordinator_user_id=given.a_user("nora").pk,
        at=given.MONDAY,
    )
    (theirs,) = programs_api.named_members(given.an_actor("nora"), other.id)
    for action in ("end", "move"):
        told = send(program, "set_up_people", action, subject=str(theirs.member.id), cohort="")
        assert told.status_code == 404
    assert programs_api.coordinators(other.id)


def test_who_is_alone_stands_on_the_page_of_pairings():
    program = a_program()
    for name in ("mia", "mo", "max"):
        a_member(program, name)
    a_member(program, "mika", role="mentor")
    a_pairing(program, "mia", "mika")
    a_proposal(program, "mo", "mika")
    page = read(program, "set_up_pairings")
    assert "1 mentee has a mentor." in page
    assert "1 proposal waits for an answer." in page
    assert "<li>max</li>" in page
    assert "<li>mo</li>" not in page


def test_a_course_is_linked_by_its_staff_and_the_link_ended():
    program = a_draft_program()
    assert "no other course of which you are staff" in read(program, "set_up_courses")
    course_staff("cleo")
    assert "Mentor" in read(program, "set_up_courses")
    assert send(program, "set_up_courses", "link", subject=COURSE).status_code == 200
    assert [one.course_key for one in programs_api.linked_courses(program.id)] == [COURSE]
    assert send(program, "set_up_courses", "link", subject=COURSE).status_code == 409
    assert send(program, "set_up_courses", "unlink", subject=COURSE).status_code == 200
    assert programs_api.linked_courses(program.id) == []
    for key in ("course-v1:Foreign+X+1", "nonsense"):
        assert send(program, "set_up_courses", "link", subject=key).status_code == 404


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


def window_facts(**changes):
    opens = timezone.now() + timedelta(days=7)
    facts = {
        "title": "How it goes",
        "instrument": "pulse",
        "role": "mentee",
        "opens_at": opens.strftime("%Y-%m-%dT09:00"),
        "closes_at": (opens + timedelta(days=7)).strftime("%Y-%m-%dT18:00"),
        "cohorts": [],
        "wave": "",
        "mode": "",
        "mode_reason": "",
    }
    return {**facts, **changes}


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


def test_what_would_keep_a_survey_from_opening_stands_beside_it():
    program = a_draft_program()
    send(program, "set_up_windows", "plan", **window_facts())
    assert "Every scored question needs an indicator" in read(program, "set_up_windows")


def notice_facts(**changes):
    destroyed = (timezone.now() + timedelta(days=700)).date().isoformat()
    return {
        "controller": "Northlight Ltd",
        "contact": "privacy@example.com",
        "purposes": ["run_program", "surveys"],
        "months_kept": "12",
        "key_destroyed_on": destroyed,
        **changes,
    }


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


def test_the_check_list_says_what_is_missing_and_begins_the_program():
    program = a_draft_program()
    page = read(program, "set_up")
    for sentence in ("Nobody is a mentee yet.", "The notice is not published yet."):
        assert sentence in page
    assert f'href="{address("set_up_notice", program.slug)}"' in page
    assert send(program, "set_up", "begin").status_code == 409
    a_member(program, "mia")
    a_member(program, "mika", role="mentor")
    gs.a_notice(program)
    told = send(program, "set_up", "begin")
    assert told.json()["said"].startswith("“Leap” is running.")
    assert programs_api.find_program(program.id).is_live
    assert "The program is running." in read(program, "set_up")


def test_global_staff_are_not_led_to_what_only_a_coordinator_can_do():
    program = a_draft_program()
    page = read(program, "set_up", by="global_staff")
    assert "Nobody is a mentee yet." in page
    assert "Go on with" not in page
    assert "coordinators do the rest" in page
    assert "Go on with: Cohorts" in read(program, "set_up")


def test_a_program_that_has_ended_is_read_and_no_longer_changed():
    program = a_program()
    programs_api.end_program(the_coordinator(), program.id, at=given.TUESDAY)
    for name in PAGES:
        page = read(program, name)
        assert "This program has ended and can no longer be changed." in page
        assert page.count("<fieldset class") >= page.count("data-locked") or "<form" not in page
    told = send(program, "set_up_cohorts", "add", title="Spring", starts_on="2026-03-02")
    assert told.status_code == 409


def test_script_in_every_field_is_shown_as_text():
    script = "<script>alert(1)</script>"
    program = a_draft_program(title=script)
    told = send(program, "set_up_cohorts", "add", title=script, slug="x", starts_on="2026-03-02")
    assert told.status_code == 200
    send(program, "set_up_windows", "plan", **window_facts(title=script))
    send(program, "set_up_notice", "publish", **notice_facts(controller=script, contact=script))
    for name in PAGES:
        assert script not in read(program, name)
    assert script not in read(program, "notice")


def test_nothing_that_was_typed_stands_in_the_ledger():
    program = a_draft_program()
    send(program, "set_up_cohorts", "add", title="Secret plan", slug="x", starts_on="2026-03-02")
    send(program, "set_up_cohorts", "days", subject="x", midpoint="2026-07-20")
    send(program, "set_up_windows", "plan", **window_facts(title="Secret plan"))
    send(program, "set_up_notice", "publish", **notice_facts(contact="Secret plan"))
    for entry in LedgerEntry.objects.all():
        assert "ecret" not in json.dumps(entry.payload)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_the_same_for_a_large_program(name):
    program = gs.an_asking_program()
    a_cohort(program)

    def queries():
        client = client_of("coordinator")
        with gs.own_queries() as found:
            assert client.get(address(name, program.slug)).status_code == 200
        return len(found)

    gs.a_window(program, cohorts=["spring"])
    before = queries()
    for index, mentee in enumerate(gs.mentees(program, 8, cohort="spring")):
        a_member(program, f"mentor{index}", role="mentor")
        a_pairing(program, mentee, f"mentor{index}")
        gs.a_window(program, key=f"w{index}", cohorts=["spring"])
        a_cohort(program, f"cohort{index}")
    assert queries() == before
    assert before <= 40
