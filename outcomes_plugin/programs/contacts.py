"""Who stands behind a program: its coordinators, and people's names."""

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Q

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import platform
from outcomes_plugin.errors import NotFound

from . import rules
from .access import ProgramRef, load_program, program_data, standing
from .data import Role, Standing
from .lookups import coordinators
from .models import Member


def coordinators_to_ask(actor: Actor, program: ProgramRef, course_key: str) -> Sequence[str]:
    """
    Return the names of the program's coordinators, for staff of a course that is not linked yet.

    Raises:
        NotFound: no such program, or the actor is not staff of the course.
    """
    if actor.user_id is None or not platform().is_course_staff(actor.user_id, course_key):
        raise NotFound
    return sorted(names_of(coordinators(load_program(program).pk)).values())


def standing_and_coordinators(actor: Actor, program: ProgramRef) -> tuple[Standing, Sequence[str]]:
    """
    Return the actor's own roles in the program and the persons who coordinate it, in one query.

    For applets above; checks no right.

    Raises:
        NotFound: no such program.
    """
    rows = Member.objects.filter(open_marker=True).select_related("program")
    if isinstance(program, str):
        rows = rows.filter(program__slug=program) if rules.is_key(program) else rows.none()
    else:
        rows = rows.filter(program_id=program)
    wanted = Q(role=Role.COORDINATOR) | Q(person=actor.person or "")
    found = list(rows.filter(wanted).order_by("joined_at", "id"))
    if not found:
        return standing(actor, program), []
    roles = frozenset(row.role for row in found if row.person == actor.person)
    own = Standing(program=program_data(found[0].program), roles=roles)
    return own, [row.person for row in found if row.role == Role.COORDINATOR]


def names_of(persons: Collection[str]) -> Mapping[str, str]:
    """Return the name of each person who still has a user. For applets above; checks no right."""
    users = actors_api.users_of(persons) if persons else {}
    facts = platform().users(set(users.values())) if users else {}
    return {
        person: facts[user_id].name or facts[user_id].username
        for person, user_id in users.items()
        if user_id in facts
    }
