"""
The demo site behind the door `outcomes_plugin.edxapp`: the same functions that a real LMS offers.

The setting `OUTCOMES_PLATFORM` names this module. Models are imported in the functions, for the
door may be asked for its base template before they are ready.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from urllib.parse import quote

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Lower
from django.dispatch import Signal
from django.urls import reverse
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey, UsageKey

from outcomes_plugin.edxapp.door import (
    BlockFacts,
    CourseFacts,
    GroupFacts,
    LearnerHistory,
    UserFacts,
    UserPreferences,
)


def users(user_ids: Collection[int]) -> Mapping[int, UserFacts]:
    """Return the facts of those of the users who exist, in one query."""
    found = _users().filter(pk__in=list(user_ids))
    return {user.pk: _user_facts(user) for user in found}


def preferences(user_ids: Collection[int]) -> Mapping[int, UserPreferences]:
    """Return the preferences of those of the users who have any, in one query."""
    from demo.courses.models import DemoPerson

    return {
        person.user_id: UserPreferences(language=person.language, time_zone=person.time_zone)
        for person in DemoPerson.objects.filter(user_id__in=list(user_ids))
    }


def match_users(identifiers: Collection[str]) -> Mapping[str, int]:
    """Return the user id behind each username or mail address that matches exactly one."""
    wanted = {text.lower() for text in identifiers}
    users_by_text: dict[str, set[int]] = {}
    named = _users().annotate(lower_name=Lower("username"), lower_mail=Lower("email"))
    for user in named.filter(Q(lower_name__in=wanted) | Q(lower_mail__in=wanted)):
        for text in {user.lower_name, user.lower_mail}:
            users_by_text.setdefault(text, set()).add(user.pk)
    found = {text: users_by_text.get(text.lower(), set()) for text in identifiers}
    return {text: ids.copy().pop() for text, ids in found.items() if len(ids) == 1}


def is_global_staff(user_id: int) -> bool:
    """Return whether the user is global staff or a superuser, and active."""
    staff = Q(is_staff=True) | Q(is_superuser=True)
    return _users().filter(staff, pk=user_id, is_active=True).exists()


def is_course_staff(user_id: int, course_key: str) -> bool:
    """Return whether the user is staff or instructor of the course."""
    from demo.courses.models import DemoCourseRole

    key = _course_key(course_key)
    return bool(key) and DemoCourseRole.objects.filter(user_id=user_id, course__key=key).exists()


def course(course_key: str) -> CourseFacts | None:
    """Return the facts of the course, or None when there is none."""
    from demo.courses.models import DemoCourse

    key = _course_key(course_key)
    row = DemoCourse.objects.filter(key=key).first() if key else None
    return row and CourseFacts(course_key=str(row.key), title=row.title, org=row.key.org)


def courses_staffed(user_id: int) -> Sequence[CourseFacts]:
    """Return the courses whose staff or instructor role the user has, by title."""
    from demo.courses.models import DemoCourse

    held = (
        DemoCourse.objects.filter(roles__user_id=user_id, roles__user__is_active=True)
        .distinct()
        .order_by("title", "key")
    )
    return [CourseFacts(course_key=str(row.key), title=row.title, org=row.key.org) for row in held]


def is_enrolled(user_id: int, course_key: str) -> bool:
    """Return whether the user has an active enrollment in the course."""
    from demo.courses.models import DemoEnrollment

    key = _course_key(course_key)
    rows = DemoEnrollment.objects.filter(user_id=user_id, course__key=key, is_active=True)
    return bool(key) and rows.exists()


def has_passed(user_id: int, course_key: str) -> bool:
    """Return whether the user's grade in the course is a passing one now."""
    from demo.courses.models import DemoPassingStatus

    key = _course_key(course_key)
    rows = DemoPassingStatus.objects.filter(user_id=user_id, course__key=key, is_passing=True)
    return bool(key) and rows.exists()


def course_blocks(
    course_key: str, block_types: Collection[str], fields: Collection[str]
) -> Sequence[BlockFacts]:
    """Return the course's blocks of these types with these fields, in its order."""
    from demo.blocks.listing import blocks_of

    key = _course_key(course_key)
    return blocks_of(key, block_types, fields) if key else []


def completable_blocks(course_key: str) -> int:
    """Return how many blocks of the course can be completed."""
    from demo.courses.models import DemoBlock

    key = _course_key(course_key)
    return DemoBlock.objects.filter(unit__course__key=key, completable=True).count() if key else 0


def completed_blocks(user_id: int, course_key: str) -> int:
    """Return how many blocks of the course the user has completed."""
    from completion.models import BlockCompletion

    key = _course_key(course_key)
    rows = BlockCompletion.objects.filter(user_id=user_id, context_key=key, completion__gte=1.0)
    return rows.count() if key else 0


def learner_histories(user_ids: Collection[int], course_key: str) -> Mapping[int, LearnerHistory]:
    """Return what is kept of those of the users who were ever enrolled in the course."""
    from demo.courses.history import histories_of

    key = _course_key(course_key)
    return histories_of(user_ids, key) if key else {}


def groups(course_key: str) -> Sequence[GroupFacts]:
    """Return the course's cohorts, then its teams, each by title."""
    from demo.courses.groups import groups_in

    key = _course_key(course_key)
    return groups_in(key) if key else []


def groups_of(user_ids: Collection[int], course_key: str) -> Mapping[int, frozenset[str]]:
    """Return the keys of the groups of those of the users who are in any; add nobody to one."""
    from demo.courses import groups

    key = _course_key(course_key)
    return groups.groups_of(user_ids, key) if key else {}


def listen_to_groups(tell: Callable[[int, str], None]) -> None:
    """From now on tell the user and the course whenever somebody comes into a group or goes."""
    from demo.courses.groups import listen

    listen(tell)


def course_url(course_key: str) -> str:
    """Return the address of the course's home."""
    return reverse("demo:course", args=[course_key])


def block_url(usage_key: str) -> str:
    """Return the address that leads a learner to the block."""
    return reverse("demo:jump_to", args=[UsageKey.from_string(usage_key).course_key, usage_key])


def root_url() -> str:
    """Return the address of the site, which a mail puts before those of its pages."""
    return settings.LMS_ROOT_URL


def sign_in_url(next_url: str) -> str:
    """Return the address where a person signs in and comes back."""
    return f"{reverse('demo:sign_in')}?next={quote(next_url)}"


def base_template() -> str:
    """Return the name of the Django template that our pages extend."""
    return "demo/base.html"


def bearer_authentication() -> type | None:
    """Return None: the demo gives no tokens."""
    return None


def course_tab_class() -> type:
    """Return the class from which a tab of courses is made."""
    from demo.courses.tabs import CourseTab

    return CourseTab


def course_flag_class() -> type:
    """Return the class of flags that a course can force on or off."""
    from demo.courses.flags import CourseFlag

    return CourseFlag


def retirement_signals() -> Sequence[Signal]:
    """Return the signals of the retirement pipeline; each is sent with `user`."""
    from demo.courses.retirement import PIPELINE

    return PIPELINE


def _users():
    from django.contrib.auth import get_user_model

    return get_user_model().objects.select_related("demo_person")


def _user_facts(user) -> UserFacts:
    from demo.courses.people import name_of

    return UserFacts(
        user_id=user.pk,
        username=user.username,
        name=name_of(user),
        email=user.email,
        is_active=user.is_active,
        is_global_staff=user.is_active and (user.is_staff or user.is_superuser),
    )


def _course_key(text: str) -> CourseKey | None:
    try:
        return CourseKey.from_string(text)
    except InvalidKeyError:
        return None
