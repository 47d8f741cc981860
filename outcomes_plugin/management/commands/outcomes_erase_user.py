"""Erase one user, on request, as the platform's retirement does."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import platform
from outcomes_plugin.governance import api as governance_api


class Command(BaseCommand):
    """Afterwards nothing in the product's tables leads to the user."""

    help = "Erase what the product keeps about a user. Can be run again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the username or mail address."""
        parser.add_argument("user", help="Username or mail address.")

    def handle(self, *_args: Any, user: str, **_options: Any) -> None:
        """Erase, and say whether there was anything."""
        user_id = platform().match_users([user]).get(user)
        if user_id is None:
            raise CommandError(f"No user is named {user!r}, or several are.")
        actor = Actor.system("retirement")
        erased = governance_api.erase_user(actor, user_id, at=timezone.now())
        self.stdout.write("Erased." if erased else "There was nothing to erase.")
