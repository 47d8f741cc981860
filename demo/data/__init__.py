"""
The demo's program: invented people who are paired, learn, answer and move on, for a year.

Everything is written through the public api, in the order of time, with a fixed seed; the days are
counted from the day of building, so that something is open whenever the demo is looked at. What is
planted in it stands in `demo/README.md`.
"""

from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone
from waffle.models import Switch

from demo.databases import describe
from outcomes_plugin.programs import api as programs_api

from .stage import PROGRAM
from .story import Story

MORNING = time(8, 0)
WHOLE = "demo.year_is_whole"


def build(progress: Any) -> None:
    """
    Make the program and all that has happened in it; a program that is there stays as it is.

    Raises:
        CommandError: an earlier build was cut short, and its half cannot be gone on with.
    """
    if programs_api.find_program(PROGRAM) is not None:
        if not Switch.objects.filter(name=WHOLE).exists():
            place = describe(settings.DATABASES["default"])
            raise CommandError(
                "An earlier build was cut short, and its half of the program cannot be gone on "
                f"with. Empty or delete the database ({place}), then build again."
            )
        return
    today = datetime.combine(timezone.now().date(), MORNING, tzinfo=UTC)
    steps = Story(today).steps()
    for _at, step in progress(steps, words="Living through a year of mentoring"):
        step()
    Switch.objects.get_or_create(name=WHOLE, defaults={"active": True})
