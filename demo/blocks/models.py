"""Where the fields of blocks are kept."""

from django.db import models


class BlockFields(models.Model):
    """
    The fields of one scope: of one block, or of one block and one person.

    .. pii: whatever a block keeps in its user fields
    .. pii_types: other
    .. pii_retirement: consumer_api
    """

    scope = models.CharField(max_length=40)
    owner = models.CharField(max_length=191)
    person = models.CharField(max_length=40, blank=True)
    values = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("scope", "owner", "person"), name="demo_fields_once")
        ]

    def __str__(self) -> str:
        return f"{self.scope} of {self.owner}"
