"""What a row of HR says, and what is wrong with it."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin.errors import Problem
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.progression.data import HrKind

from .data import DateForm
from .fields import (
    COLUMNS,
    LONGEST_KEY,
    MANAGER,
    PEOPLE,
    RETRACTED,
    SOURCE_KEY,
    USER,
    WORDS,
    YES_NO,
    YesNo,
)
from .tables import HrRow

_FORMATS: Mapping[DateForm, str] = {
    DateForm.ISO: "%Y-%m-%d",
    DateForm.GERMAN: "%d.%m.%Y",
    DateForm.BRITISH: "%d/%m/%Y",
    DateForm.AMERICAN: "%m/%d/%Y",
    DateForm.HYPHENS: "%d-%m-%Y",
    DateForm.BARE: "%Y%m%d",
}
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})
_LONGEST_NAME = 254

Values = Mapping[str, Any]


def is_retracted(row: HrRow) -> bool:
    """Return whether the row takes back what its key said before."""
    return YES_NO.get(row.cells[RETRACTED].casefold(), False)


def folded(key: str) -> str:
    """Return the key as every database compares it: without case and accents."""
    parts = unicodedata.normalize("NFKD", key)
    return "".join(one for one in parts if not unicodedata.combining(one)).casefold()


def read_row(kind: HrKind, row: HrRow, forms: Sequence[DateForm]) -> tuple[Values, list[Problem]]:
    """Return what is kept of the row beside the people it names, and every problem it has."""
    problems = [*_cell_problems(row), *_word_problems(kind, row)]
    if is_retracted(row):
        return {}, problems
    problems += _people_problems(kind, row)
    values = _READERS[kind](row, forms, problems)
    return values, problems


def source_key_problems(row: HrRow, lines: dict[str, int]) -> list[Problem]:
    """Return what is wrong with the row's key; `lines` remembers where each key stood first."""
    key = row.cells[SOURCE_KEY]
    if not key or len(key) > LONGEST_KEY:
        return [row.problem(SOURCE_KEY, _("A key has between 1 and 64 characters."))]
    first = lines.setdefault(folded(key), row.line)
    if first == row.line:
        return []
    return [row.problem(SOURCE_KEY, _("Line {line} has this key too.").format(line=first))]


def parse_day(text: str, forms: Sequence[DateForm]) -> date | None:
    """Return the day that is written in one of the forms, or year first, or None."""
    for form in dict.fromkeys((*forms, DateForm.ISO)):
        try:
            return datetime.strptime(text, _FORMATS[form]).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _cell_problems(row: HrRow) -> Iterator[Problem]:
    for field, text in row.cells.items():
        if text.startswith("=") or text in _ERRORS:
            words = _("This is a formula or an error of the spreadsheet. Put its value here.")
            yield row.problem(field, words)
        elif not text.isprintable():
            yield row.problem(field, _("This text holds a character that cannot be kept."))


def _word_problems(kind: HrKind, row: HrRow) -> Iterator[Problem]:
    required, _optional = COLUMNS[kind]
    for field, text in row.cells.items():
        allowed = WORDS.get((kind, field))
        if allowed is None or (not text and (field not in required or is_retracted(row))):
            continue
        if allowed is YesNo:
            if text.casefold() not in YES_NO:
                yield row.problem(field, _("Write yes or no."))
        elif text not in set(allowed):
            sentence = _("“{text}” is not known. Known are: {known}.")
            shown = programs_api.shown(text)
            yield row.problem(field, sentence.format(text=shown, known=", ".join(allowed)))


def _people_problems(kind: HrKind, row: HrRow) -> Iterator[Problem]:
    required, _optional = COLUMNS[kind]
    for field in required:
        if field in PEOPLE and not row.cells[field]:
            yield row.problem(field, _("A username or mail address is missing."))
        elif field in PEOPLE and len(row.cells[field]) > _LONGEST_NAME:
            yield row.problem(field, _("This is too long for a username or mail address."))
    if kind is HrKind.LINES and row.cells[USER].casefold() == row.cells[MANAGER].casefold():
        yield row.problem(MANAGER, _("Nobody reports to themselves."))


def _spell(row: HrRow, forms: Sequence[DateForm], problems: list[Problem]) -> Values:
    words = _("An employment cannot end before it starts.")
    return {
        **_times(row, forms, problems, words),
        "leave_reason": row.cells["leave_reason"],
        "org_unit": _key(row, "org_unit", problems),
    }


def _event(row: HrRow, forms: Sequence[DateForm], problems: list[Problem]) -> Values:
    return {
        "kind": row.cells["kind"],
        "on": _day(row, "on", forms, problems),
        "is_verified": YES_NO.get(row.cells["verified"].casefold(), False),
    }


def _unit(row: HrRow, forms: Sequence[DateForm], problems: list[Problem]) -> Values:
    unit, parent = (_key(row, field, problems) for field in ("unit", "parent"))
    if not unit:
        problems.append(row.problem("unit", _("The key of the unit is missing.")))
    elif folded(unit) == folded(parent):
        problems.append(row.problem("parent", _("No unit is part of itself.")))
    words = _("A unit cannot end before it starts.")
    has_start = bool(row.cells["starts_on"])
    times = _times(row, forms, problems, words, is_needed=has_start)
    return {"unit": unit, "parent": parent, **times}


def _line(row: HrRow, forms: Sequence[DateForm], problems: list[Problem]) -> Values:
    return _times(row, forms, problems, _("This cannot end before it starts."))


def _times(
    row: HrRow,
    forms: Sequence[DateForm],
    problems: list[Problem],
    words: str,
    *,
    is_needed: bool = True,
) -> Values:
    """Return the first and the last day; `words` say what is wrong when they are turned around."""
    starts_on = _day(row, "starts_on", forms, problems) if is_needed else None
    ends_on = _day(row, "ends_on", forms, problems) if row.cells["ends_on"] else None
    if starts_on and ends_on and ends_on < starts_on:
        problems.append(row.problem("ends_on", words))
    return {"starts_on": starts_on, "ends_on": ends_on}


def _day(row: HrRow, field: str, forms: Sequence[DateForm], problems: list[Problem]) -> date | None:
    text = row.cells[field]
    day = parse_day(text, forms)
    if day is None:
        words = _("{text} is not a date.").format(text=programs_api.shown(text) or "“”")
        problems.append(row.problem(field, words))
    return day


def _key(row: HrRow, field: str, problems: list[Problem]) -> str:
    text = row.cells[field]
    if len(text) > LONGEST_KEY:
        problems.append(row.problem(field, _("A unit has at most 64 characters.")))
    return text


_READERS = {
    HrKind.SPELLS: _spell,
    HrKind.EVENTS: _event,
    HrKind.UNITS: _unit,
    HrKind.LINES: _line,
}
