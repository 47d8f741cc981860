"""Which database the demo site uses: its own SQLite file, or what DATABASE_URL names."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import django
from django.core.exceptions import ImproperlyConfigured

SECONDS_TO_WAIT_FOR_A_LOCK = 30


def database(url: str, *, folder: Path) -> dict:
    """
    Return the Django configuration of the database.

    An empty `url` means the SQLite file of this site. `mysql://user:password@host:port/name` means
    MySQL or MariaDB; `sqlite:////path/to/file` another SQLite file.

    Raises:
        ImproperlyConfigured: the URL names something else.
    """
    if not url:
        return _sqlite(folder / "demo.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and len(parts.path) > 1:
        return _sqlite(Path(unquote(parts.path[1:])))
    if parts.scheme in ("mysql", "mariadb") and len(parts.path) > 1:
        return _mysql(parts)
    raise ImproperlyConfigured(
        "DATABASE_URL must look like mysql://user:password@host:port/name "
        "or sqlite:////path/to/file."
    )


def describe(configured: Mapping[str, Any]) -> str:
    """Return where the database is, without its password."""
    if configured["ENGINE"].endswith("mysql"):
        return f"{configured['NAME']} on {configured['HOST']}"
    return f"the file {configured['NAME']}"


def _sqlite(path: Path) -> dict:
    """Write-ahead log and IMMEDIATE transactions: concurrent writers wait instead of failing."""
    options: dict = {"timeout": SECONDS_TO_WAIT_FOR_A_LOCK}
    if django.VERSION < (5, 1):
        engine = "demo.sqlite"
    else:
        engine = "django.db.backends.sqlite3"
        options["transaction_mode"] = "IMMEDIATE"
        options["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL"
    return {
        "ENGINE": engine,
        "NAME": str(path),
        "OPTIONS": options,
        "ATOMIC_REQUESTS": True,
        "TEST": {"NAME": str(path.with_name(f"test_{path.name}"))},
    }


def _mysql(parts) -> dict:
    options = {"charset": "utf8mb4", "init_command": "SET sql_mode='STRICT_TRANS_TABLES'"}
    return {
        "ENGINE": "django.db.backends.mysql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options | dict(parse_qsl(parts.query)),
        "ATOMIC_REQUESTS": True,
        "TEST": {"CHARSET": "utf8mb4", "COLLATION": "utf8mb4_unicode_ci"},
    }
