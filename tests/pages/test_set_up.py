"""A program is set up by whom the api lets, begins when it can keep its word, and nothing leaks."""

import json

import pytest

from outcomes_plugin.ledger.models import LedgerEntry
from outcomes_plugin.programs import api as programs_api
from tests import given
from tests import given_surveys as gs
from tests.given_pairings import a_pairing
from tests.given_programs import (
    a_cohort,
    a_draft_program,
    a_member,
    a_program,
    the_coordinator,
)
from tests.pages.forms import notice_facts, post, problems, read, send, window_facts
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
    "set_up_instruments",
    "set_up_windows",
    "set_up_notice",
    "set_up_ending",
)
OPENED = {
    "coordinator": set(PAGES),
    "global_staff": {"set_up", "set_up_program", "set_up_people"},
    "course_staff": {"set_up", "set_up_instruments"},
}


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
            ("set_up_ending", "end", {"sure": ["yes"]}),
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


def test_a_program_is_ended_by_whom_has_read_what_that_means():
    program = gs.an_asking_program()
    gs.an_open_window(program, title="How it goes")
    page = read(program, "set_up")
    assert f'href="{address("set_up_ending", program.slug)}"' in page
    page = read(program, "set_up_ending")
    assert "1 open survey takes no more answers." in page
    assert "How it goes" in page
    assert "as the notice promises" in page
    told = send(program, "set_up_ending", "end", sure=[])
    assert (told.status_code, list(problems(told))) == (400, ["sure"])
    assert programs_api.find_program(program.id).is_live
    told = send(program, "set_up_ending", "end", sure=["yes"])
    assert told.json()["said"] == "“Leap” has ended."
    page = read(program, "set_up_ending")
    assert "The program ended on" in page
    assert "as the notice promised" in page
    assert 'data-action="end"' not in page
    today = read(program, "today")
    assert "Nobody is asked anything any more." in today
    assert "No survey is open" not in today


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
