"""What a row of an HR file says, and what is wrong with it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin.errors import Problem
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import CsvRow

from .data import CareerKind, HrKind, LeaveReason

LONGEST_KEY = 64

COLUMNS: Mapping[HrKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    HrKind.SPELLS: (
        ("source_key", "user", "starts_on"),
        ("ends_on", "leave_reason", "org_unit"),
    ),
    HrKind.EVENTS: (("source_key", "user", "kind", "on"), ("verified",)),
}
FIELDS: Mapping[HrKind, tuple[str, ...]] = {
    HrKind.SPELLS: ("person", "starts_on", "ends_on", "leave_reason", "org_unit"),
    HrKind.EVENTS: ("person", "kind", "on", "is_verified"),
}
_YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def read_row(kind: HrKind, row: CsvRow) -> tuple[Mapping[str, Any], list[Problem]]:
    """Return the values of the row, and every problem it has."""
    problems: list[Problem] = []
    values = _spell(row, problems) if kind is HrKind.SPELLS else _event(row, problems)
    return values, problems


def source_key_problems(row: CsvRow, lines: dict[str, int]) -> list[Problem]:
    """Return what is wrong with the row's key; `lines` remembers where each key stood first."""
    key = row.cells["source_key"]
    if not key or len(key) > LONGEST_KEY:
        return [row.problem("source_key", _("A key has between 1 and 64 characters."))]
    first = lines.setdefault(key, row.line)
    if first == row.line:
        return []
    return [row.problem("source_key", _("Line {line} has this key too.").format(line=first))]


def _spell(row: CsvRow, problems: list[Problem]) -> Mapping[str, Any]:
    starts_on = _day(row, "starts_on", problems)
    ends_on = _day(row, "ends_on", problems) if row.cells.get("ends_on") else None
    if starts_on and ends_on and ends_on < starts_on:
        problems.append(row.problem("ends_on", _("An employment cannot end before it starts.")))
    reason = row.cells.get("leave_reason", "")
    if reason:
        _check_word(row, "leave_reason", LeaveReason, problems)
    org_unit = row.cells.get("org_unit", "")
    if len(org_unit) > LONGEST_KEY:
        problems.append(row.problem("org_unit", _("A unit has at most 64 characters.")))
    return {
        "starts_on": starts_on,
        "ends_on": ends_on,
        "leave_reason": reason,
        "org_unit": org_unit,
    }


def _event(row: CsvRow, problems: list[Problem]) -> Mapping[str, Any]:
    _check_word(row, "kind", CareerKind, problems)
    verified = row.cells.get("verified", "") or "no"
    if verified.casefold() not in _YES_NO:
        problems.append(row.problem("verified", _("Write yes or no.")))
    return {
        "kind": row.cells["kind"],
        "on": _day(row, "on", problems),
        "is_verified": _YES_NO.get(verified.casefold(), False),
    }


def _day(row: CsvRow, column: str, problems: list[Problem]) -> date | None:
    text = row.cells[column]
    day = programs_api.parse_date(text)
    if day is None:
        words = _("{text} is not a date.").format(text=programs_api.shown(text) or "“”")
        problems.append(row.problem(column, words))
    return day


def _check_word(row: CsvRow, column: str, words: type[StrEnum], problems: list[Problem]) -> None:
    text = row.cells[column]
    if text not in set(words):
        sentence = _("“{text}” is not known. Known are: {known}.")
        problems.append(
            row.problem(
                column, sentence.format(text=programs_api.shown(text), known=", ".join(words))
            )
        )
