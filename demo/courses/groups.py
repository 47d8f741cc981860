"""Cohorts and teams of courses, and who is in them."""

from collections.abc import Callable, Collection, Mapping, Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from opaque_keys.edx.keys import CourseKey

from outcomes_plugin.edxapp.door import GroupFacts, GroupKind

from .models import DemoCourse, DemoGroup, DemoGroupMembership


def add_group(course: DemoCourse, title: str, *, kind: GroupKind = GroupKind.COHORT) -> DemoGroup:
    """Add a cohort or a team to the course."""
    return DemoGroup.objects.create(course=course, kind=kind, title=title)


@transaction.atomic
def put_into(group: DemoGroup, user: AbstractBaseUser) -> None:
    """Put the person into the group; of cohorts a person has one in a course."""
    if group.kind == GroupKind.COHORT:
        others = DemoGroupMembership.objects.filter(
            user=user, group__course=group.course, group__kind=group.kind
        )
        for one in others.exclude(group=group):
            one.delete()
    DemoGroupMembership.objects.get_or_create(group=group, user=user)


@transaction.atomic
def take_out(group: DemoGroup, user: AbstractBaseUser) -> None:
    """Take the person out of the group; without being in it nothing happens."""
    for one in DemoGroupMembership.objects.filter(group=group, user=user):
        one.delete()


def groups_in(key: CourseKey) -> Sequence[GroupFacts]:
    """Return the groups of the course, cohorts first, each by title."""
    rows = DemoGroup.objects.filter(course__key=key).order_by("kind", "title", "id")
    return [
        GroupFacts(
            course_key=str(key), group=key_of(row), kind=GroupKind(row.kind), title=row.title
        )
        for row in rows
    ]


def groups_of(user_ids: Collection[int], key: CourseKey) -> Mapping[int, frozenset[str]]:
    """Return the keys of the groups of each of the users who are in any, in one query."""
    rows = DemoGroupMembership.objects.filter(user_id__in=list(user_ids), group__course__key=key)
    found: dict[int, set[str]] = {}
    for row in rows.select_related("group"):
        found.setdefault(row.user_id, set()).add(key_of(row.group))
    return {user_id: frozenset(keys) for user_id, keys in found.items()}


def listen(tell: Callable[[int, str], None]) -> None:
    """From now on tell the user and the course whenever somebody comes into a group or goes."""

    def changed(*, instance: DemoGroupMembership, **_kwargs: object) -> None:
        tell(instance.user_id, str(instance.group.course.key))

    for signal in (post_save, post_delete):
        signal.connect(
            changed, sender=DemoGroupMembership, dispatch_uid="outcomes_on_group", weak=False
        )


def key_of(group: DemoGroup) -> str:
    """Return the key of the group, by which the plugin knows it."""
    return f"{group.kind}-{group.pk}"
