"""Rows as the LMS keeps them, so far as the door reads them."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from opaque_keys.edx.django.models import CourseKeyField


class UserProfile(models.Model):
    """
    What the LMS knows of a user beside the account.

    .. no_pii:
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="profile",
        db_constraint=False,
    )
    name = models.CharField(max_length=255, blank=True)

    def __str__(self) -> str:
        return self.name


class CourseAccessRole(models.Model):
    """
    A role in a course, or without a course in a whole organization.

    .. no_pii:
    """

    # These tables have no migrations, so MariaDB makes them before the users' table.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_constraint=False
    )
    org = models.CharField(max_length=64, blank=True)
    course_id = CourseKeyField(max_length=255, blank=True)
    role = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.user_id} is {self.role} of {self.course_id or self.org}"


class CourseOverview(models.Model):
    """
    What the LMS knows of a course without opening it.

    .. no_pii:
    """

    id = CourseKeyField(primary_key=True, max_length=255)
    org = models.TextField(max_length=255)

    @property
    def display_name_with_default(self) -> str:
        return f"Course {self.id.course}"

    def __str__(self) -> str:
        return str(self.id)


class UserPreference(models.Model):
    """
    One thing that a user has chosen, as text.

    .. no_pii:
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="preferences",
        db_constraint=False,
    )
    key = models.CharField(max_length=255)
    value = models.TextField()

    def __str__(self) -> str:
        return self.key


class HistoricalCourseEnrollment(models.Model):
    """
    What an enrollment was at a moment.

    .. no_pii:
    """

    history_id = models.UUIDField(primary_key=True, default=uuid4)
    user_id = models.IntegerField(null=True)
    course_id = CourseKeyField(max_length=255, null=True)
    is_active = models.BooleanField()
    history_date = models.DateTimeField()
    history_type = models.CharField(max_length=1)

    def __str__(self) -> str:
        return f"{self.user_id} in {self.course_id}: {self.is_active}"


class CourseEnrollment(models.Model):
    """
    A user in a course, with what the platform's own history keeps of it.

    .. no_pii:
    """

    user_id = models.IntegerField()
    course_id = CourseKeyField(max_length=255)
    is_active = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True, null=True)

    def __str__(self) -> str:
        return f"{self.user_id} in {self.course_id}"


# Set from outside, since a manager in the class would become one of these rows.
CourseEnrollment.history = HistoricalCourseEnrollment.objects


class PersistentCourseGrade(models.Model):
    """
    The grade of a user in a course, without the grade.

    .. no_pii:
    """

    user_id = models.IntegerField()
    course_id = CourseKeyField(max_length=255)
    letter_grade = models.CharField(max_length=255)
    passed_timestamp = models.DateTimeField(null=True)
    modified = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} in {self.course_id}"


class CourseUserGroup(models.Model):
    """
    A cohort of a course.

    .. no_pii:
    """

    COHORT = "cohort"

    name = models.CharField(max_length=255)
    course_id = CourseKeyField(max_length=255)
    group_type = models.CharField(max_length=20)

    def __str__(self) -> str:
        return self.name


class CohortMembership(models.Model):
    """
    A user in the one cohort that they have in a course.

    .. no_pii:
    """

    course_user_group = models.ForeignKey(CourseUserGroup, on_delete=models.CASCADE)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_constraint=False
    )
    course_id = CourseKeyField(max_length=255)

    def __str__(self) -> str:
        return f"{self.user_id} in {self.course_user_group_id}"


class CourseTeam(models.Model):
    """
    A team of a course.

    .. no_pii:
    """

    name = models.CharField(max_length=255)
    course_id = CourseKeyField(max_length=255)

    def __str__(self) -> str:
        return self.name


class CourseTeamMembership(models.Model):
    """
    A user in a team, of which they may have several.

    .. no_pii:
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_constraint=False
    )
    team = models.ForeignKey(CourseTeam, related_name="membership", on_delete=models.CASCADE)

    def __str__(self) -> str:
        return f"{self.user_id} in {self.team_id}"


class HistoricalGeneratedCertificate(models.Model):
    """
    What a certificate was at a moment.

    .. no_pii:
    """

    history_id = models.AutoField(primary_key=True)
    user_id = models.IntegerField(null=True)
    course_id = CourseKeyField(max_length=255)
    status = models.CharField(max_length=32)
    history_date = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} in {self.course_id}: {self.status}"


class GeneratedCertificate(models.Model):
    """
    The certificate of a user in a course, with what the platform's own history keeps of it.

    .. no_pii:
    """

    user_id = models.IntegerField()
    course_id = CourseKeyField(max_length=255)
    status = models.CharField(max_length=32, default="unavailable")
    created_date = models.DateTimeField()
    modified_date = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} in {self.course_id}: {self.status}"


GeneratedCertificate.history = HistoricalGeneratedCertificate.objects
