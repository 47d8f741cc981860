"""
What can be kept and shown of a document that is still being written. Pure.

A draft has problems most of the time. It is kept all the same, and what of it can be asked already
is previewed and counted.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Invalid, Problem

from .document_parts import can_be_kept
from .documents import FIELDS, LONGEST_DOCUMENT, problems_of

DEEPEST = 40
# A part that is left out can break what speaks of it, and so on.
_MOST_ROUNDS = 12
_PLACE = re.compile(r"(items|sections|scales|scores)(?:\[(\d+)\]|\.([^.\[]+))")
_STANDS_FOR = {"title": "…", "about": "…", "minutes": 1, "validated": False, "items": []}


def check_can_be_drafted(document: object) -> None:
    """
    Refuse what no database would keep: no object, too large or too deep, or odd characters.

    Raises:
        Invalid: with the sentence that says which.
    """
    if not isinstance(document, dict):
        raise Invalid(_("A questionnaire is a JSON object."))
    if _is_deeper(document, DEEPEST):
        raise Invalid(_("This questionnaire is nested too deeply."))
    try:
        text = json.dumps(document, ensure_ascii=False, allow_nan=False)
    except ValueError as error:
        raise Invalid(_("This questionnaire holds a number that cannot be kept.")) from error
    if len(text) > LONGEST_DOCUMENT:
        raise Invalid(_("This questionnaire is too large."))
    if "\\u0000" in text or not can_be_kept(text):
        raise Invalid(_("This text holds a character that cannot be kept."))


def askable_part(document: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the document without the parts that have problems; None where nothing can be asked."""
    part = {**_STANDS_FOR, **{name: document[name] for name in document if name in FIELDS}}
    for _round in range(_MOST_ROUNDS):
        problems = problems_of(part)
        if not problems:
            return part
        part = _without(part, problems)
    return None


def _is_deeper(value: object, most: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inside = value.values() if isinstance(value, dict) else value
    return most == 0 or any(_is_deeper(one, most - 1) for one in inside)


def _without(part: Mapping[str, Any], problems: Sequence[Problem]) -> dict[str, Any]:
    left = dict(part)
    for problem in problems:
        root = re.split(r"[.\[]", problem.column, maxsplit=1)[0]
        if root in _STANDS_FOR and root != "items":
            left[root] = _STANDS_FOR[root]
        elif root not in _LISTS or not isinstance(left.get(root), _LISTS[root]):
            left.pop(root, None)
    for root in _LISTS:
        if root in left:
            left[root] = _whole(root, left[root], problems)
    return left


_LISTS: Mapping[str, type] = {"items": list, "sections": list, "scales": dict, "scores": list}


def _whole(root: str, parts: Any, problems: Sequence[Problem]) -> Any:
    """Return those of the parts that have no problem; none where they have one together."""
    found = [problem.column for problem in problems if problem.column.startswith(root)]
    places = [_PLACE.match(column) for column in found]
    if any(place is None for place in places):
        return type(parts)()
    if isinstance(parts, dict):
        broken_names = {place[3] for place in places if place}
        return {name: one for name, one in parts.items() if name not in broken_names}
    broken = {int(place[2]) for place in places if place and place[2]}
    return [one for index, one in enumerate(parts) if index not in broken]
