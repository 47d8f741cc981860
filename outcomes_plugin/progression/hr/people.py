"""Who the names in a file are: people of the program, or somebody whose rows wait."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.consent.secrets import keyed_hashes
from outcomes_plugin.edxapp import platform
from outcomes_plugin.programs import api as programs_api

_USE = "hr.held"
_AT_ONCE = 1000


@dataclass(frozen=True, kw_only=True)
class People:
    """
    `persons` are those who are or were in the program, by the name that the file has for them.

    `hashes` are the keyed hashes of all names: of the username when the platform knows the user,
    so that rows are found whatever a file called them. Empty while the site has no secret.
    """

    persons: Mapping[str, str]
    hashes: Mapping[str, str]

    def identity(self, name: str) -> str:
        """Return what is the same for two names of one person; empty when nothing is known."""
        return self.persons.get(name) or self.hashes.get(name, "")


def people_named(program_id: int, names: Collection[str]) -> People:
    """Return who the names are, in a few queries for all of them."""
    users = programs_api.match_users(names)
    persons = programs_api.persons_of_users(users.values())
    members = programs_api.persons_ever_in(program_id)
    found = {name: persons.get(user_id, "") for name, user_id in users.items()}
    return People(
        persons={name: person for name, person in found.items() if person in members},
        hashes=dict(_hashed(names, users)),
    )


def hashes_of_users(user_ids: Collection[int]) -> Mapping[str, int]:
    """Return the user behind each hash under which rows about them may wait."""
    found: dict[str, int] = {}
    for user_id, facts in platform().users(user_ids).items():
        for name in (facts.username, facts.email):
            if name:
                found.update(dict.fromkeys(keyed_hashes(name.casefold(), use=_USE), user_id))
    return found


def hashes_of_persons(persons: Collection[str]) -> Mapping[str, str]:
    """Return the person behind each hash under which rows about them may wait."""
    users = actors_api.users_of(persons)
    person_of = {user_id: person for person, user_id in users.items()}
    hashes = hashes_of_users(list(person_of))
    return {found: person_of[user_id] for found, user_id in hashes.items()}


def _hashed(names: Collection[str], users: Mapping[str, int]) -> Iterable[tuple[str, str]]:
    usernames = _usernames(set(users.values()))
    for name in names:
        canonical = usernames.get(users.get(name, 0), name)
        for found in keyed_hashes(canonical.casefold(), use=_USE)[:1]:
            yield name, found


def _usernames(user_ids: Collection[int]) -> Mapping[int, str]:
    found: dict[int, str] = {}
    ordered = sorted(user_ids)
    for start in range(0, len(ordered), _AT_ONCE):
        facts = platform().users(ordered[start : start + _AT_ONCE])
        found.update({user_id: one.username for user_id, one in facts.items()})
    return found
