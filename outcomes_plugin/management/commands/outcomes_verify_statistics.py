"""`outcomes_verify_statistics`: replay the reference set of the statistics on this site."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext_lazy as _


class Command(BaseCommand):
    """Print figure, expected, computed, tolerance, pass or fail; exit with 1 on any fail."""

    help = _("Replay published figures with the statistics of this installation.")  # type: ignore[assignment]

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the documentation page as the other output."""
        parser.add_argument(
            "--markdown", action="store_true", help=str(_("Print the documentation page."))
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the replay to standard output."""
        from outcomes_plugin.stats import verify

        replays = verify.replay_all()
        self.stdout.write(
            verify.as_markdown(replays) if options["markdown"] else verify.as_table(replays)
        )
        if not verify.all_passed(replays):
            sys.exit(1)
