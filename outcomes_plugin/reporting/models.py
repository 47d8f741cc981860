"""Periods, rollups and releases."""

from dataclasses import asdict
from typing import Any, NoReturn

from django.db import models

from .data import PeriodData, QualityData, QualityKind, ReleaseData, Scope

KEY_LENGTH = 64


class Period(models.Model):
    """
    A calendar quarter of a program; `ends_on` is the first day after it.

    .. no_pii: Dates of a program.
    """

    program = models.ForeignKey(
        "outcomes_plugin.Program", on_delete=models.PROTECT, related_name="+"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "starts_on"], name="period_once")]

    def to_data(self) -> PeriodData:
        return PeriodData(
            id=self.pk,
            program_id=self.program_id,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            is_closed=self.closed_at is not None,
        )


class Rollup(models.Model):
    """
    The sums of one cell, taken once when its window or period closed.

    `address` is "window/<id>", "late/<id>" (late answers alone) or "period/<id>"; `cohort` is a
    slug, empty for the whole and "-" for people without a listed cohort.

    .. no_pii: Sums over people.
    """

    address = models.CharField(max_length=32)
    indicator_key = models.CharField(max_length=KEY_LENGTH)
    indicator_version = models.PositiveIntegerField()
    cohort = models.CharField(max_length=KEY_LENGTH, blank=True)
    n = models.PositiveIntegerField()
    total = models.FloatField()
    total_of_squares = models.FloatField()
    largest_same = models.PositiveIntegerField()
    exposure = models.FloatField()
    asked = models.PositiveIntegerField()
    barred = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address", "indicator_key", "cohort"], name="rollup_once"
            )
        ]


class FrozenError(TypeError):
    """A release was about to be changed or deleted, which nothing may do."""


class FrozenQuerySet(models.QuerySet[Any]):
    """Rows that can be added and read."""

    def update(self, **_kwargs: Any) -> NoReturn:
        raise FrozenError("A release is never changed.")

    def delete(self) -> NoReturn:
        raise FrozenError("A release is never deleted.")

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        """Add the rows; rows that exist are never overwritten."""
        if kwargs.get("update_conflicts"):
            raise FrozenError("A release is never changed.")
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise FrozenError("A release is never changed.")


class Frozen(models.Model):
    """A row that is written once."""

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; a row that exists is never written again."""
        if not self._state.adding:
            raise FrozenError("A release is never changed.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise FrozenError("A release is never deleted.")


class Release(Frozen):
    """
    What was frozen of one window, of its late answers, or of one period: never changed, never made
    again. The release of late answers belongs to `late_window` and counts those on time with them.

    `digest` covers the cells, the charts, the quality figures and the certificate. `asked` is NULL
    where fewer than 2k people were asked.

    .. no_pii: Protected numbers about groups.
    """

    program = models.ForeignKey(
        "outcomes_plugin.Program", on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveIntegerField()
    window = models.OneToOneField(
        "outcomes_plugin.Window", null=True, on_delete=models.PROTECT, related_name="+"
    )
    late_window = models.OneToOneField(
        "outcomes_plugin.Window", null=True, on_delete=models.PROTECT, related_name="+"
    )
    period = models.OneToOneField(Period, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    frozen_at = models.DateTimeField()
    closed_at = models.DateTimeField()
    k = models.PositiveSmallIntegerField()
    asked = models.PositiveIntegerField(null=True)
    role = models.CharField(max_length=16)
    code_version = models.CharField(max_length=32)
    certificate = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "number"], name="release_number_once")
        ]

    @property
    def scope(self) -> Scope:
        if self.late_window_id is not None:
            return Scope.LATE
        return Scope.PERIOD if self.window_id is None else Scope.WINDOW

    def to_data(self) -> ReleaseData:
        return ReleaseData(
            id=self.pk,
            program_id=self.program_id,
            number=self.number,
            scope=self.scope,
            window_id=self.window_id,
            late_window_id=self.late_window_id,
            period_id=self.period_id,
            title=self.title,
            frozen_at=self.frozen_at,
            closed_at=self.closed_at,
            k=self.k,
            asked=self.asked,
            role=self.role,
            code_version=self.code_version,
            digest=self.digest,
        )


class ReleaseCell(Frozen):
    """
    One number of a release, or the place of a hidden one, where every number is NULL.

    `late` is how many of the `n` people answered late, in a release that counts them.

    .. no_pii: Protected numbers about groups.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="cells")
    indicator_key = models.CharField(max_length=KEY_LENGTH)
    indicator_version = models.PositiveIntegerField()
    domain = models.CharField(max_length=16)
    cohort = models.CharField(max_length=KEY_LENGTH, blank=True)
    hidden = models.BooleanField()
    estimate = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    n = models.PositiveIntegerField(null=True)
    asked = models.PositiveIntegerField(null=True)
    exposure = models.FloatField(null=True)
    target = models.FloatField(null=True)
    threshold = models.FloatField(null=True)
    status = models.CharField(max_length=16)
    late = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "indicator_key", "cohort"], name="release_cell_once"
            )
        ]


class ReleaseChart(Frozen):
    """
    The trend of one indicator up to its release, drawn in one language.

    .. no_pii: A picture of protected numbers.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="charts")
    indicator_key = models.CharField(max_length=KEY_LENGTH)
    language = models.CharField(max_length=16)
    svg = models.TextField()
    spec = models.JSONField()
    alt = models.CharField(max_length=280)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "indicator_key", "language"], name="release_chart_once"
            )
        ]


class ReleaseQuality(Frozen):
    """
    One figure of how far a release can be trusted, or the place of a hidden one: all NULL there.

    `key` is the score, facet or page that it is about, `item` the item of the score; both are empty
    where it is about the whole survey. `n_is_least` says that at least `n` people were counted.

    .. no_pii: Protected numbers about groups.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="quality")
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=KEY_LENGTH, blank=True)
    item = models.CharField(max_length=KEY_LENGTH, blank=True)
    hidden = models.BooleanField()
    estimate = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    n = models.PositiveIntegerField(null=True)
    n_is_least = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "kind", "key", "item"], name="release_quality_once"
            )
        ]

    def to_data(self) -> QualityData:
        return QualityData(
            kind=QualityKind(self.kind),
            key=self.key,
            item=self.item,
            hidden=self.hidden,
            estimate=self.estimate,
            low=self.low,
            high=self.high,
            n=self.n,
            n_is_least=self.n_is_least,
        )

    @classmethod
    def from_data(cls, data: QualityData) -> "ReleaseQuality":
        return cls(**asdict(data))
