"""Cohorts and teams of the platform that cohorts of a program follow."""

from outcomes_plugin.edxapp import GroupKind

from .base import Name, OneOf, Shown, Told, Words


class Group(Shown):
    """A cohort or team of a course."""

    course_key = Words()
    group = Words()
    kind = OneOf(GroupKind)
    title = Words()


class GroupTold(Told):
    """A group, by its course and its key."""

    course_key = Name()
    group = Name()


class CohortFollowing(Shown):
    """A cohort, and the group that it follows."""

    slug = Words()
    title = Words()
    followed_group = Words()
