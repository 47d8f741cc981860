"""A program's courses."""

from collections.abc import Sequence

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import platform
from outcomes_plugin.programs.api import (
    courses_linked,
    courses_to_link,
    link_course,
    linked_courses,
    programs_of_course,
    staffed_courses,
    unlink_course,
    whole_standing,
)

__all__ = [
    "course_ways",
    "courses_linked",
    "courses_to_link",
    "link_course",
    "programs_of_course",
    "staffed_courses",
    "unlink_course",
]


def course_ways(actor: Actor, program: str) -> Sequence[tuple[str, str]]:
    """
    Return title and address of the program's courses, the primary one first.

    Raises:
        NotFound: no such program, or the actor is nothing to it.
    """
    door, held = platform(), whole_standing(actor, program)
    found = [door.course(link.course_key) for link in linked_courses(held.program.id)]
    return [(one.title, door.course_url(one.course_key)) for one in found if one is not None]
