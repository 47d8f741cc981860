"""What the platform has to know of us: our steps in its filters, our addresses in its log."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core import checks

from outcomes_plugin.settings.dashboards import STEPS, finds_mako_folder

_ADDRESSES = ("/mentoring/", "/api/mentoring/v1/")


def check_filters(**_kwargs: Any) -> Sequence[checks.CheckMessage]:
    """Find filters of the platform from which our steps were taken out."""
    config = getattr(settings, "OPEN_EDX_FILTERS_CONFIG", None) or {}
    if all(step in _steps(config.get(name)) for name, step in STEPS.items()):
        return []
    return [
        checks.Warning(
            "OPEN_EDX_FILTERS_CONFIG has lost our steps, so mentoring is missing on the instructor"
            " dashboards.",
            hint="Merge into the setting where it is set last, instead of replacing it.",
            id="outcomes.W004",
        )
    ]


def check_mako(**_kwargs: Any) -> Sequence[checks.CheckMessage]:
    """Find an LMS that does not find the template of our section of the legacy dashboard."""
    if not hasattr(settings, "MAKO_TEMPLATE_DIRS_BASE") or finds_mako_folder(settings):
        return []
    return [
        checks.Warning(
            "MAKO_TEMPLATE_DIRS_BASE has lost our folder, so mentoring is missing on the legacy"
            " instructor dashboard.",
            hint="Append to the list where it is set last, instead of replacing it.",
            id="outcomes.W008",
        )
    ]


def check_tracking(**_kwargs: Any) -> Sequence[checks.CheckMessage]:
    """Find request events that would hold the addresses of our pages, and names in them."""
    patterns = getattr(settings, "TRACKING_IGNORE_URL_PATTERNS", [])
    if all(any(re.match(one, address) for one in patterns) for address in _ADDRESSES):
        return []
    return [
        checks.Warning(
            "TRACKING_IGNORE_URL_PATTERNS does not hold our addresses, so the tracking log would"
            " keep every request to them.",
            hint="Add ^/mentoring/ and ^/api/mentoring/ where the setting is set last.",
            id="outcomes.W005",
        )
    ]


def _steps(found: Any) -> Sequence[str]:
    if isinstance(found, Mapping):
        found = found.get("pipeline", [])
    return [found] if isinstance(found, str) else found or []
