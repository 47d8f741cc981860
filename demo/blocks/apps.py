"""How Django finds the app."""

from django.apps import AppConfig


class BlocksConfig(AppConfig):
    """XBlocks in the demo site."""

    name = "demo.blocks"
    label = "demo_blocks"
    default_auto_field = "django.db.models.BigAutoField"
