"""What the types of an XLSForm are here, and the fields that their rows give."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin.surveys.texts import Text

from . import reasons
from .data import Words
from .draft import Draft
from .steps import MOST_POINTS, of_a_range
from .xlsform_columns import Line

Values = Mapping[str, str | int]
Made = tuple[dict[str, Any], Values]

_SELECT = re.compile(
    r"(?P<kind>select[ _]one|select1|select[ _]multiple|select all that apply(?: from)?|rank"
    r"|select one from|select multiple from|add select one prompt using"
    r"|add select multiple prompt using)\s+(?:from\s+|using\s+)?(?P<list>\S+?)"
    r"(?P<other>\s+(?:or[ _]other|or specify other))?",
    re.IGNORECASE,
)
_KINDS = {
    **dict.fromkeys(("text", "string", "q string", "add text prompt"), "text"),
    **dict.fromkeys(("integer", "int", "q int", "add integer prompt"), "number"),
    **dict.fromkeys(("decimal", "q decimal", "add decimal prompt"), "decimal"),
    "percentage": "percentage",
    **dict.fromkeys(("date", "q date", "add date prompt"), "date"),
    **dict.fromkeys(
        (
            "time",
            "datetime",
            "date time",
            "q date time",
            "q datetime",
            "add date time prompt",
            "add datetime prompt",
        ),
        "short_text",
    ),
    **dict.fromkeys(("note", "q note", "add note prompt"), "information"),
    "range": "range",
}
_RECORDED = re.compile(
    r"(get |uri:)?(start|end|today|device ?id|subscriber ?id|subscriberid|sim ?(id|serial)|imei"
    r"|phone ?number|username|email|audit|start-geopoint|background-\w+|(start|end) time)"
)
_FROM_FILES = ("select_one_from_file", "select_multiple_from_file", "select_one_external")
_CONSTRAINT = re.compile(
    r"\s*\.\s*(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)\s*|\s*(-?\d+(?:\.\d+)?)\s*(<=|>=|<|>)\s*\.\s*"
)
_LENGTH = re.compile(r"\s*string-length\(\s*\.\s*\)\s*<=?\s*(\d+)\s*")
_COUNT = re.compile(r"\s*count-selected\(\s*\.\s*\)\s*(<=|>=|=)\s*(\d+)\s*")
_PARAMETER = re.compile(r"(\w+)\s*=\s*([^\s,;]+)")
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_LONGEST_TEXT = 4000
_PERCENT = {"low": 0, "high": 100, "unit": "%"}
_DECIMALS = 6


@dataclass(kw_only=True)
class Lists:
    """The lists of answers, and which of them a question uses."""

    answers: Mapping[str, Sequence[tuple[str, Text]]]
    used: set[str] = field(default_factory=set)


def kind_of(said: str) -> tuple[str, str] | tuple[None, Words]:
    """Return the kind here, with its list of answers; or None with the reason why there is none."""
    lower = said.lower()
    select = _SELECT.fullmatch(said)
    if select:
        one = "one" in select["kind"].lower() or "select1" in select["kind"].lower()
        kind = "single_choice" if one else "multiple_choice"
        if select["kind"].lower() == "rank":
            kind = "ranking"
        return f"{kind} other" if select["other"] else kind, select["list"]
    if lower in _KINDS:
        return _KINDS[lower], lower
    return None, _why_not(lower)


def _why_not(said: str) -> Words:
    """Return why a type has no kind here."""
    if said.startswith(
        ("select_one_from_file", "select_multiple_from_file", "select_one_external")
    ):
        return reasons.LOOKED_UP
    if said in ("calculate", "q calculate", "add calculate prompt", "hidden"):
        return reasons.COMPUTED
    return reasons.DEVICE if _RECORDED.fullmatch(said) else reasons.NO_KIND


def fields_of(
    kind: str, list_name: str, line: Line, draft: Draft, lists: Lists, *, place: str, name: str
) -> Made | None:
    """Return the fields of the item and the values of its answers; None where it was left out."""
    if kind.split(maxsplit=1)[0] in ("single_choice", "multiple_choice", "ranking"):
        return _of_choices(kind, list_name, line, draft, lists, place=place, name=name)
    if kind == "range":
        return _of_range(line, draft, place=place, name=name)
    if kind in ("number", "decimal", "percentage"):
        return _of_number(kind, line), {}
    if kind == "short_text":
        draft.note(place, _("“{type}” has become a short text.").format(type=list_name))
        return {"kind": "short_text"}, {}
    if kind == "text":
        return _of_text(line), {}
    return {"kind": kind}, {}


def _of_text(line: Line) -> dict[str, Any]:
    rule = _LENGTH.fullmatch(line.cells.get("constraint", ""))
    if rule and 1 <= int(rule[1]) <= _LONGEST_TEXT:
        line.take("constraint")
        return {"kind": "text", "longest": int(rule[1])}
    return {"kind": "text"}


def _of_number(kind: str, line: Line) -> dict[str, Any]:
    made: dict[str, Any] = {"kind": "number", **(_PERCENT if kind == "percentage" else {})}
    if kind == "decimal":
        made["decimals"] = _DECIMALS
    bounds = _bounds(line.cells.get("constraint", ""), is_whole=kind == "number")
    if bounds:
        line.take("constraint")
        made |= bounds
    return made


def _bounds(rule: str, *, is_whole: bool) -> dict[str, Any]:
    """Return the range that a rule such as `. >= 0 and . <= 100` says; nothing for any other."""
    found: dict[str, Any] = {}
    for part in re.split(r"\s+and\s+", rule.strip().strip("()")) if rule else []:
        match = _CONSTRAINT.fullmatch(part.strip().strip("()"))
        if not match:
            return {}
        operator = match[1] or _TURNED[match[4]]
        bound = Decimal(match[2] or match[3])
        if operator in ("<", ">"):
            if not is_whole or bound != bound.to_integral_value():
                return {}
            bound += 1 if operator == ">" else -1
        end = "low" if operator in (">", ">=") else "high"
        if end in found:
            return {}
        found[end] = int(bound) if bound == bound.to_integral_value() else float(bound)
    is_empty = len(found) == len(("low", "high")) and found["low"] >= found["high"]
    return {} if is_empty else found


def _of_range(line: Line, draft: Draft, *, place: str, name: str) -> Made | None:
    text = line.take("parameters")
    told = {key.lower(): value for key, value in _PARAMETER.findall(text)}
    for key, value in told.items():
        if key not in ("start", "end", "step"):
            draft.leave(f"{place}, “parameters”", f"{key}={value}", reasons.LOOKS)
    try:
        low, high, step = (
            Decimal(told.get(key, usual))
            for key, usual in (("start", "1"), ("end", "10"), ("step", "1"))
        )
    except InvalidOperation:
        draft.leave(place, text, reasons.UNREADABLE)
        return None
    if not all(one.is_finite() for one in (low, high, step)) or low == high or step == 0:
        draft.leave(place, text, reasons.UNREADABLE)
        return None
    if line.cells.get("appearance", "") == "rating":
        line.take("appearance")
        draft.note(place, _("Stars have become numbers."))
    made = of_a_range(
        draft,
        place,
        name=name,
        low=min(low, high),
        high=max(low, high),
        step=abs(step),
        ends=("", ""),
    )
    return made, {}


def _of_choices(
    kind: str, list_name: str, line: Line, draft: Draft, lists: Lists, *, place: str, name: str
) -> Made | None:
    answers = lists.answers.get(list_name)
    if answers is None:
        draft.leave(place, list_name, _("The sheet “choices” has no such list."))
        return None
    lists.used.add(list_name)
    if draft.are_too_few_or_many(answers, place, list_name):
        return None
    appearance = line.cells.get("appearance", "").lower().split()
    if kind == "single_choice" and "likert" in appearance and len(answers) <= MOST_POINTS:
        line.take("appearance")
        return _of_likert(list_name, answers, draft, place=place)
    choices = draft.choices(answers, f"choices, {list_name}")
    values: Values = {value: one["key"] for (value, _l), one in zip(answers, choices, strict=True)}
    made: dict[str, Any] = {"kind": kind.split(maxsplit=1)[0], "choices": choices}
    if kind.endswith("other") and made["kind"] != "ranking":
        made["other"] = True
    if made["kind"] == "single_choice" and {"minimal", "autocomplete", "search"} & set(appearance):
        line.take("appearance")
        made["style"] = "dropdown"
    if made["kind"] == "multiple_choice":
        made |= _how_many(line, len(choices))
    return made, values


def _how_many(line: Line, count: int) -> dict[str, int]:
    """Return how many answers a rule asks for, where it says nothing else."""
    found: dict[str, int] = {}
    rule = line.cells.get("constraint", "")
    for part in re.split(r"\s+and\s+", rule) if rule else []:
        match = _COUNT.fullmatch(part)
        if not match or not 1 <= int(match[2]) <= count:
            return {}
        ends = {"<=": ("most",), ">=": ("least",), "=": ("least", "most")}[match[1]]
        found |= dict.fromkeys(ends, int(match[2]))
    if found:
        line.take("constraint")
    return found


def _of_likert(
    list_name: str, answers: Sequence[tuple[str, Text]], draft: Draft, *, place: str
) -> Made:
    """Return an item on a scale: whole numbers that rise stay, else the order counts from 1."""
    numbers = [int(value) for value, _label in answers if re.fullmatch(r"-?\d{1,6}", value)]
    if len(numbers) != len(answers) or numbers != sorted(set(numbers)):
        numbers = list(range(1, len(answers) + 1))
        draft.note(place, _("The answers count 1, 2, 3 … in the order of the file."))
    labels = [
        (number, draft.label(label, f"choices, {list_name}") or value)
        for number, (value, label) in zip(numbers, answers, strict=True)
    ]
    scale = draft.scale(list_name, labels)
    stored: Values = {value: number for (value, _l), number in zip(answers, numbers, strict=True)}
    return {"kind": "likert", "scale": scale}, stored
