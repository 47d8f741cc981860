"""What people and programs send by mistake or on purpose: refused or kept whole, never repeated."""

import json
import logging
import re

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import given as examples
from hypothesis import strategies as st

from .world import CALLS, address, client_of, send

pytestmark = pytest.mark.django_db

SECRET = "quokka-of-lisbon"


def sent(client, path, raw, *, content_type="application/json"):
    return client.post(path, raw, content_type=content_type)


@pytest.mark.parametrize(
    "raw",
    ["", "[]", '"words"', "{", '{"what": ', "[" * 100_000, '{"a":' * 50_000, "\xff\xfe", "NaN"],
    ids=lambda raw: raw[:6],
)
def test_what_is_no_object_is_refused(program, raw):
    answer = sent(client_of("mentee"), address("goals", program.slug), raw)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_a_form_is_refused(program):
    answer = client_of("mentee").post(address("goals", program.slug), {"what": SECRET})
    assert (answer.status_code, answer.json()["code"]) == (415, "unreadable")


def test_100_kb_of_text_are_too_long_for_a_goal(program):
    answer = send(
        client_of("mentee"), "post", address("goals", program.slug), {"what": "a" * 10**5}
    )
    assert answer.status_code == 400
    assert [one["field"] for one in answer.json()["problems"]] == ["what"]


def test_more_than_anybody_writes_is_not_read(program):
    raw = json.dumps({"what": "a" * 300_000})
    answer = sent(client_of("mentee"), address("goals", program.slug), raw)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


@pytest.mark.parametrize("text", ["\x00", "half \ud83d of a pair"])
def test_text_that_no_database_keeps_is_refused(program, text):
    answer = send(client_of("mentee"), "post", address("goals", program.slug), {"what": text})
    assert answer.status_code == 400
    assert [one["field"] for one in answer.json()["problems"]] == ["what"]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "🦘 hop", "قل لا مع الأسباب", "<b>Word</b>&nbsp;HTML"]
)
def test_text_is_kept_as_it_was_typed(program, text):
    client = client_of("mentee")
    answer = send(client, "post", address("goals", program.slug), {"what": text})
    assert answer.status_code == 201
    assert client.get(address("goal", answer.json()["id"])).json()["what"] == text
    assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"what": 7}, "what"),
        ({"what": "Say no", "kind": SECRET}, "kind"),
        ({"what": "Say no", "due": SECRET}, "due"),
        ({"what": "Say no", "weight": SECRET}, "weight"),
        ({"what": "Say no", "pairing_id": 10**30}, "pairing_id"),
        ({"what": "Say no", "levels": SECRET}, "levels"),
        ({"what": "Say no", "levels": [1, 2]}, "levels.0"),
        ({"what": "Say no", SECRET: 1}, ""),
    ],
)
def test_a_field_that_cannot_be_read_is_named_and_not_repeated(program, body, field):
    answer = send(client_of("mentee"), "post", address("goals", program.slug), body)
    assert answer.status_code == 400
    assert answer.json()["problems"][0]["field"] == field
    assert SECRET not in answer.content.decode()


def test_a_time_without_a_zone_is_refused(program, things):
    path = address("next_meeting", things["pairing_id"])
    answer = send(client_of("mentee"), "put", path, {"starts_at": "2027-01-04T09:00:00"})
    assert answer.status_code == 400
    assert answer.json()["problems"][0]["field"] == "starts_at"


@pytest.mark.parametrize("number", ["999999999999999999", "9" * 30])
def test_ids_that_no_table_holds_name_nothing(program, things, settings, number):
    settings.OUTCOMES_API_RATES = {}
    client = client_of("coordinator")
    for call in CALLS:
        path = address(call.name, *(things[part] for part in call.parts))
        strange = re.sub(r"/[0-9]+/", f"/{number}/", path)
        if strange != path:
            assert send(client, call.method, strange, call.body).status_code == 404, call


def test_what_was_typed_stands_in_no_log(program, caplog):
    caplog.set_level(logging.DEBUG)
    client, path = client_of("mentee"), address("goals", program.slug)
    for body in ({"what": SECRET}, {"what": SECRET, "kind": SECRET}, {SECRET: SECRET}):
        send(client, "post", path, body)
    sent(client, path, '{"what": "' + SECRET)
    assert SECRET not in caplog.text


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=5,
)


@override_settings(OUTCOMES_API_RATES={})
@examples(st.data())
def test_whatever_stands_in_a_field_nothing_breaks(_world, data):
    """Every write, with one field of a good body replaced by anything."""
    _program, things = _world
    call = data.draw(st.sampled_from([call for call in CALLS if call.body]))
    field = data.draw(st.sampled_from(sorted(call.body)))
    body = {**call.body, field: data.draw(_JSON)}
    path = address(call.name, *(things[part] for part in call.parts))
    for role in ("mentee", "mentor", "coordinator", "global_staff"):
        with transaction.atomic():
            assert send(client_of(role), call.method, path, body).status_code < 500
            transaction.set_rollback(True)
