"""Everything that a site keeps, as one who wants to know who answered what would read it."""

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

RESPONSE_TABLES = {
    "anonymous": ("outcomes_plugin_anonymousresponse", "outcomes_plugin_anonymousrecord"),
    "confidential": ("outcomes_plugin_confidentialresponse",),
    "identified": ("outcomes_plugin_identifiedresponse",),
}

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_IN_ROWID_ORDER = 'SELECT *, rowid AS "physical order" FROM "{}" ORDER BY rowid'
_IN_KEY_ORDER = "SELECT * FROM `{}` ORDER BY `{}`"


@dataclass(frozen=True)
class Table:
    """One table: its columns, and its rows in the order in which the database keeps them."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]

    def values(self, column: str) -> list[Any]:
        place = self.columns.index(column)
        return [row[place] for row in self.rows]

    def dicts(self) -> Iterator[Mapping[str, Any]]:
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))


def whole_database() -> Mapping[str, Table]:
    """Return every table, read past Django: from the file on SQLite."""
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            names = connection.introspection.table_names(cursor)
            return {name: _read(cursor, name, _in_key_order(cursor, name)) for name in names}
    file = sqlite3.connect(connection.settings_dict["NAME"], uri=True)
    try:
        cursor = file.cursor()
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [name for (name,) in cursor.fetchall()]
        return {name: _read(cursor, name, _IN_ROWID_ORDER.format(name)) for name in names}
    finally:
        file.close()


def _in_key_order(cursor: Any, name: str) -> str:
    """Return the query for the rows as InnoDB keeps them: clustered by the primary key."""
    key = connection.introspection.get_primary_key_column(cursor, name)
    return _IN_KEY_ORDER.format(name, key)


def _read(cursor: Any, name: str, query: str) -> Table:
    cursor.execute(query)
    columns = tuple(column[0] for column in cursor.description)
    return Table(name, columns, cursor.fetchall())


def answers_in(table: Table) -> list[Mapping[str, Any]]:
    """Return the answers that the table keeps, in the order in which it keeps them."""
    return [json.loads(text) for text in table.values("answers")]


def time_columns(table: Table) -> list[str]:
    """
    Return the columns that hold a time or a day in any form.

    A code of digits and letters can be read as a day by chance, but not in every row.
    """
    return [
        column
        for place, column in enumerate(table.columns)
        if _hold_times([row[place] for row in table.rows if row[place] not in (None, "")])
    ]


def _hold_times(values: Sequence[Any]) -> bool:
    return any(map(_is_written_as_time, values)) or (bool(values) and all(map(_is_time, values)))


def _is_written_as_time(value: Any) -> bool:
    return isinstance(value, date) or (isinstance(value, str) and bool(_DAY.match(value)))


def _is_time(value: Any) -> bool:
    if not isinstance(value, str):
        return isinstance(value, date)
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return False
    return True
