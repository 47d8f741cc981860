"""Worlds that are made once for a module: making one takes longer than most tests."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings


def made_once(make: Callable[[], Any]) -> Any:
    """
    Return a fixture that gives a module what `make` makes; after the module it never was.

    A test asks for it through a fixture of its own that also asks for `db`: then what the test
    does to the world is undone after the test.
    """

    @pytest.fixture(scope="module")
    def world(django_db_setup, django_db_blocker):
        with django_db_blocker.unblock(), transaction.atomic():
            with override_settings(LANGUAGES=[("en", "English")]):
                made = make()
            yield made
            transaction.set_rollback(True)

    return world
