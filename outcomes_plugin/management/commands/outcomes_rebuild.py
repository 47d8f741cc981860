"""Give a target from nothing what it should have."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from tqdm import tqdm

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import OutcomesError
from outcomes_plugin.relay import api as relay_api


class Command(BaseCommand):
    """Can be killed and started again: it goes on where it was. The relay may run meanwhile."""

    help = "Put all entries that a target should have into the outbox once more."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the target, and from when on its entries are given."""
        parser.add_argument("target", help="Name of the target.")
        parser.add_argument(
            "--since",
            default="",
            help="Only what was recorded from this moment on (2026-11-24T10:00:00Z).",
        )

    def handle(self, *_args: Any, target: str, since: str, **_options: Any) -> None:
        """Go through the ledger with a bar, and say how many entries are on their way."""
        relay, rows = Actor.system("relay"), 0
        try:
            begun = relay_api.begin_rebuild(relay, target, since=_moment(since), at=timezone.now())
        except OutcomesError as refusal:
            raise CommandError(str(refusal)) from refusal
        ahead = max(begun.last_entry - begun.next_entry + 1, 0)
        with tqdm(total=ahead, desc=target, unit="", file=self.stderr) as bar:
            for done in relay_api.go_on_rebuilding(relay, target):
                bar.update(done.next_entry - begun.next_entry - bar.n)
                rows = done.rows
        self.stdout.write(f"{rows} entries are on their way to {target}.")


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    moment = parse_datetime(text)
    if moment is None or moment.tzinfo is None:
        raise CommandError(f"{text!r} is no moment with a time zone, as 2026-11-24T10:00:00Z.")
    return moment
