"""
Everything of the plugins comes in here, through the entry points an LMS reads.

No app, setting, URL or receiver of a plugin is named in this site.
"""

from edx_django_utils.plugins import (
    add_plugins,
    connect_plugin_receivers,
    get_plugin_apps,
    get_plugin_url_patterns,
)

PROJECT_TYPE = "lms.djangoapp"

__all__ = ["add_plugin_settings", "connect_plugins", "plugin_apps", "plugin_url_patterns"]


def plugin_apps() -> list[str]:
    """Return the plugin apps that are installed beside this site."""
    _detach_completion_from_the_lms()
    return get_plugin_apps(PROJECT_TYPE)


def add_plugin_settings(settings_path: str) -> None:
    """Let every plugin add its settings to the module, common ones first, then production's."""
    for settings_type in ("common", "production"):
        add_plugins(settings_path, PROJECT_TYPE, settings_type)


def plugin_url_patterns() -> list:
    """Return the URL patterns of every plugin."""
    return get_plugin_url_patterns(PROJECT_TYPE)


def connect_plugins() -> None:
    """Connect the receivers that the plugins declare to their signals."""
    connect_plugin_receivers(PROJECT_TYPE)


def _detach_completion_from_the_lms() -> None:
    """Its URLs and its receiver import `lms.*`, which is not here; its models and service work."""
    from completion.apps import CompletionAppConfig

    for config in ("url_config", "signals_config"):
        CompletionAppConfig.plugin_app.pop(config, None)
