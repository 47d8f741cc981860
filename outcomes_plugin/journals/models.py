"""Entries of journals, and the replies to them."""

import uuid

from django.db import models

from .data import Visibility


def random_entry_id() -> str:
    """Return a new entry id: 32 hexadecimal characters that tell nothing of order or time."""
    return uuid.uuid4().hex


class JournalEntry(models.Model):
    """
    One entry of one person, with the draft of its next version.

    `text` is what was kept and what readers see; `draft` is what its writer has typed since, NULL
    when that is nothing. Before it is kept for the first time an entry is its draft alone.

    .. pii: What a person wrote for themselves, under the random person id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.CharField(primary_key=True, max_length=32, default=random_entry_id, editable=False)
    program = models.ForeignKey("outcomes_plugin.Program", on_delete=models.PROTECT)
    person = models.CharField(max_length=32, db_index=True)
    key = models.CharField(max_length=64, blank=True)
    prompt = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    draft = models.TextField(null=True)
    tags = models.JSONField(default=list)
    words = models.PositiveIntegerField(default=0)
    visibility = models.CharField(
        max_length=8,
        choices=[(one.value, one.value) for one in Visibility],
        default=Visibility.ONLY_ME,
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)
    shared_at = models.DateTimeField(null=True)
    # True until it is kept, NULL after: so one begun entry per prompt is a plain constraint.
    begun_marker = models.BooleanField(null=True, default=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "person", "key", "begun_marker"], name="journal_begun_once"
            )
        ]
        indexes = [
            models.Index(fields=["program", "person", "kept_at"], name="journal_own"),
            models.Index(fields=["program", "visibility", "kept_at"], name="journal_shared"),
        ]

    def __str__(self) -> str:
        return self.id


class JournalReply(models.Model):
    """
    What a mentor answered to an entry. It goes with the entry.

    .. pii: What a mentor wrote to a mentee, under the mentor's random person id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(JournalEntry, on_delete=models.CASCADE, related_name="replies")
    person = models.CharField(max_length=32, db_index=True)
    text = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"reply to {self.entry_id}"
