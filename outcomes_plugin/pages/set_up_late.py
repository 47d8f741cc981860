"""Whether one survey takes late answers: the form, and saving it."""

from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.surveys.data import Mode, WindowData, WindowState

from . import http
from .forms import Field, Form, Kind, options_of
from .set_up_frame import Answer, done
from .told import Told
from .windows import window_named

_TAKEN = "taken"


def late_form(window: WindowData) -> Form | None:
    """Return the form that lets a survey take late answers; None where it cannot any more."""
    is_running = window.state in (WindowState.PLANNED, WindowState.OPEN)
    if not is_running or window.mode is Mode.ANONYMOUS:
        return None
    return Form(
        uid=f"late-{window.id}",
        action="late",
        subject=str(window.id),
        heard=window.title,
        button=_("Save"),
        fields=[
            Field(
                name="late",
                label=_("Answers after the close"),
                kind=Kind.CHOICE,
                value=_TAKEN if window.takes_late else "",
                options=options_of(
                    [("", _("Are refused")), (_TAKEN, _("Are taken as late answers"))]
                ),
            ),
            Field(
                name="late_last_day",
                label=_("Last day for late answers"),
                kind=Kind.DAY,
                is_needed=False,
                value=window.late_last_day.isoformat() if window.late_last_day else "",
                hint=_("Without a day they are taken until the program ends."),
            ),
        ],
    )


def change_late(actor: Actor, program: ProgramData, told: Told) -> Answer:
    """Save whether the survey takes late answers, and until when."""
    window = window_named(actor, program.slug, told.text("subject"))
    is_taken, last_day = told.text("late") == _TAKEN, told.day_if_any("late_last_day")
    told.check()
    if is_taken:
        changed = api.take_late_answers(actor, window.id, last_day=last_day, at=http.now())
        return done(_("“{title}” takes late answers.").format(title=changed.title))
    changed = api.refuse_late_answers(actor, window.id, at=http.now())
    return done(_("“{title}” takes no late answers.").format(title=changed.title))
