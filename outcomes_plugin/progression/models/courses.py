"""The inbox of platform events, and course facts."""

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

    `read_at` is when all that the platform kept of them was last read; NULL until it was.

    .. pii: A person's progress in a course, under the random person id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    person = models.CharField(max_length=32)
    course_key = models.CharField(max_length=255)
    is_enrolled = models.BooleanField(default=False)
    has_passed = models.BooleanField(default=False)
    completed = models.PositiveIntegerField(default=0)
    completable = models.PositiveIntegerField(default=0)
    step_reached = models.PositiveSmallIntegerField(default=0)
    last_active_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "course_key"], name="progress_once")
        ]
        indexes = [models.Index(fields=["course_key", "person"], name="progress_by_course")]


class CourseFact(models.Model):
    """
    A change of enrollment or passing status, kept so that a past day can be asked about.

    .. pii: When a person was enrolled in or passed a course, under the random person id.
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
