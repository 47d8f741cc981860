"""Cohorts, people, courses and indicators of a program."""

from rest_framework import serializers

from outcomes_plugin.frameworks.data import Direction, Domain, Horizon, Measure, Unit
from outcomes_plugin.programs.data import Effect, Role

from .base import Moment, Name, OneOf, Shown, Texts, Told, Words, days


class Cohort(Shown):
    """One cohort. `edition` goes back with a change, to tell what was read before it."""

    slug = Words()
    title = Words()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    edition = Words()


class CohortTold(Told):
    """A new cohort."""

    slug = Name()
    title = Name()
    starts_on = serializers.DateField()
    ends_on = days()


class CohortChange(Told):
    """The cohort as it is to be, and the edition that was read."""

    title = Name()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    edition = Words()


class Day(Shown):
    """A day that matters to a cohort."""

    cohort = Words()
    key = Words()
    on = serializers.DateField()


class DaysTold(Told):
    """The days by their keys; null takes one away."""

    days = serializers.DictField(child=serializers.DateField(allow_null=True))


class DaysKept(Shown):
    """The cohort's days as they are now."""

    days = Day(many=True)


class Member(Shown):
    """One role of one person. `person` is a random id, by which people are paired."""

    id = serializers.IntegerField(source="member.id")
    person = Words(source="member.person")
    name = Words()
    username = Words()
    role = OneOf(Role, source="member.role")
    cohort = Words(source="member.cohort")
    attributes = Texts(source="member.attributes")
    joined_at = Moment(source="member.joined_at")


class MemberKept(Shown):
    """A role that was given, changed or ended."""

    id = serializers.IntegerField()
    person = Words()
    role = OneOf(Role)
    cohort = Words()
    attributes = Texts()
    joined_at = Moment()
    left_at = Moment(allow_null=True)


class MemberTold(Told):
    """A role for the user who has exactly this username or mail address."""

    person = Name()
    role = OneOf(Role)
    cohort = Words(required=False, default="")
    attributes = serializers.DictField(child=Words(), required=False, default=dict)


class MemberChange(Told):
    """The cohort and the attributes as they are to be."""

    cohort = Words()
    attributes = serializers.DictField(child=Words())


class Planned(Shown):
    """What one line of a file does."""

    line = serializers.IntegerField()
    effect = OneOf(Effect)


class FileProblem(Shown):
    """What is wrong in a file, and where."""

    line = serializers.IntegerField(allow_null=True)
    field = Words(source="column")
    message = Words()


class Plan(Shown):
    """What a file would do, or has done. `digest` names it for applying."""

    digest = Words()
    is_applicable = serializers.BooleanField()
    adds = serializers.IntegerField()
    changes = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    rows = Planned(many=True)
    problems = FileProblem(many=True)


class FileTold(Told):
    """A CSV file, sent as a form's file."""

    file = serializers.FileField()


class CheckedFileTold(FileTold):
    """The same file again, and the digest that its check gave."""

    digest = Name()


class Course(Shown):
    """One course of a program; `is_own` when one can unlink it: as its staff, or as it is gone."""

    course_key = Words(source="link.course_key")
    title = Words(source="facts.title", default="")
    is_primary = serializers.BooleanField(source="link.is_primary")
    linked_at = Moment(source="link.linked_at")
    is_own = serializers.BooleanField()


class CourseToLink(Shown):
    """One course that one could link."""

    course_key = Words()
    title = Words()


class CourseKept(Shown):
    """A course that is linked."""

    course_key = Words()
    is_primary = serializers.BooleanField()
    linked_at = Moment()


class CourseTold(Told):
    """A course to link. Left out, the first one becomes the primary one."""

    course_key = Name()
    is_primary = serializers.BooleanField(required=False, allow_null=True, default=None)


class Target(Shown):
    """What an indicator is to reach from a day on. Shares are unscaled: 0.8 is 80 %."""

    value = serializers.FloatField()
    threshold = serializers.FloatField(allow_null=True)
    effective_from = Moment()


class IndicatorVersion(Shown):
    """One version of an indicator."""

    key = Words()
    version = serializers.IntegerField()
    title = Texts()
    definition = Texts()
    domain = OneOf(Domain)
    measure = OneOf(Measure)
    unit = OneOf(Unit)
    direction = OneOf(Direction)
    horizon = OneOf(Horizon)
    effective_from = Moment(allow_null=True)


class Indicator(Shown):
    """Where an indicator stands: in force, the next one as a draft, its targets."""

    key = Words()
    current = IndicatorVersion(allow_null=True)
    draft = IndicatorVersion(allow_null=True)
    target = Target(allow_null=True)
    later_targets = Target(many=True)


class Indicators(Shown):
    """The indicators that were copied."""

    indicators = IndicatorVersion(many=True)


class TargetTold(Told):
    """What is to be reached, unscaled, and from when: left out, from now on."""

    value = serializers.FloatField()
    threshold = serializers.FloatField(required=False, allow_null=True, default=None)
    effective_from = Moment(required=False, allow_null=True, default=None)
