"""Cohorts and teams of the LMS, and who is in them."""
# mypy: disable-error-code="import-not-found, import-untyped, no-any-return, misc"

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db.models.signals import post_delete, post_save

from .door import GroupFacts, GroupKind
from .lms_keys import course_key_of


def groups(course_key: str) -> Sequence[GroupFacts]:
    """Return the course's cohorts, then its teams, each by title."""
    from lms.djangoapps.teams.models import CourseTeam
    from openedx.core.djangoapps.course_groups.models import CourseUserGroup

    key = course_key_of(course_key)
    if key is None:
        return []
    cohorts = CourseUserGroup.objects.filter(course_id=key, group_type=CourseUserGroup.COHORT)
    teams = CourseTeam.objects.filter(course_id=key)
    return [
        GroupFacts(course_key=course_key, group=_group(kind, row_id), kind=kind, title=title)
        for kind, found in ((GroupKind.COHORT, cohorts), (GroupKind.TEAM, teams))
        for row_id, title in found.order_by("name", "id").values_list("id", "name")
    ]


def groups_of(user_ids: Collection[int], course_key: str) -> Mapping[int, frozenset[str]]:
    """
    Return the keys of the groups of those of the users who are in any. Two queries.

    The platform's own `get_cohort` would put everybody into a cohort who is in none.
    """
    from lms.djangoapps.teams.models import CourseTeamMembership
    from openedx.core.djangoapps.course_groups.models import CohortMembership

    key = course_key_of(course_key)
    if key is None:
        return {}
    cohorts = CohortMembership.objects.filter(user_id__in=user_ids, course_id=key)
    teams = CourseTeamMembership.objects.filter(user_id__in=user_ids, team__course_id=key)
    found: dict[int, set[str]] = {}
    for user_id, row_id in cohorts.values_list("user_id", "course_user_group_id"):
        found.setdefault(user_id, set()).add(_group(GroupKind.COHORT, row_id))
    for user_id, row_id in teams.values_list("user_id", "team_id"):
        found.setdefault(user_id, set()).add(_group(GroupKind.TEAM, row_id))
    return {user_id: frozenset(keys) for user_id, keys in found.items()}


def listen_to_groups(tell: Callable[[int, str], None]) -> None:
    """
    From now on tell the user and the course whenever somebody comes into a group or goes.

    The platform's own event of cohorts comes before the row is saved and not at all when somebody
    goes, and teams have none. Studio has no teams.
    """
    if not apps.is_installed("lms.djangoapps.teams"):
        return
    from lms.djangoapps.teams.models import CourseTeamMembership
    from openedx.core.djangoapps.course_groups.models import CohortMembership

    def in_cohort(*, instance: Any, **_kwargs: Any) -> None:
        tell(instance.user_id, str(instance.course_id))

    def in_team(*, instance: Any, created: bool = True, **_kwargs: Any) -> None:
        # Who is active in a team has the row saved again and again.
        if created:
            tell(instance.user_id, str(instance.team.course_id))

    for signal in (post_save, post_delete):
        uid = "outcomes_on_group"
        signal.connect(in_cohort, sender=CohortMembership, dispatch_uid=uid, weak=False)
        signal.connect(in_team, sender=CourseTeamMembership, dispatch_uid=uid, weak=False)


def _group(kind: GroupKind, row_id: int) -> str:
    return f"{kind}-{row_id}"
