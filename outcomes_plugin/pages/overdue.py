"""Windows whose day has passed without what was to happen on it, and why."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs.data import ProgramData, ProgramStatus
from outcomes_plugin.surveys.data import WindowData, WindowState

from . import words

# Windows open and close by themselves within this time.
_USUAL_DELAY = timedelta(hours=1)


def why_overdue(
    actor: Actor, program: ProgramData, windows: Sequence[WindowData], *, at: datetime
) -> Iterator[tuple[WindowData, str]]:
    """Yield each overdue window, the latest first, with a sentence for its coordinators."""
    due = at - _USUAL_DELAY
    unopened = [one for one in windows if _is_unopened(one, program, due)]
    hindrances = api.window_hindrances(actor, program.slug) if unopened else {}
    for window in windows:
        if window in unopened:
            yield window, _why_unopened(window, program, hindrances.get(window.id, ""), at=at)
        elif window.state in {WindowState.OPEN, WindowState.CLOSING} and window.ends_at < due:
            day = words.day(window.ends_at, window.time_zone)
            yield window, _("Was to close on {day}, and is not closed yet.").format(day=day)


def _is_unopened(window: WindowData, program: ProgramData, due: datetime) -> bool:
    is_over = program.status == ProgramStatus.ENDED
    return window.state is WindowState.PLANNED and window.opens_at < due and not is_over


def _why_unopened(window: WindowData, program: ProgramData, hindrance: str, *, at: datetime) -> str:
    day = words.day(window.opens_at, window.time_zone)
    if window.closes_at <= at:
        return _("Was to open on {day}. Its time has passed, and nobody was asked.").format(day=day)
    if not program.is_live:
        return _("Was to open on {day}. The program has not begun.").format(day=day)
    if hindrance:
        return _("Was to open on {day}. {why}").format(day=day, why=hindrance)
    return _("Was to open on {day}, and is not open yet.").format(day=day)
