"""Entries, deliveries, and the lanes in which deliveries travel."""

import uuid

from django.db import models

from .data import AT_ONCE


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

    A row that failed waits until `due_at`, and the later rows of its subject wait with it. A row
    that never failed is due whatever the clock says.

    .. no_pii: Points to a ledger entry.
    """

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="deliveries")
    target = models.CharField(max_length=32)
    lane = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=40)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=AT_ONCE)
    last_error = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["entry", "target"], name="delivery_once_per_target")
        ]
        indexes = [
            models.Index(fields=["target", "lane", "entry"], name="delivery_order"),
            models.Index(fields=["target", "lane", "due_at"], name="delivery_due"),
        ]


class DeadLetter(models.Model):
    """
    One entry that a target refused too often: nobody tries it again until a person says so.

    .. no_pii: Points to a ledger entry.
    """

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="dead_letters")
    target = models.CharField(max_length=32)
    attempts = models.PositiveSmallIntegerField()
    last_error = models.CharField(max_length=64)
    dead_at = models.DateTimeField()
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "target"], name="dead_letter_once_per_target")
        ]
        indexes = [models.Index(fields=["target", "discarded_at", "id"], name="dead_letter_list")]


class RelayLane(models.Model):
    """
    One lane of one target. A worker that holds its row's lock delivers the lane alone.

    While the target does not answer, the lane is left alone until `held_until`.

    .. no_pii: Names of targets and numbers of lanes.
    """

    id = models.BigAutoField(primary_key=True)
    target = models.CharField(max_length=32)
    lane = models.PositiveSmallIntegerField()
    failures = models.PositiveSmallIntegerField(default=0)
    held_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target", "lane"], name="relay_lane_once")]


class RelayTarget(models.Model):
    """
    One target that the site has, or had, on: whether it is paused, and from which entry on it has
    what it should have.

    .. no_pii: Names of targets and numbers.
    """

    id = models.BigAutoField(primary_key=True)
    target = models.CharField(max_length=32, unique=True)
    first_entry = models.BigIntegerField()
    paused_at = models.DateTimeField(null=True)


class RelayRebuild(models.Model):
    """
    How far a target has been given its entries anew. The row goes when it has all of them.

    .. no_pii: Names of targets and numbers.
    """

    id = models.BigAutoField(primary_key=True)
    target = models.CharField(max_length=32, unique=True)
    since = models.DateTimeField(null=True)
    next_entry = models.BigIntegerField()
    last_entry = models.BigIntegerField()
    rows = models.BigIntegerField(default=0)


class RelayTally(models.Model):
    """
    How many entries one lane of a target delivered in one minute, kept for an hour.

    .. no_pii: Names of targets and numbers.
    """

    id = models.BigAutoField(primary_key=True)
    target = models.CharField(max_length=32)
    lane = models.PositiveSmallIntegerField()
    minute = models.DateTimeField()
    delivered = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "relay tallies"
        constraints = [
            models.UniqueConstraint(fields=["target", "lane", "minute"], name="relay_tally_once")
        ]
