"""When an item is shown: conditions on the answers to earlier items."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Problem

from .document_choices import DOES_NOT_APPLY, OTHER
from .document_parts import is_day, is_integer, is_number

DEEPEST = 5
MOST_CONDITIONS = 50
OPERATORS = ("is", "in", "includes", "at_least", "at_most", "answered")
_JOINED = ("all", "any")
_MEASURED = ("likert", "zero_to_ten", "number")
_ALLOWED: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_MEASURED, frozenset({"is", "in", "at_least", "at_most", "answered"})),
    **dict.fromkeys(("single_choice", "date"), frozenset({"is", "in", "answered"})),
    **dict.fromkeys(("multiple_choice", "ranking"), frozenset({"includes", "answered"})),
    **dict.fromkeys(("short_text", "text"), frozenset({"answered"})),
}

Earlier = Mapping[str, Mapping[str, Any]]


def problems_of_condition(
    condition: object, place: str, *, earlier: Earlier, scales: Mapping[str, Any]
) -> Iterator[Problem]:
    """Find a condition that asks for what no earlier item can answer, or for too much at once."""
    if _count(condition, deep=0) > MOST_CONDITIONS:
        yield Problem(
            _("An item has at most 50 conditions, one within another at most five deep."),
            column=place,
        )
        return
    yield from _problems(condition, place, earlier, scales)


def _count(condition: object, *, deep: int) -> int:
    """Return how many conditions there are; deeper than is allowed counts as too many."""
    if deep >= DEEPEST:
        return MOST_CONDITIONS + 1
    if not isinstance(condition, Mapping):
        return 1
    inner = [condition["not"]] if "not" in condition else []
    for name in _JOINED:
        inner += condition[name] if isinstance(condition.get(name), list) else []
    return 1 + sum(_count(one, deep=deep + 1) for one in inner[: MOST_CONDITIONS + 1])


def _problems(
    condition: object, place: str, earlier: Earlier, scales: Mapping[str, Any]
) -> Iterator[Problem]:
    if isinstance(condition, Mapping):
        if set(condition) == {"not"}:
            yield from _problems(condition["not"], f"{place}.not", earlier, scales)
            return
        joined = next((name for name in _JOINED if set(condition) == {name}), None)
        if joined is not None:
            yield from _problems_of_list(condition[joined], f"{place}.{joined}", earlier, scales)
            return
        operator = next((name for name in OPERATORS if set(condition) == {"item", name}), None)
        if operator is not None:
            yield from _problems_of_test(condition, operator, place, earlier, scales)
            return
    yield Problem(
        _(
            "A condition names an item and one test of its answer, "
            "or joins conditions by “all”, “any” or “not”."
        ),
        column=place,
    )


def _problems_of_list(
    conditions: object, place: str, earlier: Earlier, scales: Mapping[str, Any]
) -> Iterator[Problem]:
    if not isinstance(conditions, list) or not conditions:
        yield Problem(_("Give a list of at least one condition."), column=place)
        return
    for index, one in enumerate(conditions):
        yield from _problems(one, f"{place}[{index}]", earlier, scales)


def _problems_of_test(
    condition: Mapping[str, Any],
    operator: str,
    place: str,
    earlier: Earlier,
    scales: Mapping[str, Any],
) -> Iterator[Problem]:
    key, wanted = condition["item"], condition[operator]
    item = earlier.get(key) if isinstance(key, str) else None
    if item is None:
        yield Problem(_("No earlier item has this key."), column=f"{place}.item")
    elif operator not in _ALLOWED.get(item["kind"], ()):
        yield Problem(_("A question of this kind has no such condition."), column=f"{place}.item")
    elif not _can_be(item, operator, wanted, scales):
        yield Problem(_("That question has no such answer."), column=f"{place}.{operator}")


def _can_be(
    item: Mapping[str, Any], operator: str, wanted: object, scales: Mapping[str, Any]
) -> bool:
    if operator == "answered":
        return isinstance(wanted, bool)
    if operator in ("at_least", "at_most"):
        return is_number(wanted)
    if operator == "in":
        return (
            isinstance(wanted, list)
            and 1 <= len(wanted) <= MOST_CONDITIONS
            and all(_is_answer(item, one, scales) for one in wanted)
        )
    return _is_answer(item, wanted, scales)


def _is_answer(item: Mapping[str, Any], value: object, scales: Mapping[str, Any]) -> bool:
    if isinstance(value, str) and value == DOES_NOT_APPLY:
        return item.get("does_not_apply") is True
    return _ANSWERS[item["kind"]](item, value, scales)


def _is_point(item: Mapping[str, Any], value: object, scales: Mapping[str, Any]) -> bool:
    named = item.get("scale")
    scale = scales.get(named) if isinstance(named, str) else None
    points = scale.get("points") if isinstance(scale, Mapping) else None
    known = (
        [one.get("value") for one in points if isinstance(one, Mapping)]
        if isinstance(points, list)
        else []
    )
    return is_integer(value) and value in known


def _is_choice(item: Mapping[str, Any], value: object, _scales: Mapping[str, Any]) -> bool:
    choices = item.get("choices")
    keys = (
        [one.get("key") for one in choices if isinstance(one, Mapping)]
        if isinstance(choices, list)
        else []
    )
    if item.get("other") is True:
        keys.append(OTHER)
    return isinstance(value, str) and value in keys


_ANSWERS: Mapping[str, Callable[[Mapping[str, Any], object, Mapping[str, Any]], bool]] = {
    "likert": _is_point,
    "zero_to_ten": lambda _item, value, _scales: is_integer(value) and 0 <= value <= 10,
    "number": lambda _item, value, _scales: is_number(value),
    "date": lambda _item, value, _scales: is_day(value),
    "single_choice": _is_choice,
    "multiple_choice": _is_choice,
    "ranking": _is_choice,
}
