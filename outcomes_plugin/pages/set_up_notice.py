"""The notice: what people are told before they start, composed from purposes and published."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent.data import NoticeData
from outcomes_plugin.consent.purposes import Purpose
from outcomes_plugin.programs.data import CohortData, ProgramData
from outcomes_plugin.readiness.data import SetUp, StepName

from . import http, words
from .forms import Field, Form, Kind, Option
from .set_up_frame import Answer, done, step_page
from .told import Told

_USUAL_MONTHS = 12
_HALF_A_YEAR = timedelta(days=182)


def _show(request: HttpRequest, actor: Actor, set_up: SetUp) -> Mapping[str, Any]:
    program = set_up.program
    notice = api.notice_in_force(actor, program.slug)
    cohorts = api.cohorts_of(actor, program.slug)
    published = words.day(notice.published_at, program.time_zone) if notice else ""
    return {
        "notice": notice,
        "published": published,
        "form": _form(program, notice, cohorts),
    }


def _form(program: ProgramData, notice: NoticeData | None, cohorts: Sequence[CohortData]) -> Form:
    said = notice.in_language("en") if notice else {}
    months = notice.months_kept if notice else _USUAL_MONTHS
    return Form(
        uid="notice",
        action="publish",
        button=_("Publish a new version") if notice else _("Publish the notice"),
        is_main=True,
        fields=[
            Field(
                name="controller",
                label=_("Who is responsible"),
                value=said.get("controller", program.org),
                hint=_("The full name of the organization."),
            ),
            Field(
                name="contact",
                label=_("Where questions and objections go"),
                value=said.get("contact_address", ""),
                hint=_("A mail address or the name of an office."),
            ),
            Field(
                name="purposes",
                label=_("What is kept, and what for"),
                kind=Kind.SOME_OF,
                chosen=_told_purposes(notice),
                options=[_purpose(one) for one in api.notice_purposes()],
            ),
            Field(
                name="months_kept",
                label=_("Months that it is kept after the program ends"),
                kind=Kind.NUMBER,
                value=str(months),
            ),
            _key_field(notice.key_destroyed_on if notice else _usual_day(cohorts)),
        ],
    )


def _key_field(destroyed_on: date) -> Field:
    return Field(
        name="key_destroyed_on",
        label=_("Day on which the key to the codes is deleted"),
        kind=Kind.DAY,
        value=destroyed_on.isoformat(),
        hint=_(
            "After the last confidential survey has closed. From then on nobody can link an answer"
            " to a person. A day that was promised can come earlier, never later."
        ),
    )


def _purpose(one: Purpose) -> Option:
    about = _("{why} Everybody decides for themselves.") if one.is_optional else "{why}"
    return Option(value=one.key, label=one.kept, about=about.format(why=one.why))


def _told_purposes(notice: NoticeData | None) -> frozenset[str]:
    """Return the purposes that the notice in force tells of, or those that every program needs."""
    if notice is None:
        return frozenset(one.key for one in api.notice_purposes() if not one.is_optional)
    text = notice.in_language("en")
    return frozenset(section["purpose"] for section in [*text["needs"], *text["choices"]])


def _usual_day(cohorts: Sequence[CohortData]) -> date:
    last = max((one.ends_on or one.starts_on for one in cohorts), default=http.now().date())
    return max(last, http.now().date()) + _HALF_A_YEAR


def _publish(actor: Actor, program: ProgramData, told: Told) -> Answer:
    controller, contact = told.text("controller"), told.text("contact")
    purposes, months = told.chosen("purposes"), told.whole("months_kept")
    destroyed = told.day("key_destroyed_on")
    told.check()
    notice = api.write_notice(
        actor,
        program.slug,
        controller=controller,
        contact=contact,
        purposes=purposes,
        months_kept=months,
        key_destroyed_on=destroyed,
        languages=[code for code, _name in settings.LANGUAGES],
        at=http.now(),
    )
    return done(_("Version {version} of the notice is in force.").format(version=notice.version))


notice = step_page(StepName.NOTICE, show=_show, acts={"publish": _publish})
