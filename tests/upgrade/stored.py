"""Load the stored database into an empty one, and read it back."""

import base64
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import override_settings

HERE = Path(__file__).parent
SAID = json.loads((HERE / "said.json").read_text(encoding="utf-8"))
FIRST = "0001_initial"
Tables = dict[str, list[dict[str, Any]]]


@contextmanager
def site(folder: Path) -> Iterator[None]:
    """Let the product live in a database of its own, which has the stored rows and no more."""
    with (
        _new_database(folder),
        override_settings(
            OUTCOMES_SITE_SECRETS=[SAID["site_secret"]], LANGUAGES=[("en", "English")]
        ),
    ):
        migrate(FIRST)
        _load(stored())
        yield


def migrate(to: str = "") -> None:
    """Bring the product's tables to that migration; without one everything to the newest."""
    if to:
        # No command: what the site does after one needs the tables of others.
        executor = MigrationExecutor(connection)
        users = executor.loader.graph.leaf_nodes("auth")
        executor.migrate([*users, ("outcomes_plugin", to)])
    else:
        call_command("migrate", run_syncdb=True, verbosity=0)


def stored() -> Tables:
    """Return the stored rows of each table."""
    found: Tables = defaultdict(list)
    for line in gzip.decompress((HERE / "stored.jsonl.gz").read_bytes()).splitlines():
        table, row = json.loads(line)
        found[table].append(row)
    return found


def as_stored() -> Tables:
    """Return what the same tables hold now, in the same columns and the same order."""
    return {table: _rows(table, list(rows[0])) for table, rows in stored().items()}


@contextmanager
def _new_database(folder: Path) -> Iterator[None]:
    settings, creation = connection.settings_dict, connection.creation
    before, name_of_tests = settings["NAME"], settings["TEST"]["NAME"]
    on_file = connection.vendor == "sqlite"
    settings["TEST"]["NAME"] = str(folder / "stored.sqlite3") if on_file else f"{before}_stored"
    connection.close()
    settings["NAME"] = creation._create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.close()
        creation._destroy_test_db(settings["NAME"], verbosity=0)
        settings["NAME"], settings["TEST"]["NAME"] = before, name_of_tests


def _load(tables: Tables) -> None:
    quote = connection.ops.quote_name
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for table, rows in tables.items():
            columns = ", ".join(map(quote, rows[0]))
            places = ", ".join(["%s"] * len(rows[0]))
            values = [[_kept(value) for value in row.values()] for row in rows]
            cursor.executemany(f"INSERT INTO {quote(table)} ({columns}) VALUES ({places})", values)  # noqa: S608
    connection.check_constraints(table_names=list(tables))


def _rows(table: str, columns: list[str]) -> list[dict[str, Any]]:
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {quote(table)} ORDER BY {quote('id')}")  # noqa: S608
        found = cursor.fetchall()
    return [dict(zip(columns, map(_written, row), strict=True)) for row in found]


def _kept(value: Any) -> Any:
    return base64.b64decode(value[0]) if isinstance(value, list) else value


def _written(value: Any) -> Any:
    if isinstance(value, bytes):
        return [base64.b64encode(value).decode()]
    return str(value) if isinstance(value, date) else value
