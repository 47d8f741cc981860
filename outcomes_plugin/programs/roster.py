"""Find the people whom somebody may give a role, and those who have one."""

from collections.abc import Sequence

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import UserFacts, platform
from outcomes_plugin.errors import NotFound

from . import rules
from .access import ProgramRef, require_global_staff, whole_standing
from .data import MemberData, NamedMember, Standing
from .imports import match_users
from .lookups import active_members
from .plain_text import text_problem
from .rights import Action, Role, Thing


def find_user_to_add(actor: Actor, program: ProgramRef, named: str) -> UserFacts | None:
    """
    Return the platform's user of exactly this username or mail address, or None.

    Raises:
        NotFound: no such program, or the actor gives nobody a role in it.
    """
    held = whole_standing(actor, program)
    if not roles_to_give(held):
        raise NotFound
    return _find_user(named)


def find_user_to_coordinate(actor: Actor, named: str) -> UserFacts | None:
    """
    Return the platform's user of exactly this username or mail address, for a program to come.

    Raises:
        NotFound: the actor creates no programs.
    """
    require_global_staff(actor, Thing.PROGRAMS, Action.CREATE)
    return _find_user(named)


def roles_to_give(held: Standing) -> Sequence[Role]:
    """Return the roles that someone of this standing gives and ends."""
    return [role for role in Role if held.allows(rules.thing_of_role(role), Action.CONFIGURE)]


def named_members(actor: Actor, program: ProgramRef) -> Sequence[NamedMember]:
    """
    Return the open memberships of the roles that the actor gives, by name.

    Whoever has no user any more is not listed.

    Raises:
        NotFound: no such program, or the actor gives nobody a role in it.
    """
    held = whole_standing(actor, program)
    roles = roles_to_give(held)
    if not roles:
        raise NotFound
    found = [one for one in active_members(held.program.id) if one.role in roles]
    return sorted(_named(found), key=lambda one: (one.name.casefold(), one.member.id))


def _named(members: Sequence[MemberData]) -> Sequence[NamedMember]:
    users = actors_api.users_of([one.person for one in members])
    facts = platform().users(set(users.values()))
    found = []
    for one in members:
        known = facts.get(users.get(one.person, 0))
        if known is not None:
            found.append(NamedMember(member=one, name=known.name, username=known.username))
    return found


def _find_user(named: str) -> UserFacts | None:
    if not named or text_problem(named, longest=rules.LONGEST_TEXT):
        return None
    user_id = match_users([named]).get(named)
    return platform().users([user_id]).get(user_id) if user_id is not None else None
