"""
The JSON document of an instrument: what a valid one holds.

`problems_of` finds every problem with its place, such as `items[2].scale`, so that an editor can
show each beside its field. A valid document is read with `questionnaire.read`.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Invalid, Problem

from .data import Mode
from .document_items import KINDS, problems_of_item
from .document_parts import (
    duplicates,
    is_integer,
    problems_of_fields,
    problems_of_key,
    problems_of_text,
)
from .document_scores import problems_of_scores

FIELDS = {"title", "about", "minutes", "validated", "default_mode", "scales", "items", "scores"}
NEEDED = {"title", "about", "minutes", "validated", "items"}
MOST_ITEMS = 200
MOST_POINTS = 11
LONGEST_DOCUMENT = 500_000

__all__ = ["KINDS", "check_document", "digest_of", "problems_of"]


def check_document(document: object) -> None:
    """
    Refuse a document that cannot be asked.

    Raises:
        Invalid: with every problem that was found, each at its place.
    """
    problems = problems_of(document)
    if problems:
        raise Invalid(_("This questionnaire cannot be used as it is."), problems=problems)


def problems_of(document: object) -> tuple[Problem, ...]:
    """Return every problem of the document, in the order of its parts."""
    if not isinstance(document, Mapping):
        return (Problem(_("A questionnaire is a JSON object."), column=""),)
    return tuple(_problems(document))


def digest_of(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the document, whatever the order of its fields."""
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _problems(document: Mapping[str, Any]) -> Iterator[Problem]:
    yield from problems_of_fields(document, "", known=FIELDS, needed=NEEDED)
    yield from _problems_of_head(document)
    scales = document.get("scales", {})
    yield from _problems_of_scales(scales)
    items = document.get("items")
    yield from _problems_of_items(items, scales if isinstance(scales, Mapping) else {})
    yield from problems_of_scores(
        document.get("scores", []), items=items if isinstance(items, list) else [], scales=scales
    )


def _problems_of_head(document: Mapping[str, Any]) -> Iterator[Problem]:
    if "title" in document:
        yield from problems_of_text(document["title"], "title", longest=200)
    if "about" in document:
        yield from problems_of_text(document["about"], "about", longest=2000)
    if "minutes" in document and not (
        is_integer(document["minutes"]) and 1 <= document["minutes"] <= 120
    ):
        yield Problem(_("Say how many minutes it takes: 1 to 120."), column="minutes")
    if "validated" in document and not isinstance(document["validated"], bool):
        yield Problem(_("This is either true or false."), column="validated")
    if document.get("default_mode", Mode.CONFIDENTIAL) not in tuple(Mode):
        yield Problem(_("A mode is identified, confidential or anonymous."), column="default_mode")


def _problems_of_scales(scales: object) -> Iterator[Problem]:
    if not isinstance(scales, Mapping):
        yield Problem(_("Scales stand in an object, each under its key."), column="scales")
        return
    for key, scale in scales.items():
        place = f"scales.{key}"
        yield from problems_of_key(key, place)
        if not isinstance(scale, Mapping):
            yield Problem(_("A scale is an object."), column=place)
            continue
        yield from problems_of_fields(
            scale, place, known={"kind", "points"}, needed={"kind", "points"}
        )
        if scale.get("kind", "likert") != "likert":
            yield Problem(_("A scale is of the kind likert."), column=f"{place}.kind")
        if "points" in scale:
            yield from _problems_of_points(scale["points"], f"{place}.points")


def _problems_of_points(points: object, place: str) -> Iterator[Problem]:
    if not isinstance(points, list) or not 2 <= len(points) <= MOST_POINTS:
        yield Problem(_("A scale has 2 to 11 points."), column=place)
        return
    values = []
    for index, point in enumerate(points):
        at = f"{place}[{index}]"
        if not isinstance(point, Mapping):
            yield Problem(_("A point is an object with a value and a label."), column=at)
            continue
        yield from problems_of_fields(
            point, at, known={"value", "label"}, needed={"value", "label"}
        )
        if "label" in point:
            yield from problems_of_text(point["label"], f"{at}.label", longest=200)
        if "value" in point and not is_integer(point["value"]):
            yield Problem(_("The value of a point is a whole number."), column=f"{at}.value")
        values.append(point.get("value"))
    whole = [value for value in values if is_integer(value)]
    if len(whole) == len(values) and whole != sorted(set(whole)):
        yield Problem(_("The values of a scale rise from point to point."), column=place)


def _problems_of_items(items: object, scales: Collection[Any]) -> Iterator[Problem]:
    if not isinstance(items, list) or not 1 <= len(items) <= MOST_ITEMS:
        yield Problem(_("A questionnaire has 1 to 200 items."), column="items")
        return
    for index, item in enumerate(items):
        yield from problems_of_item(item, f"items[{index}]", scales=scales)
    for index in duplicates([item.get("key") for item in items if isinstance(item, Mapping)]):
        yield Problem(_("Another item has this key already."), column=f"items[{index}].key")
