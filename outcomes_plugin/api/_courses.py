"""A program's courses."""

from collections.abc import Sequence

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import BlockFacts, CourseFacts, platform
from outcomes_plugin.errors import NotFound
from outcomes_plugin.programs.api import (
    courses_linked,
    courses_to_link,
    link_course,
    linked_courses,
    links_of_course,
    programs_in_course,
    programs_of_course,
    staffed_courses,
    unlink_course,
    whole_standing,
)
from outcomes_plugin.programs.data import CourseLinkData

__all__ = [
    "course_blocks",
    "course_facts",
    "course_links",
    "course_url",
    "course_ways",
    "courses_linked",
    "courses_to_link",
    "link_course",
    "programs_in_course",
    "programs_of_course",
    "staffed_courses",
    "unlink_course",
]


# The types of our blocks, and what their authors choose of what is shown beside a block.
_BLOCK_TYPES = ("mentoring-goals", "mentoring-journal", "mentoring-survey")
_BLOCK_FIELDS = ("program", "window")


def course_blocks(actor: Actor, course_key: str) -> Sequence[BlockFacts]:
    """
    Return our blocks in the course, in its order, with their `program` and `window`.

    Raises:
        NotFound: no such course, or the actor is no staff of it.
    """
    door = platform()
    if actor.user_id is None or not door.is_course_staff(actor.user_id, course_key):
        raise NotFound
    return door.course_blocks(course_key, _BLOCK_TYPES, _BLOCK_FIELDS)


def course_facts(actor: Actor, course_key: str) -> CourseFacts:
    """
    Return what the platform says about the course.

    Raises:
        NotFound: no such course, or the actor is neither its staff nor in a program of it.
    """
    door = platform()
    is_staff = actor.user_id is not None and door.is_course_staff(actor.user_id, course_key)
    found = door.course(course_key)
    if found is None or not (is_staff or programs_in_course(actor, course_key)):
        raise NotFound
    return found


def course_url(course_key: str) -> str:
    """Return the address of the course's home."""
    return platform().course_url(course_key)


def course_links(actor: Actor, course_key: str) -> Sequence[CourseLinkData]:
    """Return the course's links to those of its programs to which the actor is something."""
    known = {one.program.id for one in programs_in_course(actor, course_key)}
    return [link for link in links_of_course(course_key) if link.program_id in known]


def course_ways(actor: Actor, program: str) -> Sequence[tuple[str, str]]:
    """
    Return title and address of the program's courses, the primary one first.

    Raises:
        NotFound: no such program, or the actor is nothing to it.
    """
    door, held = platform(), whole_standing(actor, program)
    found = [door.course(link.course_key) for link in linked_courses(held.program.id)]
    return [(one.title, door.course_url(one.course_key)) for one in found if one is not None]
