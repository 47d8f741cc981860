"""
What the door calls in the platform, under the platform's names and with its own signatures.

A call that the platform would refuse is refused here. `MODULES` says where each thing stands.
"""

from collections.abc import Mapping
from contextlib import nullcontext
from types import SimpleNamespace

from django.dispatch import Signal
from edx_toggles.toggles import WaffleFlag
from opaque_keys.edx.keys import CourseKey
from rest_framework.authentication import BaseAuthentication

from . import models

COURSE = CourseKey.from_string("course-v1:Acme+Forge+2026")

# The courses that the stand-ins hold, by key; a test fills it, and the fixture empties it.
HELD: dict[str, SimpleNamespace] = {}


class AccessRole:
    """What every role can be asked."""

    def has_user(self, user):
        return False


class GlobalStaff(AccessRole):
    """Staff of the site."""

    def has_user(self, user):
        return bool(user and user.is_staff)


class RoleBase(AccessRole):
    """A role by its name, in an organization or a course."""

    def __init__(self, role_name, org="", course_key=None):
        self.held = {"role": role_name, "org": org, "course_id": course_key}

    def has_user(self, user, check_user_activation=True):
        roles = models.CourseAccessRole.objects.filter(user=user).values("role", "org", "course_id")
        return self.held in [{**one, "course_id": one["course_id"] or None} for one in roles]


class CourseRole(RoleBase):
    """A role in one course."""

    def __init__(self, role, course_key):
        super().__init__(role, course_key.org, course_key)


class OrgRole(RoleBase):
    """A role in an organization."""


class CourseStaffRole(CourseRole):
    """Staff of a course."""

    def __init__(self, *args, **kwargs):
        super().__init__("staff", *args, **kwargs)


class CourseInstructorRole(CourseRole):
    """Instructor of a course."""

    def __init__(self, *args, **kwargs):
        super().__init__("instructor", *args, **kwargs)


class OrgStaffRole(OrgRole):
    """Staff of an organization."""

    def __init__(self, *args, **kwargs):
        super().__init__("staff", *args, **kwargs)


class OrgInstructorRole(OrgRole):
    """Instructor of an organization."""

    def __init__(self, *args, **kwargs):
        super().__init__("instructor", *args, **kwargs)


class ItemNotFoundError(Exception):
    """What the platform raises for a course that is gone."""


class MixedModuleStore:
    """The store of courses, so far as the door asks it: published blocks alone."""

    def bulk_operations(self, course_id, emit_signals=True, ignore_case=False):
        return nullcontext()

    def get_course(self, course_key, depth=0, **kwargs):
        return HELD.get(str(course_key))


class BlockStructure:
    """The keys of a course's blocks."""

    def __init__(self, root_block_usage_key):
        self.root_block_usage_key = root_block_usage_key

    def get_block_keys(self):
        def keys(block):
            yield block.scope_ids.usage_id
            for child in block.get_children():
                yield from keys(child)

        return keys(HELD[str(self.root_block_usage_key.course_key)])


class CourseWaffleFlag(WaffleFlag):
    """A flag that can be forced for one course."""

    def is_enabled(self, course_key=None):
        return False


class BearerAuthentication(BaseAuthentication):
    """Who sent a plain token."""

    def authenticate(self, request):
        return None


class CourseTab:
    """A tab of courses."""

    def __init__(self, tab_dict):
        self.name = tab_dict["name"]


def modulestore():
    return MixedModuleStore()


def get_course_in_cache(course_key):
    if str(course_key) not in HELD:
        raise ItemNotFoundError(course_key)
    return BlockStructure(course_key.make_usage_key("course", "course"))


def get_learning_mfe_home_url(course_key, url_fragment=None, params=None):
    return f"https://learn.example.org/course/{course_key}/{url_fragment}"


MODULES: Mapping[str, Mapping[str, object]] = {
    "common.djangoapps.student.models": {
        "CourseAccessRole": models.CourseAccessRole,
        "CourseEnrollment": models.CourseEnrollment,
    },
    "common.djangoapps.student.roles": {
        one.__name__: one
        for one in (
            GlobalStaff,
            CourseStaffRole,
            CourseInstructorRole,
            OrgStaffRole,
            OrgInstructorRole,
        )
    },
    "lms.djangoapps.certificates.models": {"GeneratedCertificate": models.GeneratedCertificate},
    "lms.djangoapps.grades.models": {"PersistentCourseGrade": models.PersistentCourseGrade},
    "lms.djangoapps.teams.models": {
        "CourseTeam": models.CourseTeam,
        "CourseTeamMembership": models.CourseTeamMembership,
    },
    "openedx.core.djangoapps.course_groups.models": {
        "CohortMembership": models.CohortMembership,
        "CourseUserGroup": models.CourseUserGroup,
    },
    "openedx.core.djangoapps.content.block_structure.api": {
        "get_course_in_cache": get_course_in_cache
    },
    "openedx.core.djangoapps.content.course_overviews.models": {
        "CourseOverview": models.CourseOverview
    },
    "openedx.core.djangoapps.user_api.accounts.signals": {
        name: Signal()
        for name in ("USER_RETIRE_MAILINGS", "USER_RETIRE_LMS_CRITICAL", "USER_RETIRE_LMS_MISC")
    },
    "openedx.core.djangoapps.user_api.models": {"UserPreference": models.UserPreference},
    "openedx.core.djangoapps.waffle_utils": {"CourseWaffleFlag": CourseWaffleFlag},
    "openedx.core.lib.api.authentication": {"BearerAuthentication": BearerAuthentication},
    "openedx.features.course_experience.url_helpers": {
        "get_learning_mfe_home_url": get_learning_mfe_home_url
    },
    "xmodule.modulestore.django": {"modulestore": modulestore},
    "xmodule.modulestore.exceptions": {"ItemNotFoundError": ItemNotFoundError},
    "xmodule.tabs": {"CourseTab": CourseTab},
}


def a_block(kind: str, *children: SimpleNamespace, **fields: object) -> SimpleNamespace:
    """Return a block of that kind as the store gives it."""
    key = COURSE.make_usage_key(kind, f"{kind}-{id(fields)}")
    return SimpleNamespace(
        scope_ids=SimpleNamespace(block_type=kind, usage_id=key),
        has_children=bool(children),
        get_children=lambda: list(children),
        **{"display_name": kind.title(), **fields},
    )
