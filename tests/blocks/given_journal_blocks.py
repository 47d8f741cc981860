"""A unit with journal blocks in it, Amara who writes, and Ilse who is her mentor."""

import json
from typing import Any

from django.test import Client
from django.urls import reverse
from opaque_keys.edx.keys import CourseKey, UsageKey

from demo.blocks.authoring import load_course
from demo.courses import learning
from demo.courses.models import DemoBlock, DemoCourse
from outcomes_plugin.journals.data import Visibility
from outcomes_plugin.programs.data import ProgramData
from tests import given
from tests import given_journals as gj
from tests.blocks import given_blocks as gb
from tests.given_pairings import a_pairing
from tests.given_programs import COURSE, a_member

PROMPT = "What did you avoid saying this week?"
_OLX = """
<course org="Northlight" course="MENTOR" url_name="2026" display_name="Mentoring">
  <chapter url_name="c" display_name="Week 6"><sequential url_name="s" display_name="Saying it">
    <vertical url_name="unit" display_name="Unit">
      <mentoring-journal url_name="week_6" display_name="Journal · week 6" program="leap"
        prompt="What did you avoid saying this week?" prompt_key="week_6"
        needed_entries="2" needed_words="3"/>
      <mentoring-journal url_name="back" display_name="Looking back" program="leap"
        recap_keys="[&quot;week_6&quot;]" writes="false"/>
    </vertical>
  </sequential></chapter>
</course>
"""


def a_course() -> DemoCourse:
    """Return the course with a prompt and a look back; Oskar is its author."""
    oskar = gb.a_platform_user("oskar")
    course = load_course(_OLX, author=oskar)
    learning.give_course_role(course, oskar)
    for name in ("amara", "bela", "ilse"):
        learning.enroll(course, gb.a_platform_user(name), at=given.MONDAY)
    return course


def a_program() -> ProgramData:
    """Return a program with Amara and Bela, and Ilse with whom Amara is paired."""
    gb.a_platform_user("cleo")
    program = gj.a_writing_program()
    for name in ("amara", "bela"):
        gb.a_platform_user(name)
        a_member(program, name)
    gb.a_platform_user("ilse")
    a_member(program, "ilse", role="mentor")
    a_pairing(program, "amara", "ilse")
    return program


def usage_key(block: str = "week_6", course_key: str = COURSE) -> UsageKey:
    """Return the key of a journal block of the course."""
    return CourseKey.from_string(course_key).make_usage_key("mentoring-journal", block)


def block_of(block: str = "week_6") -> DemoBlock:
    """Return the place of the block in its unit."""
    return DemoBlock.objects.get(key=usage_key(block))


def call(
    client: Client,
    body: Any,
    *,
    handler: str = "act",
    block: str = "week_6",
    studio: bool = False,
) -> Any:
    """Send JSON to a handler of the block and return the response."""
    view = "demo:studio_handler" if studio else "demo:handler"
    key = usage_key(block)
    url = reverse(view, args=[key.course_key, key, handler, ""]).rstrip("/")
    data = body if isinstance(body, str) else json.dumps(body)
    return client.post(url, data, content_type="application/json")


def starts(client: Client) -> Any:
    """Read the notice and go on."""
    return call(client, {"action": "start", "notice_version": 1})


def typed(text: str, *, entry: str | None = None, version: int = 0) -> dict[str, Any]:
    """Return what the browser sends while one types."""
    return {
        "action": "autosave",
        "entry": entry or gj.an_id(),
        "version": version,
        "text": text,
    }


def saved(
    text: str = gj.WORDS, *, visibility: str = "only_me", program: Any = None, **changes: Any
) -> dict[str, Any]:
    """Return what the browser sends with “Save”, by Amara."""
    token = (
        gj.the_token(given.an_actor("amara"), program, Visibility(visibility)) if program else ""
    )
    return {
        **typed(text),
        "action": "save",
        "tags": "",
        "visibility": visibility,
        "audience": token,
        **changes,
    }


def everything_a_learner_sends() -> list[dict[str, Any]]:
    """Return every action of the panel with what the browser sends to it."""
    entry = gj.an_id()
    return [
        typed("Words"),
        saved("Words"),
        {"action": "share", "entry": entry, "version": 1, "visibility": "mentor", "audience": ""},
        *(
            {"action": action, "entry": entry}
            for action in ("stop_sharing", "discard", "delete", "edit", "compare")
        ),
        {"action": "export", "format": "json"},
        {"action": "start", "notice_version": 1},
        {"action": "more"},
        {"action": "tagged", "tag": "courage"},
        {"action": "refresh"},
    ]
