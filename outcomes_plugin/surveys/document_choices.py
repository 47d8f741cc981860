"""The options of an item, and how many of them may be chosen."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Problem

from .document_parts import (
    duplicates,
    is_integer,
    problems_of_fields,
    problems_of_flags,
    problems_of_key,
    problems_of_text,
)

MOST_CHOICES = 50
DOES_NOT_APPLY = "does_not_apply"
OTHER = "other"


def problems_of_choices(choices: object, place: str, *, can_exclude: bool) -> Iterator[Problem]:
    """Find options that nobody could choose, or that could not be told apart."""
    if not isinstance(choices, list) or not 2 <= len(choices) <= MOST_CHOICES:
        yield Problem(_("A choice has 2 to 50 options."), column=place)
        return
    known = {"key", "label", "exclusive"} if can_exclude else {"key", "label"}
    for index, choice in enumerate(choices):
        yield from _problems_of_choice(choice, f"{place}[{index}]", known=known)
    for index in duplicates([c.get("key") for c in choices if isinstance(c, Mapping)]):
        yield Problem(_("Another option has this key already."), column=f"{place}[{index}].key")


def _problems_of_choice(choice: object, place: str, *, known: set[str]) -> Iterator[Problem]:
    if not isinstance(choice, Mapping):
        yield Problem(_("An option is an object with a key and a label."), column=place)
        return
    yield from problems_of_fields(choice, place, known=known, needed={"key", "label"})
    if "key" in choice:
        yield from problems_of_key(choice["key"], f"{place}.key")
    if choice.get("key") == DOES_NOT_APPLY:
        yield Problem(_("This key is taken by “does not apply”."), column=f"{place}.key")
    if choice.get("key") == OTHER:
        yield Problem(_("This key is taken by “other”."), column=f"{place}.key")
    if "label" in choice:
        yield from problems_of_text(choice["label"], f"{place}.label", longest=200)
    if "exclusive" in known:
        yield from problems_of_flags(choice, place, names=["exclusive"])


def problems_of_limits(item: Mapping[str, Any], place: str) -> Iterator[Problem]:
    """Find a least and a most that no number of chosen options could keep."""
    choices = item.get("choices")
    count = len(choices) if isinstance(choices, list) else MOST_CHOICES
    count += item.get("other") is True
    limits = [name for name in ("least", "most") if name in item]
    for name in limits:
        if not is_integer(item[name]) or not 1 <= item[name] <= count:
            yield Problem(
                _("Give a number of options: at least 1, at most all of them."),
                column=f"{place}.{name}",
            )
    are_whole = len(limits) == 2 and all(is_integer(item[name]) for name in limits)
    if are_whole and item["least"] > item["most"]:
        yield Problem(_("“most” cannot be less than “least”."), column=f"{place}.most")
