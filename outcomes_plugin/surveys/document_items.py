"""The items of a document: one flat list, each known by its key, whatever section it stands in."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Problem

from .document_conditions import problems_of_condition
from .document_kinds import KINDS, problems_of_kind
from .document_parts import duplicates, problems_of_key, problems_of_text
from .document_recalls import problems_of_recalls

MOST_ITEMS = 200
LONGEST_PROMPT = 1000
LONGEST_INFORMATION = 2000
LONGEST_HELP = 1000
ROLES = ("mentee", "mentor")

Earlier = dict[str, Mapping[str, Any]]


def problems_of_items(items: object, *, scales: Mapping[str, Any]) -> Iterator[Problem]:
    """Find what is wrong with each item, and with its place among those before it."""
    if not isinstance(items, list) or not 1 <= len(items) <= MOST_ITEMS:
        yield Problem(_("A questionnaire has 1 to 200 items."), column="items")
        return
    earlier: Earlier = {}
    for index, item in enumerate(items):
        yield from _problems_of_item(item, f"items[{index}]", scales=scales, earlier=earlier)
        if is_answered_item(item):
            earlier[item["key"]] = item
    for index in duplicates([item.get("key") for item in items if isinstance(item, Mapping)]):
        yield Problem(_("Another item has this key already."), column=f"items[{index}].key")


def is_answered_item(item: object) -> bool:
    """Return whether the item is one that is answered, so that later items can go by it."""
    return (
        isinstance(item, Mapping)
        and isinstance(item.get("key"), str)
        and item.get("kind") in KINDS
        and item["kind"] != "information"
    )


def _problems_of_item(
    item: object, place: str, *, scales: Mapping[str, Any], earlier: Earlier
) -> Iterator[Problem]:
    if not isinstance(item, Mapping):
        yield Problem(_("An item is an object."), column=place)
        return
    kind = item.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        yield Problem(
            _("An item is of one of the kinds {kinds}.").format(kinds=", ".join(KINDS)),
            column=f"{place}.kind",
        )
        return
    yield from problems_of_kind(item, place, scales=scales)
    yield from _problems_of_words(item, place, earlier=earlier)
    if "roles" in item:
        yield from _problems_of_roles(item["roles"], f"{place}.roles")
    if "show_if" in item:
        yield from problems_of_condition(
            item["show_if"], f"{place}.show_if", earlier=earlier, scales=scales
        )


def _problems_of_words(
    item: Mapping[str, Any], place: str, *, earlier: Earlier
) -> Iterator[Problem]:
    if "key" in item:
        yield from problems_of_key(item["key"], f"{place}.key")
    longest_prompt = LONGEST_INFORMATION if item["kind"] == "information" else LONGEST_PROMPT
    for name, longest in (("prompt", longest_prompt), ("help", LONGEST_HELP)):
        if name in item:
            yield from problems_of_text(item[name], f"{place}.{name}", longest=longest)
            yield from problems_of_recalls(item[name], f"{place}.{name}", earlier=earlier)


def _problems_of_roles(roles: object, place: str) -> Iterator[Problem]:
    known = [role for role in roles if role in ROLES] if isinstance(roles, list) else []
    if not known or known != roles or duplicates(known):
        yield Problem(_("An item is for mentees, for mentors or for both."), column=place)
