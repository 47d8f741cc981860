"""The site's secrets, which encrypt the keys of confidential answers."""

from collections.abc import Sequence
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core import checks


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


def _is_fernet_key(secret: object) -> bool:
    try:
        Fernet(secret)  # type: ignore[arg-type]
    except (ValueError, TypeError):
        return False
    return True
