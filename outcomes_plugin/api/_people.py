"""Who is in a program."""

from collections.abc import Mapping

from outcomes_plugin.actors.api import users_of
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import platform
from outcomes_plugin.pairings.api import end_membership, leave_program
from outcomes_plugin.programs.api import (
    add_member,
    change_member,
    coordinators_to_ask,
    find_user_to_add,
    find_user_to_coordinate,
    members,
    named_members,
    persons_ever_in,
    require,
    roles_to_give,
)
from outcomes_plugin.programs.api import apply_import as apply_members_import
from outcomes_plugin.programs.api import check_import as check_members_import
from outcomes_plugin.programs.data import Action, Thing

__all__ = [
    "add_member",
    "apply_members_import",
    "change_member",
    "check_members_import",
    "coordinators_to_ask",
    "end_membership",
    "find_user_to_add",
    "find_user_to_coordinate",
    "leave_program",
    "members",
    "named_members",
    "names_in_program",
    "roles_to_give",
]


def names_in_program(actor: Actor, program: str) -> Mapping[str, str]:
    """
    Return the name of each person who is or was in the program and still has a user.

    Raises:
        NotFound: no such program, or the actor may not read its members.
    """
    held = require(actor, program, Thing.MEMBERS, Action.READ)
    users = users_of(persons_ever_in(held.program.id))
    facts = platform().users(set(users.values()))
    return {person: facts[user].name for person, user in users.items() if user in facts}
