"""
What people have begun to answer and not sent yet, in one table per mode that keeps drafts.

A row goes when it is sent, when its person would rather not answer, when its window closes or
changes its mode, and when its person is erased. The anonymous mode keeps none.
"""

from django.db import models

from .fields import RandomIdField
from .windows import Window


class Draft(models.Model):
    """What the rows of both modes share. `version` counts the times it was kept."""

    answers = models.JSONField()
    version = models.PositiveIntegerField()

    class Meta:
        abstract = True


class IdentifiedDraft(Draft):
    """
    What a person has begun to answer with their name. Nobody but them reads it.

    .. pii: What a person is about to answer, texts included.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="+")
    person = models.CharField(max_length=32, db_index=True)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["window", "person"], name="identified_draft_once")
        ]


class ConfidentialDraft(Draft):
    """
    What a person has begun to answer under a code: no time, and an id without an order.

    .. pii: What a person is about to answer, under a keyed hash.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = RandomIdField()
    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="+")
    pseudonym = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["window", "pseudonym"], name="confidential_draft_once")
        ]
