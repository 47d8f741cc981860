"""A primary key that tells nothing about when a row was written."""

import secrets
from typing import Any

from django.db import models

_LARGEST = 2**63 - 1


def random_id() -> int:
    """Return a new row id: a random number of 63 bits, never 0."""
    return secrets.randbelow(_LARGEST) + 1


class RandomIdField(models.BigIntegerField):  # type: ignore[type-arg]
    """
    A random primary key that is also the physical one, so that no hidden order remains.

    SQLite keeps a rowid in the order of insertion beside every primary key whose type is not
    exactly INTEGER; InnoDB clusters rows by their primary key.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"primary_key": True, "default": random_id, "editable": False}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave out of migrations what every such field has."""
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("primary_key", "default", "editable"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs

    def db_type(self, connection: Any) -> str:
        """Return the column type that makes the key the physical one."""
        return "integer" if connection.vendor == "sqlite" else "bigint"

    def rel_db_type(self, connection: Any) -> str:
        """Return the type of columns that point here."""
        return "bigint"
