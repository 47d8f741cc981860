"""Link courses: it takes a coordinator who is also staff of the course."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs.data import LinkedCourse, ProgramData
from outcomes_plugin.readiness.data import SetUp, StepName

from . import http
from .forms import Form
from .set_up_frame import Answer, done, step_page
from .told import Told


@dataclass(frozen=True, kw_only=True)
class CourseRow:
    """One course, and what can be done with it."""

    title: str
    key: str
    is_primary: bool
    form: Form | None


def _show(request: HttpRequest, actor: Actor, set_up: SetUp) -> Mapping[str, Any]:
    slug = set_up.program.slug
    linked = [_linked(index, one) for index, one in enumerate(api.courses_linked(actor, slug))]
    return {"linked": linked, "to_link": _to_link(actor, slug)}


def _linked(index: int, one: LinkedCourse) -> CourseRow:
    title = one.facts.title if one.facts else one.link.course_key
    form = Form(
        uid=f"unlink-{index}",
        action="unlink",
        subject=one.link.course_key,
        heard=title,
        button=_("End the link"),
    )
    return CourseRow(
        title=title,
        key=one.link.course_key,
        is_primary=one.link.is_primary,
        form=form if one.is_own else None,
    )


def _to_link(actor: Actor, slug: str) -> Sequence[CourseRow]:
    return [
        CourseRow(
            title=one.title,
            key=one.course_key,
            is_primary=False,
            form=Form(
                uid=f"link-{index}",
                action="link",
                subject=one.course_key,
                heard=one.title,
                button=_("Link"),
            ),
        )
        for index, one in enumerate(api.courses_to_link(actor, slug))
    ]


def _link(actor: Actor, program: ProgramData, told: Told) -> Answer:
    api.link_course(actor, program.slug, told.text("subject"), at=http.now())
    return done(_("The course belongs to the program now."))


def _unlink(actor: Actor, program: ProgramData, told: Told) -> Answer:
    api.unlink_course(actor, program.slug, told.text("subject"), at=http.now())
    return done(_("The course no longer belongs to the program."))


courses = step_page(StepName.COURSES, show=_show, acts={"link": _link, "unlink": _unlink})
