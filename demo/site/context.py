"""What the frame of every page shows, the plugin's pages included."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from demo.courses.models import DemoCourse, DemoPerson
from demo.courses.people import name_of


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
        "demo_courses": SimpleLazyObject(lambda: list(DemoCourse.objects.order_by("title"))),
    }


def _persons() -> list[DemoPerson]:
    return list(DemoPerson.objects.filter(in_strip=True).select_related("user"))
