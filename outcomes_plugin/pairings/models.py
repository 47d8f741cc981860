"""Pairings, the steps of their life, and the meetings of their two."""

from django.db import models

from .data import EndReason, MeetingMode, PairingState


class Pairing(models.Model):
    """
    One mentee with one mentor, from the proposal on.

    .. pii: Who is paired with whom and when, under random person ids.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey(
        "outcomes_plugin.Program", on_delete=models.PROTECT, related_name="pairings"
    )
    cohort = models.ForeignKey(
        "outcomes_plugin.Cohort", null=True, on_delete=models.PROTECT, related_name="pairings"
    )
    mentee = models.CharField(max_length=32, db_index=True)
    mentor = models.CharField(max_length=32, db_index=True)
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in PairingState])
    proposed_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(
        max_length=16, blank=True, choices=[(r.value, r.value) for r in EndReason]
    )
    next_meeting_at = models.DateTimeField(null=True)
    # True until it is ended or declined, NULL after: so "one open at a time" is a plain constraint.
    open_marker = models.BooleanField(null=True, default=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "mentee", "mentor", "open_marker"], name="pairing_open_once"
            )
        ]
        indexes = [models.Index(fields=["program", "state"], name="pairing_by_state")]

    def __str__(self) -> str:
        return f"{self.mentee} with {self.mentor}"


class PairingEvent(models.Model):
    """
    One step in the life of a pairing. Rows are added, never changed.

    .. pii: Who took a step in a pairing, under the random person id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="events")
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in PairingState])
    at = models.DateTimeField()
    by_person = models.CharField(max_length=32, null=True)
    reason = models.CharField(
        max_length=16, blank=True, choices=[(r.value, r.value) for r in EndReason]
    )

    def __str__(self) -> str:
        return self.state


class Meeting(models.Model):
    """
    One meeting of a pairing, as one of its two has logged it.

    .. pii: When two people met, and what one of them wrote about it for both.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="meetings")
    logged_by = models.CharField(max_length=32, db_index=True)
    held_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=9, choices=[(m.value, m.value) for m in MeetingMode])
    shared_note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    logged_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, db_index=True)
    # True until it is removed, NULL after: so "one a day, whoever logs it" is a plain constraint.
    kept_marker = models.BooleanField(null=True, default=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "held_on", "kept_marker"], name="meeting_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} on {self.held_on}"


class MeetingNote(models.Model):
    """
    What one of the two wrote about a meeting for themselves alone.

    .. pii: A private note, under the random person id of its writer.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notes")
    person = models.CharField(max_length=32, db_index=True)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="meeting_note_once")
        ]

    def __str__(self) -> str:
        return str(self.meeting_id)
