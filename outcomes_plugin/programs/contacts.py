"""Whom to ask for a program."""

from collections.abc import Sequence

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import platform
from outcomes_plugin.errors import NotFound

from .access import ProgramRef, load_program
from .lookups import coordinators


def coordinators_to_ask(actor: Actor, program: ProgramRef, course_key: str) -> Sequence[str]:
    """
    Return the names of the program's coordinators, for staff of a course that is not linked yet.

    Raises:
        NotFound: no such program, or the actor is not staff of the course.
    """
    if actor.user_id is None or not platform().is_course_staff(actor.user_id, course_key):
        raise NotFound
    users = actors_api.users_of(coordinators(load_program(program).pk))
    return sorted(facts.name for facts in platform().users(set(users.values())).values())
