"""
What people wrote in their own words in a protected window, apart from their other answers.

A comment has no cohort, no time and no order but that of its random physical id.
"""

from django.db import models

from .fields import RandomIdField
from .instruments import KEY_LENGTH
from .responses import ConfidentialResponse
from .windows import Window


class CommentSet(models.Model):
    """
    Where the comments on one question of a closed window stand.

    .. no_pii: Whether comments are shown.
    """

    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="comment_sets")
    item = models.CharField(max_length=KEY_LENGTH)
    state = models.CharField(max_length=16)
    review_began_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["window", "item"], name="comment_set_once")]


class Comment(models.Model):
    """
    What one person wrote. `hidden_words` are places among its pieces.

    `source` lets an erasure take the comment out; it is cut before anybody reads the comment.

    .. pii: Words that a person typed, which may tell of them or of somebody else.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = RandomIdField()
    comment_set = models.ForeignKey(CommentSet, on_delete=models.CASCADE, related_name="comments")
    source = models.ForeignKey(
        ConfidentialResponse, null=True, on_delete=models.CASCADE, related_name="+"
    )
    text = models.TextField()
    hidden_words = models.JSONField(default=list)
    hide_reason = models.CharField(max_length=24, blank=True, default="")
