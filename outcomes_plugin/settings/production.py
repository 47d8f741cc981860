"""What can only be set after the platform has assigned its own."""

from typing import Any

from .common import add_scope

PATTERNS = (r"^/mentoring/", r"^/api/mentoring/")


def plugin_settings(settings: Any) -> None:
    """Keep our addresses out of the platform's request events, and our scope among the site's."""
    add_scope(settings)
    ignored = list(getattr(settings, "TRACKING_IGNORE_URL_PATTERNS", []))
    ours = [pattern for pattern in PATTERNS if pattern not in ignored]
    if ours:
        settings.TRACKING_IGNORE_URL_PATTERNS = [*ignored, *ours]
