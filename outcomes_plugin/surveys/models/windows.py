"""Windows, the cohorts they are for, and the people asked."""

from django.db import models

from outcomes_plugin.surveys.data import (
    CohortTimes,
    Mode,
    OffsetUnit,
    Outcome,
    Timing,
    WindowData,
    WindowState,
)

from .instruments import KEY_LENGTH, InstrumentVersion


class Window(models.Model):
    """
    A time in which one instrument is asked of one role, in one mode.

    `split_cohorts` holds the cohorts by which anonymous answers may be told apart; it is decided
    when the window opens.

    .. no_pii: When what is asked of which role.
    """

    program = models.ForeignKey(
        "outcomes_plugin.Program", on_delete=models.PROTECT, related_name="+"
    )
    key = models.CharField(max_length=KEY_LENGTH)
    title = models.CharField(max_length=200)
    version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    mode = models.CharField(max_length=16)
    mode_reason = models.CharField(max_length=500, blank=True)
    wave = models.CharField(max_length=KEY_LENGTH, blank=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    state = models.CharField(max_length=16, default=WindowState.PLANNED, db_index=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    asked = models.PositiveIntegerField(default=0)
    split_cohorts = models.JSONField(default=list)
    grace_days = models.PositiveSmallIntegerField(default=0)
    # The key that the waves of a series share, and which of them this is.
    series = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    number = models.PositiveSmallIntegerField(default=0)
    # Taken at the close where drafts were kept: how many had begun and not sent, by the last item
    # that they had answered.
    left_after = models.JSONField(default=dict)
    # NULL without a grace: answers are received until the close alone.
    late_until = models.DateTimeField(null=True)
    # When the last person ends for whom the window was moved; NULL where it was moved for nobody.
    waits_until = models.DateTimeField(null=True)
    # Whether people may still answer after the close, and the last day for it; NULL until the
    # program ends. What came late is final once it is counted, at `late_ended_at`.
    takes_late = models.BooleanField(default=False)
    late_last_day = models.DateField(null=True)
    late_ended_at = models.DateTimeField(null=True)
    # How many reminders a person gets at the most; NULL for what the site has set.
    reminders_most = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "key"], name="window_key_once")]

    def to_data(self) -> WindowData:
        return WindowData(
            id=self.pk,
            program_id=self.program_id,
            program_slug=self.program.slug,
            time_zone=self.program.time_zone,
            key=self.key,
            title=self.title,
            instrument=self.version.instrument.key,
            instrument_version=self.version.number,
            role=self.role,
            mode=Mode(self.mode),
            mode_reason=self.mode_reason,
            wave=self.wave,
            cohort_ids=tuple(sorted(row.cohort_id for row in self.cohorts.all())),
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            state=WindowState(self.state),
            opened_at=self.opened_at,
            closed_at=self.closed_at,
            asked=self.asked,
            split_cohorts=tuple(self.split_cohorts),
            grace_days=self.grace_days,
            late_until=self.late_until,
            waits_until=self.waits_until,
            reminders_most=self.reminders_most,
            takes_late=self.takes_late,
            late_last_day=self.late_last_day,
            late_ended_at=self.late_ended_at,
            series=self.series,
            number=self.number,
            timing=self.followed.to_data() if hasattr(self, "followed") else None,
            cohort_times=tuple(
                sorted(
                    (row.to_data() for row in self.cohorts.all() if row.opens_at is not None),
                    key=lambda one: one.cohort_id,
                )
            ),
        )


class WindowTiming(models.Model):
    """
    The day of its cohorts that a window follows, and how far from it.

    .. no_pii: When a window opens.
    """

    window = models.OneToOneField(Window, on_delete=models.CASCADE, related_name="followed")
    anchor = models.CharField(max_length=KEY_LENGTH)
    amount = models.SmallIntegerField()
    unit = models.CharField(max_length=8)
    opens_clock = models.TimeField()
    closes_clock = models.TimeField()
    days_open = models.PositiveSmallIntegerField()

    def to_data(self) -> Timing:
        return Timing(
            anchor=self.anchor,
            amount=self.amount,
            unit=OffsetUnit(self.unit),
            opens_clock=self.opens_clock,
            closes_clock=self.closes_clock,
            days_open=self.days_open,
        )


class WindowCohort(models.Model):
    """
    A cohort that the window is for. A window without one is for every cohort.

    In a window that follows a day each cohort has times of its own; in others they are NULL.

    .. no_pii: Names a cohort.
    """

    window = models.ForeignKey(Window, on_delete=models.CASCADE, related_name="cohorts")
    cohort = models.ForeignKey("outcomes_plugin.Cohort", on_delete=models.PROTECT, related_name="+")
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    shift_days = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["window", "cohort"], name="window_cohort_once")
        ]

    def to_data(self) -> CohortTimes:
        return CohortTimes(
            cohort_id=self.cohort_id,
            opens_at=self.opens_at or self.window.opens_at,
            closes_at=self.closes_at or self.window.closes_at,
            shift_days=self.shift_days,
        )


class FrameRow(models.Model):
    """
    One person asked in a window, with the cohort of that moment: the receipt of their answer.

    Whoever submits or closes locks this row first; once `taken`, nothing more is received.

    .. pii: That a person was asked, and whether and when they were done, under a random id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="frame")
    person = models.CharField(max_length=32, db_index=True)
    cohort = models.ForeignKey(
        "outcomes_plugin.Cohort", null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(null=True)
    # As the questionnaire estimated when the person was asked.
    minutes = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=16, blank=True, default=Outcome.WAITING)
    outcome_at = models.DateTimeField(null=True)
    # True once the ledger tells that the person is done; a decline that was undone tells nothing.
    recorded = models.BooleanField(default=False)
    taken = models.BooleanField(default=False)
    # Whether the answer came after the close, in a window that takes such answers.
    is_late = models.BooleanField(default=False)
    # When the survey closes for this person, where that is not with the window: NULL.
    closes_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["window", "person"], name="frame_person_once")
        ]
        indexes = [
            models.Index(fields=["window", "taken", "id"], name="frame_taken"),
            models.Index(fields=["person", "asked_at"], name="frame_asked"),
        ]
