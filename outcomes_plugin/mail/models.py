"""Mails that wait or are settled, and which mails people want."""

from django.db import models

from .data import MailKind, MailLevel, MailOutcome


class Mail(models.Model):
    """
    One mail to one person for one cause, which is a ledger entry or a reminder.

    The row stays when the mail was sent: the same cause never sends to the same person twice.
    `about` is the id of what it tells of; there is no address and no text.

    .. pii: That a person was written to, why and when, under the random person id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    cause = models.CharField(max_length=64)
    kind = models.CharField(max_length=24, choices=[(k.value, k.value) for k in MailKind])
    program = models.ForeignKey(
        "outcomes_plugin.Program", on_delete=models.PROTECT, related_name="+"
    )
    person = models.CharField(max_length=32, db_index=True)
    about = models.CharField(max_length=20, blank=True)
    occurred_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(
        max_length=12,
        blank=True,
        default=MailOutcome.WAITING,
        choices=[(o.value, o.value) for o in MailOutcome],
    )
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cause", "person"], name="mail_once_for_a_cause")
        ]
        indexes = [models.Index(fields=["outcome", "due_at"], name="mail_due")]

    def __str__(self) -> str:
        return self.kind


class MailChoice(models.Model):
    """
    Which mails of a program a person has chosen. Without a row they get all.

    .. pii: What a person has chosen, under the random person id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey(
        "outcomes_plugin.Program", on_delete=models.PROTECT, related_name="+"
    )
    person = models.CharField(max_length=32, db_index=True)
    level = models.CharField(max_length=9, choices=[(one.value, one.value) for one in MailLevel])
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "person"], name="mail_choice_once")
        ]

    def __str__(self) -> str:
        return self.level
