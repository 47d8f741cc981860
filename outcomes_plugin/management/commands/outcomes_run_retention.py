"""Let go now of what is past its period; with --dry-run, only say what would go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.governance import api as governance_api


class Command(BaseCommand):
    """Afterwards nothing is kept past the period that a program's notice named."""

    help = "Delete what is past its period and destroy keys on their day."

    def add_arguments(self, parser: CommandParser) -> None:
        """Accept --dry-run."""
        parser.add_argument("--dry-run", action="store_true", help="Change nothing.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it as the system, program by program, and say what went."""
        run = (
            governance_api.preview_retention if options["dry_run"] else governance_api.run_retention
        )
        report = run(Actor.system("retention"), at=timezone.now())
        for program, count in sorted(report.keys.items()):
            self.stdout.write(f"{program}: key destroyed, {count} answers without their code.")
        for program, count in sorted(report.rows.items()):
            self.stdout.write(f"{program}: {count} rows deleted.")
        if not report.keys and not report.rows:
            self.stdout.write("Nothing is due.")
