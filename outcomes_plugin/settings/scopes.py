"""What an application may ask its tokens for."""

from typing import Any

HR_SCOPE = "mentoring:hr"
"""What an application can be granted: to send HR facts, and to read what became of them."""


def add_scope(settings: Any) -> None:
    """Let the site's OAuth2 provider grant our scope, where there is one."""
    from django.utils.translation import gettext_lazy as _

    provider = getattr(settings, "OAUTH2_PROVIDER", None)
    if provider is not None:
        words = _("Send HR facts of mentoring programs")
        settings.OAUTH2_PROVIDER = {
            **provider,
            "SCOPES": {**provider.get("SCOPES", {}), HR_SCOPE: words},
        }
