"""The forms of a survey: what planning asks, changing it, its mode, calling it off."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes_plugin import api
from outcomes_plugin.panels.window_words import ASKED, MODES
from outcomes_plugin.programs.data import CohortData, ProgramData
from outcomes_plugin.surveys.data import InstrumentChoice, WindowData

from .forms import Field, Form, Kind, Option, options_of
from .told import shown_moment

RARE = gettext_lazy("Late answers, before and after, who sees answers")
RARE_WITH_COHORTS = gettext_lazy(
    "Other days for a cohort, late answers, before and after, who sees answers"
)


def change_form(window: WindowData, cohorts: Sequence[CohortData], program: ProgramData) -> Form:
    """Return the form that changes a planned survey."""
    zone, own = program.zone, api.unshifted(window)
    return Form(
        uid=f"window-{window.id}",
        action="change",
        subject=str(window.id),
        heard=window.title,
        edition=window.edition,
        button=_("Save"),
        is_main=True,
        fields=[
            Field(name="title", label=_("Title"), value=window.title),
            *when_and_who(
                {str(one.id): one.title for one in cohorts},
                [str(one) for one in window.cohort_ids],
                shown_moment(own.opens_at, zone),
                shown_moment(own.closes_at, zone),
                program.time_zone,
            ),
            *shift_fields(cohorts, window),
            grace_field(window.grace_days),
        ],
    )


def shift_fields(cohorts: Sequence[CohortData], window: WindowData) -> Sequence[Field]:
    """Return a field for each cohort of the survey: by how many days it is moved."""
    shifts = {one.cohort_id: one.shift_days for one in window.cohort_times}
    asked = [one for one in cohorts if one.id in window.cohort_ids]
    return moved_fields(asked, {one.slug: shifts.get(one.id, 0) for one in asked})


def moved_fields(
    cohorts: Sequence[CohortData], shifts: Mapping[str, int] | None = None
) -> Sequence[Field]:
    """Return a field for each cohort: by how many days it is asked later than the others."""
    days = shifts or {}
    return [
        Field(
            name=f"shift_{one.slug}",
            label=_("Days later for {cohort}").format(cohort=one.title),
            kind=Kind.NUMBER,
            is_needed=False,
            value=str(days.get(one.slug) or ""),
            hint=_("With a minus it is earlier: -7 is a week before."),
        )
        for one in cohorts
    ]


def mode_form(window: WindowData) -> Form:
    """Return the form that changes how answers live, before anybody has answered."""
    return Form(
        uid=f"mode-{window.id}",
        action="mode",
        subject=str(window.id),
        heard=window.title,
        button=_("Change who sees answers"),
        fields=[
            Field(
                name="mode",
                label=_("Who sees answers"),
                kind=Kind.ONE_OF,
                chosen=frozenset({window.mode.value}),
                options=_modes(),
            ),
            reason_field(is_needed=True),
        ],
    )


def cancel_form(window: WindowData) -> Form:
    """Return the form that calls a planned survey off."""
    return Form(
        uid=f"cancel-{window.id}",
        action="cancel",
        subject=str(window.id),
        heard=window.title,
        button=_("Call it off"),
    )


def when_and_who(
    titles: Mapping[str, str], chosen: Collection[str], opens: str, closes: str, zone: str
) -> Sequence[Field]:
    """Return the fields that say when the survey is open, and for whom."""
    hint = _("By the clocks of {zone}.").format(zone=zone.replace("_", " "))
    found = [
        Field(name="opens_at", label=_("Opens"), kind=Kind.MOMENT, value=opens, hint=hint),
        Field(name="closes_at", label=_("Closes"), kind=Kind.MOMENT, value=closes, hint=hint),
    ]
    if titles:
        cohorts = Field(
            name="cohorts",
            label=_("Cohorts"),
            kind=Kind.SOME_OF,
            is_needed=False,
            chosen=frozenset(chosen),
            hint=_("Without a choice, everybody of the role is asked."),
            options=options_of(titles.items()),
        )
        found.append(cohorts)
    return found


def asking_fields(choices: Sequence[InstrumentChoice]) -> Sequence[Field]:
    """Return the fields that say what is asked of whom."""
    return [
        Field(name="title", label=_("Title"), hint=_("As people will read it.")),
        Field(
            name="instrument",
            label=_("Questionnaire"),
            kind=Kind.CHOICE,
            options=[Option(value=one.key, label=_said(one)) for one in choices],
        ),
        Field(
            name="role",
            label=_("Who is asked"),
            kind=Kind.CHOICE,
            options=options_of(ASKED.items()),
        ),
    ]


def rare_fields() -> Sequence[Field]:
    """Return the fields that most surveys leave as they are."""
    return [grace_field(0), wave_field(), usual_mode_field(), reason_field(is_needed=False)]


def grace_field(days: int) -> Field:
    """Return the field for the days in which late answers are still received."""
    return Field(
        name="grace_days",
        label=_("Days of grace"),
        kind=Kind.NUMBER,
        is_needed=False,
        value=str(days or ""),
        hint=_(
            "Days after the close on which answers are still accepted. Nobody is reminded then."
        ),
    )


def wave_field() -> Field:
    """Return the field that makes the survey one side of a comparison."""
    return Field(
        name="wave",
        label=_("Part of a comparison of before and after"),
        kind=Kind.CHOICE,
        options=options_of([("", _("No")), ("baseline", _("Before")), ("endline", _("After"))]),
    )


def usual_mode_field() -> Field:
    """Return the field that chooses who sees the answers."""
    usual = Option(
        value="",
        label=_("As usual for this questionnaire"),
        about=_("What its questions were written for."),
    )
    return Field(
        name="mode",
        label=_("Who sees answers"),
        kind=Kind.ONE_OF,
        chosen=frozenset({""}),
        options=[usual, *_modes()],
    )


def _modes() -> Sequence[Option]:
    return [
        Option(value=mode.value, label=label, about=about) for mode, (label, about) in MODES.items()
    ]


def reason_field(*, is_needed: bool) -> Field:
    """Return the field that says why a survey leaves its usual mode."""
    return Field(
        name="mode_reason",
        label=_("Why it leaves what is usual"),
        kind=Kind.LONG_TEXT,
        is_needed=is_needed,
        hint=_("Kept with the survey, for those who ask later."),
    )


def _said(one: InstrumentChoice) -> str:
    return _("{title} ({minutes} min, usually: {mode})").format(
        title=one.title, minutes=one.minutes, mode=MODES[one.default_mode][0]
    )
