"""Print the table of rights."""

from typing import Any

from django.core.management.base import BaseCommand

from outcomes_plugin.programs.rights_table import rights_page


class Command(BaseCommand):
    """Print docs/reference/permissions.md as the code has it."""

    help = "Print docs/reference/permissions.md as the code has it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the page to standard output."""
        self.stdout.write(rights_page(), ending="")
