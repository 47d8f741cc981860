"""Outcomes, indicators with their versions, and targets."""

from django.db import models

from .data import Direction, Domain, Horizon, IndicatorData, Measure, OutcomeData, TargetData, Unit

KEY_LENGTH = 64


class Outcome(models.Model):
    """
    Something that a program means to change.

    .. no_pii: Describes a program.
    """

    program = models.ForeignKey(
        "outcomes_plugin.Program", on_delete=models.PROTECT, related_name="+"
    )
    key = models.CharField(max_length=KEY_LENGTH)
    title = models.JSONField()
    domain = models.CharField(max_length=16)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "key"], name="outcome_key_once")]

    def to_data(self) -> OutcomeData:
        return OutcomeData(key=self.key, title=self.title, domain=Domain(self.domain))


class Indicator(models.Model):
    """
    One version of an indicator, a draft while `effective_from` is NULL.

    Once in force only `superseded_at` of a row ever changes.

    .. no_pii: Describes a program.
    """

    program = models.ForeignKey(
        "outcomes_plugin.Program", on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=KEY_LENGTH)
    version = models.PositiveIntegerField()
    title = models.JSONField()
    definition = models.JSONField()
    measure = models.CharField(max_length=32)
    source = models.JSONField()
    unit = models.CharField(max_length=32)
    direction = models.CharField(max_length=8)
    horizon = models.CharField(max_length=8)
    decimals = models.PositiveSmallIntegerField()
    scale_low = models.FloatField(null=True)
    scale_high = models.FloatField(null=True)
    effective_from = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "key", "version"], name="indicator_version_once"
            )
        ]

    def to_data(self) -> IndicatorData:
        return IndicatorData(
            program_id=self.program_id,
            key=self.key,
            version=self.version,
            outcome=self.outcome.to_data(),
            title=self.title,
            definition=self.definition,
            measure=Measure(self.measure),
            source=self.source,
            unit=Unit(self.unit),
            direction=Direction(self.direction),
            horizon=Horizon(self.horizon),
            decimals=self.decimals,
            scale_low=self.scale_low,
            scale_high=self.scale_high,
            effective_from=self.effective_from,
            superseded_at=self.superseded_at,
        )


class Target(models.Model):
    """
    What an indicator is to reach from a day on. Rows are added, never changed.

    .. no_pii: Describes a program.
    """

    program = models.ForeignKey(
        "outcomes_plugin.Program", on_delete=models.PROTECT, related_name="+"
    )
    indicator_key = models.CharField(max_length=KEY_LENGTH)
    value = models.FloatField()
    threshold = models.FloatField(null=True)
    effective_from = models.DateTimeField()
    set_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["program", "indicator_key", "effective_from"], name="target_in_force"
            )
        ]

    def to_data(self) -> TargetData:
        return TargetData(
            indicator_key=self.indicator_key,
            value=self.value,
            threshold=self.threshold,
            effective_from=self.effective_from,
        )
