"""What an answer to an item of each kind may be, and how it is kept."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Message

from .data import Answer
from .document_kinds import LONGEST_LINE
from .document_parts import can_be_kept, decimals_of, is_day, is_integer, is_number
from .questionnaire import DOES_NOT_APPLY, OTHER, Item
from .showing import is_answered


def problem_of(item: Item, value: object) -> Message:
    """Return why the value cannot be kept as the answer to the item; empty when it can."""
    if not is_answered(value):
        return _missing(item) if item.required else ""
    if isinstance(value, str) and value == DOES_NOT_APPLY and not item.is_text:
        return "" if item.does_not_apply else _missing(item)
    return _CHECKS[item.kind](item, value)


def kept_of(item: Item, value: Any) -> Answer:
    """Return an answer without problems as it is kept, so that equal answers look alike."""
    if item.kind == "number" and isinstance(value, float) and value.is_integer():
        return int(value)
    if item.kind == "multiple_choice":
        places = {point.value: place for place, point in enumerate(item.points)}
        in_order = sorted(value, key=lambda one: places.get(_code(one), len(places)))
        return [_kept_words(one) for one in in_order]
    kept: Answer = value if item.kind == "ranking" else _kept_words(value)
    return kept


def _kept_words(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {OTHER: value[OTHER].strip()}
    return value.strip() if isinstance(value, str) else value


def _code(value: object) -> str:
    """Return the key of a chosen option; own words have that of `other`."""
    return OTHER if isinstance(value, Mapping) else str(value)


def _missing(item: Item) -> Message:
    if item.is_text:
        return _("Write a few words.")
    if item.does_not_apply:
        return _("Choose one, or “Does not apply”.")
    return _MISSING.get(item.kind, _("Choose one."))


def _wrong_point(item: Item, value: object) -> Message:
    return "" if is_integer(value) and value in item.values else _not_an_answer()


def _wrong_choice(item: Item, value: object) -> Message:
    if item.other and isinstance(value, Mapping):
        return _wrong_other(value)
    return "" if isinstance(value, str) and value in item.values else _not_an_answer()


def _wrong_choices(item: Item, value: object) -> Message:
    if not isinstance(value, list) or len(value) > len(item.points) + item.other:
        return _not_an_answer()
    reasons = [reason for one in value if (reason := _wrong_choice(item, one))]
    if reasons:
        return reasons[0]
    codes = [_code(one) for one in value]
    if len(set(codes)) < len(codes):
        return _not_an_answer()
    if len(codes) > 1 and any(point.exclusive and point.value in codes for point in item.points):
        return _("One of these can only be chosen alone.")
    return _wrong_count(item, len(codes))


def _wrong_count(item: Item, count: int) -> Message:
    if item.least is not None and count < item.least:
        return _("Choose at least {count}.").format(count=item.least)
    if item.most is not None and count > item.most:
        return _("Choose at most {count}.").format(count=item.most)
    return ""


def _wrong_ranking(item: Item, value: object) -> Message:
    if not isinstance(value, list) or len(value) > len(item.points):
        return _not_an_answer()
    are_keys = all(isinstance(one, str) and one in item.values for one in value)
    if not are_keys or len(set(value)) < len(value):
        return _not_an_answer()
    return _wrong_count(item, len(value))


def _wrong_number(item: Item, value: object) -> Message:
    if not is_number(value):
        return _("Write a number.")
    if decimals_of(value) > item.decimals:
        if item.decimals == 0:
            return _("Write a whole number.")
        return _("Decimals here: at most {count}.").format(count=item.decimals)
    if item.lowest is not None and value < item.lowest:
        return _("The smallest number here is {number}.").format(number=number_format(item.lowest))
    if item.highest is not None and value > item.highest:
        return _("The largest number here is {number}.").format(number=number_format(item.highest))
    return ""


def _wrong_day(item: Item, value: object) -> Message:
    if not is_day(value):
        return _("Choose a day of the calendar.")
    if item.earliest is not None and value < item.earliest:
        return _("The earliest day here is {day}.").format(day=_day(item.earliest))
    if item.latest is not None and value > item.latest:
        return _("The latest day here is {day}.").format(day=_day(item.latest))
    return ""


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "DATE_FORMAT")


def _wrong_line(item: Item, value: object) -> Message:
    if isinstance(value, str) and len(value.strip().splitlines()) > 1:
        return _("Write this in one line.")
    return _wrong_text(item, value)


def _wrong_text(item: Item, value: object) -> Message:
    return _wrong_words(value, longest=item.longest or LONGEST_LINE)


def _wrong_other(value: Mapping[object, object]) -> Message:
    if set(value) != {OTHER}:
        return _not_an_answer()
    words = value[OTHER]
    if not is_answered(words):
        return _("Write a few words.")
    if isinstance(words, str) and len(words.strip().splitlines()) > 1:
        return _("Write this in one line.")
    return _wrong_words(words, longest=LONGEST_LINE)


def _wrong_words(value: object, *, longest: int) -> Message:
    if not isinstance(value, str):
        return _("Write words here.")
    if len(value) > longest:
        return _("This is too long: at most {count} characters.").format(count=longest)
    if not can_be_kept(value):
        return _("This text holds a character that cannot be kept.")
    return ""


def _no_answer(_item: Item, _value: object) -> Message:
    return _("This is information. It takes no answer.")


def _not_an_answer() -> Message:
    return _("This is not one of the answers.")


_CHECKS: Mapping[str, Callable[[Item, object], Message]] = {
    "likert": _wrong_point,
    "zero_to_ten": _wrong_point,
    "single_choice": _wrong_choice,
    "multiple_choice": _wrong_choices,
    "number": _wrong_number,
    "date": _wrong_day,
    "ranking": _wrong_ranking,
    "short_text": _wrong_line,
    "text": _wrong_text,
    "information": _no_answer,
}
_MISSING: Mapping[str, Message] = {
    "multiple_choice": _("Choose at least one."),
    "ranking": _("Put them in your order."),
    "number": _("Write a number."),
    "date": _("Choose a day of the calendar."),
}
