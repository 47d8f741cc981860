"""The database: new enough, as new as the code, and read as closing a window needs it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connections

from outcomes_plugin.upkeep import api as upkeep_api

_OLDEST_MARIADB = (10, 6)
_OLDEST_MYSQL = (8,)


def check_isolation(**_kwargs: Any) -> Sequence[checks.CheckMessage]:
    """
    Find a MySQL site that reads old rows after it has waited for a lock.

    Closing a window relies on seeing what was committed while it waited: READ COMMITTED, which is
    Django's default.
    """
    for options in settings.DATABASES.values():
        level = options.get("OPTIONS", {}).get("isolation_level", "read committed")
        if options["ENGINE"].endswith("mysql") and str(level).lower() != "read committed":
            return [
                checks.Error(
                    "A MySQL database has another isolation level than READ COMMITTED, so an answer"
                    " that arrives while a window closes could be missed.",
                    hint="Take isolation_level out of the database's OPTIONS.",
                    id="outcomes.E002",
                )
            ]
    return []


def check_version(
    databases: Sequence[str] | None = None, **_kwargs: Any
) -> Sequence[checks.CheckMessage]:
    """Find a MariaDB or MySQL that cannot pass over rows which another worker holds."""
    for alias in databases or ():
        connection: Any = connections[alias]  # MySQL's has more than the base tells
        if connection.vendor != "mysql":
            continue
        oldest = _OLDEST_MARIADB if connection.mysql_is_mariadb else _OLDEST_MYSQL
        if connection.mysql_version < oldest:
            return [
                checks.Error(
                    "The database is too old: workers would wait for each other's rows, or fail.",
                    hint="Run MySQL from 8.0 or MariaDB from 10.6.",
                    id="outcomes.E003",
                )
            ]
    return []


def check_migrations(
    databases: Sequence[str] | None = None, **_kwargs: Any
) -> Sequence[checks.CheckMessage]:
    """Find a database that is older than the code."""
    missing = upkeep_api.missing_migrations() if "default" in (databases or ()) else ()
    if not missing:
        return []
    return [
        checks.Warning(
            f"The database is older than the code. Migrations missing: {len(missing)}.",
            hint="Run manage.py migrate outcomes_plugin before workers and pages start.",
            id="outcomes.W002",
        )
    ]
