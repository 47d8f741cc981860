"""What the items of each kind have to say, and what they may say."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Problem

from .document_choices import problems_of_choices, problems_of_limits
from .document_parts import (
    decimals_of,
    is_day,
    is_integer,
    is_number,
    problems_of_fields,
    problems_of_flags,
    problems_of_text,
)

LONGEST_LINE = 255
LONGEST_TEXT = 4000
MOST_DECIMALS = 6
STYLES = ("radio", "dropdown", "buttons")

_COMMON = {"help", "key", "kind", "prompt", "roles", "section", "show_if"}
_ASKED = _COMMON | {"required", "shared_with_mentor"}
FIELDS: Mapping[str, set[str]] = {
    "likert": _ASKED | {"does_not_apply", "scale"},
    "zero_to_ten": _ASKED | {"does_not_apply", "ends"},
    "single_choice": _ASKED | {"choices", "does_not_apply", "other", "style"},
    "multiple_choice": _ASKED | {"choices", "least", "most", "other"},
    "number": _ASKED | {"decimals", "high", "low", "unit"},
    "date": _ASKED | {"earliest", "latest"},
    "ranking": _ASKED | {"choices", "most"},
    "short_text": _ASKED | {"longest"},
    "text": _ASKED | {"longest"},
    "information": _COMMON,
}
KINDS = tuple(FIELDS)
_NEEDED: Mapping[str, set[str]] = {
    "likert": {"scale"},
    "zero_to_ten": {"ends"},
    "single_choice": {"choices"},
    "multiple_choice": {"choices"},
    "ranking": {"choices"},
}


def problems_of_kind(
    item: Mapping[str, Any], place: str, *, scales: Collection[Any]
) -> Iterator[Problem]:
    """Find what is wrong with the fields that an item of this kind has, and others have not."""
    kind = item["kind"]
    needed = {"key", "kind", "prompt"} | _NEEDED.get(kind, set())
    yield from problems_of_fields(item, place, known=set(FIELDS[kind]), needed=needed)
    flags = FIELDS[kind] & {"does_not_apply", "other", "required", "shared_with_mentor"}
    yield from problems_of_flags(item, place, names=sorted(flags))
    if kind == "likert" and "scale" in item and not _is_one_of(item["scale"], scales):
        yield Problem(_("There is no such scale."), column=f"{place}.scale")
    find = _FINDERS.get(kind)
    if find is not None:
        yield from find(item, place)


def _is_one_of(value: object, scales: Collection[Any]) -> bool:
    return isinstance(value, str) and value in scales


def _problems_of_ends(item: Mapping[str, Any], place: str) -> Iterator[Problem]:
    if "ends" not in item:
        return
    ends, at = item["ends"], f"{place}.ends"
    if not isinstance(ends, Mapping):
        yield Problem(_("The ends are an object with low and high."), column=at)
        return
    yield from problems_of_fields(ends, at, known={"low", "high"}, needed={"low", "high"})
    for name in ("low", "high"):
        if name in ends:
            yield from problems_of_text(ends[name], f"{at}.{name}", longest=200)


def _problems_of_options(item: Mapping[str, Any], place: str) -> Iterator[Problem]:
    if "choices" in item:
        can_exclude = item["kind"] == "multiple_choice"
        yield from problems_of_choices(item["choices"], f"{place}.choices", can_exclude=can_exclude)
    yield from problems_of_limits(item, place)
    if item.get("style", "radio") not in STYLES:
        yield Problem(_("A style is radio, dropdown or buttons."), column=f"{place}.style")


def _problems_of_number(item: Mapping[str, Any], place: str) -> Iterator[Problem]:
    decimals = item.get("decimals", 0)
    if not is_integer(decimals) or not 0 <= decimals <= MOST_DECIMALS:
        yield Problem(_("Say how many decimals: 0 to 6."), column=f"{place}.decimals")
        decimals = MOST_DECIMALS
    bounds = [name for name in ("low", "high") if name in item]
    for name in bounds:
        if not is_number(item[name]) or decimals_of(item[name]) > decimals:
            yield Problem(
                _(
                    "Give a number of at most 12 digits, "
                    "with no more decimals than its answers have."
                ),
                column=f"{place}.{name}",
            )
    are_numbers = len(bounds) == 2 and all(is_number(item[name]) for name in bounds)
    if are_numbers and item["low"] >= item["high"]:
        yield Problem(_("“high” has to be above “low”."), column=f"{place}.high")
    if "unit" in item:
        yield from problems_of_text(item["unit"], f"{place}.unit", longest=40)


def _problems_of_days(item: Mapping[str, Any], place: str) -> Iterator[Problem]:
    bounds = [name for name in ("earliest", "latest") if name in item]
    for name in bounds:
        if not is_day(item[name]):
            yield Problem(_("Write the day as YYYY-MM-DD."), column=f"{place}.{name}")
    are_days = len(bounds) == 2 and all(is_day(item[name]) for name in bounds)
    if are_days and item["earliest"] > item["latest"]:
        yield Problem(_("“latest” cannot be before “earliest”."), column=f"{place}.latest")


def _problems_of_length(item: Mapping[str, Any], place: str) -> Iterator[Problem]:
    most = LONGEST_LINE if item["kind"] == "short_text" else LONGEST_TEXT
    longest = item.get("longest", most)
    if not is_integer(longest) or not 1 <= longest <= most:
        yield Problem(
            _("Say how many characters an answer may have: 1 to {most}.").format(most=most),
            column=f"{place}.longest",
        )


_FINDERS: Mapping[str, Callable[[Mapping[str, Any], str], Iterator[Problem]]] = {
    "zero_to_ten": _problems_of_ends,
    "single_choice": _problems_of_options,
    "multiple_choice": _problems_of_options,
    "ranking": _problems_of_options,
    "number": _problems_of_number,
    "date": _problems_of_days,
    "short_text": _problems_of_length,
    "text": _problems_of_length,
}
