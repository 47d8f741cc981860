"""A valid document, read into values that answers are checked and scored against."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .data import Mode
from .texts import Text

DOES_NOT_APPLY = "does_not_apply"
LONGEST_TEXT = 4000


@dataclass(frozen=True, kw_only=True)
class Point:
    """One thing that can be chosen: what is stored, and its words."""

    value: int | str
    label: Text


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question."""

    key: str
    kind: str
    prompt: Text
    points: tuple[Point, ...]
    required: bool
    does_not_apply: bool
    shared_with_mentor: bool
    low: Text
    high: Text

    @property
    def is_text(self) -> bool:
        return self.kind == "text"

    @cached_property
    def values(self) -> frozenset[int | str]:
        return frozenset(point.value for point in self.points)


@dataclass(frozen=True, kw_only=True)
class ScoreRule:
    """How one score is made: the mean of its answered items, reverse-keyed ones turned round."""

    key: str
    items: tuple[str, ...]
    reverse_keyed: frozenset[str]
    minimum_answered: int
    low: int
    high: int


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """A whole instrument."""

    title: Text
    about: Text
    minutes: int
    is_validated: bool
    default_mode: Mode
    items: tuple[Item, ...]
    scores: tuple[ScoreRule, ...]

    @property
    def has_text(self) -> bool:
        return any(item.is_text for item in self.items)


def read(document: Mapping[str, Any]) -> Questionnaire:
    """Return the questionnaire of a valid document."""
    scales = document.get("scales", {})
    items = tuple(_item(item, scales) for item in document["items"])
    by_key = {item.key: item for item in items}
    return Questionnaire(
        title=document["title"],
        about=document["about"],
        minutes=document["minutes"],
        is_validated=document["validated"],
        default_mode=_default_mode(document, items),
        items=items,
        scores=tuple(_score(score, by_key) for score in document.get("scores", [])),
    )


def _default_mode(document: Mapping[str, Any], items: tuple[Item, ...]) -> Mode:
    if "default_mode" in document:
        return Mode(document["default_mode"])
    return Mode.IDENTIFIED if any(item.is_text for item in items) else Mode.CONFIDENTIAL


def _item(item: Mapping[str, Any], scales: Mapping[str, Any]) -> Item:
    is_text = item["kind"] == "text"
    points = _points(item, scales)
    ends = item.get("ends", {})
    labels = [point.label for point in points] or [""]
    likert = item["kind"] == "likert"
    return Item(
        key=item["key"],
        kind=item["kind"],
        prompt=item["prompt"],
        points=points,
        required=item.get("required", not is_text),
        does_not_apply=item.get("does_not_apply", False),
        shared_with_mentor=item.get("shared_with_mentor", False),
        low=ends.get("low", labels[0] if likert else ""),
        high=ends.get("high", labels[-1] if likert else ""),
    )


def _points(item: Mapping[str, Any], scales: Mapping[str, Any]) -> tuple[Point, ...]:
    if item["kind"] == "likert":
        points = scales[item["scale"]]["points"]
        return tuple(Point(value=point["value"], label=point["label"]) for point in points)
    if item["kind"] == "zero_to_ten":
        return tuple(Point(value=value, label=str(value)) for value in range(11))
    if item["kind"] == "single_choice":
        return tuple(Point(value=one["key"], label=one["label"]) for one in item["choices"])
    return ()


def _score(score: Mapping[str, Any], items: Mapping[str, Item]) -> ScoreRule:
    keys = tuple(score["items"])
    values = [value for value in items[keys[0]].values if isinstance(value, int)]
    return ScoreRule(
        key=score["key"],
        items=keys,
        reverse_keyed=frozenset(score.get("reverse_keyed", ())),
        minimum_answered=score.get("minimum_answered", (len(keys) + 1) // 2),
        low=min(values),
        high=max(values),
    )
