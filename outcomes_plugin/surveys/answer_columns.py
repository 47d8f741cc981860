"""
Answers as columns of a table: as they are stored, or in words of one language.

An item that takes several options has a column for each of them, so that a table can be counted
without taking cells apart: whether it was chosen, or its rank. Words of one's own stand in a column
of their own. Pure.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .data import Cell, Values
from .questionnaire import DOES_NOT_APPLY, OTHER, Item
from .texts import Text, say
from .wording import plain_of

_SEVERAL = ("multiple_choice", "ranking")


def headers(items: Sequence[Item], *, values: Values, language: str) -> Sequence[str]:
    """Return the head of each column: keys, or the questions in words."""
    return [head for item in items for head in _heads(item, values, language)]


def cells(
    items: Sequence[Item], answers: Mapping[str, Any], *, values: Values, language: str
) -> Sequence[Cell]:
    """Return one person's answers, as many as there are headers; None where there is none."""
    return [
        cell for item in items for cell in _cells(item, answers.get(item.key), values, language)
    ]


def _heads(item: Item, values: Values, language: str) -> Iterator[str]:
    if item.is_information:
        return
    parts: list[tuple[str, Text]] = []
    if item.kind in _SEVERAL:
        parts = [(str(point.value), point.label) for point in item.points]
    else:
        yield _head(item, "", "", values, language)
    if item.other:
        parts.append((OTHER, OTHER))
    for key, label in parts:
        yield _head(item, key, label, values, language)


def _head(item: Item, key: str, label: Text, values: Values, language: str) -> str:
    if values is Values.CODES:
        return f"{item.key}.{key}" if key else item.key
    prompt = plain_of(item.prompt, language, words={})
    return f"{prompt} [{say(label, language)}]" if key else prompt


def _cells(item: Item, value: Any, values: Values, language: str) -> Iterator[Cell]:
    if item.is_information:
        return
    if item.kind == "multiple_choice":
        yield from _chosen(item, value)
    elif item.kind == "ranking":
        yield from _ranks(item, value)
    else:
        yield _single(item, value, values, language)
    if item.other:
        yield _own_words(value)


def _chosen(item: Item, value: Any) -> Iterator[Cell]:
    """Yield 1 or 0 for each option; nothing where the question was not answered."""
    for point in item.points:
        yield None if value is None else int(point.value in value)


def _ranks(item: Item, value: Any) -> Iterator[Cell]:
    ranks = {key: place for place, key in enumerate(value or (), start=1)}
    for point in item.points:
        yield ranks.get(point.value)


def _single(item: Item, value: Any, values: Values, language: str) -> Cell:
    if isinstance(value, Mapping):
        return OTHER
    if values is Values.CODES or value is None or value == DOES_NOT_APPLY:
        return value  # type: ignore[no-any-return]
    labels = {point.value: point.label for point in item.points}
    return say(labels[value], language) if value in labels else value


def _own_words(value: Any) -> Cell:
    given = value if isinstance(value, list) else [value]
    words = [one[OTHER] for one in given if isinstance(one, Mapping)]
    return words[0] if words else None
