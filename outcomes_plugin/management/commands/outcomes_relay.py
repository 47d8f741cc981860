"""Look at the relay, pause and resume a target, and decide about dead letters."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import OutcomesError
from outcomes_plugin.relay import api as relay_api

_ALL = "all"
_COLUMNS = "{:<16} {:<8} {:>9} {:>7} {:>5} {:>11} {:>8}"


class Command(BaseCommand):
    """What waits is never lost: a paused target and a dead letter wait for a person."""

    help = (
        "Show what waits for each target, pause or resume one, and list, replay or discard its "
        "dead letters."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what is to be done, the target, and the dead letters."""
        parser.add_argument("action", choices=sorted(self._actions()), help="What to do.")
        parser.add_argument("target", nargs="?", default="", help="Name of the target.")
        parser.add_argument(
            "letters",
            nargs="*",
            help="Ids of dead letters, or the word all, for replay and discard.",
        )

    def handle(self, *_args: Any, action: str, **options: Any) -> None:
        """Do it as the relay."""
        if action not in ("dead", "status") and not options["target"]:
            raise CommandError("Name the target.")
        try:
            self._actions()[action](options["target"], options["letters"])
        except OutcomesError as refusal:
            raise CommandError(str(refusal)) from refusal

    def _actions(self) -> Mapping[str, Callable[[str, list[str]], None]]:
        return {
            "dead": self._dead,
            "discard": self._discard,
            "pause": self._pause,
            "replay": self._replay,
            "resume": self._resume,
            "status": self._status,
        }

    def _status(self, target: str, _letters: list[str]) -> None:
        head = ("target", "is", "waiting", "failed", "dead", "last hour", "lag (s)")
        self.stdout.write(_COLUMNS.format(*head))
        for one in relay_api.relay_metrics(_relay(), at=timezone.now()):
            if target in ("", one.name):
                standing = "paused" if one.is_paused else str(one.standing)
                counts = (one.waiting, one.failed, one.dead, one.delivered)
                lag = f"{one.lag_seconds:.0f}"
                self.stdout.write(_COLUMNS.format(one.name, standing, *counts, lag))
                if one.says:
                    self.stdout.write(f"  {one.says}")

    def _pause(self, target: str, _letters: list[str]) -> None:
        is_new = relay_api.pause_target(_relay(), target, at=timezone.now())
        self.stdout.write("Paused. Entries pile up." if is_new else "It was paused already.")

    def _resume(self, target: str, _letters: list[str]) -> None:
        was_paused = relay_api.resume_target(_relay(), target, at=timezone.now())
        self.stdout.write("Resumed." if was_paused else "It was not paused.")

    def _dead(self, target: str, _letters: list[str]) -> None:
        for one in relay_api.dead_letters(_relay(), target=target):
            self.stdout.write(
                f"{one.id} {one.target} {one.type} {one.entry} {one.last_error} "
                f"attempts={one.attempts} since={one.dead_at.isoformat()}"
            )

    def _replay(self, target: str, letters: list[str]) -> None:
        count = relay_api.replay_letters(_relay(), _chosen(target, letters), at=timezone.now())
        self.stdout.write(f"{count} entries are tried again.")

    def _discard(self, target: str, letters: list[str]) -> None:
        count = relay_api.discard_letters(_relay(), _chosen(target, letters), at=timezone.now())
        self.stdout.write(f"{count} entries were given up.")


def _relay() -> Actor:
    return Actor.system("relay")


def _chosen(target: str, letters: list[str]) -> list[int]:
    """Return those of the target's dead letters that were named."""
    own = relay_api.undecided_letters(_relay(), target)
    if letters == [_ALL]:
        return list(own)
    if not letters or not all(letter.isdigit() for letter in letters):
        raise CommandError("Name the dead letters by their ids, or say all.")
    return sorted({int(letter) for letter in letters} & set(own))
