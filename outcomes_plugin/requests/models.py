"""Requests to those who run a program."""

from django.db import models

from .data import RequestKind, RequestOutcome, RequestReason, RequestState


class HelpRequest(models.Model):
    """
    One request and its answer.

    .. pii: What a person asked for or objected to, in their own words, and what was answered.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey("outcomes_plugin.Program", on_delete=models.PROTECT)
    person = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in RequestKind])
    pairing = models.ForeignKey("outcomes_plugin.Pairing", null=True, on_delete=models.PROTECT)
    about = models.CharField(max_length=80, blank=True)
    reason = models.CharField(
        max_length=16, blank=True, choices=[(r.value, r.value) for r in RequestReason]
    )
    text = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in RequestState])
    outcome = models.CharField(
        max_length=16, blank=True, choices=[(o.value, o.value) for o in RequestOutcome]
    )
    answer = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    handled_by = models.CharField(max_length=32, null=True)
    # True until it is closed, NULL after: so "asked once at a time" is a plain constraint.
    open_marker = models.BooleanField(null=True, default=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "person", "kind", "about", "open_marker"],
                name="request_open_once",
            )
        ]
        indexes = [models.Index(fields=["program", "open_marker"], name="request_open")]

    def __str__(self) -> str:
        return self.kind
