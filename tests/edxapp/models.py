"""Rows as the LMS keeps them, so far as the door reads them."""

from django.conf import settings
from django.db import models
from opaque_keys.edx.django.models import CourseKeyField


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

    def __str__(self) -> str:
        return str(self.id)
