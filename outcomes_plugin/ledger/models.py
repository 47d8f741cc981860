"""Entries, deliveries, and the lanes in which deliveries travel."""

import uuid

from django.db import models


def random_entry_uuid() -> str:
    """Return a new entry id, which is also the id of everything that is delivered for it."""
    return str(uuid.uuid4())


class LedgerEntry(models.Model):
    """
    One thing that happened. Entries are added, never changed and never deleted.

    .. no_pii: People appear as random person ids; payloads hold keys, numbers and times only.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = models.CharField(max_length=36, unique=True, default=random_entry_uuid, editable=False)
    type = models.CharField(max_length=64)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor_person = models.CharField(max_length=32, null=True)
    actor_system = models.CharField(max_length=32, blank=True)
    person = models.CharField(max_length=32, null=True)
    program = models.CharField(max_length=64, blank=True)
    course_key = models.CharField(max_length=255, blank=True)
    payload = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "ledger entries"
        indexes = [
            models.Index(fields=["person", "occurred_at"], name="ledger_person"),
            models.Index(fields=["program", "type", "occurred_at"], name="ledger_program"),
        ]


class Delivery(models.Model):
    """
    One entry that one target has still to get; the row goes when the target has it.

    A row that failed waits until `due_at`, and the later rows of its subject wait with it.

    .. no_pii: Points to a ledger entry.
    """

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="deliveries")
    target = models.CharField(max_length=32)
    lane = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=40)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    last_error = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["entry", "target"], name="delivery_once_per_target")
        ]
        indexes = [models.Index(fields=["target", "lane", "id"], name="delivery_lane")]


class RelayLane(models.Model):
    """
    One lane of one target. A worker that holds its row's lock delivers the lane alone.

    .. no_pii: Names of targets and numbers of lanes.
    """

    id = models.BigAutoField(primary_key=True)
    target = models.CharField(max_length=32)
    lane = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target", "lane"], name="relay_lane_once")]
