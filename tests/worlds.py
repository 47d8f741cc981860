"""Worlds that are made once for a module: making one takes longer than most tests."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.test import override_settings


def made_once(django_db_blocker: Any, make: Callable[[], Any]) -> Iterator[Any]:
    """Yield what `make` makes, for a fixture of a module; afterwards it never was."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(LANGUAGES=[("en", "English")]):
            made = make()
        yield made
        transaction.set_rollback(True)
