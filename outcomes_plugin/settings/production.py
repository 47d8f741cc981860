"""What can only be set after the platform has assigned its own."""

from typing import Any

PATTERNS = (r"^/mentoring/", r"^/api/mentoring/")


def plugin_settings(settings: Any) -> None:
    """Keep the addresses of our pages and of the REST API out of the platform's request events."""
    ignored = list(getattr(settings, "TRACKING_IGNORE_URL_PATTERNS", []))
    ours = [pattern for pattern in PATTERNS if pattern not in ignored]
    if ours:
        settings.TRACKING_IGNORE_URL_PATTERNS = [*ignored, *ours]
