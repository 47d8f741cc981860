"""
Who answered what cannot be found out: not by a key, not by an order, not by a time.

The reader of this test has the database file, the log of every level, the ledger, the tracking
events, the completions and the arguments of every task, and knows who answered when. Each check
also finds what it looks for in the identified mode, so that finding nothing means something.
"""

import logging
from datetime import timedelta

import pytest
from celery import signals
from completion.models import BlockCompletion
from django.db import connection
from opaque_keys.edx.keys import UsageKey
from scipy.stats import kendalltau
from waffle.testutils import override_switch

from outcomes_plugin import tasks
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import SurveyState
from tests import given
from tests import given_surveys as gs
from tests.given_programs import COURSE
from tests.surveys.traces import RESPONSE_TABLES, answers_in, time_columns, whole_database

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 60
BLOCK = UsageKey.from_string("block-v1:Northlight+MENTOR+2026+type@mentoring-survey+block@one")
# 60 people in random order stay below this but for one run in ten million.
NO_ORDER = 0.5
PROTECTED = ["confidential", "anonymous"]


def signature(person: int) -> dict:
    """Return answers that no other person gives: the reader is told whose they are."""
    answers = gs.all_answers()
    for key in answers:
        person, answers[key] = person // 5, person % 5 + 1
    return answers


SIGNATURES = {tuple(signature(person).values()): person for person in range(PEOPLE)}


@pytest.fixture
def task_arguments():
    """Collect the arguments of every task that is sent or run."""
    found = []

    def sent(body=None, args=None, kwargs=None, **_more):
        found.append(repr((body, args, kwargs)))

    signals.before_task_publish.connect(sent, weak=False)
    signals.task_prerun.connect(sent, weak=False)
    yield found
    signals.before_task_publish.disconnect(sent)
    signals.task_prerun.disconnect(sent)


@pytest.fixture
def everything_said(caplog, tracking_log, task_arguments):
    """Return a function that returns all that was logged, tracked or queued since."""
    caplog.set_level(logging.DEBUG)
    caplog.handler.setLevel(0)

    def said() -> str:
        logged = [f"{record.getMessage()} {vars(record)}" for record in caplog.records]
        return "\n".join([*logged, *map(str, tracking_log()), *task_arguments])

    return said


def ask(mode, *, people=PEOPLE):
    """Let people look, answer a minute apart, and complete the block; deliver what waits."""
    program = gs.an_asking_program()
    names = gs.mentees(program, people)
    window = gs.an_open_window(program, mode=mode)
    for person, name in enumerate(names):
        at = given.TUESDAY + timedelta(minutes=person)
        pace = {"seconds": 40 + person, "was_fast": person % 3 == 0}
        gs.answer(window, name, signature(person), at=at, course_key=COURSE, pace=pace)
        assert gs.look(window, name).state is SurveyState.RECEIVED
        with override_switch("completion.enable_completion_tracking", active=True):
            BlockCompletion.objects.submit_completion(
                user=given.a_user(name), block_key=BLOCK, completion=1.0
            )
    tasks.deliver_due.delay()
    return window


def responses(window):
    """Return the table in which the answers are kept now."""
    database = whole_database()
    filled = [database[name] for name in RESPONSE_TABLES[window.mode] if database[name].rows]
    assert len(filled) == 1
    return filled[0]


def people_in_order(table) -> list[int]:
    return [SIGNATURES[tuple(answers.values())] for answers in answers_in(table)]


def the_order_of_the_answers_is_not_that_of_the_receipts(window):
    people = people_in_order(responses(window))
    assert sorted(people) == list(range(PEOPLE))
    in_order = abs(kendalltau(people, range(PEOPLE)).statistic)
    assert in_order < NO_ORDER if window.mode in PROTECTED else in_order == 1


def the_physical_order_is_that_of_the_random_id_and_there_is_no_other(window):
    table = responses(window)
    ids = table.values("id")
    assert ids == sorted(ids)
    if connection.vendor == "sqlite":
        assert table.values("physical order") == ids
        counters = whole_database()["sqlite_sequence"].values("name")
        assert (table.name in counters) == (window.mode == "identified")
    spread = ids[-1] - ids[0]
    assert spread > 2**60 if window.mode in PROTECTED else spread == PEOPLE - 1


def no_time_stands_beside_an_answer(window):
    found = time_columns(responses(window))
    assert found == ([] if window.mode in PROTECTED else ["submitted_at", "changed_at"])


