"""Notices, their showings, and grants."""

from django.db import models


class Notice(models.Model):
    """
    One version of what a program tells its people. Never changed; a later version replaces it.

    .. no_pii: The text of the notice and its periods.
    """

    program = models.ForeignKey("outcomes_plugin.Program", on_delete=models.PROTECT)
    version = models.PositiveIntegerField()
    content = models.JSONField()
    months_kept = models.PositiveSmallIntegerField()
    key_destroyed_on = models.DateField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "version"], name="notice_version_once")
        ]


class NoticeShowing(models.Model):
    """
    A person was shown a version of a notice and went on.

    .. pii: Which notice a person has seen, under the person's random id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT)
    person = models.CharField(max_length=32, db_index=True)
    shown_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "person"], name="notice_shown_once")
        ]


class Grant(models.Model):
    """
    A person's agreement to one optional purpose of a program, and when it was withdrawn.

    .. pii: What a person agreed to, under the person's random id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    program = models.ForeignKey("outcomes_plugin.Program", on_delete=models.PROTECT)
    person = models.CharField(max_length=32, db_index=True)
    purpose = models.CharField(max_length=32)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    # True while the grant stands, NULL after, never False: one standing grant at a time.
    open_marker = models.BooleanField(null=True, default=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "person", "purpose", "open_marker"], name="grant_stands_once"
            )
        ]
