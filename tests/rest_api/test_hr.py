"""HR's rows over REST: checked, kept, corrected, held, taken back, logged, and limited."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from outcomes_plugin.progression.models import EmploymentSpell, HeldHrRow
from outcomes_plugin.rest_api.v1.parsers import RowsParser

from .world import address, client_of, send

pytestmark = pytest.mark.django_db

PERSONNEL = "personnel"


@pytest.fixture
def steward():
    return client_of("hr_steward")


def a_row(key="E-1", user="bo", day="2023-09-07"):
    return {"id": key, "user": user, "from": day}


def ask(client, name, program, *rows, **more):
    """Send rows to the source that the world has, which knows P-1 and P-2 of Amara."""
    path = address(name, program.slug, PERSONNEL)
    return send(client, "post", path, {"rows": rows, **more})


def listed(client, name, program):
    return client.get(address(name, program.slug)).json()["results"]


def test_a_check_says_what_rows_would_do_and_keeps_nothing(steward, program):
    told = ask(steward, "check_hr_rows", program, a_row(), a_row("P-1", "amara", "2020-01-01"))
    plan = told.json()
    assert (plan["adds"], plan["changes"], plan["unchanged"], plan["holds"]) == (1, 0, 1, 0)
    assert EmploymentSpell.objects.count() == 2
    kept = ask(steward, "hr_rows", program, a_row(), digest="0" * 64)
    assert kept.status_code == 409
    assert ask(steward, "hr_rows", program, a_row()).json()["adds"] == 1


def test_rows_that_are_sent_twice_change_nothing_the_second_time(steward, program):
    ask(steward, "hr_rows", program, a_row())
    again = ask(steward, "hr_rows", program, a_row()).json()
    assert (again["adds"], again["unchanged"]) == (0, 1)
    corrected = ask(steward, "hr_rows", program, a_row(day="2023-10-01")).json()
    assert (corrected["adds"], corrected["changes"]) == (0, 1)
    assert EmploymentSpell.objects.count() == 3


def test_problems_name_row_and_column_and_nothing_is_kept(steward, program):
    refused = ask(steward, "hr_rows", program, a_row(), a_row("E-2", day="soon"))
    assert refused.status_code == 400
    (problem,) = refused.json()["problems"]
    assert problem == {"field": "from", "line": 2, "message": "soon is not a date."}
    assert EmploymentSpell.objects.count() == 2


def test_all_rows_of_a_source_take_back_what_they_lack_once_it_is_confirmed(steward, program):
    complete = {"extent": "complete"}
    plan = ask(steward, "check_hr_rows", program, a_row(), **complete).json()
    assert plan["missing"] == ["P-1", "P-2"]
    assert plan["needs_confirmation"]
    assert ask(steward, "hr_rows", program, a_row(), **complete).status_code == 409
    done = ask(steward, "hr_rows", program, a_row(), **complete, confirmed=2).json()
    assert (done["adds"], done["retracts"]) == (1, 2)


def test_facts_are_taken_back_by_their_keys(steward, program):
    path = address("retract_hr_facts", program.slug, PERSONNEL)
    assert send(steward, "post", path, {"keys": ["P-1", "P-9"]}).json() == {"count": 1}
    assert EmploymentSpell.objects.get().source_key == "P-2"


def test_who_is_not_there_yet_is_held_listed_by_key_alone_and_discarded(steward, program):
    assert ask(steward, "hr_rows", program, a_row("E-5", "new.colleague")).json()["holds"] == 1
    (held,) = listed(steward, "held_hr_rows", program)
    assert (held["source"], held["source_key"]) == (PERSONNEL, "E-5")
    assert set(held) == {"source", "kind", "source_key", "received_at"}
    path = address("discard_held", program.slug, PERSONNEL)
    assert send(steward, "post", path, {"keys": ["E-5"]}).json() == {"count": 1}
    assert not HeldHrRow.objects.exists()


def test_a_file_is_checked_then_kept(steward, program):
    raw = b"id,user,from\nE-1,bo,2023-09-07\n"

    def sent(name, **form):
        path = address(name, program.slug, PERSONNEL)
        return steward.post(path, {"file": SimpleUploadedFile("a.csv", raw), **form}).json()

    digest = sent("check_hr_file")["digest"]
    assert EmploymentSpell.objects.count() == 2
    assert sent("hr_file", digest=digest)["adds"] == 1


def test_the_log_tells_what_was_kept_and_what_was_refused(steward, program):
    ask(steward, "hr_rows", program, a_row())
    ask(steward, "hr_rows", program, a_row(day="soon"))
    refused, kept, _first = listed(steward, "hr_imports", program)
    assert (refused["is_applied"], refused["problems"]) == (False, 1)
    assert (kept["is_applied"], kept["added"]) == (True, 1)


def test_a_source_of_which_facts_are_left_stays(steward, program):
    path = address("hr_source", program.slug, PERSONNEL)
    assert send(steward, "delete", path).status_code == 409
    keys = {"keys": ["P-1", "P-2"]}
    send(steward, "post", address("retract_hr_facts", program.slug, PERSONNEL), keys)
    assert send(steward, "delete", path).status_code == 204
    assert listed(steward, "hr_sources", program) == []


def test_a_person_calls_their_own_fact_wrong_and_reads_how_it_ended(steward, program, things):
    mentee = client_of("mentee")
    path = address("dispute_hr_fact", program.slug, "spells", things["fact_id"])
    said = send(mentee, "post", path, {}).json()
    assert (said["source_key"], said["outcome"]) == ("P-1", None)
    assert send(mentee, "post", path, {}).json()["id"] == said["id"]
    settle = address("settle_dispute", program.slug, said["id"])
    assert send(steward, "post", settle, {"outcome": "stays"}).json()["outcome"] == "stays"
    facts = mentee.get(address("hr_facts", program.slug)).json()
    assert [one["outcome"] for one in facts["disputes"]] == ["stays", None]


def test_a_body_that_is_too_large_is_refused_before_it_is_read(steward, program):
    path = address("hr_rows", program.slug, PERSONNEL)
    body = json.dumps({"rows": [a_row(user="x" * RowsParser.largest)]})
    refused = steward.post(path, body, content_type="application/json")
    assert refused.status_code == 400
    assert EmploymentSpell.objects.count() == 2


def test_more_rows_than_a_body_may_hold_are_refused(steward, program):
    rows = [{"id": str(number)} for number in range(5001)]
    assert ask(steward, "check_hr_rows", program, *rows).status_code == 400


@pytest.mark.parametrize("row", [7, {"id": None}, {"id": ["E-1"]}, {"id": "E-1", "user": {"a": 1}}])
def test_a_row_that_is_no_plain_row_is_refused(steward, program, row):
    assert ask(steward, "hr_rows", program, row).status_code == 400
    assert EmploymentSpell.objects.count() == 2
