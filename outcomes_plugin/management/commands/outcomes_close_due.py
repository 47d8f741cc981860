"""Open, close and release now what is due, instead of waiting for the periodic task."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from outcomes_plugin import api


class Command(BaseCommand):
    """Afterwards every window and reporting period whose time has passed is closed and released."""

    help = "Open, close and release what is due. Can be killed and started again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it as the system, and say what was done."""
        done = api.run_due(at=timezone.now())
        self.stdout.write(
            f"Opened: {len(done.opened.opened)}. Joined: {done.joined}. "
            f"Closed: {len(done.closed)}. Released: {len(done.releases)}."
        )
        for window_id, error in done.opened.refused.items():
            self.stderr.write(f"Window {window_id} did not open: {error}")
