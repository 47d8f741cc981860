"""Instruments and their versions."""

from django.db import models

from outcomes_plugin.surveys.data import InstrumentData

KEY_LENGTH = 64


class Instrument(models.Model):
    """
    A questionnaire that is kept over time. Without a program it came with the product.

    .. no_pii: Questions only.
    """

    program = models.ForeignKey(
        "outcomes_plugin.Program", null=True, on_delete=models.PROTECT, related_name="+"
    )
    key = models.CharField(max_length=KEY_LENGTH)
    # NULLs repeat in a unique constraint, so owner and key are joined in a column of their own.
    address = models.CharField(max_length=96, unique=True, editable=False)

    @staticmethod
    def address_of(program_id: int | None, key: str) -> str:
        return f"{program_id or 'shipped'}/{key}"


class InstrumentVersion(models.Model):
    """
    One version of an instrument: what it asks is never changed, so answers to it stay comparable.

    Its words can be; `wording` counts how often, and each earlier wording is kept.

    .. no_pii: Questions only.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    wording = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="instrument_version_once")
        ]

    def to_data(self) -> InstrumentData:
        return InstrumentData(
            version_id=self.pk,
            key=self.instrument.key,
            program_id=self.instrument.program_id,
            version=self.number,
            document=self.document,
            digest=self.digest,
            published_at=self.published_at,
            wording=self.wording,
        )


class EarlierWording(models.Model):
    """
    The words of a version until they were changed: what those read who had answered by then.

    .. no_pii: Questions only.
    """

    version = models.ForeignKey(
        InstrumentVersion, on_delete=models.PROTECT, related_name="earlier_wordings"
    )
    number = models.PositiveIntegerField()
    document = models.JSONField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="earlier_wording_once")
        ]
