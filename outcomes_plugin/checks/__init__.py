"""
System checks: what an operator has to set before the product can keep its promises.

Each check returns messages that say what is wrong and hints that say what to do. `manage.py check`
runs all but those of the database (`--database default`, and every `migrate`) and those of a
deployment (`--deploy`).
"""

from django.core import checks

from .catalogs import check_catalogs
from .databases import check_isolation, check_migrations, check_version
from .schedule import check_celery, check_schedule
from .secrets import check_site_secrets
from .surroundings import check_filters, check_mako, check_tracking
from .targets import check_targets
from .values import check_door, check_values

__all__ = [
    "check_catalogs",
    "check_celery",
    "check_door",
    "check_filters",
    "check_isolation",
    "check_mako",
    "check_migrations",
    "check_schedule",
    "check_site_secrets",
    "check_targets",
    "check_tracking",
    "check_values",
    "check_version",
    "register",
]

_ALWAYS = (
    check_site_secrets,
    check_isolation,
    check_targets,
    check_door,
    check_values,
    check_catalogs,
    check_filters,
    check_mako,
    check_tracking,
    check_schedule,
)


def register() -> None:
    """Register the checks."""
    for check in _ALWAYS:
        checks.register(check)
    for check in (check_version, check_migrations):
        checks.register(check, checks.Tags.database)
    checks.register(check_celery, deploy=True)
