"""The demo site's own people and courses; the plugin sees them only through `demo.platform`."""

from django.conf import settings
from django.db import models
from opaque_keys.edx.django.models import CourseKeyField, UsageKeyField


class DemoPerson(models.Model):
    """
    What the platform keeps in a user's profile and preferences.

    .. pii: name, language and time zone of invented people
    .. pii_types: name, other
    .. pii_retirement: local_api
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="demo_person"
    )
    name = models.CharField(max_length=255)
    part = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=12, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    in_strip = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class DemoCourse(models.Model):
    """
    A course run.

    .. no_pii:
    """

    key = CourseKeyField(max_length=191, unique=True)
    title = models.CharField(max_length=255)

    def __str__(self) -> str:
        return self.title


class DemoUnit(models.Model):
    """
    A page of a course that shows its blocks one below the other.

    .. no_pii:
    """

    course = models.ForeignKey(DemoCourse, on_delete=models.CASCADE, related_name="units")
    key = UsageKeyField(max_length=191, unique=True)
    section = models.CharField(max_length=255)
    title = models.CharField(max_length=255)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.title


class DemoBlock(models.Model):
    """
    A block's place in its unit; its content is in the field store.

    .. no_pii:
    """

    unit = models.ForeignKey(DemoUnit, on_delete=models.CASCADE, related_name="blocks")
    key = UsageKeyField(max_length=191, unique=True)
    position = models.PositiveIntegerField()
    completable = models.BooleanField()

    class Meta:
        ordering = ("unit__position", "position")

    def __str__(self) -> str:
        return str(self.key)


class DemoEnrollment(models.Model):
    """
    A person in a course run.

    .. no_pii:
    """

    course = models.ForeignKey(DemoCourse, on_delete=models.CASCADE, related_name="enrollments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    is_active = models.BooleanField(default=True)
    created = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("course", "user"), name="demo_one_enrollment")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.course_id}"


class DemoCourseRole(models.Model):
    """
    A person who teaches or runs a course.

    .. no_pii:
    """

    course = models.ForeignKey(DemoCourse, on_delete=models.CASCADE, related_name="roles")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    role = models.CharField(max_length=32, choices=[("staff", "staff"), ("instructor", "admin")])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("course", "user", "role"), name="demo_one_role")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} is {self.role} of {self.course_id}"


class DemoPassingStatus(models.Model):
    """
    Whether a person's grade passes now.

    .. no_pii:
    """

    course = models.ForeignKey(DemoCourse, on_delete=models.CASCADE, related_name="passing")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    is_passing = models.BooleanField()
    passed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("course", "user"), name="demo_one_passing_status")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.course_id}: {self.is_passing}"


class DemoCertificate(models.Model):
    """
    A person's certificate of a course, and whether it is a valid one now.

    .. no_pii:
    """

    course = models.ForeignKey(DemoCourse, on_delete=models.CASCADE, related_name="certificates")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    status = models.CharField(max_length=32)
    certified_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("course", "user"), name="demo_one_certificate")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.course_id}: {self.status}"


class DemoGroup(models.Model):
    """
    A cohort or a team of a course.

    .. no_pii:
    """

    course = models.ForeignKey(DemoCourse, on_delete=models.CASCADE, related_name="groups")
    kind = models.CharField(max_length=8, choices=[("cohort", "cohort"), ("team", "team")])
    title = models.CharField(max_length=255)

    def __str__(self) -> str:
        return self.title


class DemoGroupMembership(models.Model):
    """
    A person in a cohort or a team.

    .. no_pii:
    """

    group = models.ForeignKey(DemoGroup, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("group", "user"), name="demo_once_in_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.group_id}"
