"""System checks: what an operator has to set before the product can keep its promises."""

from collections.abc import Sequence
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core import checks


def register() -> None:
    """Register the checks; `manage.py check` runs them."""
    checks.register(check_site_secrets)
    checks.register(check_isolation)


def check_site_secrets(**_kwargs: Any) -> Sequence[checks.CheckMessage]:
    """Find missing or malformed site secrets: without them confidential windows are refused."""
    secrets = settings.OUTCOMES_SITE_SECRETS
    if not secrets:
        return [
            checks.Warning(
                "OUTCOMES_SITE_SECRETS is empty, so confidential survey windows are refused.",
                hint="Set a list of Fernet keys; the first encrypts, all of them decrypt.",
                id="outcomes.W001",
            )
        ]
    if not all(_is_fernet_key(secret) for secret in secrets):
        return [
            checks.Error(
                "OUTCOMES_SITE_SECRETS holds a value that is not a Fernet key.",
                hint="Make one with cryptography.fernet.Fernet.generate_key().",
                id="outcomes.E001",
            )
        ]
    return []


def check_isolation(**_kwargs: Any) -> Sequence[checks.CheckMessage]:
    """
    Find a MySQL site that reads old rows after it has waited for a lock.

    Closing a window relies on seeing what was committed while it waited: READ COMMITTED, which is
    Django's default.
    """
    for options in settings.DATABASES.values():
        level = options.get("OPTIONS", {}).get("isolation_level", "read committed")
        if options["ENGINE"].endswith("mysql") and str(level).lower() != "read committed":
            return [
                checks.Error(
                    "A MySQL database has another isolation level than READ COMMITTED, so an answer"
                    " that arrives while a window closes could be missed.",
                    hint="Take isolation_level out of the database's OPTIONS.",
                    id="outcomes.E002",
                )
            ]
    return []


def _is_fernet_key(secret: object) -> bool:
    try:
        Fernet(secret)  # type: ignore[arg-type]
    except (ValueError, TypeError):
        return False
    return True
