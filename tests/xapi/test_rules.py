"""The rules by which statements are judged find what is wrong: without that, nothing is shown."""

import copy

import pytest

from tests.xapi.rules import problems

GOOD = {
    "id": "3f1c1a3e-5d0c-4f43-8a10-0f3f6f7b9c11",
    "version": "1.0.3",
    "timestamp": "2026-03-02T09:00:00+00:00",
    "actor": {"objectType": "Agent", "account": {"homePage": "http://a.b", "name": "x"}},
    "verb": {"id": "urn:a:b", "display": {"en": "did"}},
    "object": {"id": "http://a.b/c", "definition": {"type": "http://a.b/t"}},
    "result": {"duration": "PT45M"},
    "context": {
        "contextActivities": {
            "parent": [{"id": "http://a.b/d", "definition": {"type": "http://a.b/t"}}]
        }
    },
}


def test_a_statement_without_fault_has_no_problem():
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("timestamp", "2026-03-02T09:00:00"),
        ("version", "2.0"),
        ("extra", 1),
        ("actor.account.name", ""),
        ("actor.account.homePage", "a.b"),
        ("actor.name", "Amara"),
        ("verb.id", "completed"),
        ("verb.display", {"": "did"}),
        ("object.id", "http://a.b/with space"),
        ("object.objectType", "http://a.b"),
        ("object.definition.name", None),
        ("result.duration", "45 minutes"),
        ("result.score", {"raw": 4}),
        ("context.contextActivities.parent", {"id": "http://a.b/d"}),
        ("context.extensions", {"no iri": 1}),
    ],
)
def test_a_broken_rule_is_found(path, value):
    statement = copy.deepcopy(GOOD)
    part = statement
    *parents, last = path.split(".")
    for name in parents:
        part = part[name]
    part[last] = value
    assert problems(statement)
