"""Whose rights count on the command line."""

from django.core.management.base import CommandError

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import platform


def actor_named(user: str) -> Actor:
    """
    Return the actor behind a username or mail address.

    Raises:
        CommandError: no user is named so, or several are.
    """
    user_id = platform().match_users([user]).get(user)
    if user_id is None:
        raise CommandError(f"No user is named {user!r}, or several are.")
    return api.actor_for(user_id)
