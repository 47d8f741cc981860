"""Let a cohort follow a cohort or team of a linked course."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from outcomes_plugin import api, tasks
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import GroupFacts, GroupKind
from outcomes_plugin.programs.data import CohortData, ProgramData

from . import http
from .forms import Field, Form, Kind, Option
from .set_up_frame import Answer, done
from .told import Told


def options(actor: Actor, slug: str) -> Sequence[Option]:
    """Return the groups that a cohort of the program can follow, for somebody who staffs them."""
    titles = {
        one.link.course_key: one.facts.title for one in api.courses_linked(actor, slug) if one.facts
    }
    return [
        Option(value=one.group, label=_label(one, titles.get(one.course_key, one.course_key)))
        for one in api.groups_to_follow(actor, slug)
    ]


def form(cohort: CohortData, groups: Sequence[Option]) -> Form | None:
    """Return the form of one cohort, or None where there is nothing to follow."""
    current = cohort.followed_group
    if not groups and not current:
        return None
    unseen = current and current not in {one.value for one in groups}
    gone = Option(value=current, label=_("A group that is gone, or of a course not yours"))
    return Form(
        uid=f"group-{cohort.id}",
        action="follow",
        subject=cohort.slug,
        heard=cohort.title,
        button=_("Save"),
        fields=[
            Field(
                name="group",
                label=_("Cohort or team in a course"),
                kind=Kind.CHOICE,
                is_needed=False,
                value=current,
                options=[
                    Option(value="", label=_("None")),
                    *([gone] if unseen else []),
                    *groups,
                ],
            )
        ],
    )


def follow(actor: Actor, program: ProgramData, told: Told) -> Answer:
    """Let the cohort follow the chosen group, or none."""
    slug, group = told.text("subject"), told.text("group")
    told.check()
    if not group:
        api.follow_no_group(actor, program.slug, slug, at=http.now())
        return done(_("The cohort follows no group now."))
    course_key = _course_of(actor, program.slug, group)
    api.follow_group(actor, program.slug, slug, course_key=course_key, group=group, at=http.now())
    transaction.on_commit(partial(tasks.place_members.delay, course_key), robust=True)
    return done(_("The cohort follows this group now. Its people are placed in a moment."))


def _course_of(actor: Actor, slug: str, group: str) -> str:
    found = [one.course_key for one in api.groups_to_follow(actor, slug) if one.group == group]
    return found[0] if found else ""


def _label(group: GroupFacts, course: str) -> str:
    if group.kind is GroupKind.TEAM:
        return _("Team {title} in {course}").format(title=group.title, course=course)
    return _("Cohort {title} in {course}").format(title=group.title, course=course)
