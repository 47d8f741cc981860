"""What can only be set after the platform has assigned its own."""

from typing import Any

PAGES_PATTERN = r"^/mentoring/"


def plugin_settings(settings: Any) -> None:
    """Keep the addresses of our pages out of the platform's request events."""
    ignored = list(getattr(settings, "TRACKING_IGNORE_URL_PATTERNS", []))
    if PAGES_PATTERN not in ignored:
        settings.TRACKING_IGNORE_URL_PATTERNS = [*ignored, PAGES_PATTERN]
