"""Tabs of courses, as plugins add them to an LMS through the entry point `openedx.course_tab`."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext
from edx_django_utils.plugins import PluginManager
from opaque_keys.edx.keys import CourseKey


class CourseTab:
    """What the LMS gives a tab to stand on. One instance is made for each page that shows it."""

    type = ""
    title = ""
    view_name = ""
    priority: int | None = None
    is_dynamic = False

    def __init__(self, tab_dict: dict):
        self.name = tab_dict.get("name", self.title)

    @classmethod
    def is_enabled(cls, course, user=None) -> bool:
        """Return whether the user is shown the tab in this course; `course` has an `id`."""
        raise NotImplementedError

    def link_func(self, course, reverse_func) -> str:
        """Return where the tab leads."""
        return reverse_func(self.view_name, args=[str(course.id)])


@dataclass(frozen=True)
class CourseRef:
    """The course as tabs are told of it."""

    id: CourseKey


class CourseTabs(PluginManager):
    """The tabs of the plugins that are installed beside this site."""

    NAMESPACE = "openedx.course_tab"


def tabs_of(course_key: CourseKey, user) -> Sequence[tuple[str, str]]:
    """Return title and address of the tabs that plugins show the user in the course."""
    course = CourseRef(id=course_key)
    kinds = sorted(CourseTabs.get_available_plugins().values(), key=lambda kind: kind.priority or 0)
    tabs = [kind({}) for kind in kinds if kind.is_dynamic and kind.is_enabled(course, user=user)]
    return [(gettext(tab.name), tab.link_func(course, reverse)) for tab in tabs]
