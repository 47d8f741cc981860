"""The tab "Mentoring" of a course, which the platform finds by the entry point."""

from typing import Any

from django.utils.translation import gettext_noop

from outcomes_plugin import api
from outcomes_plugin.edxapp import platform


class MentoringTab(platform().course_tab_class()):  # type: ignore[misc]
    """Shown in courses of programs, to whoever is something to such a program."""

    type = "mentoring"
    title = gettext_noop("Mentoring")
    view_name = "outcomes_plugin:course"
    priority = 90
    is_dynamic = True

    @classmethod
    def is_enabled(cls, course: Any, user: Any = None) -> bool:
        """Return whether the course belongs to a program to which the user is something."""
        course_key = str(course.id)
        if user is None or not user.is_authenticated or not api.programs_of_course(course_key):
            return False
        return bool(api.programs_in_course(api.actor_for(user.pk), course_key))
