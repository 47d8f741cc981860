"""
What people answered, in one group of tables per mode, and the scores made of it.

Nothing in a protected row tells when or by whom it was written: ids are random and physical, and
there is no time. Scores of every mode are made in one batch when the window closes.
"""

from django.db import models

from .fields import RandomIdField
from .windows import Window

_SCORE_KEY_LENGTH = 64


class LateResponse(models.Model):
    """
    What the modes share that take late answers, which count apart from those on time.

    Under a code `is_late` stays false until the program's key is destroyed, see `lateness`.
    """

    is_late = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Response(models.Model):
    """
    What the rows of every mode share. `answers` keeps the order of the instrument's items.

    `was_fast` says whether the answer was first sent sooner than its questions can be read, as the
    browser told; NULL where it did not. In the protected modes nothing more is known of the time.
    """

    cohort = models.ForeignKey(
        "outcomes_plugin.Cohort", null=True, on_delete=models.PROTECT, related_name="+"
    )
    answers = models.JSONField()
    was_fast = models.BooleanField(null=True)

    class Meta:
        abstract = True


class ProtectedResponse(Response):
    """What the rows of the protected modes share: an id without an order, and no time."""

    id = RandomIdField()
    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Score(models.Model):
    """One score of one response."""

    score = models.CharField(max_length=_SCORE_KEY_LENGTH)
    value = models.FloatField()

    class Meta:
        abstract = True


class IdentifiedResponse(LateResponse, Response):
    """
    An answer with its person.

    .. pii: What a person answered, texts included.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="+")
    person = models.CharField(max_length=32, db_index=True)
    version = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    # From opening to first sending in one go, as the browser told; NULL where it did not.
    seconds = models.PositiveIntegerField(null=True)
    is_straight = models.BooleanField(default=False)
    is_scored = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["window", "person"], name="identified_once")]


class IdentifiedScore(Score):
    """
    A score of an answer with its person.

    .. pii: Part of what a person answered.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    response = models.ForeignKey(
        IdentifiedResponse, on_delete=models.CASCADE, related_name="scores"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "score"], name="identified_score_once")
        ]


class ConfidentialResponse(LateResponse, ProtectedResponse):
    """
    An answer under a code. The code is NULL once the program's key is destroyed.

    .. pii: What a person answered, under a keyed hash that the program's key can recompute.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    pseudonym = models.CharField(max_length=64, null=True, db_index=True)
    version = models.PositiveIntegerField(default=1)
    is_scored = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["window", "pseudonym"], name="confidential_once")
        ]


class ConfidentialScore(Score):
    """
    A score of an answer under a code.

    .. pii: Part of what a person answered, under a code.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = RandomIdField()
    response = models.ForeignKey(
        ConfidentialResponse, on_delete=models.CASCADE, related_name="scores"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "score"], name="confidential_score_once")
        ]


class AnonymousResponse(ProtectedResponse):
    """
    An answer that nothing links to a person, while its window is open.

    .. no_pii: No link to a person, no time, no order.
    """


class AnonymousRecord(ProtectedResponse):
    """
    An answer that nothing links to a person, after its window has closed.

    .. no_pii: No link to a person, no time, no order.
    """


class AnonymousScore(Score):
    """
    A score of an answer that nothing links to a person.

    .. no_pii: No link to a person, no time, no order.
    """

    id = RandomIdField()
    response = models.ForeignKey(AnonymousRecord, on_delete=models.CASCADE, related_name="scores")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "score"], name="anonymous_score_once")
        ]


class ProgramKey(models.Model):
    """
    The key that turns a person of one program into a code, encrypted by the site's secret.

    On the day that the notice named the row is deleted, and the codes with it.

    .. pii: With the site's secret it links codes to random person ids.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    program = models.OneToOneField(
        "outcomes_plugin.Program", on_delete=models.PROTECT, related_name="survey_key"
    )
    encrypted = models.BinaryField()
    destroy_on = models.DateField()
    made_at = models.DateTimeField()
