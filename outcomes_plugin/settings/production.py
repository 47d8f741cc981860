"""What can only be set after the platform has assigned its own."""

from typing import Any

from .dashboards import add_filter_steps
from .scopes import add_scope
from .xapi import let_events_through

PATTERNS = (r"^/mentoring/", r"^/api/mentoring/")


def plugin_settings(settings: Any) -> None:
    """
    Keep our addresses out of the platform's request events, our steps in its filters, our scope
    among its own, and let our events through to xAPI where event-routing-backends makes it.

    A site's own file of settings replaces these after the common settings have run.
    """
    ignored = list(getattr(settings, "TRACKING_IGNORE_URL_PATTERNS", []))
    ours = [pattern for pattern in PATTERNS if pattern not in ignored]
    if ours:
        settings.TRACKING_IGNORE_URL_PATTERNS = [*ignored, *ours]
    add_filter_steps(settings)
    add_scope(settings)
    let_events_through(settings)
