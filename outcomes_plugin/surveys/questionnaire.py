"""A valid document, read into values that answers are checked and scored against."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .data import Licence, Mode
from .document_choices import DOES_NOT_APPLY, OTHER
from .document_items import ROLES
from .document_kinds import LONGEST_LINE, LONGEST_TEXT
from .texts import Text

__all__ = [
    "DOES_NOT_APPLY",
    "LONGEST_LINE",
    "LONGEST_TEXT",
    "OTHER",
    "Item",
    "Point",
    "Questionnaire",
    "ScoreRule",
    "Section",
    "read",
]

_TEXTS = ("short_text", "text")


@dataclass(frozen=True, kw_only=True)
class Point:
    """One thing that can be chosen: what is stored, and its words."""

    value: int | str
    label: Text
    exclusive: bool = False


@dataclass(frozen=True, kw_only=True)
class Section:
    """Items that stand together below a title. Its text is Markdown."""

    key: str
    title: Text = ""
    text: Text = ""
    new_page: bool = False


@dataclass(frozen=True, kw_only=True)
class Item:
    """
    One question, or a piece of information. Prompt and help are Markdown.

    A field that its kind does not have is as if it were not there: empty, false or None.
    `low` and `high` are the words at the ends of a scale, `lowest` and `highest` the numbers.
    """

    key: str
    kind: str
    prompt: Text
    points: tuple[Point, ...]
    required: bool
    does_not_apply: bool
    shared_with_mentor: bool
    low: Text = ""
    high: Text = ""
    help: Text = ""
    section: str = ""
    show_if: Mapping[str, Any] | None = None
    roles: tuple[str, ...] = ROLES
    style: str = ""
    other: bool = False
    least: int | None = None
    most: int | None = None
    lowest: float | None = None
    highest: float | None = None
    decimals: int = 0
    unit: Text = ""
    earliest: str | None = None
    latest: str | None = None
    longest: int | None = None

    @property
    def is_text(self) -> bool:
        return self.kind in _TEXTS

    @property
    def is_information(self) -> bool:
        return self.kind == "information"

    @property
    def takes_words(self) -> bool:
        """Whether a person can write their own words here, which may tell who they are."""
        return self.is_text or self.other

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
    """
    A whole instrument. Its items are one flat list; a section is what an item names.

    `thanks` is Markdown, for those who have answered.
    """

    title: Text
    about: Text
    minutes: int
    is_validated: bool
    default_mode: Mode
    items: tuple[Item, ...]
    scores: tuple[ScoreRule, ...]
    sections: tuple[Section, ...] = ()
    thanks: Text = ""
    licence: Licence | None = None

    @property
    def has_text(self) -> bool:
        return any(item.takes_words for item in self.items)

    def items_for(self, role: str) -> tuple[Item, ...]:
        """Return the items that are asked of the role."""
        return tuple(item for item in self.items if role in item.roles)

    def scores_of(self, role: str) -> tuple[str, ...]:
        """Return the keys of the scores that are made of items asked of the role."""
        asked = {item.key for item in self.items_for(role)}
        return tuple(rule.key for rule in self.scores if asked & set(rule.items))


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
        sections=tuple(Section(**section) for section in document.get("sections", [])),
        thanks=document.get("thanks", ""),
        licence=Licence(**document["licence"]) if "licence" in document else None,
    )


def _default_mode(document: Mapping[str, Any], items: tuple[Item, ...]) -> Mode:
    if "default_mode" in document:
        return Mode(document["default_mode"])
    return Mode.IDENTIFIED if any(item.takes_words for item in items) else Mode.CONFIDENTIAL


def _item(item: Mapping[str, Any], scales: Mapping[str, Any]) -> Item:
    kind, points = item["kind"], _points(item, scales)
    low, high = _ends(item, points)
    return Item(
        key=item["key"],
        kind=kind,
        prompt=item["prompt"],
        points=points,
        required=item.get("required", kind not in (*_TEXTS, "information")),
        does_not_apply=item.get("does_not_apply", False),
        shared_with_mentor=item.get("shared_with_mentor", False),
        low=low,
        high=high,
        help=item.get("help", ""),
        section=item.get("section", ""),
        show_if=item.get("show_if"),
        roles=tuple(item.get("roles", ROLES)),
        style=item.get("style", "radio") if kind == "single_choice" else "",
        other=item.get("other", False),
        least=item.get("least"),
        most=item.get("most"),
        lowest=item.get("low"),
        highest=item.get("high"),
        decimals=item.get("decimals", 0),
        unit=item.get("unit", ""),
        earliest=item.get("earliest"),
        latest=item.get("latest"),
        longest=_longest(item),
    )


def _longest(item: Mapping[str, Any]) -> int | None:
    usual = {"short_text": LONGEST_LINE, "text": LONGEST_TEXT}.get(item["kind"])
    longest: int | None = item.get("longest", usual)
    return longest


def _ends(item: Mapping[str, Any], points: tuple[Point, ...]) -> tuple[Text, Text]:
    if item["kind"] == "likert":
        return points[0].label, points[-1].label
    ends = item.get("ends", {})
    return ends.get("low", ""), ends.get("high", "")


def _points(item: Mapping[str, Any], scales: Mapping[str, Any]) -> tuple[Point, ...]:
    if item["kind"] == "likert":
        points = scales[item["scale"]]["points"]
        return tuple(Point(value=point["value"], label=point["label"]) for point in points)
    if item["kind"] == "zero_to_ten":
        return tuple(Point(value=value, label=str(value)) for value in range(11))
    return tuple(
        Point(value=one["key"], label=one["label"], exclusive=one.get("exclusive", False))
        for one in item.get("choices", ())
    )


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
