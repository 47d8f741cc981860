"""Whether the database is as new as the code."""

from collections.abc import Collection
from functools import cache
from pathlib import Path

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

_APP = "outcomes_plugin"
_FOLDER = Path(__file__).parents[1] / "migrations"


@cache
def known() -> frozenset[str]:
    """Return the names of the migrations that the code brings."""
    return frozenset(path.stem for path in _FOLDER.glob("[0-9]*.py"))


def missing() -> Collection[str]:
    """Return the names of those that the database has not had, in two queries at the most."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(known() - {name for app, name in applied if app == _APP})
