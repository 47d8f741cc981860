"""
Write the pages of `docs/` that the code itself knows best.

    python -m scripts.generate_docs
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    "docs/reference/checks.md": ["-m", "scripts.reference", "checks"],
    "docs/reference/data-map.md": ["-m", "scripts.reference", "data-map"],
    "docs/reference/errors.md": ["-m", "scripts.reference", "errors"],
    "docs/reference/events.md": ["-m", "scripts.reference", "events"],
    "docs/reference/permissions.md": ["demo/manage.py", "outcomes_print_permissions"],
    "docs/reference/python-api.md": ["-m", "scripts.reference", "python-api"],
    "docs/reference/rest-endpoints.md": ["-m", "scripts.reference", "rest-endpoints"],
    "docs/reference/settings.md": ["-m", "scripts.reference", "settings"],
    "docs/reference/statistics.md": ["-m", "outcomes_plugin.stats.verify", "--markdown"],
    "docs/reference/tasks-and-commands.md": ["-m", "scripts.reference", "tasks-and-commands"],
    "docs/reference/toggles.md": ["-m", "scripts.reference", "toggles"],
}


def page_text(command: list[str]) -> str:
    """
    Return what the command prints.

    Raises:
        CalledProcessError: it failed, so what it printed is no page.
    """
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "demo.settings"}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        check=True,
    )
    return done.stdout


if __name__ == "__main__":
    for name, command in PAGES.items():
        (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / name).write_text(page_text(command), encoding="utf-8")
        sys.stdout.write(f"{name}\n")
