"""Times in a window that are one person's own: put off by the burden, or moved by a coordinator."""

from django.db import models

from outcomes_plugin.surveys.data import (
    BurdenMeasure,
    PersonShiftData,
    PostponementData,
    ShiftReason,
)

from .windows import Window


class Postponement(models.Model):
    """
    A person who was not asked in a window when it was their time, since enough was asked of them.

    They are asked at `until`, and then the row goes; without it they are left out of the window.

    .. pii: That enough was asked of a person, under the random person id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    window = models.ForeignKey(Window, on_delete=models.CASCADE, related_name="postponements")
    person = models.CharField(max_length=32, db_index=True)
    until = models.DateTimeField(null=True)
    days = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=16)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["window", "person"], name="postponement_once")
        ]

    def to_data(self) -> PostponementData:
        return PostponementData(
            window_id=self.window_id,
            person=self.person,
            until=self.until,
            days=self.days,
            measure=BurdenMeasure(self.measure),
        )


class PersonShift(models.Model):
    """
    A window that a coordinator has moved for one person: not before a day, or open for longer.

    .. pii: That a person has other times in a survey, and why in a word, under the random id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    window = models.ForeignKey(Window, on_delete=models.CASCADE, related_name="shifts")
    person = models.CharField(max_length=32, db_index=True)
    reason = models.CharField(max_length=16)
    not_before = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["window", "person"], name="person_shift_once")
        ]

    def to_data(self) -> PersonShiftData:
        return PersonShiftData(
            window_id=self.window_id,
            person=self.person,
            reason=ShiftReason(self.reason),
            not_before=self.not_before,
            closes_at=self.closes_at,
        )
