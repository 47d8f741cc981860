"""Programs, cohorts, members and course links."""

from django.db import models

from .rights import Role


class Program(models.Model):
    """
    One mentoring program of an organization.

    .. no_pii: Says nothing about a person.
    """

    STATUSES = [("draft", "draft"), ("live", "live"), ("ended", "ended")]

    id = models.BigAutoField(primary_key=True)
    slug = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=255)
    org = models.CharField(max_length=255)
    time_zone = models.CharField(max_length=64)
    status = models.CharField(max_length=8, choices=STATUSES, default="draft")
    k = models.PositiveSmallIntegerField(default=5)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.slug


class Cohort(models.Model):
    """
    The people of a program who go through it together.

    .. no_pii: Says nothing about a person.
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="cohorts")
    slug = models.CharField(max_length=64)
    title = models.CharField(max_length=255)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    # The platform's group whose people come into the cohort; NULL repeats, so most follow none.
    followed_course = models.CharField(max_length=255, blank=True, default="")
    followed_group = models.CharField(max_length=64, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "slug"], name="cohort_slug_once"),
            models.UniqueConstraint(fields=["program", "followed_group"], name="cohort_group_once"),
        ]

    def __str__(self) -> str:
        return self.slug


class Milestone(models.Model):
    """
    A day that matters to a cohort.

    .. no_pii: Says nothing about a person.
    """

    id = models.BigAutoField(primary_key=True)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="milestones")
    key = models.CharField(max_length=64)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "key"], name="milestone_key_once")]

    def __str__(self) -> str:
        return self.key


class Member(models.Model):
    """
    One role of one person in a program; a person may hold several, each once at a time.

    .. pii: A person's roles, cohort and coarse attributes, under the random person id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="members")
    person = models.CharField(max_length=32, db_index=True)
    role = models.CharField(max_length=16, choices=[(role.value, role.value) for role in Role])
    cohort = models.ForeignKey(Cohort, null=True, on_delete=models.PROTECT, related_name="members")
    attributes = models.JSONField(default=dict)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    # True while the membership lasts, NULL after: so "once at a time" is a plain unique constraint.
    open_marker = models.BooleanField(null=True, default=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "person", "role", "open_marker"], name="member_role_once"
            )
        ]
        indexes = [models.Index(fields=["program", "role", "open_marker"], name="member_by_role")]

    def __str__(self) -> str:
        return f"{self.role} {self.person}"


class CourseLink(models.Model):
    """
    A course that belongs to a program; a course may belong to several.

    .. no_pii: Says nothing about a person.
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="course_links")
    course_key = models.CharField(max_length=255, db_index=True)
    linked_at = models.DateTimeField()
    unlinked_at = models.DateTimeField(null=True)
    # True while the link lasts, NULL after.
    open_marker = models.BooleanField(null=True, default=True, editable=False)
    # True for the program's primary link, NULL for every other.
    primary_marker = models.BooleanField(null=True, default=None, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "course_key", "open_marker"], name="course_link_once"
            ),
            models.UniqueConstraint(
                fields=["program", "primary_marker"], name="course_link_one_primary"
            ),
        ]

    def __str__(self) -> str:
        return self.course_key
