"""The program of these pages is made once for a module: making it takes longer than most tests."""

import pytest
from django.db import transaction
from django.test import override_settings

from .world import a_running_program


@pytest.fixture(scope="module")
def _world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(LANGUAGES=[("en", "English")]):
            made = a_running_program()
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def program(_world, db):
    """Return a program in full swing. What a test does to it is undone after the test."""
    return _world
