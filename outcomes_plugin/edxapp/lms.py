"""
The LMS and Studio behind the door.

Their modules can be imported only once Django is ready, so each function imports what it calls.
"""
# mypy: disable-error-code="import-not-found, import-untyped, no-any-return, misc"

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from completion.models import BlockCompletion
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.dispatch import Signal
from django.urls import NoReverseMatch, reverse
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey, UsageKey
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock
from xblock.plugin import PluginMissingError

from .door import BlockFacts, CourseFacts, UserFacts, UserPreferences
from .lms_groups import groups, groups_of, listen_to_groups
from .lms_keys import course_key_of
from .lms_learners import learner_histories

__all__ = [
    "base_template",
    "block_url",
    "completable_blocks",
    "completed_blocks",
    "course",
    "course_blocks",
    "course_tab_class",
    "course_url",
    "courses_staffed",
    "groups",
    "groups_of",
    "is_course_staff",
    "is_global_staff",
    "learner_histories",
    "listen_to_groups",
    "match_users",
    "preferences",
    "retirement_signals",
    "root_url",
    "sign_in_url",
    "users",
]

_PREFERENCES = {"pref-lang": "language", "time_zone": "time_zone"}

# The last is staff without Studio, which the platform counts as staff.
_STAFF_ROLES = ("staff", "instructor", "limited_staff")


def users(user_ids: Collection[int]) -> Mapping[int, UserFacts]:
    """Return the facts of those of the users who exist, in one query."""
    found = get_user_model().objects.filter(id__in=user_ids).select_related("profile")
    return {
        user.id: UserFacts(
            user_id=user.id,
            username=user.username,
            name=_name(user),
            email=user.email,
            is_active=user.is_active,
            is_global_staff=user.is_active and (user.is_staff or user.is_superuser),
        )
        for user in found
    }


def preferences(user_ids: Collection[int]) -> Mapping[int, UserPreferences]:
    """Return the preferences of those of the users who have any, in one query."""
    from openedx.core.djangoapps.user_api.models import UserPreference

    rows = UserPreference.objects.filter(user_id__in=user_ids, key__in=_PREFERENCES)
    found: dict[int, dict[str, str]] = {}
    for user_id, key, value in rows.values_list("user_id", "key", "value"):
        found.setdefault(user_id, {})[_PREFERENCES[key]] = value or ""
    return {user_id: UserPreferences(**said) for user_id, said in found.items()}


def match_users(identifiers: Collection[str]) -> Mapping[str, int]:
    """Return the user id behind each username or mail address that matches exactly one."""
    # MySQL finds any case, by its indexes; elsewhere it is what was written, or small letters.
    written = {*identifiers, *map(str.lower, identifiers)}
    found = get_user_model().objects.filter(Q(username__in=written) | Q(email__in=written))
    ids: dict[str, set[int]] = {}
    for user_id, username, email in found.values_list("id", "username", "email"):
        for name in {username.lower(), email.lower()}:
            ids.setdefault(name, set()).add(user_id)
    matches = {name: ids.get(name.lower(), set()) for name in identifiers}
    return {name: min(users) for name, users in matches.items() if len(users) == 1}


def is_global_staff(user_id: int) -> bool:
    """Return whether the user is global staff or a superuser, and active."""
    active = get_user_model().objects.filter(id=user_id, is_active=True)
    return active.filter(Q(is_staff=True) | Q(is_superuser=True)).exists()


def is_course_staff(user_id: int, course_key: str) -> bool:
    """Return whether the user staffs the course or its organization; global staff does."""
    from common.djangoapps.student import roles

    key = course_key_of(course_key)
    user = get_user_model().objects.filter(id=user_id, is_active=True).first()
    if key is None or user is None:
        return False
    of_course = (roles.CourseStaffRole(key), roles.CourseInstructorRole(key))
    of_org = (roles.OrgStaffRole(key.org), roles.OrgInstructorRole(key.org))
    return any(role.has_user(user) for role in (roles.GlobalStaff(), *of_course, *of_org))


def courses_staffed(user_id: int) -> Sequence[CourseFacts]:
    """
    Return the courses whose staff or instructor the user is, by title, in two queries.

    A role for a whole organization reaches each of its courses. Being global staff adds none.
    """
    from common.djangoapps.student.models import CourseAccessRole
    from openedx.core.djangoapps.content.course_overviews.models import CourseOverview

    held = CourseAccessRole.objects.filter(user_id=user_id, user__is_active=True)
    roles = list(held.filter(role__in=_STAFF_ROLES).values_list("org", "course_id"))
    keys = {key for _org, key in roles if key}
    orgs = {org for org, key in roles if org and not key}
    overviews = CourseOverview.objects.filter(Q(id__in=keys) | Q(org__in=orgs))
    # The database may compare names of organizations without their case: the platform does not.
    found = [_facts(one) for one in overviews if one.id in keys or one.org in orgs]
    return sorted(found, key=lambda one: (one.title.casefold(), one.course_key))


