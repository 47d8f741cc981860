"""Who looks at a course, and over whose shoulder."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from opaque_keys.edx.keys import CourseKey

from demo import platform

SESSION_KEY = "demo_masquerade"
AS_A_LEARNER = ""


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """
    The person whom the user service gives to blocks.

    Under "view as learner NAME" `user` is that learner; without a name it is the staff member, who
    then counts as a student. `real_user` is always the one who is signed in.
    """

    course_key: CourseKey
    user: AbstractBaseUser | AnonymousUser
    real_user: AbstractBaseUser | AnonymousUser
    may_view_as: bool
    view_as: str | None = None

    @property
    def is_staff(self) -> bool:
        """Whether the platform tells blocks that this is staff."""
        return self.may_view_as and self.view_as is None

    @property
    def is_over_the_shoulder(self) -> bool:
        """Whether staff see the course as a certain learner sees it."""
        return self.user != self.real_user

    @property
    def role(self) -> str:
        """The role that the platform tells blocks."""
        return "instructor" if self.is_staff else "student"


def viewer_of(request, course_key: CourseKey) -> Viewer:
    """Return who looks at the course in this request."""
    real = getattr(request.user, "real_user", request.user)
    may_view_as = is_course_team(real, course_key)
    view_as = request.session.get(SESSION_KEY, {}).get(str(course_key)) if may_view_as else None
    return Viewer(
        course_key=course_key,
        user=(_user_named(view_as) if view_as else None) or real,
        real_user=real,
        may_view_as=may_view_as,
        view_as=view_as,
    )


def view_course_as(request, course_key: CourseKey, *, username: str | None) -> None:
    """From now on show the course as the learner; None ends that."""
    choices = dict(request.session.get(SESSION_KEY, {}))
    choices.pop(str(course_key), None)
    if username is not None:
        choices[str(course_key)] = username
    request.session[SESSION_KEY] = choices


def is_course_team(user, course_key: CourseKey) -> bool:
    """Return whether the person runs the course, or the whole site."""
    if not user.is_authenticated:
        return False
    return platform.is_global_staff(user.pk) or platform.is_course_staff(user.pk, str(course_key))


def _user_named(username: str) -> AbstractBaseUser | None:
    users = get_user_model().objects.select_related("demo_person")
    return users.filter(username=username).first()
