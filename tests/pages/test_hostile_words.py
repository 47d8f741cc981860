"""Script in every text of a questionnaire and in every answer: words wherever they are shown."""

import csv
import io
import json
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from openpyxl import load_workbook

from outcomes_plugin.errors import Invalid
from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_member, the_coordinator
from tests.given_questionnaires import a_document, an_item
from tests.pages.world import address, client_of, json_call

pytestmark = pytest.mark.django_db

SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))"
CHOICES = [{"key": key, "label": f"{key} {SCRIPT}"} for key in ("red", "blue")]
TEXTS = {"prompt": SCRIPT, "help": SCRIPT, "section": "all"}
KINDS = {
    "likert": {"shared_with_mentor": True},
    "zero_to_ten": {"ends": {"low": SCRIPT, "high": SCRIPT}, "shared_with_mentor": True},
    "single_choice": {"choices": CHOICES},
    "multiple_choice": {"choices": CHOICES},
    "number": {"unit": "<img src=x onerror=alert(1)>"},
    "date": {},
    "ranking": {"choices": CHOICES},
    "short_text": {"longest": 200},
    "text": {},
    "information": {"prompt": f"{{{{ text | nothing }}}} {SCRIPT}"},
}
ANSWERS = {
    "likert": 4,
    "zero_to_ten": 3,
    "single_choice": {"other": SCRIPT},
    "multiple_choice": ["red", {"other": SCRIPT}],
    "number": 2,
    "date": "2026-11-24",
    "ranking": ["blue", "red"],
    "short_text": SCRIPT,
    "text": f"{SCRIPT}\n\n# {SCRIPT}",
}
FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1+1"]


class _Found(HTMLParser):
    """What of a page would run: scripts with words of ours, handlers, and addresses that run."""

    def __init__(self):
        super().__init__()
        self.runs = []
        self._in_script = False

    def handle_starttag(self, tag, attrs):
        self._in_script = tag == "script" and dict(attrs).get("type") != "application/json"
        for name, value in attrs:
            is_handler = name.startswith("on") or (name == "src" and value == "x")
            if is_handler or (value or "").lower().startswith("javascript:"):
                self.runs.append((tag, name, value))

    def handle_endtag(self, tag):
        self._in_script = False

    def handle_data(self, data):
        if self._in_script and "alert(1)" in data:
            self.runs.append(("script", data))


def what_runs(page):
    found = _Found()
    found.feed(page)
    return found.runs


def a_hostile_document():
    items = [an_item(kind, **{**TEXTS, **fields}) for kind, fields in KINDS.items()]
    scale = {"kind": "likert", "points": [{"value": n, "label": SCRIPT} for n in (1, 2, 4)]}
    return a_document(
        *items,
        title=SCRIPT,
        about=SCRIPT,
        scales={"four": scale},
        sections=[{"key": "all", "title": SCRIPT, "text": SCRIPT}],
    )


def a_world(document, answers):
    """Return an open window of the document, which Mia has answered."""
    program = gs.an_asking_program()
    a_member(program, "mia")
    now = timezone.now()
    surveys_api.publish_instrument(the_coordinator(), program.id, document, key="bad", at=now)
    window = gs.an_open_window(
        program,
        key="bad",
        instrument="bad",
        title=SCRIPT,
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(days=7),
        at=now - timedelta(hours=2),
    )
    gs.answer(window, "mia", answers, at=now)
    return program, window


def of_mia():
    client = Client()
    client.force_login(given.a_user("mia"))
    return client


@pytest.fixture
def world(db):
    return a_world(a_hostile_document(), ANSWERS)


def test_a_page_that_runs_something_is_found():
    assert what_runs(f"<p>{SCRIPT}</p><a href='JavaScript:x'>x</a>")


def test_script_is_words_on_every_page_that_shows_them(world):
    program, window = world
    slug, cleo = program.slug, client_of("coordinator")
    pages = [
        (of_mia(), address("survey", slug, window.key)),
        (of_mia(), address("mine", slug)),
        (of_mia(), address("my_data")),
        (cleo, address("answers", slug, window.id)),
        (cleo, address("instrument_paper", slug, "bad")),
        (cleo, address("set_up_instruments", slug)),
        (cleo, address("set_up_windows", slug)),
        (cleo, f"{address('set_up_windows', slug)}?window={window.id}"),
        (cleo, address("today", slug)),
    ]
    for client, path in pages:
        answer = client.get(path)
        assert answer.status_code == 200, path
        page = answer.content.decode()
        assert "alert(1)" in page, path
        assert what_runs(page) == [], path


def test_a_refusal_of_script_is_json_that_names_the_items(world):
    program, window = world
    told = {
        "action": "submit",
        "answers": {**ANSWERS, "date": SCRIPT, "<script>": SCRIPT},
        "mode": window.mode,
        "notice_version": 1,
        "instrument_version": 1,
        "response_version": 1,
    }
    path = address("call_survey", program.slug, window.key, "respond")
    refused = json_call(of_mia(), path, told)
    assert (refused.status_code, refused["Content-Type"]) == (400, "application/json")
    assert {one["item"] for one in refused.json()["problems"]} == {"date", "<script>"}


def test_more_than_any_survey_holds_is_refused_before_it_is_read(world):
    program, window = world
    path = address("call_survey", program.slug, window.key, "respond")
    refused = json_call(of_mia(), path, {"answers": {"text": "x" * 300_000}})
    assert refused.status_code == 400
    assert refused.json()["error"] == "This is more than fits in here. Nothing was stored."


def test_script_is_words_in_a_calendar_and_a_title_never_ends_its_line(world):
    program, _window = world
    token = surveys_api.make_calendar(given.an_actor("mia"), at=timezone.now())
    feed = Client().get(address("calendar", token))
    assert feed["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(feed.content).walk("VEVENT")
    assert str(event["summary"]) == f"Survey: {SCRIPT}"
    with pytest.raises(Invalid):
        gs.a_window(program, key="lines", instrument="bad", title="A\r\nBEGIN:VALARM")


def test_ones_own_file_is_json_and_no_page(world):
    answer = of_mia().get(address("my_data_file"))
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"].startswith("attachment")
    (found,) = json.loads(answer.content)["surveys"]["answers"]
    assert found["answers"]["short_text"] == SCRIPT


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("values", ["codes", "labels"])
def test_no_cell_of_a_file_is_a_formula_neither_head_nor_words(formula, values):
    label = [{"key": key, "label": f"{formula} {key}"} for key in ("red", "blue")]
    document = a_document(
        an_item("single_choice", prompt=formula, choices=label),
        an_item("multiple_choice", prompt=formula, choices=label),
        an_item("short_text", prompt=formula),
        an_item("text", prompt=formula),
    )
    answers = {
        "single_choice": "red",
        "multiple_choice": ["red", {"other": formula.strip()}],
        "short_text": formula.strip(),
        "text": f"{formula.strip()}\nmore",
    }
    program, window = a_world(document, answers)
    read = {
        name: b"".join(
            client_of("coordinator")
            .get(address(name, program.slug, window.id), {"values": values})
            .streaming_content
        )
        for name in ("answers_csv", "answers_xlsx")
    }
    for row in csv.reader(io.StringIO(read["answers_csv"].decode())):
        assert [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    cells = [
        cell
        for row in load_workbook(io.BytesIO(read["answers_xlsx"])).active.iter_rows()
        for cell in row
    ]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert formula.strip() in {cell.value for cell in cells}
