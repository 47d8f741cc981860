"""
The JSON document of an instrument: what a valid one holds.

`problems_of` finds every problem with its place, such as `items[2].scale`, so that an editor can
show each beside its field. A valid document is read with `questionnaire.read`.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Invalid, Problem

from .data import Mode
from .document_items import MOST_ITEMS, problems_of_items
from .document_kinds import KINDS
from .document_licence import problems_of_licence
from .document_parts import is_integer, problems_of_fields, problems_of_text
from .document_recalls import problems_of_recalls
from .document_scales import problems_of_scales
from .document_scores import problems_of_scores
from .document_sections import problems_of_sections

FIELDS = {
    "title",
    "about",
    "thanks",
    "licence",
    "minutes",
    "validated",
    "default_mode",
    "sections",
    "scales",
    "items",
    "scores",
}
NEEDED = {"title", "about", "minutes", "validated", "items"}
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
    yield from problems_of_scales(scales)
    found = document.get("items")
    yield from problems_of_items(found, scales=scales if isinstance(scales, Mapping) else {})
    items = found[:MOST_ITEMS] if isinstance(found, list) else []
    yield from problems_of_sections(document.get("sections", []), items=items)
    yield from problems_of_scores(document.get("scores", []), items=items, scales=scales)
    yield from problems_of_licence(document, items=items)


def _problems_of_head(document: Mapping[str, Any]) -> Iterator[Problem]:
    if "title" in document:
        yield from problems_of_text(document["title"], "title", longest=200)
    if "about" in document:
        yield from problems_of_text(document["about"], "about", longest=2000)
    if "thanks" in document:
        yield from problems_of_text(document["thanks"], "thanks", longest=2000)
        yield from problems_of_recalls(document["thanks"], "thanks", earlier=())
    if "minutes" in document and not (
        is_integer(document["minutes"]) and 1 <= document["minutes"] <= 120
    ):
        yield Problem(_("Say how many minutes it takes: 1 to 120."), column="minutes")
    if "validated" in document and not isinstance(document["validated"], bool):
        yield Problem(_("This is either true or false."), column="validated")
    if document.get("default_mode", Mode.CONFIDENTIAL) not in tuple(Mode):
        yield Problem(_("A mode is identified, confidential or anonymous."), column="default_mode")
