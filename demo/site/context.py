"""What the frame of every page shows, the plugin's pages included."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils.functional import SimpleLazyObject

from demo.courses.models import DemoCourse, DemoPerson
from demo.courses.people import name_of


@dataclass(frozen=True, kw_only=True)
class PluginHome:
    """The first page of a plugin, as the header links it."""

    title: str
    url: str


def frame(request) -> dict:
    """Return the persons of the strip, who is signed in, and the courses of the header."""
    user = getattr(request, "user", None)
    real = getattr(user, "real_user", user)
    return {
        "platform_name": settings.PLATFORM_NAME,
        "demo_languages": settings.LANGUAGES,
        "demo_user": real,
        "demo_name": SimpleLazyObject(lambda: name_of(real)),
        "demo_persons": SimpleLazyObject(_persons),
        "plugin_homes": SimpleLazyObject(lambda: list(_plugin_homes())),
        "demo_courses": SimpleLazyObject(lambda: list(DemoCourse.objects.order_by("title"))),
    }


def _persons() -> list[DemoPerson]:
    return list(DemoPerson.objects.filter(in_strip=True).select_related("user"))


def _plugin_homes() -> Iterator[PluginHome]:
    """Every plugin app whose addresses have one named `home` is linked by the app's own name."""
    for config in apps.get_app_configs():
        if not hasattr(config, "plugin_app") or config.label not in get_resolver().namespace_dict:
            continue
        try:
            yield PluginHome(title=config.verbose_name, url=reverse(f"{config.label}:home"))
        except NoReverseMatch:
            continue