def course(course_key: str) -> CourseFacts | None:
    """Return the facts of the course, or None when there is none."""
    from openedx.core.djangoapps.content.course_overviews.models import CourseOverview

    key = course_key_of(course_key)
    overview = CourseOverview.objects.filter(id=key).first() if key is not None else None
    # The database may find a key without its case: the platform does not.
    return _facts(overview) if overview is not None and overview.id == key else None


def course_blocks(
    course_key: str, block_types: Collection[str], fields: Collection[str]
) -> Sequence[BlockFacts]:
    """Return the published blocks of these types with these fields, in the course's order."""
    from xmodule.modulestore.django import modulestore

    store, key = modulestore(), course_key_of(course_key)
    if key is None:
        return []
    with store.bulk_operations(key):
        course = store.get_course(key, depth=None)
        return [
            _block_facts(block, unit, fields)
            for unit in (_units_of(course) if course is not None else ())
            for block in _inside(unit)
            if block.scope_ids.block_type in block_types
        ]


def completable_blocks(course_key: str) -> int:
    """Return how many blocks of the course can be completed; a course that is gone has none."""
    from openedx.core.djangoapps.content.block_structure.api import get_course_in_cache
    from xmodule.modulestore.exceptions import ItemNotFoundError

    try:
        structure = get_course_in_cache(CourseKey.from_string(course_key))
    except (InvalidKeyError, ItemNotFoundError):
        return 0
    return sum(_is_completable(usage_key) for usage_key in structure.get_block_keys())


def completed_blocks(user_id: int, course_key: str) -> int:
    """Return how many blocks of the course the user has completed."""
    key = course_key_of(course_key)
    done = BlockCompletion.objects.filter(user_id=user_id, context_key=key, completion=1.0)
    return done.count() if key is not None else 0


def course_url(course_key: str) -> str:
    """Return the address of the course's home."""
    from openedx.features.course_experience.url_helpers import get_learning_mfe_home_url

    url: str = get_learning_mfe_home_url(CourseKey.from_string(course_key), url_fragment="home")
    return url


def block_url(usage_key: str) -> str:
    """Return the address that leads a learner to the block; Studio and libraries have none."""
    key = UsageKey.from_string(usage_key)
    try:
        return reverse("jump_to", args=[str(key.context_key), str(key)])
    except NoReverseMatch:
        return ""


def root_url() -> str:
    """Return the address of the site, which a mail puts before those of its pages."""
    url: str = settings.LMS_ROOT_URL
    return url


def sign_in_url(next_url: str) -> str:
    """Return the address where a person signs in and comes back."""
    return f"{settings.LOGIN_URL}?{urlencode({'next': next_url})}"


def base_template() -> str:
    """Return the name of the Django template that our pages extend."""
    return "main_django.html"


def bearer_authentication() -> type | None:
    """Return the class of DRF that knows plain OAuth2 tokens."""
    from openedx.core.lib.api.authentication import BearerAuthentication

    return BearerAuthentication


def course_tab_class() -> type:
    """Return the class from which a tab of courses is made."""
    from xmodule.tabs import CourseTab

    return CourseTab


def course_flag_class() -> type:
    """Return the class of flags that a course, or its organization, can force on or off."""
    from openedx.core.djangoapps.waffle_utils import CourseWaffleFlag

    return CourseWaffleFlag


def retirement_signals() -> Sequence[Signal]:
    """Return the signals of the retirement pipeline; each is sent with `user`."""
    from openedx.core.djangoapps.user_api.accounts.signals import (
        USER_RETIRE_LMS_CRITICAL,
        USER_RETIRE_LMS_MISC,
        USER_RETIRE_MAILINGS,
    )

    return (USER_RETIRE_MAILINGS, USER_RETIRE_LMS_CRITICAL, USER_RETIRE_LMS_MISC)


def _units_of(course: Any) -> Iterator[Any]:
    for chapter in course.get_children():
        for sequential in chapter.get_children():
            yield from sequential.get_children()


def _inside(container: Any) -> Iterator[Any]:
    for block in container.get_children():
        yield block
        if block.has_children:
            yield from _inside(block)


def _block_facts(block: Any, unit: Any, fields: Collection[str]) -> BlockFacts:
    return BlockFacts(
        usage_key=str(block.scope_ids.usage_id),
        block_type=block.scope_ids.block_type,
        title=block.display_name or "",
        unit=unit.display_name or "",
        fields={name: str(getattr(block, name, "")) for name in fields},
    )


def _name(user: object) -> str:
    profile = getattr(user, "profile", None)
    name: str = getattr(profile, "name", "") or getattr(user, "username", "")
    return name


def _is_completable(usage_key: UsageKey) -> bool:
    try:
        block_class = XBlock.load_class(usage_key.block_type)
    except PluginMissingError:
        # Courses outlive the blocks that sites once had.
        return False
    return bool(XBlockCompletionMode.get_mode(block_class) == XBlockCompletionMode.COMPLETABLE)


def _facts(overview: Any) -> CourseFacts:
    return CourseFacts(
        course_key=str(overview.id), title=overview.display_name_with_default, org=overview.org
    )
