"""
The demo's program: invented people who are paired, learn, answer and move on.

Everything is written through the public api, in the order of time, with a fixed seed; the days are
counted from the day of building, so that something is open whenever the demo is looked at.
"""

from datetime import UTC, datetime, time
from typing import Any

from django.utils import timezone

from outcomes_plugin.programs import api as programs_api

from .stage import PROGRAM
from .story import Story

MORNING = time(8, 0)


def build(progress: Any) -> None:
    """Make the program and all that has happened in it; a program that is there stays as it is."""
    if programs_api.find_program(PROGRAM) is not None:
        return
    today = datetime.combine(timezone.now().date(), MORNING, tzinfo=UTC)
    steps = Story(today).steps()
    for _at, step in progress(steps, words="Living through half a year of mentoring"):
        step()
