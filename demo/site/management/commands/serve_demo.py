"""Serve the demo site on this machine, with its static files and its periodic tasks."""

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application

from demo.periodic import PeriodicTasks

HOST = "127.0.0.1"


class QuietRequestHandler(WSGIRequestHandler):
    """Answers requests without a line for each: the tracking log has them."""

    def log_message(self, format, *args):
        """Say nothing."""


class Command(BaseCommand):
    """Runs until it is interrupted."""

    help = "Serve the demo site on 127.0.0.1 and run its periodic tasks."

    def add_arguments(self, parser):
        """Accept the port."""
        parser.add_argument("--port", type=int, default=8000, help="The port (8000).")

    def handle(self, *, port: int, **_options):
        """Print the address once it answers, then serve."""
        try:
            server = ThreadedWSGIServer((HOST, port), QuietRequestHandler)
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used: {error.strerror}. Choose another by --port."
            ) from error
        server.set_app(StaticFilesHandler(get_wsgi_application()))
        settings.LMS_ROOT_URL = f"http://{HOST}:{port}"
        tasks = PeriodicTasks()
        self.stdout.write(f"The demo site is at http://{HOST}:{port}/ (end it with Ctrl+C).")
        self.stdout.write(tasks.start())
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            self.stdout.write("The demo site has ended.")
        finally:
            tasks.stop()
            server.server_close()
