"""The items of a document."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Problem

from .document_parts import duplicates, problems_of_fields, problems_of_key, problems_of_text

KINDS = ("likert", "zero_to_ten", "single_choice", "text")
MOST_CHOICES = 50

_COMMON = {"key", "kind", "prompt", "required", "shared_with_mentor"}
_FIELDS = {
    "likert": _COMMON | {"does_not_apply", "scale"},
    "zero_to_ten": _COMMON | {"does_not_apply", "ends"},
    "single_choice": _COMMON | {"does_not_apply", "choices"},
    "text": _COMMON,
}
_NEEDED = {
    "likert": {"key", "kind", "prompt", "scale"},
    "zero_to_ten": {"key", "kind", "prompt", "ends"},
    "single_choice": {"key", "kind", "prompt", "choices"},
    "text": {"key", "kind", "prompt"},
}


def problems_of_item(item: object, place: str, *, scales: Collection[Any]) -> Iterator[Problem]:
    """Find what is wrong with one item."""
    if not isinstance(item, Mapping):
        yield Problem(_("An item is an object."), column=place)
        return
    kind = item.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        yield Problem(
            _("An item is of the kind likert, zero_to_ten, single_choice or text."),
            column=f"{place}.kind",
        )
        return
    yield from problems_of_fields(item, place, known=_FIELDS[kind], needed=_NEEDED[kind])
    yield from _problems_of_what_all_have(item, place)
    if "scale" in item and kind == "likert" and not _is_one_of(item["scale"], scales):
        yield Problem(_("There is no such scale."), column=f"{place}.scale")
    if "ends" in item and kind == "zero_to_ten":
        yield from _problems_of_ends(item["ends"], f"{place}.ends")
    if "choices" in item and kind == "single_choice":
        yield from _problems_of_choices(item["choices"], f"{place}.choices")


def _is_one_of(value: object, scales: Collection[Any]) -> bool:
    return isinstance(value, str) and value in scales


def _problems_of_what_all_have(item: Mapping[str, Any], place: str) -> Iterator[Problem]:
    if "key" in item:
        yield from problems_of_key(item["key"], f"{place}.key")
    if "prompt" in item:
        yield from problems_of_text(item["prompt"], f"{place}.prompt", longest=1000)
    for name in ("required", "does_not_apply", "shared_with_mentor"):
        if not isinstance(item.get(name, False), bool):
            yield Problem(_("This is either true or false."), column=f"{place}.{name}")


def _problems_of_ends(ends: object, place: str) -> Iterator[Problem]:
    if not isinstance(ends, Mapping):
        yield Problem(_("The ends are an object with low and high."), column=place)
        return
    yield from problems_of_fields(ends, place, known={"low", "high"}, needed={"low", "high"})
    for name in ("low", "high"):
        if name in ends:
            yield from problems_of_text(ends[name], f"{place}.{name}", longest=200)


def _problems_of_choices(choices: object, place: str) -> Iterator[Problem]:
    if not isinstance(choices, list) or not 2 <= len(choices) <= MOST_CHOICES:
        yield Problem(_("A choice has 2 to 50 options."), column=place)
        return
    for index, choice in enumerate(choices):
        at = f"{place}[{index}]"
        if not isinstance(choice, Mapping):
            yield Problem(_("An option is an object with a key and a label."), column=at)
            continue
        yield from problems_of_fields(choice, at, known={"key", "label"}, needed={"key", "label"})
        if "key" in choice:
            yield from problems_of_key(choice["key"], f"{at}.key")
        if choice.get("key") == "does_not_apply":
            yield Problem(_("This key is taken by “does not apply”."), column=f"{at}.key")
        if "label" in choice:
            yield from problems_of_text(choice["label"], f"{at}.label", longest=200)
    for index in duplicates([c.get("key") for c in choices if isinstance(c, Mapping)]):
        yield Problem(_("Another option has this key already."), column=f"{place}[{index}].key")
