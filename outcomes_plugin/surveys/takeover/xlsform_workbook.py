"""The sheets of a workbook. Nothing in it is unpacked before its size is known."""

import zlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError  # nosec: only the error
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Invalid

MOST_FILES = 500
LARGEST_UNPACKED = 20_000_000
LARGEST_RATIO = 200
MOST_ROWS = 3000
MOST_COLUMNS = 250
LONGEST_SHEET = 100_000
MOST_SHEETS = 30
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


def read_workbook(raw: bytes) -> tuple[Sheets, Sequence[str]]:
    """
    Return the rows of each sheet as texts, and the parts that were never opened: macros and links.

    Raises:
        Invalid: it is no workbook, is broken, or unpacks to more than any questionnaire.
    """
    try:
        with ZipFile(BytesIO(raw)) as packed:
            _check_sizes(packed, len(raw))
            _check_entities(packed)
            unopened = [one for one in packed.namelist() if _is_never_opened(one)]
        return _sheets(raw), unopened
    except _BROKEN:
        raise Invalid(
            _("This workbook cannot be read: it is broken, locked or no .xlsx.")
        ) from None


def _check_sizes(packed: ZipFile, size: int) -> None:
    """Refuse a bomb by what its directory says; reading a part never gives more than that."""
    parts = packed.infolist()
    unpacked = sum(one.file_size for one in parts)
    too_dense = any(one.file_size > LARGEST_RATIO * max(one.compress_size, 1000) for one in parts)
    if (
        len(parts) > MOST_FILES
        or unpacked > LARGEST_UNPACKED
        or unpacked > LARGEST_RATIO * size
        or too_dense
    ):
        raise Invalid(_("This workbook unpacks to more than any questionnaire. It was not opened."))


def _check_entities(packed: ZipFile) -> None:
    for name in packed.namelist():
        if name.endswith((".xml", ".rels")) and any(
            mark in packed.read(name) for mark in _ENTITIES
        ):
            raise Invalid(_("This workbook defines entities of its own. Those are never opened."))


def _is_never_opened(name: str) -> bool:
    return name.endswith("vbaProject.bin") or "externalLinks/" in name


def _sheets(raw: bytes) -> Sheets:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    try:
        if len(book.sheetnames) > MOST_SHEETS:
            raise Invalid(_("This workbook has more sheets than any questionnaire."))
        return {sheet.title: _rows(sheet) for sheet in book.worksheets}
    finally:
        book.close()


def _rows(sheet: Any) -> Sequence[Row]:
    rows: list[Row] = []
    for index, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)):
        row = [_text(cell) for cell in cells]
        has_words = any(row)
        too_wide = len(row) > MOST_COLUMNS and bool(row[MOST_COLUMNS])
        if too_wide or index > LONGEST_SHEET or (has_words and index > MOST_ROWS):
            raise Invalid(
                _("A sheet is too large: at most {rows} rows and {columns} columns.").format(
                    rows=MOST_ROWS, columns=MOST_COLUMNS
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