def nothing_of_an_answer_stands_in_any_other_table(window):
    table = responses(window)
    own = {
        "anonymous": {"id"},
        "confidential": {"id", "pseudonym"},
        "identified": {"id", "person", "seconds"},
    }[window.mode]
    bits = {"was_fast", "is_straight"} & set(table.columns)
    alike = {"window_id", "cohort_id", "version", "is_scored", "is_late"} & set(table.columns)
    assert set(table.columns) - own - bits - alike - {"submitted_at", "changed_at"} <= {
        "answers",
        "physical order",
    }
    assert set(table.values("was_fast")) == ({0} if window.mode == "identified" else {0, 1})
    for column in bits:
        assert set(table.values(column)) <= {0, 1}
    for column in alike:
        assert len(set(table.values(column))) == 1
    keys = {str(value) for column in own - {"seconds"} for value in table.values(column)}
    elsewhere = {
        str(value)
        for other in whole_database().values()
        if other.name != table.name and not other.name.endswith("score")
        for row in other.rows
        for value in row
    }
    assert {given.a_person(f"mia{person}") for person in range(PEOPLE)} <= elsewhere
    assert bool(keys & elsewhere) == (window.mode == "identified")


def ledger_and_receipts_know_the_window_alone(window):
    database = whole_database()
    entries = database["outcomes_plugin_ledgerentry"].dicts()
    payloads = {row["payload"] for row in entries if row["type"] == "survey.completed"}
    assert len(payloads) == 1
    receipts = database["outcomes_plugin_framerow"]
    assert len(receipts.rows) == PEOPLE
    assert set(receipts.columns) - {"physical order"} == {
        "id",
        "window_id",
        "closes_at",
        "asked_at",
        "minutes",
        "person",
        "cohort_id",
        "outcome",
        "outcome_at",
        "recorded",
        "taken",
        "is_late",
    }


def nothing_that_was_said_tells_of_an_answer(window, said):
    assert "survey.completed" in said
    assert given.a_person("mia7") in said or str(given.a_user("mia7").pk) in said
    ids = [str(one) for one in responses(window).values("id")] if window.mode in PROTECTED else []
    for text in [*gs.all_answers(), *ids]:
        assert text not in said


def scores_are_kept_in_no_order_either(window):
    table = whole_database()[f"outcomes_plugin_{window.mode}score"]
    assert set(table.columns) - {"physical order"} == {"id", "score", "value", "response_id"}
    kept = responses(window)
    whose = dict(zip(kept.values("id"), people_in_order(kept), strict=True))
    people = [whose[row["response_id"]] for row in table.dicts() if row["score"] == "trust"]
    assert sorted(people) == list(range(PEOPLE))
    in_order = abs(kendalltau(people, range(PEOPLE)).statistic)
    assert in_order < NO_ORDER if window.mode in PROTECTED else in_order == 1


def keep_drafts(mode, *, people):
    """Let people begin to answer, a minute apart; return the table that keeps what they have."""
    program = gs.an_asking_program()
    names = gs.mentees(program, people)
    window = gs.an_open_window(program, mode=mode)
    for person, name in enumerate(names):
        surveys_api.keep_draft(
            gs.has_read_the_notice(window, name),
            "leap",
            window.key,
            answers=signature(person),
            mode=mode,
            notice_version=1,
            instrument_version=1,
            at=given.TUESDAY + timedelta(minutes=person),
        )
    return whole_database()[f"outcomes_plugin_{mode}draft"]


@pytest.mark.parametrize("mode", ["identified", "confidential"])
def test_a_draft_tells_as_little_as_an_answer(mode):
    table = keep_drafts(mode, people=PEOPLE)
    people = people_in_order(table)
    assert sorted(people) == list(range(PEOPLE))
    in_order = abs(kendalltau(people, range(PEOPLE)).statistic)
    assert in_order < NO_ORDER if mode in PROTECTED else in_order == 1
    assert time_columns(table) == ([] if mode in PROTECTED else ["kept_at"])
    ids = table.values("id")
    assert ids == sorted(ids)
    if connection.vendor == "sqlite":
        assert table.values("physical order") == ids
    assert ids[-1] - ids[0] > 2**60 if mode in PROTECTED else ids[-1] - ids[0] == PEOPLE - 1
    people_named = {given.a_person(f"mia{person}") for person in range(PEOPLE)}
    said = {str(value) for row in table.rows for value in row}
    assert bool(said & people_named) == (mode == "identified")


def test_changing_an_answer_under_a_code_moves_it_nowhere():
    window = ask("confidential", people=10)
    before = responses(window).values("id")
    gs.answer(window, "mia7", signature(7) | {"use_1": "does_not_apply"}, response_version=1)
    gs.answer(window, "mia7", signature(7), response_version=2)
    after = responses(window)
    assert after.values("id") == before
    assert sorted(after.values("version")) == [1] * 9 + [3]


CHECKS = (
    the_order_of_the_answers_is_not_that_of_the_receipts,
    the_physical_order_is_that_of_the_random_id_and_there_is_no_other,
    no_time_stands_beside_an_answer,
    nothing_of_an_answer_stands_in_any_other_table,
    ledger_and_receipts_know_the_window_alone,
)


@pytest.mark.parametrize("mode", ["identified", *PROTECTED])
def test_nobody_finds_out_who_answered_what(mode, everything_said):
    window = ask(mode)
    for check in CHECKS:
        check(window)
    closed = gs.close(window)
    for check in (*CHECKS, scores_are_kept_in_no_order_either):
        check(closed)
    nothing_that_was_said_tells_of_an_answer(closed, everything_said())
