"""How the database becomes empty after a test that commits: quickly, for there are many."""

from contextlib import contextmanager
from unittest import mock

from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.core.management.commands import flush
from django.db.models.signals import post_migrate
from django.test import TransactionTestCase

# The same after every migration; to fill them anew takes longer than to empty all the others.
KEPT = {"auth_permission", "django_content_type"}
FILLED_BY = (
    (create_contenttypes, None),
    (create_permissions, "django.contrib.auth.management.create_permissions"),
)


@contextmanager
def types_and_permissions_stay():
    """Let every table be emptied after a test but those of content types and permissions."""
    empty = TransactionTestCase._fixture_teardown

    def empty_the_rest(case):
        with mock.patch.object(flush, "sql_flush", _of_the_rest), _not_filled_anew():
            empty(case)

    with mock.patch.object(TransactionTestCase, "_fixture_teardown", empty_the_rest):
        yield


def _of_the_rest(style, connection, **options):
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return connection.ops.sql_flush(style, [one for one in tables if one not in KEPT], **options)


@contextmanager
def _not_filled_anew():
    for receiver, uid in FILLED_BY:
        assert post_migrate.disconnect(receiver, dispatch_uid=uid)
    try:
        yield
    finally:
        for receiver, uid in FILLED_BY:
            post_migrate.connect(receiver, dispatch_uid=uid)
