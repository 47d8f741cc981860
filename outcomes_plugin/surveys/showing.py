"""
Which items of a questionnaire are shown, by the answers given so far. Pure.

`static/outcomes_plugin/showing.js` decides the same in the browser; a test runs both on the same
questionnaires and answers.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from .document_choices import OTHER
from .questionnaire import Item, Questionnaire

# What Python or JavaScript takes for white space, so that both find the same texts empty.
_BLANK = re.compile(r"[\s\ufeff]*")


def shown_items(
    questionnaire: Questionnaire, answers: Mapping[str, object], *, role: str
) -> tuple[str, ...]:
    """
    Return the keys of the items that a person of the role is shown, in their order.

    An item that is hidden counts as unanswered, whatever was answered before it was hidden, so
    what depends on it goes by that too.
    """
    return shown_among(questionnaire.items_for(role), answers)


def shown_among(items: Sequence[Item], answers: Mapping[str, object]) -> tuple[str, ...]:
    """Return the keys of those of the items that are shown."""
    shown: list[str] = []
    counted: dict[str, object] = {}
    for item in items:
        if item.show_if is not None and not _holds(item.show_if, counted):
            continue
        shown.append(item.key)
        value = answers.get(item.key)
        if not item.is_information and is_answered(value):
            counted[item.key] = value
    return tuple(shown)


def is_answered(value: object) -> bool:
    """Return whether this is an answer at all: not nothing, no white space, no empty list."""
    if isinstance(value, str):
        return _BLANK.fullmatch(value) is None
    return value is not None and value != []


def _holds(condition: Mapping[str, Any], answers: Mapping[str, object]) -> bool:
    if "all" in condition:
        return all(_holds(one, answers) for one in condition["all"])
    if "any" in condition:
        return any(_holds(one, answers) for one in condition["any"])
    if "not" in condition:
        return not _holds(condition["not"], answers)
    return _is_met(condition, answers.get(condition["item"]))


def _is_met(condition: Mapping[str, Any], value: object) -> bool:
    if "answered" in condition:
        return bool((value is not None) == condition["answered"])
    if "is" in condition:
        return _is_same(value, condition["is"])
    if "in" in condition:
        return any(_is_same(value, one) for one in condition["in"])
    if "includes" in condition:
        chosen = value if isinstance(value, list) else []
        return any(_is_same(one, condition["includes"]) for one in chosen)
    return _is_within(value, condition)


def _is_within(value: object, condition: Mapping[str, Any]) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if "at_least" in condition:
        return bool(value >= condition["at_least"])
    return bool(value <= condition["at_most"])


def _is_same(value: object, wanted: object) -> bool:
    """Return whether the two are the same number or the same words; own words are `other`."""
    if isinstance(value, Mapping) and OTHER in value:
        value = OTHER
    if isinstance(value, bool):
        return False
    if isinstance(wanted, str):
        return isinstance(value, str) and value == wanted
    return isinstance(value, int | float) and value == wanted
