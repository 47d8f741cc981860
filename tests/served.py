"""A demo site in processes of its own, built and served as `make demo` does."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

MANAGE = (sys.executable, str(settings.REPOSITORY / "demo" / "manage.py"))


def environment_of(var: Path) -> Mapping[str, str]:
    """Return the environment of a demo site that keeps everything in that folder."""
    without_database = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return without_database | {
        "DJANGO_SETTINGS_MODULE": "demo.settings",
        "DEMO_VAR": str(var),
        "PYTHONUNBUFFERED": "1",
    }


def built(var: Path, *options: str) -> str:
    """Build the site and return what the command said."""
    done = subprocess.run(
        [*MANAGE, "build_demo", "--no-input", *options],
        env=environment_of(var),
        cwd=var,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def served(var: Path) -> Iterator[tuple[int, list[str]]]:
    """Serve the site on a free port; give the port and the first two lines of the server."""
    port = _free_port()
    server = subprocess.Popen(
        [*MANAGE, "serve_demo", "--port", str(port)],
        env=environment_of(var),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield port, [server.stdout.readline(), server.stdout.readline()]
    finally:
        server.terminate()
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
