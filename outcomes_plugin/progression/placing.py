"""Let the cohorts of members follow the cohorts and teams of the platform."""

from collections.abc import Collection
from datetime import datetime

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import platform
from outcomes_plugin.programs import api as programs_api

from .recording import check_may_record

PERSONS_AT_ONCE = 200


def place_all(actor: Actor, course_key: str, *, at: datetime) -> int:
    """
    Place everybody whose program follows a group of the course, and return how many moved.

    Raises:
        NotFound: the actor is not the part of the system that records progress.
    """
    check_may_record(actor)
    moved, following, last = 0, programs_api.persons_following(course_key), ""
    while persons := list(following.filter(person__gt=last)[:PERSONS_AT_ONCE]):
        moved += place_persons(actor, persons, course_key, at=at)
        last = persons[-1]
    return moved


def place_persons(actor: Actor, persons: Collection[str], course_key: str, *, at: datetime) -> int:
    """Place these persons as the platform's groups of the course stand now; return who moved."""
    users = actors_api.users_of(persons)
    groups = platform().groups_of(list(users.values()), course_key)
    of_persons = {person: groups[user_id] for person, user_id in users.items() if user_id in groups}
    return programs_api.place_members(actor, course_key, of_persons, at=at)
