"""A survey of xblock-poll in the unit beside ours, set up in Studio, and votes of many people."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.test import Client
from django.urls import reverse
from opaque_keys.edx.keys import UsageKey

from benchmarks.worlds import AT_ONCE, World
from demo.blocks.authoring import add_block
from demo.blocks.models import BlockFields
from demo.courses.people import PersonCard, add_person
from outcomes_plugin.surveys import api as surveys_api
from tests.given_programs import COORDINATOR


def a_poll(world: World, *, points: int) -> UsageKey:
    """Add the block, let it ask what our window asks, and return its key."""
    key = add_block(world.course.units.get(title="Another survey"), "survey")
    author = Client()
    author.force_login(add_person(PersonCard(username=COORDINATOR, name="Cleo")))
    url = reverse("demo:studio_handler", args=[key.course_key, key, "studio_submit", ""])
    body = {
        "display_name": "Survey",
        "feedback": "",
        "private_results": False,
        "max_submissions": 1,
        "answers": [{"key": str(one), "label": str(one)} for one in range(1, points + 1)],
        "questions": [
            {"key": item, "label": prompt, "img": "", "img_alt": ""}
            for item, prompt in _questions(world.window.instrument)
        ],
    }
    answer = author.post(url.rstrip("/"), json.dumps(body), content_type="application/json")
    assert answer.json()["success"], answer.content
    return key


def votes(key: UsageKey, users: Sequence[Any]) -> None:
    """Add as rows that all these people voted alike; the tally counts them."""
    questions = BlockFields.objects.get(scope="settings", owner=str(key)).values["questions"]
    choices = {item: "4" for item, _label in questions}
    for first in range(0, len(users), AT_ONCE):
        BlockFields.objects.bulk_create(
            BlockFields(
                scope="user_state",
                owner=str(key),
                person=str(user.pk),
                values={"choices": choices, "submissions_count": 1},
            )
            for user in users[first : first + AT_ONCE]
        )
    tally, _created = BlockFields.objects.get_or_create(
        scope="user_state_summary", owner=str(key), person=""
    )
    counted = tally.values.get("tally", {})
    for item in choices:
        counted.setdefault(item, dict.fromkeys("12345", 0))["4"] += len(users)
    tally.values["tally"] = counted
    tally.save()


def _questions(instrument: str) -> Iterator[tuple[str, str]]:
    for item in surveys_api.shipped_instruments()[instrument]["items"]:
        if item["kind"] != "text":
            prompt = item["prompt"]
            yield item["key"], prompt["en"] if isinstance(prompt, dict) else prompt
