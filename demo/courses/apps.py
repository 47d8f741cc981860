"""How Django finds the app, and what must be true after every migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

COMPLETION_SWITCH = "completion.enable_completion_tracking"


class CoursesConfig(AppConfig):
    """People, courses, enrollments and grades of the demo site."""

    name = "demo.courses"
    label = "demo_courses"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep completion tracking on, in test databases too."""
        post_migrate.connect(_switch_completion_on, sender=self)


def _switch_completion_on(*, using: str, **_kwargs) -> None:
    from waffle.models import Switch

    Switch.objects.using(using).update_or_create(name=COMPLETION_SWITCH, defaults={"active": True})
