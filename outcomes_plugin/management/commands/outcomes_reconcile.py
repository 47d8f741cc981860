"""Count what the ledger has for each target and what the target says it has."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import OutcomesError
from outcomes_plugin.relay import api as relay_api

_COLUMNS = "{:<24} {:<10} {:>8} {:>8} {:>6} {:>8}"


class Command(BaseCommand):
    """The status is 1 when an entry is missing, doubled or unknown, and 0 otherwise."""

    help = "Compare the ledger with its targets, by type and day, and list the differences."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the target, and how many differences are listed."""
        parser.add_argument("target", nargs="?", default="", help="Only this target.")
        parser.add_argument(
            "--limit", type=int, default=100, help="How many differences are listed at the most."
        )

    def handle(self, *_args: Any, target: str, limit: int, **_options: Any) -> None:
        """Compare target after target, say what was counted, and end with the status."""
        differs = False
        for name in [target] if target else sorted(settings.OUTCOMES_RELAY_TARGETS):
            try:
                found = relay_api.reconcile(Actor.system("relay"), name, limit=limit)
            except OutcomesError as refusal:
                raise CommandError(str(refusal)) from refusal
            except relay_api.TargetAway as away:
                raise CommandError(f"{name} does not answer ({away.kind}).") from away
            self._say(found)
            differs = differs or bool(found.differences)
        if differs:
            sys.exit(1)

    def _say(self, found: relay_api.Reconciliation) -> None:
        there = "there" if found.can_count else "?"
        head = ("type", "day", "ledger", "waiting", "dead", there)
        self.stdout.write(f"{found.target}\n{_COLUMNS.format(*head)}")
        for one in found.counts:
            counts = (one.expected, one.waiting, one.dead)
            told = str(one.there) if found.can_count else "?"
            self.stdout.write(
                _COLUMNS.format(one.slot.type, one.slot.day.isoformat(), *counts, told)
            )
        for differs in found.differences:
            self.stdout.write(f"{differs.differs}: {differs.slot.type} {differs.entry}")
        self.stdout.write(_sentence(found))


def _sentence(found: relay_api.Reconciliation) -> str:
    if not found.can_count:
        return "This target cannot say what it has: only what waits for it is known."
    if not found.differences:
        return "Both sides agree."
    return f"The two sides differ about {len(found.differences)} entries or more."
