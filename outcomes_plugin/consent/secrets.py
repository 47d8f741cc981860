"""The site's secrets: they encrypt what the database alone must not give away."""

import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Invalid


def has_site_secrets() -> bool:
    """Return whether the site has set `OUTCOMES_SITE_SECRETS`."""
    return bool(settings.OUTCOMES_SITE_SECRETS)


def encrypt(plain: bytes) -> bytes:
    """
    Return the bytes encrypted under the site's first secret.

    Raises:
        Invalid: the site has no secret.
    """
    return _fernet().encrypt(plain)


def decrypt(token: bytes) -> bytes:
    """
    Return the bytes that were encrypted under any of the site's secrets.

    Raises:
        Invalid: none of the secrets fits, or the site has none.
    """
    try:
        return _fernet().decrypt(token)
    except InvalidToken as error:
        raise Invalid(_("None of the site's secrets opens this key.")) from error


def keyed_hashes(text: str, *, use: str) -> tuple[str, ...]:
    """
    Return the text's HMAC-SHA-256 in hex under each of the site's secrets, the first one first.

    Write the first and look for all of them: one that was written under an older secret is found
    then. Hashes for different uses have nothing in common. Without a secret there are none.
    """
    message = f"{use}\0{text}".encode(errors="surrogatepass")
    return tuple(
        hmac.new(str(secret).encode(), message, hashlib.sha256).hexdigest()
        for secret in settings.OUTCOMES_SITE_SECRETS
    )


def _fernet() -> MultiFernet:
    if not has_site_secrets():
        raise Invalid(_("The site has no secret yet. An operator sets OUTCOMES_SITE_SECRETS."))
    return MultiFernet([Fernet(secret) for secret in settings.OUTCOMES_SITE_SECRETS])
