"""
Which questions count toward no indicator, and which indicators no question feeds. Pure.

It looks at documents that are still being written, so it takes nothing in them for granted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from outcomes_plugin.frameworks.data import IndicatorData

from .document_items import ROLES

MEASURED = ("likert", "zero_to_ten")


def untied_items(
    document: Mapping[str, Any],
    indicators: Sequence[IndicatorData],
    *,
    roles: Iterable[str] = ROLES,
) -> Sequence[str]:
    """
    Return the keys of the questions with numbers that no indicator counts, in their order.

    A question counts where a score of it is the source of an indicator of a role that is asked.
    What a pair reads together is for their talk, and needs no indicator.
    """
    asked = frozenset(roles)
    tied = _tied(document, indicators)
    return [
        item["key"]
        for item in _parts(document, "items")
        if item.get("kind") in MEASURED
        and item.get("shared_with_mentor") is not True
        and (of_item := asked & _roles(item))
        and not any((item["key"], role) in tied for role in of_item)
    ]


def uncovered_indicators(
    document: Mapping[str, Any], indicators: Sequence[IndicatorData]
) -> Sequence[str]:
    """Return the keys of the indicators of scores that no question of the document feeds."""
    fed = {(score["key"], role) for score, item in _scored(document) for role in _roles(item)}
    return [
        one.key
        for one in scored_by(indicators)
        if (one.source.get("score"), one.source.get("role")) not in fed
    ]


def scored_by(indicators: Iterable[IndicatorData]) -> Sequence[IndicatorData]:
    """Return the indicators that a score of a questionnaire is the source of."""
    return [one for one in indicators if one.source.get("score") and one.source.get("role")]


def _tied(
    document: Mapping[str, Any], indicators: Sequence[IndicatorData]
) -> frozenset[tuple[str, str]]:
    """Return each question with each role for which an indicator counts it."""
    wanted = {(one.source["score"], one.source["role"]) for one in scored_by(indicators)}
    return frozenset(
        (item["key"], role)
        for score, item in _scored(document)
        for role in _roles(item)
        if (score["key"], role) in wanted
    )


def _scored(
    document: Mapping[str, Any],
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Yield each score with each question that it is made of."""
    items = {item["key"]: item for item in _parts(document, "items")}
    for score in _parts(document, "scores"):
        keys = score.get("items")
        for key in keys if isinstance(keys, list) else ():
            if isinstance(key, str) and key in items:
                yield score, items[key]


def _parts(document: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    parts = document.get(name)
    for part in parts if isinstance(parts, list) else ():
        if isinstance(part, Mapping) and isinstance(part.get("key"), str):
            yield part


def _roles(item: Mapping[str, Any]) -> frozenset[str]:
    roles = item.get("roles")
    named = roles if isinstance(roles, list) else ROLES
    return frozenset(role for role in named if role in ROLES)
