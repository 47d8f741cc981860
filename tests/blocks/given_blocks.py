"""A unit with a survey block in it, and people who open it."""

import json
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from opaque_keys.edx.keys import CourseKey, UsageKey

from demo.blocks.authoring import load_course
from demo.blocks.runtime import DemoRuntime
from demo.blocks.viewer import Viewer
from demo.courses import learning
from demo.courses.models import DemoBlock, DemoCourse
from demo.courses.people import PersonCard, add_person
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.given_programs import COURSE, a_member, the_coordinator

MENTEES = ("amara", "bela", "chidi", "dana", "elif", "farid")
_OLX = """
<course org="Northlight" course="MENTOR" url_name="2026" display_name="Mentoring">
  <chapter url_name="c" display_name="Week 1"><sequential url_name="s" display_name="Start">
    <vertical url_name="unit" display_name="Unit">
      <mentoring-survey url_name="halfway" display_name="Halfway" program="leap" window="halfway"/>
      <mentoring-survey url_name="twin" display_name="Again" program="leap" window="halfway"/>
    </vertical>
  </sequential></chapter>
</course>
"""


def a_course() -> DemoCourse:
    """Return the course with two blocks that name one window; Oskar is its author."""
    oskar = a_platform_user("oskar")
    course = load_course(_OLX, author=oskar)
    learning.give_course_role(course, oskar)
    for name in MENTEES:
        learning.enroll(course, a_platform_user(name), at=given.MONDAY)
    return course


def a_platform_user(name: str, **facts: Any) -> Any:
    """Return the user of that name with a profile on the platform."""
    return add_person(PersonCard(username=name, name=name.title(), **facts))


def a_program(**fields: Any) -> Any:
    """Return a live program with six mentees and a window that is open now."""
    program = gs.an_asking_program()
    for name in MENTEES:
        a_platform_user(name)
        a_member(program, name)
    now = timezone.now()
    gs.an_open_window(
        program,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=6),
        at=now - timedelta(days=2),
        **fields,
    )
    return program


def linked(course: DemoCourse, course_key: str = COURSE) -> None:
    """Link the course to the program, as its coordinator who is staff of the course too."""
    learning.give_course_role(course, a_platform_user("cleo"))
    programs_api.link_course(the_coordinator(), "leap", course_key, at=given.MONDAY)


def close_the_window() -> None:
    """Close the window now."""
    (window,) = surveys_api.find_windows(states=["open"])
    surveys_api.close_window(the_coordinator(), window.id, at=timezone.now())


def usage_key(block: str = "halfway", course_key: str = COURSE) -> UsageKey:
    """Return the key of a survey block of the course."""
    return CourseKey.from_string(course_key).make_usage_key("mentoring-survey", block)


def client_of(name: str | None) -> Client:
    """Return a browser in which that person is signed in; None is a visitor."""
    client = Client()
    if name:
        client.force_login(a_platform_user(name) if name != "cleo" else given.a_user("cleo"))
    return client


def page(client: Client, course: DemoCourse) -> str:
    """Return the unit as the person sees it."""
    unit = course.key.make_usage_key("vertical", "unit")
    answer = client.get(reverse("demo:unit", args=[course.key, unit]))
    return answer.content.decode()


def call(
    client: Client, handler: str, body: Any = None, *, block: str = "halfway", studio: bool = False
) -> Any:
    """Send JSON to a handler of the block and return the response."""
    view = "demo:studio_handler" if studio else "demo:handler"
    key = usage_key(block)
    url = reverse(view, args=[key.course_key, key, handler, ""]).rstrip("/")
    data = body if isinstance(body, str) else json.dumps(body or {})
    return client.post(url, data, content_type="application/json")


def told(**changes: Any) -> dict[str, Any]:
    """Return what the browser sends with a first answer."""
    return {
        "action": "submit",
        "answers": gs.all_answers(),
        "mode": "confidential",
        "notice_version": 1,
        "instrument_version": 1,
        "response_version": 0,
        **changes,
    }


def everything_a_learner_sends() -> list[tuple[str, dict[str, Any]]]:
    """Return every handler of a learner with what the browser sends to it."""
    return [
        ("respond", told()),
        ("respond", {"action": "decline"}),
        ("respond", {"action": "undo_decline"}),
        ("read_notice", {"notice_version": 1}),
    ]


def block_of(block: str = "halfway") -> DemoBlock:
    """Return the place of the block in its unit."""
    return DemoBlock.objects.get(key=usage_key(block))


def as_a_visitor_sees_it(course: DemoCourse) -> str:
    """Return the block as somebody sees it who is not signed in."""
    nobody = AnonymousUser()
    viewer = Viewer(course_key=course.key, user=nobody, real_user=nobody, may_view_as=False)
    block = DemoRuntime(viewer).get_block(usage_key())
    return str(block.render("public_view").content)
