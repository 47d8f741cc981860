"""
The sheets of a workbook. Nothing in it is unpacked before its size is known.

Every workbook of the product, also above, is opened through here.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError  # nosec: only the error
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Invalid, Message

MOST_FILES = 500
LARGEST_RATIO = 200
MOST_COLUMNS = 250
LONGEST_SHEET = 100_000
MOST_SHEETS = 30
_BLOCK = 65_536
_ENTITIES = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
# What a workbook that is broken, made by hand or locked lets the library raise.
_BROKEN = (
    AttributeError,
    BadZipFile,
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    ParseError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)

Row = Sequence[str]
Sheets = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, kw_only=True)
class WorkbookLimits:
    """How large a workbook may be, unpacked and by sheet, and what is said of a larger one."""

    unpacked: int
    rows: int
    too_large: Message
    too_many_sheets: Message


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: its name, those of all sheets, and its rows with formulas as they are written."""

    name: str
    names: Sequence[str]
    rows: Sequence[Row]


def read_workbook(raw: bytes, limits: WorkbookLimits) -> tuple[Sheets, Sequence[str]]:
    """
    Return the rows of each sheet as texts, and the parts that were never opened: macros and links.

    A formula is what it last came to.

    Raises:
        Invalid: it is no workbook, is broken, or is larger than the limits.
    """
    with _guarded(raw, limits) as unopened, _book(raw, limits, data_only=True) as book:
        return {sheet.title: _rows(sheet, limits) for sheet in book.worksheets}, unopened


def read_sheet(raw: bytes, limits: WorkbookLimits, *, name: str = "") -> Sheet:
    """
    Return the sheet of that name, whatever its case, or the first one.

    Raises:
        Invalid: it is no workbook, is broken, is larger than the limits, or has no such sheet.
    """
    with _guarded(raw, limits), _book(raw, limits, data_only=False) as book:
        wanted = name.strip().casefold()
        found = [
            one for one in book.worksheets if not wanted or one.title.strip().casefold() == wanted
        ]
        names = [one.title for one in book.worksheets]
        if not found:
            raise Invalid(
                _("This workbook has no sheet “{sheet}”. It has: {known}.").format(
                    sheet=name, known=", ".join(names)
                )
            )
        return Sheet(name=found[0].title, names=names, rows=_rows(found[0], limits))


@contextmanager
def _guarded(raw: bytes, limits: WorkbookLimits) -> Iterator[Sequence[str]]:
    """Check the packed file, give the parts that are never opened, and say what is broken."""
    try:
        with ZipFile(BytesIO(raw)) as packed:
            _check_sizes(packed, len(raw), limits)
            _check_entities(packed)
            unopened = [one for one in packed.namelist() if _is_never_opened(one)]
        yield unopened
    except _BROKEN:
        raise Invalid(
            _("This workbook cannot be read: it is broken, locked or no .xlsx.")
        ) from None


def _check_sizes(packed: ZipFile, size: int, limits: WorkbookLimits) -> None:
    """Refuse a bomb by what its directory says; reading a part never gives more than that."""
    parts = packed.infolist()
    unpacked = sum(one.file_size for one in parts)
    too_dense = any(one.file_size > LARGEST_RATIO * max(one.compress_size, 1000) for one in parts)
    if (
        len(parts) > MOST_FILES
        or unpacked > limits.unpacked
        or unpacked > LARGEST_RATIO * size
        or too_dense
    ):
        raise Invalid(limits.too_large)


def _check_entities(packed: ZipFile) -> None:
    for name in packed.namelist():
        if name.endswith((".xml", ".rels")) and _has_entities(packed, name):
            raise Invalid(_("This workbook defines entities of its own. Those are never opened."))


def _has_entities(packed: ZipFile, name: str) -> bool:
    overlap = max(map(len, _ENTITIES))
    with packed.open(name) as part:
        seen = b""
        while block := part.read(_BLOCK):
            seen = seen[-overlap:] + block
            if any(mark in seen for mark in _ENTITIES):
                return True
    return False


def _is_never_opened(name: str) -> bool:
    return name.endswith("vbaProject.bin") or "externalLinks/" in name


@contextmanager
def _book(raw: bytes, limits: WorkbookLimits, *, data_only: bool) -> Iterator[Any]:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(raw), read_only=True, data_only=data_only, keep_links=False)
    try:
        if len(book.sheetnames) > MOST_SHEETS:
            raise Invalid(limits.too_many_sheets)
        yield book
    finally:
        book.close()


def _rows(sheet: Any, limits: WorkbookLimits) -> Sequence[Row]:
    rows: list[Row] = []
    for index, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)):
        row = [_text(cell) for cell in cells]
        has_words = any(row)
        too_wide = len(row) > MOST_COLUMNS and bool(row[MOST_COLUMNS])
        if too_wide or index > LONGEST_SHEET or (has_words and index > limits.rows):
            raise Invalid(
                _("A sheet is too large: at most {rows} rows and {columns} columns.").format(
                    rows=limits.rows, columns=MOST_COLUMNS
                )
            )
        if has_words:
            rows += [[]] * (index - len(rows))
            rows.append(row[:MOST_COLUMNS])
    return rows


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell).strip()
