"""How far a mentee is in a course, in words for the mentor whom they let see it."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.progression.data import CourseProgressData

from . import words


def in_one_line(shared: Sequence[CourseProgressData], *, zone: str) -> str:
    """Return how far the mentee is in the program's first course; nothing where none is shared."""
    if not shared:
        return ""
    return _("Course: {progress}").format(progress=how_far(shared[0], zone=zone))


def by_course(
    actor: Actor, shared: Sequence[CourseProgressData], *, zone: str
) -> Iterator[tuple[str, str]]:
    """Yield title and progress of each course."""
    for one in shared:
        yield api.course_facts(actor, one.course_key).title, how_far(one, zone=zone)


def how_far(one: CourseProgressData, *, zone: str) -> str:
    """Return how much is done, and when they were last active. Never a grade."""
    if one.is_done:
        return _("all done")
    if not one.has_started or one.last_active_at is None:
        return _("not begun yet")
    day = words.short_day(one.last_active_at, zone)
    return _("{percent}% done, last active on {day}").format(percent=one.percent_done, day=day)
