"""How the platform finds and sets up the plugin."""

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _

_SETTINGS = {
    "common": {"relative_path": "settings.common"},
    "production": {"relative_path": "settings.production"},
}
_URLS = {
    "namespace": "outcomes_plugin",
    "regex": "",  # pages and REST API stand under two addresses, and a plugin has one
    "relative_path": "urls",
}


class OutcomesConfig(AppConfig):
    """The one Django app of the product, loaded by the LMS and by Studio."""

    name = "outcomes_plugin"
    verbose_name = _("Mentoring outcomes")
    default_auto_field = "django.db.models.BigAutoField"

    plugin_app = {
        "settings_config": {"lms.djangoapp": _SETTINGS, "cms.djangoapp": _SETTINGS},
        "url_config": {"lms.djangoapp": _URLS},
    }

    def ready(self) -> None:
        """Connect what listens to the platform, and register the system checks."""
        from outcomes_plugin import checks, handlers

        checks.register()
        handlers.connect()
        if apps.is_installed("event_routing_backends"):
            from outcomes_plugin.relay.xapi import transformers  # noqa: F401  (registers them)
