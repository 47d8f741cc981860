"""A unit with goals blocks in it, and people who open it."""

import json
import re
from typing import Any

from django.test import Client
from django.urls import reverse
from opaque_keys.edx.keys import CourseKey, UsageKey

from demo.blocks.authoring import load_course
from demo.courses import learning
from demo.courses.models import DemoCourse
from outcomes_plugin.goals.data import GoalData
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import ProgramData
from tests import given
from tests import given_goals as gg
from tests.blocks import given_blocks as gb
from tests.given_programs import COURSE, the_coordinator

MEMBERS = ("amara", "bo", "ilse", "jonas")
_OLX = """
<course org="Northlight" course="MENTOR" url_name="2026" display_name="Mentoring">
  <chapter url_name="c" display_name="Week 1"><sequential url_name="s" display_name="Start">
    <vertical url_name="unit" display_name="Unit">
      <mentoring-goals url_name="mine" display_name="My goals" program="leap"/>
    </vertical>
  </sequential></chapter>
</course>
"""


def a_course() -> DemoCourse:
    """Return the course with a goals block; Oskar is its author, and the members are enrolled."""
    oskar = gb.a_platform_user("oskar")
    course = load_course(_OLX, author=oskar)
    learning.give_course_role(course, oskar)
    for name in MEMBERS:
        learning.enroll(course, gb.a_platform_user(name), at=given.MONDAY)
    return course


def a_linked_program(course: DemoCourse) -> ProgramData:
    """Return a program whose notice tells of goals, linked to the course."""
    program = gg.a_program_with_goals()
    gb.linked(course)
    return program


def usage_key(course_key: str = COURSE) -> UsageKey:
    """Return the key of the goals block of the course."""
    return CourseKey.from_string(course_key).make_usage_key("mentoring-goals", "mine")


def act(client: Client, action: str, **told: Any) -> Any:
    """Do something in the block and return the response."""
    return send(client, "act", {"action": action, **told})


def send(client: Client, handler: str, body: Any = None, *, studio: bool = False) -> Any:
    """Send JSON, or raw text, to a handler of the block and return the response."""
    view = "demo:studio_handler" if studio else "demo:handler"
    url = reverse(view, args=[usage_key().course_key, usage_key(), handler, ""]).rstrip("/")
    data = body if isinstance(body, str) else json.dumps(body or {})
    return client.post(url, data, content_type="application/json")


def written(**changes: Any) -> dict[str, Any]:
    """Return the fields of a goal as the browser sends them."""
    return {
        "what": "Lead the design review without my manager in the room",
        "kind": "number",
        "unit": "reviews",
        "baseline": "0",
        "target": "6",
        "stretch": "8",
        "better": "more",
        "due": "2030-12-18",
        "readers": "only_me",
        **changes,
    }


def hidden_in(form: str) -> dict[str, str]:
    """Return what the form sends beside what a person writes in it."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w*)">', form))


def starts(client: Client, program: ProgramData) -> Any:
    """Read the notice in force."""
    notice = programs_api.notice_in_force(the_coordinator(), program.id)
    return act(client, "read_notice", notice_version=notice.version if notice else None)


def newest(program: ProgramData, name: str = "amara") -> GoalData:
    """Return the goal that the person of that name wrote last."""
    return max(gg.own(program, name), key=lambda goal: goal.id)
