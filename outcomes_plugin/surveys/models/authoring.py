"""Questionnaires that are being written."""

from django.db import models

from .instruments import KEY_LENGTH


class QuestionnaireDraft(models.Model):
    """
    What a program's authors have written of a questionnaire and not published; one per key.

    `version` counts what was kept, published and thrown away, and never starts anew: whoever read
    an older one is told. Without a document nothing is begun. `based_on` is the number of the
    published version that it began with, 0 for none.

    .. no_pii: Questions only.
    """

    program = models.ForeignKey(
        "outcomes_plugin.Program", on_delete=models.PROTECT, related_name="+"
    )
    key = models.CharField(max_length=KEY_LENGTH)
    document = models.JSONField(null=True)
    based_on = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    kept_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "key"], name="questionnaire_draft_once")
        ]
