"""How often one survey reminds: the form, and saving it."""

from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.surveys.data import WindowData

from . import http
from .forms import Field, Form, Kind, options_of
from .set_up_frame import Answer, done
from .told import Told
from .windows import window_named


def reminders_form(window: WindowData) -> Form:
    """Return the form that lets a survey send fewer reminders than the site does."""
    return Form(
        uid=f"reminders-{window.id}",
        action="reminders",
        subject=str(window.id),
        heard=window.title,
        button=_("Save"),
        fields=[
            Field(
                name="reminders",
                label=_("Reminders at the most"),
                kind=Kind.CHOICE,
                value="" if window.reminders_most is None else str(window.reminders_most),
                options=options_of(
                    [("", _("As many as the site sends")), ("0", _("None")), ("1", "1"), ("2", "2")]
                ),
                hint=_("Never more than the site sends, and never in quiet hours."),
            ),
        ],
    )


def change_reminders(actor: Actor, program: ProgramData, told: Told) -> Answer:
    """Save how often the survey reminds at the most."""
    window = window_named(actor, program.slug, told.text("subject"))
    most = told.whole("reminders") if told.text("reminders") else None
    told.check()
    changed = api.limit_reminders(actor, window.id, most=most, at=http.now())
    return done(_("The reminders of “{title}” are saved.").format(title=changed.title))
