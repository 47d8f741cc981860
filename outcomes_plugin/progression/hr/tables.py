"""Read a file or rows of a source into a table whose cells stand under our fields."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes_plugin.errors import Invalid, Problem
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import CsvTable
from outcomes_plugin.programs.workbooks import Sheet, WorkbookLimits, read_sheet
from outcomes_plugin.progression.data import HrKind

from .data import ANY_OTHER, HrMapping
from .fields import COLUMNS, all_fields

_PACKED = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_LIMITS = WorkbookLimits(
    unpacked=100_000_000,
    rows=programs_api.MOST_ROWS,
    too_large=gettext_lazy("This workbook unpacks to far more than rows of HR. It was not opened."),
    too_many_sheets=gettext_lazy("This workbook has too many sheets."),
)


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The columns of the file, which of them each field is, and the sheet that they are on."""

    columns: tuple[str, ...]
    by_field: Mapping[str, str]
    sheet: str = ""
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HrRow:
    """One row: where it stands, and its values by field."""

    line: int
    cells: Mapping[str, str]
    heading: Heading

    def problem(self, field: str, message: str) -> Problem:
        """Return a problem of a field, placed where the file has it."""
        column = self.heading.by_field.get(field, field)
        place = _cell(self.heading, column, self.line) if self.heading.sheet else ""
        return Problem(message, line=self.line, column=column, place=place)


@dataclass(frozen=True, kw_only=True)
class HrTable:
    """What a file holds. With a problem in `problems`, its rows are not to be used."""

    heading: Heading
    rows: tuple[HrRow, ...]
    problems: tuple[Problem, ...]
    digest: str


def read_file(raw: bytes, kind: HrKind, mapping: HrMapping | None) -> HrTable:
    """
    Return the rows of a CSV file or workbook; without a mapping its columns are our fields.

    With one, columns that no field is read from are passed over.
    """
    digest = hashlib.sha256(raw).hexdigest()
    if raw.startswith(_OLD_EXCEL):
        sentence = _("This is a workbook of an old Excel. Save it as .xlsx and try again.")
        return _unread(digest, sentence)
    if raw.startswith(_PACKED):
        return _of_workbook(raw, kind, mapping, digest)
    told = mapping or HrMapping()
    required, optional = _expected(kind, mapping)
    found = programs_api.read_csv(
        raw,
        required=required,
        optional=optional,
        is_other=_is_other(mapping),
        encoding=told.encoding,
        separator=told.separator,
    )
    return _named(found, kind, mapping)


def read_rows(
    rows: Sequence[Mapping[str, object]], kind: HrKind, mapping: HrMapping | None
) -> HrTable:
    """Return rows that came as values; the keys of each are the columns."""
    digest = hashlib.sha256(json.dumps(rows, sort_keys=True, default=str).encode()).hexdigest()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    required, optional = _expected(kind, mapping)
    lines = ((number, [_text(row.get(name)) for name in columns])
             for number, row in enumerate(rows, start=1))  # fmt: skip
    found = programs_api.table_of(
        chain([(0, columns or required)], lines),
        digest=digest,
        required=required,
        optional=optional,
        is_other=_is_other(mapping),
    )
    return _named(found, kind, mapping)


def _of_workbook(raw: bytes, kind: HrKind, mapping: HrMapping | None, digest: str) -> HrTable:
    if len(raw) > programs_api.MOST_BYTES:
        megabytes = programs_api.MOST_BYTES // 1_000_000
        sentence = _("The file is larger than {megabytes} MB. Please split it.")
        return _unread(digest, sentence.format(megabytes=megabytes))
    try:
        sheet = read_sheet(raw, _LIMITS, name=mapping.sheet if mapping is not None else "")
    except Invalid as refused:
        return _unread(digest, str(refused))
    required, optional = _expected(kind, mapping)
    found = programs_api.table_of(
        _lines(sheet),
        digest=digest,
        required=required,
        optional=optional,
        is_other=_is_other(mapping),
    )
    return _named(found, kind, mapping, sheet)


def _lines(sheet: Sheet) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows that hold something, all as long as the longest."""
    width = max(map(len, sheet.rows), default=0)
    for line, row in enumerate(sheet.rows, start=1):
        if any(row):
            yield line, [*row, *[""] * (width - len(row))]


def _expected(kind: HrKind, mapping: HrMapping | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns that the file must have, and those that it may have."""
    if mapping is None:
        return COLUMNS[kind]
    return tuple(dict.fromkeys(mapping.columns.values())), ()


def _is_other(mapping: HrMapping | None) -> Callable[[str], bool]:
    return lambda _name: mapping is not None


def _named(
    found: CsvTable, kind: HrKind, mapping: HrMapping | None, sheet: Sheet | None = None
) -> HrTable:
    told = mapping or HrMapping(columns={name: name for name in all_fields(kind)})
    heading = Heading(
        columns=found.columns,
        by_field=told.columns,
        sheet=sheet.name if sheet is not None else "",
        sheets=tuple(sheet.names) if sheet is not None else (),
    )
    read = _reader(kind, told)
    rows = (HrRow(line=row.line, cells=read(row.cells), heading=heading) for row in found.rows)
    return HrTable(heading=heading, rows=tuple(rows), problems=found.problems, digest=found.digest)


def _reader(kind: HrKind, mapping: HrMapping) -> Callable[[Mapping[str, str]], Mapping[str, str]]:
    """Return the function that turns the cells of a row into values by field."""
    columns = {field: column.strip().casefold() for field, column in mapping.columns.items()}
    words = {
        field: {told.strip().casefold(): ours for told, ours in one.items()}
        for field, one in mapping.words.items()
    }
    fields = all_fields(kind)

    def read(cells: Mapping[str, str]) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for field in fields:
            if field in mapping.fixed:
                found[field] = mapping.fixed[field]
                continue
            told = cells.get(columns.get(field, ""), "")
            found[field] = _translated(told, words[field]) if field in words else told
        return found

    return read


def _translated(told: str, words: Mapping[str, str]) -> str:
    known = words.get(told.casefold())
    if known is not None:
        return known
    return words.get(ANY_OTHER, told) if told else told


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    # What is no plain value is refused with the row, as any text with a NUL is.
    return str(value).strip() if isinstance(value, str | int | float | date) else "\0"


def _cell(heading: Heading, column: str, line: int) -> str:
    from openpyxl.utils import get_column_letter

    name = column.strip().casefold()
    letter = get_column_letter(heading.columns.index(name) + 1) if name in heading.columns else ""
    return _("Sheet “{sheet}”, cell {cell}").format(sheet=heading.sheet, cell=f"{letter}{line}")


def _unread(digest: str, sentence: str) -> HrTable:
    heading = Heading(columns=(), by_field={})
    return HrTable(heading=heading, rows=(), problems=(Problem(sentence),), digest=digest)
