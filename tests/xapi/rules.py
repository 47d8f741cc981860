"""The rules of xAPI 1.0.3 (part two, Data) that our statements could break, checked strictly."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

_IRI = re.compile(r"^[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+$")
_DURATION = re.compile(r"^P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$")
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_STATEMENT = {"id", "actor", "verb", "object", "result", "context", "timestamp", "version"}
_CONTEXT = {"contextActivities", "extensions"}
_RESULT = {"completion", "duration", "extensions"}


def problems(statement: Mapping) -> list[str]:
    """Return every rule that the statement breaks, in words."""
    return [
        *_nulls(statement, "statement"),
        *_keys(statement, _STATEMENT, "statement"),
        *_head(statement),
        *_actor(statement.get("actor", {})),
        *_verb(statement.get("verb", {})),
        *_activity(statement.get("object", {}), "object"),
        *_result(statement.get("result", {})),
        *_context(statement.get("context", {})),
    ]


def _head(statement: Mapping) -> Iterator[str]:
    if str(UUID(statement["id"])) != statement["id"]:
        yield "The id is no UUID in its usual form."
    if datetime.fromisoformat(statement["timestamp"]).tzinfo is None:
        yield "The timestamp has no zone."
    if statement.get("version") != "1.0.3":
        yield "The version is another."


def _actor(actor: Mapping) -> Iterator[str]:
    yield from _keys(actor, {"objectType", "account"}, "actor")
    if actor.get("objectType") != "Agent":
        yield "The actor is no agent."
    account = actor.get("account", {})
    if set(account) != {"homePage", "name"} or not account.get("name"):
        yield "The actor has no account."
    yield from _iri(account.get("homePage"), "homePage")


def _verb(verb: Mapping) -> Iterator[str]:
    yield from _keys(verb, {"id", "display"}, "verb")
    yield from _iri(verb.get("id"), "verb")
    yield from _language_map(verb.get("display"), "display")


def _activity(activity: Mapping, where: str) -> Iterator[str]:
    yield from _keys(activity, {"objectType", "id", "definition"}, where)
    yield from _iri(activity.get("id"), where)
    if activity.get("objectType", "Activity") != "Activity":
        yield f"The objectType of {where} is no Activity."
    definition = activity.get("definition", {})
    yield from _keys(definition, {"type", "name"}, f"{where}.definition")
    yield from _iri(definition.get("type"), f"{where}.type")
    if "name" in definition:
        yield from _language_map(definition["name"], f"{where}.name")


def _result(result: Mapping) -> Iterator[str]:
    yield from _keys(result, _RESULT, "result")
    if "completion" in result and not isinstance(result["completion"], bool):
        yield "The completion is no boolean."
    if "duration" in result and not _DURATION.match(result["duration"]):
        yield "The duration is none of ISO 8601."
    yield from _extensions(result.get("extensions", {}))


def _context(context: Mapping) -> Iterator[str]:
    yield from _keys(context, _CONTEXT, "context")
    activities = context.get("contextActivities", {})
    yield from _keys(activities, {"parent", "grouping"}, "contextActivities")
    for kind, some in activities.items():
        if not isinstance(some, list) or not some:
            yield f"{kind} is no list of activities."
            continue
        for one in some:
            yield from _activity(one, kind)
    yield from _extensions(context.get("extensions", {}))


def _extensions(extensions: Mapping) -> Iterator[str]:
    for key in extensions:
        yield from _iri(key, "extension")


def _language_map(words: object, where: str) -> Iterator[str]:
    if not isinstance(words, Mapping) or not words:
        yield f"{where} is no language map."
        return
    for language, word in words.items():
        if not _LANGUAGE.match(language) or not isinstance(word, str) or not word:
            yield f"{where} has a wrong language or no word."


def _iri(value: object, where: str) -> Iterator[str]:
    if not isinstance(value, str) or not _IRI.match(value):
        yield f"{where} has no IRI: {value!r}."


def _keys(part: Mapping, allowed: set[str], where: str) -> Iterator[str]:
    for key in sorted(set(part) - allowed):
        yield f"{where} may not have {key!r}."


def _nulls(part: object, where: str) -> Iterator[str]:
    if part is None:
        yield f"{where} is null."
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from _nulls(value, f"{where}.{key}")
    elif isinstance(part, list):
        for value in part:
            yield from _nulls(value, where)
