"""
Notes and requests are planted and looked for everywhere: they stand with their readers alone.

Looked through are the whole database, the log of every level, tracking events, task arguments and
the pages of everybody else, among them what those are told whom something was refused.
"""

import json
import logging
import uuid

import pytest
from celery import signals
from django.test import Client

from outcomes_plugin import tasks
from outcomes_plugin.governance import api as governance_api
from outcomes_plugin.requests import api as requests_api
from tests import given, given_pairings, given_programs
from tests.pages.world import address
from tests.surveys.traces import whole_database

pytestmark = pytest.mark.django_db(transaction=True)

OWN, BOTH, ASKED, ANSWER = (f"{word}{uuid.uuid4().hex}" for word in ("o", "b", "a", "r"))
SECRETS = (OWN, BOTH, ASKED, ANSWER)
HOME = {
    "outcomes_plugin_meeting": {BOTH},
    "outcomes_plugin_meetingnote": {OWN},
    "outcomes_plugin_helprequest": {ASKED, ANSWER},
}


@pytest.fixture
def everything_said(caplog, tracking_log):
    """Return a function that returns all that was logged, tracked or queued since."""
    caplog.set_level(logging.DEBUG)
    caplog.handler.setLevel(0)
    queued = []

    def sent(body=None, args=None, kwargs=None, **_more):
        queued.append(repr((body, args, kwargs)))

    signals.before_task_publish.connect(sent, weak=False)
    signals.task_prerun.connect(sent, weak=False)

    def said() -> str:
        logged = [f"{record.getMessage()} {vars(record)}" for record in caplog.records]
        return "\n".join([*logged, *map(str, tracking_log()), *queued])

    yield said
    signals.before_task_publish.disconnect(sent)
    signals.task_prerun.disconnect(sent)


def client_of(name):
    client = Client()
    client.force_login(given.a_user(name))
    return client


def send(name, page, **told):
    path = address(page, "leap", "act") if page.startswith("call_") else address(page, "leap")
    return client_of(name).post(path, json.dumps(told), content_type="application/json")


@pytest.fixture
def planted(everything_said):
    """Amara has logged a meeting with both notes, and asked for help, which Cleo answered."""
    program = given_programs.a_program()
    given_programs.a_member(program, "amara", cohort="spring")
    for name in ("ben", "mina"):
        given_programs.a_member(program, name, role="mentor")
    pairing = given_pairings.a_pairing(program, "amara", "ben")
    log = {
        "action": "log",
        "pairing": pairing.id,
        "held_on": given.TUESDAY.date().isoformat(),
        "minutes": "60",
        "mode": "video",
        "shared_note": BOTH,
        "own_note": OWN,
    }
    ask = {"action": "ask", "kind": "help", "text": ASKED}
    assert send("amara", "call_meetings", **log).status_code == 200
    assert send("amara", "call_ask", **ask).status_code == 200
    (made,) = requests_api.open_requests(given_programs.the_coordinator(), "leap")
    answer = {"action": "answer", "request": made.id, "outcome": "talked", "answer": ANSWER}
    refused = [
        send("amara", "call_meetings", **log),
        send("amara", "call_meetings", **{**log, "minutes": OWN, "own_note": OWN * 200}),
        send("amara", "call_meetings", **{**log, "mode": BOTH, "held_on": BOTH}),
        send("mina", "call_meetings", **log),
        send("amara", "call_ask", **{**ask, "text": f"{ASKED}, again"}),
        send("amara", "call_ask", **{**ask, "kind": ASKED}),
        send("amara", "call_ask", **{**ask, "text": ASKED * 200}),
        send("ben", "requests", **answer),
        send("cleo", "requests", **{**answer, "outcome": ANSWER}),
    ]
    for one in refused:
        assert one.status_code in {400, 404, 409}
        assert found_in(one.content.decode()) == set()
    assert send("cleo", "requests", **answer).status_code == 200
    tasks.deliver_due.delay()
    return program


def found_in(text):
    return {secret for secret in SECRETS if secret in text}


def test_in_the_database_each_word_stands_in_one_place(planted):
    places = {}
    for table in whole_database().values():
        for row in table.rows:
            for secret in found_in(repr(row)):
                places.setdefault(table.name, set()).add(secret)
    assert places == HOME


def test_nothing_that_was_logged_tracked_or_queued_tells_of_them(planted, everything_said):
    said = everything_said()
    assert "mentoring.meeting.held" in said
    assert "request.made" not in said
    assert found_in(said) == set()


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("amara", {OWN, BOTH, ASKED, ANSWER}),
        ("ben", {BOTH}),
        ("cleo", {ANSWER}),
        ("mina", set()),
        ("gudrun", set()),
    ],
)
def test_everybody_is_shown_and_handed_what_is_theirs(planted, name, seen):
    given.global_staff()
    client = client_of(name)
    pages = [
        client.get(address(page, "leap")).content.decode()
        for page in ("mine", "ask", "pairings", "requests", "today", "people", "notice")
    ]
    export = governance_api.export_of(given.an_actor(name), at=given.NEXT_MONDAY)
    assert found_in("".join([*pages, json.dumps(export)])) == seen
