"""
Import every module of the installed packages and load every entry point, without the demo site.

    python -I scripts/import_everything.py
"""

import importlib
import pkgutil
import secrets
import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from types import ModuleType

import django
from django.conf import settings

PACKAGES = ("mentoring_xblock", "outcomes_plugin")
# The LMS and Studio are no distributions, and what feeds a site's analytics is optional.
ABSENT = {
    *("lms", "cms", "common", "openedx", "xmodule"),
    *("event_routing_backends", "platform_plugin_aspects", "clickhouse_connect"),
}


def no_platform() -> str:
    """Return the name of a door behind which there is no platform: nobody retires, no groups."""
    door = ModuleType("no_platform")
    door.retirement_signals = tuple
    door.listen_to_groups = lambda _tell: None
    door.course_tab_class = lambda: object
    door.course_flag_class = lambda: importlib.import_module("edx_toggles.toggles").WaffleFlag
    door.bearer_authentication = lambda: None
    sys.modules[door.__name__] = door
    return door.__name__


def set_up_django() -> None:
    """Set Django up with the plugin and the apps whose tables it reads."""
    settings.configure(
        OUTCOMES_PLATFORM=no_platform(),
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.admin",
            "completion",
            "rest_framework",
            "waffle",
            "outcomes_plugin.apps.OutcomesConfig",
        ],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        OUTCOMES_SITE_SECRETS=[],
        SECRET_KEY=secrets.token_hex(),
        USE_TZ=True,
    )
    django.setup()


def module_names() -> Iterator[str]:
    """Return the name of every module of both packages."""
    for name in PACKAGES:
        package = importlib.import_module(name)
        yield name
        for module in pkgutil.walk_packages(package.__path__, prefix=f"{name}.", onerror=_ignore):
            yield module.name


def import_or_absent(name: str) -> str | None:
    """Import the module; return what it lacks when that is something only a full platform has."""
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] in ABSENT:
            return error.name
        raise
    return None


def _ignore(name: str) -> None:
    """Leave it to `import_or_absent` to tell what is wrong with the package."""


def main() -> None:
    """Import all, load all, and say what was left out."""
    set_up_django()
    names = list(module_names())
    lacking = {name: absent for name in names if (absent := import_or_absent(name))}
    entry_points = distribution("openedx-mentoring-outcomes").entry_points
    for entry_point in entry_points:
        entry_point.load()
    sys.stdout.write(
        f"Python {sys.version.split()[0]}, Django {django.__version__}: imported "
        f"{len(names) - len(lacking)} modules and loaded {len(entry_points)} entry points.\n"
    )
    for name, absent in lacking.items():
        sys.stdout.write(f"Left to a full platform: {name}, which needs {absent}.\n")


if __name__ == "__main__":
    main()
