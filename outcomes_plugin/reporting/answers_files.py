"""Answers with their names as files: CSV line by line, and a workbook. Never of protected modes."""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from typing import IO

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import AnswerRow, Values

from .export import safe_text

_ABOUT = ("name", "cohort", "changed_at", "late")
_IN_MEMORY = 1_000_000
_WIDTH = 24


def answers_csv(
    actor: Actor, window_id: int, *, values: Values, language: str
) -> tuple[str, Iterator[str]]:
    """
    Return the window's key, and the answers as CSV, a line for each person after the header.

    Raises:
        NotFound: no such window, not of the identified mode, or not for this actor.
    """
    table = surveys_api.answer_table(actor, window_id, values=values, language=language)
    return table.window.key, _lines(table.headers, table.rows)


def answers_workbook(
    actor: Actor, window_id: int, *, values: Values, language: str
) -> tuple[str, IO[bytes]]:
    """
    Return the window's key, and the answers as an XLSX workbook that stands at its beginning.

    Whoever reads it closes it. Rows are written to disk as they come.

    Raises:
        NotFound: no such window, not of the identified mode, or not for this actor.
    """
    from xlsxwriter import Workbook

    table = surveys_api.answer_table(actor, window_id, values=values, language=language)
    target = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - its reader closes it
    with Workbook(target, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(_ABOUT) + len(table.headers) - 1, _WIDTH)
        bold = workbook.add_format({"bold": True})
        for column, head in enumerate((*_ABOUT, *table.headers)):
            sheet.write_string(0, column, head, bold)
        for number, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(_cells(row)):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif cell is not None:
                    sheet.write_number(number, column, cell)
    target.seek(0)
    return table.window.key, target


class _Echo:
    """What the CSV writer writes to: it hands each line straight back."""

    def write(self, line: str) -> str:
        return line


def _lines(headers: Sequence[str], rows: Iterator[AnswerRow]) -> Iterator[str]:
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield writer.writerow([*_ABOUT, *map(safe_text, headers)])
    for row in rows:
        yield writer.writerow(
            [safe_text(cell) if isinstance(cell, str) else cell for cell in _cells(row)]
        )


def _cells(row: AnswerRow) -> Sequence[str | int | float | None]:
    moment = row.changed_at.isoformat(sep=" ", timespec="minutes")
    return [row.name, row.cohort, moment, "yes" if row.is_late else "no", *row.answers]
