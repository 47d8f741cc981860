"""
Where the platform shows us in a course: the tab, and the dashboards of instructors.

A surface is shown unless a toggle hides it: whoever installs the product sees it at once, and turns
it off for the site, for an organization or for one course.
"""

from typing import Any

from django.urls import reverse
from edx_toggles.toggles import WaffleSwitch

from outcomes_plugin import api
from outcomes_plugin.edxapp import platform

_CourseFlag: Any = platform().course_flag_class()

# .. toggle_name: mentoring.hide_in_courses
# .. toggle_implementation: WaffleSwitch
# .. toggle_default: False
# .. toggle_description: Hides the tab "Mentoring" and our part of the instructor dashboards in
#   every course of the site, whatever the two flags say. Blocks, pages and mails go on.
# .. toggle_use_cases: open_edx
# .. toggle_creation_date: 2026-11-24
HIDE_IN_COURSES = WaffleSwitch("mentoring.hide_in_courses", __name__)

# .. toggle_name: mentoring.hide_tab
# .. toggle_implementation: CourseWaffleFlag
# .. toggle_default: False
# .. toggle_description: Hides the tab "Mentoring". An override of the course or of its organization
#   comes first: "Force on" hides it there, "Force off" shows it there although the flag is on.
# .. toggle_use_cases: open_edx
# .. toggle_creation_date: 2026-11-24
HIDE_TAB = _CourseFlag("mentoring.hide_tab", __name__)

# .. toggle_name: mentoring.hide_dashboard
# .. toggle_implementation: CourseWaffleFlag
# .. toggle_default: False
# .. toggle_description: Hides "Mentoring" in both generations of the instructor dashboard, by
#   the same rules as mentoring.hide_tab.
# .. toggle_use_cases: open_edx
# .. toggle_creation_date: 2026-11-24
HIDE_DASHBOARD = _CourseFlag("mentoring.hide_dashboard", __name__)


def is_shown(user: Any, course_key: Any, *, unless: Any) -> bool:
    """
    Return whether the user is something to a program of the course, and no toggle hides us there.

    A course of no program costs one query, and so does everybody else's page of it.
    """
    if user is None or not user.is_authenticated or not api.programs_of_course(str(course_key)):
        return False
    if HIDE_IN_COURSES.is_enabled() or unless.is_enabled(course_key):
        return False
    return bool(api.programs_in_course(api.actor_for(user.pk), str(course_key)))


def course_page(course_key: Any) -> str:
    """Return the path of the page behind the tab."""
    return reverse("outcomes_plugin:course", args=[str(course_key)])
