"""The scores of a document: which items they are made of."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Problem

from .document_parts import duplicates, is_integer, problems_of_fields, problems_of_key

Range = tuple[int, int]


def problems_of_scores(
    scores: object, *, items: Sequence[Any], scales: object
) -> Iterator[Problem]:
    """Find scores that no arithmetic could make of the items."""
    if not isinstance(scores, list):
        yield Problem(_("Scores stand in a list."), column="scores")
        return
    ranges = _ranges(items, scales if isinstance(scales, Mapping) else {})
    for index, score in enumerate(scores):
        yield from _problems_of_score(score, f"scores[{index}]", ranges)
    for index in duplicates([s.get("key") for s in scores if isinstance(s, Mapping)]):
        yield Problem(_("Another score has this key already."), column=f"scores[{index}].key")


def _ranges(items: Sequence[Any], scales: Mapping[str, Any]) -> Mapping[str, Range]:
    """Return the range of each item that can be scored; broken items and scales have none."""
    found: dict[str, Range] = {}
    for item in items:
        if not isinstance(item, Mapping) or not isinstance(item.get("key"), str):
            continue
        if item.get("kind") == "zero_to_ten":
            found[item["key"]] = (0, 10)
        elif item.get("kind") == "likert" and isinstance(item.get("scale"), str):
            values = _values(scales.get(item["scale"]))
            if values:
                found[item["key"]] = (min(values), max(values))
    return found


def _values(scale: object) -> list[int]:
    points = scale.get("points") if isinstance(scale, Mapping) else None
    if not isinstance(points, list):
        return []
    values = [point.get("value") for point in points if isinstance(point, Mapping)]
    return [value for value in values if is_integer(value)]


def _problems_of_score(score: object, place: str, ranges: Mapping[str, Range]) -> Iterator[Problem]:
    if not isinstance(score, Mapping):
        yield Problem(_("A score is an object."), column=place)
        return
    yield from problems_of_fields(
        score,
        place,
        known={"key", "items", "reverse_keyed", "minimum_answered"},
        needed={"key", "items"},
    )
    if "key" in score:
        yield from problems_of_key(score["key"], f"{place}.key")
    items = score.get("items")
    if not isinstance(items, list) or not items:
        yield Problem(_("A score is made of at least one item."), column=f"{place}.items")
        return
    yield from _problems_of_score_items(items, f"{place}.items", ranges)
    yield from _problems_of_reverse_keys(score.get("reverse_keyed", []), place, items)
    least = score.get("minimum_answered", 1)
    if not is_integer(least) or not 1 <= least <= len(items):
        yield Problem(
            _("Say how many of the items must be answered: 1 up to all of them."),
            column=f"{place}.minimum_answered",
        )


def _problems_of_score_items(
    items: Sequence[Any], place: str, ranges: Mapping[str, Range]
) -> Iterator[Problem]:
    for index, key in enumerate(items):
        if not isinstance(key, str) or key not in ranges:
            yield Problem(
                _("Only a likert or 0–10 item of this questionnaire can be scored."),
                column=f"{place}[{index}]",
            )
    for index in duplicates(items):
        yield Problem(_("This item is counted already."), column=f"{place}[{index}]")
    if len({ranges[key] for key in items if isinstance(key, str) and key in ranges}) > 1:
        yield Problem(_("The items of a score share one range of values."), column=place)


def _problems_of_reverse_keys(
    reverse_keyed: object, place: str, items: Sequence[Any]
) -> Iterator[Problem]:
    column = f"{place}.reverse_keyed"
    if not isinstance(reverse_keyed, list):
        yield Problem(_("Reverse-keyed items stand in a list."), column=column)
        return
    for index, key in enumerate(reverse_keyed):
        if key not in items:
            yield Problem(_("This item is not part of the score."), column=f"{column}[{index}]")
