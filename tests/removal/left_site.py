"""
The demo site as it is when the distribution is not installed, in a process of its own.

Its packages are those of this environment but ours; its database is the one that it is given. Its
pages are not served: they stand on the door that the demo brings for the plugin.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from sysconfig import get_path
from typing import Any

from django.conf import settings

OURS = ("__editable__", "openedx_mentoring_outcomes")
SETTINGS = """
from demo.settings import *

INSTALLED_APPS = [name for name in INSTALLED_APPS if name != "demo.site"]
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("demo.site.")]
TEMPLATES[0]["OPTIONS"]["context_processors"].remove("demo.site.context.frame")
ROOT_URLCONF = "addresses"
"""
ADDRESSES = """
from django.contrib import admin
from django.urls import path

from demo.plugins import plugin_url_patterns

urlpatterns = [path("admin/", admin.site.urls), *plugin_url_patterns()]
"""
MANAGE = """
import sys
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""


class LeftSite:
    """A site without the plugin."""

    def __init__(self, folder: Path, *, var: Path) -> None:
        """Lay out the site in the folder; what it keeps is in `var`."""
        packages = folder / "packages"
        packages.mkdir()
        for path in Path(get_path("purelib")).iterdir():
            if not path.name.startswith(OURS):
                (packages / path.name).symlink_to(path)
        (packages / "demo").symlink_to(settings.REPOSITORY / "demo")
        for name, text in {"left": SETTINGS, "addresses": ADDRESSES, "manage": MANAGE}.items():
            (folder / f"{name}.py").write_text(text, encoding="utf-8")
        self._manage = folder / "manage.py"
        self._environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(packages),
            "DJANGO_SETTINGS_MODULE": "left",
            "DEMO_VAR": str(var),
        }

    def manage(self, *arguments: str) -> str:
        """Run a management command and return what it printed; it must succeed."""
        # -S: no .pth file of the environment brings this checkout back.
        done = subprocess.run(
            [sys.executable, "-S", self._manage, *arguments],
            env=self._environment,
            cwd=self._manage.parent,
            text=True,
            capture_output=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def tells(self, code: str) -> Any:
        """Run the code inside the site; return what it leaves in `found`."""
        text = self.manage("shell", "-c", f"import json\n{code}\nprint(json.dumps(found))")
        return json.loads(text.splitlines()[-1])
