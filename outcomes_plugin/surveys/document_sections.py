"""The sections of a document, and that their items stand together."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Problem

from .document_items import is_answered_item
from .document_parts import (
    duplicates,
    problems_of_fields,
    problems_of_flags,
    problems_of_key,
    problems_of_text,
)
from .document_recalls import problems_of_recalls

MOST_SECTIONS = 50
LONGEST_SECTION_TEXT = 2000


def problems_of_sections(sections: object, *, items: Sequence[Any]) -> Iterator[Problem]:
    """Find sections that cannot be shown, and items that stand in none or out of order."""
    if not isinstance(sections, list) or len(sections) > MOST_SECTIONS:
        yield Problem(_("Sections are a list of at most 50."), column="sections")
        return
    for index, section in enumerate(sections):
        yield from _problems_of_section(section, f"sections[{index}]")
        if isinstance(section, Mapping) and "text" in section:
            earlier = _before(section.get("key"), items)
            place = f"sections[{index}].text"
            yield from problems_of_recalls(section["text"], place, earlier=earlier)
    keys = [one.get("key") if isinstance(one, Mapping) else None for one in sections]
    for index in duplicates(keys):
        yield Problem(_("Another section has this key already."), column=f"sections[{index}].key")
    yield from _problems_of_order(items, keys)


def _before(section: object, items: Sequence[Any]) -> Sequence[str]:
    """Return the keys of the items that are answered before the section begins."""
    before = takewhile(
        lambda item: not isinstance(item, Mapping) or item.get("section") != section, items
    )
    return [item["key"] for item in before if is_answered_item(item)]


def _problems_of_section(section: object, place: str) -> Iterator[Problem]:
    if not isinstance(section, Mapping):
        yield Problem(_("A section is an object with a key."), column=place)
        return
    yield from problems_of_fields(
        section, place, known={"key", "title", "text", "new_page"}, needed={"key"}
    )
    if "key" in section:
        yield from problems_of_key(section["key"], f"{place}.key")
    if "title" in section:
        yield from problems_of_text(section["title"], f"{place}.title", longest=200)
    if "text" in section:
        yield from problems_of_text(section["text"], f"{place}.text", longest=LONGEST_SECTION_TEXT)
    yield from problems_of_flags(section, place, names=["new_page"])


def _problems_of_order(items: Sequence[Any], keys: Sequence[object]) -> Iterator[Problem]:
    latest, last_item = -1, -1
    for index, item in enumerate(items):
        if not isinstance(item, Mapping) or "section" not in item:
            continue
        place = f"items[{index}].section"
        if not isinstance(item["section"], str) or item["section"] not in keys:
            yield Problem(_("There is no such section."), column=place)
            continue
        at = keys.index(item["section"])
        if at < latest or (at == latest and last_item != index - 1):
            yield Problem(
                _("Keep the items of a section together, and the sections in their order."),
                column=place,
            )
        latest, last_item = max(at, latest), index
