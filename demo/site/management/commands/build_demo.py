"""Build the demo site: its tables, its persons and course, and the program they are in."""

from importlib import import_module
from importlib.util import find_spec

from django.core.management import call_command
from django.core.management.base import BaseCommand

from demo.cast import build_cast
from demo.progress import progress

PROGRAM = "demo.data"


class Command(BaseCommand):
    """Afterwards the site can be served; running it again keeps what is there."""

    help = "Build the demo site: tables, persons, course and program."

    def add_arguments(self, parser):
        """Accept what to leave out; `--no-input` changes nothing, for nothing is ever asked."""
        parser.add_argument("--no-input", "--noinput", action="store_true", help="Ask nothing.")
        parser.add_argument(
            "--without-program", action="store_true", help="Build the course, but no program."
        )

    def handle(self, *, without_program: bool, **_options):
        """Build what is missing, step by step."""
        self.stdout.write("Making the tables.")
        call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
        self.stdout.write("Making the persons and the course.")
        build_cast()
        if not without_program and find_spec(PROGRAM):
            import_module(PROGRAM).build(progress(self.stdout))
        self.stdout.write("The demo site is built.")
