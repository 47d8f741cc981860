"""The inbox of platform events, course facts, and career facts."""

from django.db import models


class InboxRow(models.Model):
    """
    A platform event about a member that a worker has still to take. The row goes with the work.

    .. pii: A platform user id, until a worker has taken the row.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=16)
    user_id = models.BigIntegerField()
    person = models.CharField(max_length=32, db_index=True)
    course_key = models.CharField(max_length=255)
    value = models.BooleanField(null=True)
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField(db_index=True)


class CourseProgress(models.Model):
    """
    Where a person stands in a linked course now. Never a grade.

    `read_at` is when all that the platform kept of them was last read; NULL until it was. The same
    of certificates, which are read only where a notice tells of them.

    .. pii: A person's progress in a course, under the random person id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    person = models.CharField(max_length=32)
    course_key = models.CharField(max_length=255)
    is_enrolled = models.BooleanField(default=False)
    has_passed = models.BooleanField(default=False)
    has_certificate = models.BooleanField(default=False)
    completed = models.PositiveIntegerField(default=0)
    completable = models.PositiveIntegerField(default=0)
    step_reached = models.PositiveSmallIntegerField(default=0)
    last_active_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    certificates_read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "course_key"], name="progress_once")
        ]
        indexes = [models.Index(fields=["course_key", "person"], name="progress_by_course")]


class CourseFact(models.Model):
    """
    A change of enrollment, passing status or certificate, so that a past day can be asked about.

    .. pii: When a person was enrolled in, passed or was certified in a course, under the random id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    person = models.CharField(max_length=32)
    course_key = models.CharField(max_length=255)
    kind = models.CharField(max_length=16)
    value = models.BooleanField()
    occurred_at = models.DateTimeField()
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course_key", "kind", "occurred_at"], name="course_fact_once"
            )
        ]
        indexes = [
            models.Index(fields=["course_key", "kind", "person"], name="course_fact_by_course")
        ]


class EmploymentSpell(models.Model):
    """
    A period in which a person is employed; open while `ends_on` is empty. From HR.

    .. pii: When a person was employed, where, and why they left, under the random person id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey("outcomes_plugin.Program", on_delete=models.PROTECT)
    source_key = models.CharField(max_length=64)
    person = models.CharField(max_length=32, db_index=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    leave_reason = models.CharField(max_length=32, blank=True)
    org_unit = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "source_key"], name="spell_source_once")
        ]


class CareerEvent(models.Model):
    """
    A promotion, a move, a new responsibility or a leadership role of a person. From HR.

    .. pii: A step in a person's career, under the random person id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey("outcomes_plugin.Program", on_delete=models.PROTECT)
    source_key = models.CharField(max_length=64)
    person = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=32)
    on = models.DateField()
    is_verified = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "source_key"], name="career_source_once")
        ]
