"""The HR data steward's pages: how a source is read, what its files do, and what is left to do."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outcomes_plugin import api
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.models import CareerEvent
from tests import given
from tests.pages.forms import problems, read, send
from tests.pages.world import address, client_of

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}
HEAD = "Record;Mail;Event;Effective"
FILE = f"{HEAD}\nC-1;autumn_0;Promoted;01.10.2026\nC-2;autumn_1;Moved;31.02.2026\n"
FORM = {
    "title": "Career list",
    "source_key": "column:Record",
    "user": "column:Mail",
    "kind": "column:Event",
    "on": "column:Effective",
    "verified": "=",
    "verified.fixed": "yes",
    "kind.word.Promoted": "promotion",
    "kind.word.Moved": "lateral_move",
    "date_forms": ["DD.MM.YYYY"],
    "encoding": "utf-8",
    "separator": "",
}


def example(program, text=FILE, *, by="hr_steward", **form):
    """Show an example of a file, as the script of the page does."""
    sent = {"file": SimpleUploadedFile("a.csv", text.encode())} if text else {}
    path = address("read_hr_example", program.slug)
    return client_of(by).post(path, {"kind": "events", **sent, **form}, headers=JSON)


def save(program, **changes):
    return send(
        program, "new_hr_source", "save", by="hr_steward", subject="events", **FORM | changes
    )


def upload(program, text, *, headers=JSON, **form):
    path = address("hr_file", program.slug, "career-list")
    sent = {"file": SimpleUploadedFile("a.csv", text.encode())}
    return client_of("hr_steward").post(path, {**sent, **form}, headers=headers)


def bring_in(program, text, **form):
    """Check a file, then keep it."""
    checked = upload(program, text, **form).json()
    return upload(program, text, digest=checked["digest"], **form)


def a_row(key="C-1", user="autumn_0", kind="Promoted", day="01.10.2026"):
    return f"{HEAD}\n{key};{user};{kind};{day}\n"


def page(program, name="hr", *parts):
    return client_of("hr_steward").get(address(name, program.slug, *parts)).content.decode()


def test_an_example_becomes_a_form_over_its_columns_with_what_was_guessed(program):
    html = example(program).json()["html"]
    assert html.count('value="column:Effective"') == len(["on", "kind", "user", "source_key"]) + 2
    assert '<option value="column:Mail" selected>' in html
    assert '<option value="column:Event" selected>' in html
    assert "autumn_0" in html


def test_each_value_of_the_file_that_is_not_known_is_asked_for(program):
    html = example(program).json()["html"]
    assert "“Promoted” in the file means" in html
    assert "“Moved” in the file means" in html


def test_rows_are_shown_as_they_would_be_read_with_what_is_wrong_beside_the_cell(program):
    html = example(program, told=json.dumps(FORM)).json()["html"]
    assert '<td data-label="Kind of step">Promotion</td>' in html
    wrong = html.partition('class="mo-wrong-cell"')[2].partition("</td>")[0]
    assert "31.02.2026" in wrong
    assert "mo-reason" in wrong


def test_a_file_that_cannot_be_read_says_so_and_leaves_the_page(program):
    answer = example(program, "PK\x03\x04nonsense")
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("This workbook cannot be read")


def test_an_example_without_a_file_is_refused(program):
    answer = example(program, "")
    assert (answer.status_code, answer.json()["error"]) == (400, "Choose a file first.")


@pytest.mark.parametrize("told", ["{", "[]", '{"date_forms": 3}', '{"encoding": "quokka"}'])
def test_a_form_that_is_none_is_refused(program, told):
    assert example(program, told=told).status_code == 400


def test_a_source_is_saved_and_its_files_are_read_by_it(program):
    saved = save(program).json()
    assert saved["url"] == address("hr_source", program.slug, "career-list")
    checked = upload(program, a_row()).json()
    assert not CareerEvent.objects.exists()
    assert "<strong>1</strong> added" in checked["html"]
    kept = upload(program, a_row(), digest=checked["digest"]).json()
    assert kept["applied"]
    assert CareerEvent.objects.get().kind == "promotion"


def test_what_is_missing_stands_beside_its_field(program):
    told = save(program, title="", user="")
    assert told.status_code == 400
    assert set(problems(told)) == {"title"}
    assert set(problems(save(program, user=""))) == {"user"}


def test_two_sources_of_one_name_are_two(program):
    assert save(program).json()["url"] != save(program).json()["url"]
    assert len(api.hr_sources(given.an_actor("hana"), program.id)) == 2


def test_how_a_source_is_read_is_changed_without_a_file(program):
    save(program)
    html = page(program, "hr_reading", "career-list")
    assert '<option value="column:Mail" selected>' in html
    assert "“Promoted” in the file means" in html
    path = address("hr_reading", program.slug, "career-list")
    body = json.dumps({"action": "save", "subject": "events", **FORM, "title": "Steps"})
    told = client_of("hr_steward").post(path, body, content_type="application/json")
    assert told.status_code == 200, told.content
    (source,) = api.hr_sources(given.an_actor("hana"), program.id)
    assert (source.key, source.title) == ("career-list", "Steps")


def test_problems_are_told_by_line_and_column_and_nothing_is_kept(program):
    save(program)
    found = upload(program, a_row(day="31.02.2026")).json()
    assert "Line 2, “Effective”" in found["html"]
    assert found["digest"] == ""
    assert not CareerEvent.objects.exists()


def test_many_problems_can_be_searched(program):
    save(program)
    text = HEAD + "\n" + "".join(f"C-{n};autumn_0;Promoted;never\n" for n in range(12))
    assert 'data-mo="find"' in upload(program, text).json()["html"]


def test_without_a_script_each_step_is_a_page(program):
    save(program)
    checked = upload(program, a_row(), headers={}).content.decode()
    assert "Nothing was written yet." in checked
    digest = checked.partition('name="digest" value="')[2].partition('"')[0]
    kept = upload(program, a_row(), headers={}, digest=digest).content.decode()
    assert "Imported." in kept
    assert CareerEvent.objects.count() == 1


def test_a_complete_file_asks_before_it_takes_much_back(program):
    save(program)
    many = HEAD + "\n" + "".join(f"C-{n};autumn_{n % 12};Promoted;01.10.2026\n" for n in range(12))
    assert bring_in(program, many).status_code == 200
    one = upload(program, a_row("C-1", "autumn_1"), extent="complete").json()
    assert "11 facts are not in the file and would be taken back" in one["html"]
    assert 'name="confirmed" value="11"' in one["html"]
    send_on = {"extent": "complete", "digest": one["digest"]}
    assert upload(program, a_row("C-1", "autumn_1"), **send_on).status_code == 409
    assert CareerEvent.objects.count() == 12
    done = upload(program, a_row("C-1", "autumn_1"), **send_on, confirmed="11")
    assert done.status_code == 200
    assert CareerEvent.objects.count() == 1


def test_somebody_who_is_not_in_the_program_is_held_listed_and_discarded(program):
    save(program)
    assert "1</strong> held" in bring_in(program, a_row("C-7", "nobody.yet")).json()["html"]
    html = page(program)
    assert "Waiting for their person" in html
    assert "C-7" in html
    assert "nobody.yet" not in html
    stale = send(
        program, "hr", "discard", by="hr_steward", subject="events.career-list", edition="2"
    )
    assert stale.status_code == 409
    done = send(
        program, "hr", "discard", by="hr_steward", subject="events.career-list", edition="1"
    )
    assert done.status_code == 200
    assert "Waiting for their person" not in page(program)


def test_the_list_of_sources_says_what_came_last(program):
    save(program)
    assert "Nothing has come yet." in page(program)
    bring_in(program, a_row())
    assert "Last sent on" in page(program)


def test_facts_are_taken_back_by_their_keys(program):
    save(program)
    bring_in(program, a_row())
    path = address("hr_source", program.slug, "career-list")

    def retract(keys):
        body = json.dumps({"action": "retract", "keys": keys})
        return client_of("hr_steward").post(path, body, content_type="application/json")

    assert set(problems(retract(""))) == {"keys"}
    assert set(problems(retract("C-9"))) == {"keys"}
    assert retract("C-1\n").json()["said"] == "1 fact was taken back."
    assert not CareerEvent.objects.exists()


def test_a_source_is_removed_once_nothing_of_it_is_left(program):
    save(program)
    bring_in(program, a_row())
    path = address("hr_source", program.slug, "career-list")

    def post(**body):
        return client_of("hr_steward").post(path, json.dumps(body), content_type="application/json")

    assert post(action="remove").status_code == 409
    post(action="retract", keys="C-1")
    assert post(action="remove").json()["url"] == address("hr", program.slug)
    assert client_of("hr_steward").get(path).status_code == 404


def test_a_fact_that_its_person_calls_wrong_is_settled(program):
    save(program)
    bring_in(program, a_row())
    autumn = given.an_actor("autumn_0")
    (fact,) = api.my_career_facts(autumn)[1]
    api.dispute_career_fact(autumn, HrKind.EVENTS, fact.id, at=given.NEXT_MONDAY)
    html = page(program)
    assert "People say this is wrong" in html
    assert "Career steps, C-1" in html
    (dispute,) = api.disputed_career_facts(given.an_actor("hana"), program.id)
    told = send(program, "hr", "settle_stays", by="hr_steward", subject=str(dispute.id))
    assert told.status_code == 200
    assert "Stays as it is" in page(program)


def test_nobody_else_finds_any_of_it(program):
    save(program)
    for role in ("coordinator", "analyst", "mentee", "stranger"):
        client = client_of(role)
        for name, *parts in (
            ("hr",),
            ("new_hr_source",),
            ("hr_source", "career-list"),
            ("hr_reading", "career-list"),
            ("hr_file", "career-list"),
        ):
            assert client.get(address(name, program.slug, *parts)).status_code == 404, (role, name)
        assert example(program, by=role).status_code == 404
        assert save(program).status_code == 200
        told = send(program, "new_hr_source", "save", by=role, subject="events", **FORM)
        assert told.status_code == 404
    assert read(program, "hr", by="hr_steward")


def test_the_page_costs_as_many_queries_for_many_sources_as_for_one(program):
    client, path = client_of("hr_steward"), address("hr", program.slug)

    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(path)
        return len(found)

    save(program)
    bring_in(program, a_row("C-7", "nobody.yet"))
    queries()
    for_one = queries()
    for _ in range(4):
        save(program)
    bring_in(program, a_row("C-8", "nobody.else"))
    assert queries() == for_one


def test_people_call_a_fact_of_their_own_wrong_and_read_what_became_of_it(program):
    save(program)
    bring_in(program, a_row())
    (fact,) = api.my_career_facts(given.an_actor("autumn_0"))[1]
    path = address("dispute_hr_fact", "events", fact.id)

    def own():
        return client_of("mentee").get(address("my_data")).content.decode()

    assert re.search(r"Promotion: Oct.* 2026\.", own())
    assert "This is wrong" in own()
    said = client_of("mentee").post(path, "{}", content_type="application/json").json()
    assert said["sentence"].endswith("that this is wrong. HR looks at it.")
    assert said["sentence"] in own()
    assert "This is wrong" not in own()
    (dispute,) = api.disputed_career_facts(given.an_actor("hana"), program.id)
    send(program, "hr", "settle_corrected", by="hr_steward", subject=str(dispute.id))
    assert "HR has corrected it." in own()
    assert "This is wrong" in own()


def test_nobody_calls_a_fact_of_somebody_else_wrong(program):
    save(program)
    bring_in(program, a_row())
    (fact,) = api.my_career_facts(given.an_actor("autumn_0"))[1]
    for role in ("mentor", "hr_steward", "coordinator", "stranger"):
        for kind, fact_id in (("events", fact.id), ("spells", fact.id), ("pets", fact.id)):
            path = address("dispute_hr_fact", kind, fact_id)
            assert (
                client_of(role).post(path, "{}", content_type="application/json").status_code == 404
            )
    assert not api.disputed_career_facts(given.an_actor("hana"), program.id)
