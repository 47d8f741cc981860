"""Send the forms of setting up as the script of the pages does, and read what comes back."""

import json
from datetime import timedelta

from django.utils import timezone

from tests.pages.world import address, client_of


def post(client, path, action, **fields):
    """Send a form as the script of the page does."""
    body = json.dumps({"action": action, **fields})
    return client.post(path, body, content_type="application/json")


def send(program, name, action, *, by="coordinator", **fields):
    """Send a form of the program's page as the person of that role."""
    return post(client_of(by), address(name, program.slug), action, **fields)


def read(program, name, *, by="coordinator", **query):
    """Return the program's page as the person of that role reads it."""
    return client_of(by).get(address(name, program.slug), query).content.decode()


def problems(answer):
    """Return what was refused, by field."""
    return {one["item"]: one["message"] for one in answer.json()["problems"]}


def window_facts(**changes):
    """Return what the form of a survey sends: a pulse of next week."""
    opens = timezone.now() + timedelta(days=7)
    facts = {
        "title": "How it goes",
        "instrument": "pulse",
        "role": "mentee",
        "opens_at": opens.strftime("%Y-%m-%dT09:00"),
        "closes_at": (opens + timedelta(days=7)).strftime("%Y-%m-%dT18:00"),
        "cohorts": [],
        "wave": "",
        "mode": "",
        "mode_reason": "",
    }
    return {**facts, **changes}


def notice_facts(**changes):
    """Return what the form of the notice sends."""
    destroyed = (timezone.now() + timedelta(days=700)).date().isoformat()
    return {
        "controller": "Northlight Ltd",
        "contact": "privacy@example.com",
        "purposes": ["run_program", "surveys"],
        "months_kept": "12",
        "key_destroyed_on": destroyed,
        **changes,
    }
