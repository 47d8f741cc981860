"""
Read the CSV files that people upload. Every import of the product, also above, reads through here.

UTF-8 with or without a byte order mark, separated by “;” or “,”. All problems are collected, each
with its line and column, so that a file is corrected once.
"""

import csv
import hashlib
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outcomes_plugin.errors import Conflict, Invalid, Problem

from .data import CsvRow, CsvTable

MOST_BYTES = 5_000_000
MOST_ROWS = 50_000
_LONGEST_SHOWN = 60


class _UnreadableError(Exception):
    def __init__(self, message: str, *, line: int | None = None, column: str = "") -> None:
        super().__init__(message)
        self.problem = Problem(message, line=line, column=column)


def read_csv(
    raw: bytes,
    *,
    required: Collection[str],
    optional: Collection[str] = (),
    is_other: Callable[[str], bool] = lambda _name: False,
    encoding: str = "utf-8",
    separator: str = "",
) -> CsvTable:
    """
    Return the file's rows with the SHA-256 of its bytes.

    `is_other` says which further columns a file may have. Empty lines are passed over. Without a
    separator it is “;” or “,”, whichever the first line has more of.
    """
    digest = hashlib.sha256(raw).hexdigest()
    try:
        text = _decode(raw, encoding)
    except _UnreadableError as fault:
        return CsvTable(columns=(), rows=(), problems=(fault.problem,), digest=digest)
    lines = _lines(text, separator or _separator(text))
    return table_of(lines, digest=digest, required=required, optional=optional, is_other=is_other)


def table_of(
    lines: Iterable[tuple[int, Sequence[str]]],
    *,
    digest: str,
    required: Collection[str],
    optional: Collection[str] = (),
    is_other: Callable[[str], bool] = lambda _name: False,
) -> CsvTable:
    """Return the rows of numbered lines, of which the first one names the columns."""
    rest = iter(lines)
    try:
        columns = _columns(rest, required=required, optional=optional, is_other=is_other)
        rows, problems = _rows(rest, columns)
    except _UnreadableError as fault:
        return CsvTable(columns=(), rows=(), problems=(fault.problem,), digest=digest)
    return CsvTable(columns=columns, rows=rows, problems=problems, digest=digest)


def parse_date(text: str) -> date | None:
    """Return the day that is written as 2026-02-28 or 28.02.2026, or None."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a calendar day has no zone
        except ValueError:
            continue
    return None


def shown(cell: str) -> str:
    """Return the cell as a message quotes it: its beginning, when it is long."""
    return cell if len(cell) <= _LONGEST_SHOWN else f"{cell[: _LONGEST_SHOWN - 1]}…"


def refuse_file(problems: Sequence[Problem]) -> None:
    """Raise Invalid with every problem of the file; return when there is none."""
    if not problems:
        return
    if len(problems) == 1:
        message = _("{problem} Nothing was imported.").format(problem=problems[0])
    else:
        message = ngettext(
            "{count} problem was found. Nothing was imported.",
            "{count} problems were found. Nothing was imported.",
            len(problems),
        ).format(count=len(problems))
    raise Invalid(message, problems=problems)


def refuse_other_file(checked: str, digest: str) -> None:
    """Raise Conflict when the file is not the one that was checked."""
    if checked != digest:
        raise Conflict(_("This is not the file that was checked. Please check it again."))


def _decode(raw: bytes, encoding: str) -> str:
    if len(raw) > MOST_BYTES:
        raise _UnreadableError(
            _("The file is larger than {megabytes} MB. Please split it.").format(
                megabytes=MOST_BYTES // 1_000_000
            )
        )
    try:
        text = raw.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeError as error:
        if encoding != "utf-8" or not isinstance(error, UnicodeDecodeError):
            raise _UnreadableError(
                _("The file is not written as {encoding}.").format(encoding=encoding)
            ) from None
        line = raw.count(b"\n", 0, error.start) + 1
        raise _UnreadableError(
            _("The file is not UTF-8: see line {line}. Save it as “CSV UTF-8”.").format(line=line)
        ) from None
    if not text.strip():
        raise _UnreadableError(_("The file is empty."))
    return text


def _columns(
    lines: Iterator[tuple[int, Sequence[str]]],
    *,
    required: Collection[str],
    optional: Collection[str],
    is_other: Callable[[str], bool],
) -> tuple[str, ...]:
    _line, cells = next(lines, (0, []))
    names = [cell.strip().casefold() for cell in cells]
    while names and not names[-1]:
        names.pop()
    for name in names:
        if names.count(name) > 1:
            raise _UnreadableError(
                _("The column “{name}” is there twice.").format(name=shown(name))
            )
        if name not in {*required, *optional} and not is_other(name):
            raise _UnreadableError(
                _("The column “{name}” is not known. Known are: {known}.").format(
                    name=shown(name), known=", ".join([*required, *optional])
                )
            )
    missing = [name for name in required if name.casefold() not in names]
    if missing:
        raise _UnreadableError(
            _("The file lacks a column: {missing}.").format(missing=", ".join(missing))
        )
    return tuple(names)


def _rows(
    lines: Iterator[tuple[int, Sequence[str]]], columns: tuple[str, ...]
) -> tuple[tuple[CsvRow, ...], tuple[Problem, ...]]:
    rows: list[CsvRow] = []
    problems: list[Problem] = []
    for line, cells in lines:
        if any(cell.strip() for cell in cells[len(columns) :]) or len(cells) < len(columns):
            problems.append(_wrong_length(line, cells, columns))
            continue
        named = zip(columns, (cell.strip() for cell in cells), strict=False)
        rows.append(CsvRow(line=line, cells=dict(named)))
        if len(rows) > MOST_ROWS:
            raise _UnreadableError(
                _("The file has more than {most} rows. Please split it.").format(most=MOST_ROWS)
            )
    return tuple(rows), tuple(problems)


def _wrong_length(line: int, cells: Sequence[str], columns: Sequence[str]) -> Problem:
    message = _("The line has {cells} cells and the first line has {columns}.")
    column = columns[min(len(cells), len(columns) - 1)]
    return Problem(message.format(cells=len(cells), columns=len(columns)), line=line, column=column)


def _lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that hold something, each with its number in the file."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise _UnreadableError(
                _("Line {line} cannot be read: a quotation mark is missing or too many.").format(
                    line=line
                )
            ) from None
        if any(cell.strip() for cell in cells):
            yield line, cells


def _separator(text: str) -> str:
    head = text.lstrip().splitlines()[0]
    return ";" if head.count(";") > head.count(",") else ","
