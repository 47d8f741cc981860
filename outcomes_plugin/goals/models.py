"""Goals, their milestones and check-ins, and what they were before each change."""

from typing import Any

from django.db import models

from .data import (
    Better,
    ChangeData,
    CheckInData,
    GoalData,
    HelpFrom,
    Kind,
    MilestoneData,
    Status,
    Visibility,
)

KEY_LENGTH = 64
UNIT_LENGTH = 40


def _choices(values: type[Any]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in values]


class Goal(models.Model):
    """
    What one person wants to reach, in their own words.

    `pairing` is the one that the goal is worked on in; who comes after its mentor reads nothing.

    .. pii: What a person wants to reach and why, in their own words.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey(
        "outcomes_plugin.Program", on_delete=models.PROTECT, related_name="+"
    )
    person = models.CharField(max_length=32)
    pairing = models.ForeignKey(
        "outcomes_plugin.Pairing", null=True, on_delete=models.PROTECT, related_name="+"
    )
    what = models.TextField()
    why = models.TextField(blank=True)
    kind = models.CharField(max_length=8, choices=_choices(Kind))
    baseline = models.FloatField(null=True)
    target = models.FloatField(null=True)
    stretch = models.FloatField(null=True)
    unit = models.CharField(max_length=UNIT_LENGTH, blank=True)
    better = models.CharField(max_length=4, choices=_choices(Better), default=Better.MORE)
    levels = models.JSONField(default=list)
    weight = models.PositiveSmallIntegerField(default=1)
    due = models.DateField(null=True)
    first_step = models.TextField(blank=True)
    obstacle = models.TextField(blank=True)
    plan = models.TextField(blank=True)
    support = models.TextField(blank=True)
    indicator = models.CharField(max_length=KEY_LENGTH, blank=True)
    visibility = models.CharField(max_length=8, choices=_choices(Visibility))
    status = models.CharField(max_length=16, choices=_choices(Status), default=Status.DRAFT)
    closing_words = models.TextField(blank=True)
    agreed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["person", "program"], name="goal_of_person"),
            models.Index(fields=["pairing", "visibility"], name="goal_of_pairing"),
        ]

    def __str__(self) -> str:
        return f"goal {self.pk}"

    def to_data(self) -> GoalData:
        """Return the goal with its check-ins and milestones, which the caller has prefetched."""
        return GoalData(
            id=self.id,
            program_id=self.program_id,
            person=self.person,
            pairing_id=self.pairing_id,
            what=self.what,
            why=self.why,
            kind=Kind(self.kind),
            baseline=self.baseline,
            target=self.target,
            stretch=self.stretch,
            unit=self.unit,
            better=Better(self.better),
            levels=tuple(self.levels),
            weight=self.weight,
            due=self.due,
            first_step=self.first_step,
            obstacle=self.obstacle,
            plan=self.plan,
            support=self.support,
            indicator=self.indicator,
            visibility=Visibility(self.visibility),
            status=Status(self.status),
            closing_words=self.closing_words,
            agreed_at=self.agreed_at,
            finished_at=self.finished_at,
            version=self.version,
            created_at=self.created_at,
            changed_at=self.changed_at,
            check_ins=tuple(one.to_data() for one in self.check_ins.all()),
            milestones=tuple(one.to_data() for one in self.milestones.all()),
        )


class GoalMilestone(models.Model):
    """
    One step on the way to a goal.

    .. pii: What a person means to do on the way to a goal, in their own words.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="milestones")
    text = models.TextField()
    due = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"milestone {self.pk}"

    def to_data(self) -> MilestoneData:
        return MilestoneData(id=self.id, text=self.text, due=self.due, done_at=self.done_at)


class GoalCheckIn(models.Model):
    """
    How a goal stood at one time. Rows are added, never changed.

    .. pii: How a person stands with a goal, in numbers and in their own words.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="check_ins")
    at = models.DateTimeField()
    value = models.FloatField(null=True)
    confidence = models.PositiveSmallIntegerField(null=True)
    changed = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    help_from = models.CharField(
        max_length=16, choices=_choices(HelpFrom), blank=True, default=HelpFrom.NOBODY
    )

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"check-in {self.pk}"

    def to_data(self) -> CheckInData:
        return CheckInData(
            id=self.id,
            at=self.at,
            value=self.value,
            confidence=self.confidence,
            changed=self.changed,
            next_step=self.next_step,
            help_from=HelpFrom(self.help_from),
        )


class GoalChange(models.Model):
    """
    One change of a goal, with what stood in its fields before. Rows are added, never changed.

    .. pii: Earlier wordings of a person's goal, and who changed it, under the random person id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    by_person = models.CharField(max_length=32, null=True)
    fields = models.JSONField()
    before = models.JSONField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"change {self.version} of goal {self.goal_id}"

    def to_data(self) -> ChangeData:
        return ChangeData(
            version=self.version,
            at=self.at,
            is_own=self.by_person == self.goal.person,
            fields=tuple(self.fields),
            before=self.before,
        )
