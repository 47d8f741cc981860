"""The tab "Mentoring" of a course, which the platform finds by the entry point."""

from typing import Any

from django.utils.translation import gettext_noop

from outcomes_plugin.edxapp import platform
from outcomes_plugin.surfaces import HIDE_TAB, is_shown


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
        return is_shown(user, course.id, unless=HIDE_TAB)
