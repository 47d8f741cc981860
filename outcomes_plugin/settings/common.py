"""Defaults for every site."""

from typing import Any

from .dashboards import add_filter_steps, add_mako_folder
from .scopes import add_scope


def plugin_settings(settings: Any) -> None:
    """
    Add the plugin's defaults; what the site has set already stays.

    See docs/reference/settings.md for what each one does.
    """
    defaults = {
        "OUTCOMES_API_RATES": {
            "anonymous": "30/minute",
            "read": "120/minute",
            "write": "60/minute",
        },
        "OUTCOMES_BURDEN_LIMITS": [
            {"days": 30, "invitations": 2, "minutes": 10},
            {"days": 90, "invitations": 5, "minutes": 25},
        ],
        "OUTCOMES_CALENDAR_RATE": "30/minute",
        "OUTCOMES_HR_HELD_DAYS": 180,
        "OUTCOMES_PLATFORM": "outcomes_plugin.edxapp.lms",
        "OUTCOMES_SITE_SECRETS": [],
        "OUTCOMES_QUIET_HOURS": (21, 7),
        "OUTCOMES_REMINDER_DAYS": [2],
        "OUTCOMES_REMINDERS_MOST": 2,
        "OUTCOMES_RELAY_ATTEMPTS": 12,
        "OUTCOMES_RELAY_LANES": 32,
        "OUTCOMES_RELAY_TARGETS": {
            "mail": "outcomes_plugin.relay.mail.Mail",
            "tracking_log": "outcomes_plugin.relay.tracking_log.TrackingLog",
        },
    }
    for name, value in defaults.items():
        if not hasattr(settings, name):
            setattr(settings, name, value)
    add_filter_steps(settings)
    add_mako_folder(settings)
    add_scope(settings)
