"""Courses: their programs and blocks, and how far people are in them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.progression.data import CourseProgressData
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import courses as shapes

from .lookups import mentored


class OneCourse(OutcomesView):
    """One course."""

    @endpoint(gives=shapes.Course)
    def get(self, course_key: str) -> Mapping[str, Any]:
        """Read which programs a course belongs to, and for its staff which blocks stand in it."""
        facts = api.course_facts(self.actor, course_key)
        is_team = api.is_course_staff(self.actor, course_key)
        standings = api.programs_in_course(self.actor, course_key)
        links = {link.program_id: link for link in api.course_links(self.actor, course_key)}
        programs = [
            {"program": one.program, "roles": sorted(one.roles), "link": links[one.program.id]}
            for one in standings
        ]
        return {
            "course_key": facts.course_key,
            "title": facts.title,
            "programs": programs,
            "blocks": list(map(_block, api.course_blocks(self.actor, course_key)))
            if is_team
            else [],
        }


class MenteeProgress(OutcomesView):
    """How far a mentee is."""

    @endpoint(lists=shapes.Progress)
    def get(self, pairing_id: int) -> Sequence[CourseProgressData]:
        """List, for the mentor, how far the mentee is in each course, where the mentee agrees."""
        pairing = mentored(self.actor, pairing_id)
        found = api.partner_progress(self.actor, [pairing.id])
        return found.get(pairing.mentee, [])


class Stalled(OutcomesView):
    """Who has left a course lying."""

    @endpoint(lists=shapes.Stalled)
    def get(self, slug: str) -> Sequence[Mapping[str, Any]]:
        """List, for coordinators, who has begun a course and left it lying, the longest first."""
        found = api.stalled_mentees(self.actor, slug, at=self.at)
        names = api.names_in_program(self.actor, slug) if found else {}
        unknown = _("Someone who was erased")
        return [{"name": names.get(one.person, unknown), "progress": one} for one in found]


def _block(one: Any) -> Mapping[str, str]:
    return {
        "usage_key": one.usage_key,
        "block_type": one.block_type,
        "title": one.title,
        "unit": one.unit,
        "program": one.fields.get("program", ""),
        "window": one.fields.get("window", ""),
    }
