"""How Django finds the app, and where the plugins' receivers are connected."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The pages around the blocks."""

    name = "demo.site"
    label = "demo_site"

    def ready(self) -> None:
        """Connect the receivers of the plugins, as the LMS does when it is ready."""
        from demo.plugins import connect_plugins

        connect_plugins()
