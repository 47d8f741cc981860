"""Persons: the only table that connects a random id with a platform user."""

import uuid

from django.conf import settings
from django.db import models


def random_person_id() -> str:
    """Return a new person id: 32 hexadecimal characters that say nothing about anyone."""
    return uuid.uuid4().hex


class Person(models.Model):
    """
    One person, known by a random id.

    .. pii: The link between a person and a platform user.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    id = models.CharField(primary_key=True, max_length=32, default=random_person_id, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField()
    cut_at = models.DateTimeField(null=True)
