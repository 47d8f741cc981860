"""Answers in words of one language: labels, lists, numbers with their unit, and days."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from .document_parts import is_day, is_number
from .questionnaire import DOES_NOT_APPLY, OTHER, Item
from .texts import say
from .wording import plain_of


def answers_in_words(
    items: Sequence[Item], answers: Mapping[str, Any], language: str
) -> Mapping[str, str]:
    """Return the answers that there are, in words, by the key of their item."""
    with override(language):
        return {
            item.key: _in_words(item, answers[item.key], language)
            for item in items
            if item.key in answers
        }


def questions_and_answers(
    items: Sequence[Item],
    answers: Mapping[str, Any],
    language: str,
    *,
    is_wanted: Callable[[Item], bool] = lambda _item: True,
) -> tuple[tuple[str, str], ...]:
    """Return the question and the answer in words, for each wanted item that has one."""
    words = answers_in_words(items, answers, language)
    return tuple(
        (plain_of(item.prompt, language, words=words), words[item.key])
        for item in items
        if is_wanted(item) and item.key in words
    )


def _in_words(item: Item, value: Any, language: str) -> str:
    if item.is_text:
        return str(value)
    if value == DOES_NOT_APPLY:
        return _("Does not apply")
    if isinstance(value, list):
        return _listed([_one(item, one, language) for one in value])
    return _one(item, value, language)


def _one(item: Item, value: Any, language: str) -> str:
    """Return one answer in words; what a draft holds and the item does not take, as it is."""
    if isinstance(value, Mapping):
        return str(value.get(OTHER, ""))
    if item.kind == "number" and is_number(value):
        return _number(value, say(item.unit, language))
    if item.kind == "date" and is_day(value):
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    labels = {point.value: point.label for point in item.points}
    return say(labels[value], language) if value in labels else str(value)


def _number(value: float, unit: str) -> str:
    number = number_format(value)
    return _("{number} {unit}").format(number=number, unit=unit) if unit else number


def _listed(words: list[str]) -> str:
    listed, *others = words
    for one in others:
        listed = pgettext("list", "{these}, {one}").format(these=listed, one=one)
    return listed
