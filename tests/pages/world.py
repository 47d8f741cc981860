"""A program in full swing, and clients of each of its people."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import WindowData
from tests import given
from tests import given_surveys as gs
from tests.given_pairings import a_pairing
from tests.given_programs import a_linked_course, a_member, course_staff
from tests.reporting import scenes

PERSONS = {
    "mentee": "autumn_0",
    "mentor": "mika",
    "coordinator": "cleo",
    "analyst": "anna",
    "sponsor": "sid",
    "hr_steward": "hana",
    "line_manager": "linus",
    "equity_steward": "eva",
    "course_staff": "carl",
    "global_staff": "gudrun",
    "stranger": "zoe",
}


def a_running_program() -> ProgramData:
    """Return a program with people in every role, a release with hidden cells, an open window."""
    program = gs.an_asking_program()
    scenes.people(program, {"autumn": 12, "spring": 12})
    for role in ("mentor", "analyst", "sponsor", "hr_steward", "line_manager", "equity_steward"):
        a_member(program, PERSONS[role], role=role)
    a_linked_course(program)
    course_staff(PERSONS["course_staff"])
    given.a_user(PERSONS["stranger"])
    a_pairing(program, "autumn_0", PERSONS["mentor"])
    scenes.a_release(program, {"autumn": 12, "spring": 3})
    an_open_pulse(program)
    return program


def an_open_pulse(program: ProgramData):
    """Return an open window that three mentees of each cohort have answered."""
    opens_at = given.NEXT_MONDAY + timedelta(days=1)
    window = gs.an_open_window(
        program,
        key="pulse",
        title="Spring pulse",
        instrument="pulse",
        opens_at=opens_at,
        closes_at=given.A_YEAR_LATER,
    )
    scenes.answered(window, {"autumn": 3, "spring": 3})
    return window


def a_later_pulse(program: ProgramData, **fields):
    """Return a window that is planned for next week, as the clock of the pages has it."""
    now = timezone.now()
    times = {"opens_at": now + timedelta(days=7), "closes_at": now + timedelta(days=14)}
    facts = {"key": "later", "title": "Later", "instrument": "pulse", **times, **fields}
    return gs.a_window(program, **facts)


def client_of(role: str, **options) -> Client:
    """Return a browser in which the person of that role is signed in."""
    client = Client(**options)
    client.force_login(given.a_user(PERSONS[role]))
    return client


def address(name: str, *parts) -> str:
    """Return the address of a page."""
    return reverse(f"outcomes_plugin:{name}", args=parts)


def send(client: Client, name: str, program: ProgramData, window: WindowData):
    """Press the button: what the script of the page is told."""
    path = address(name, program.slug, window.id)
    return client.post(
        path, "{}", content_type="application/json", headers={"Accept": "application/json"}
    )


def the(program: ProgramData, key: str) -> WindowData:
    """Return the program's window of that key as it is now."""
    return next(one for one in surveys_api.find_windows(program.id) if one.key == key)


def json_call(client: Client, path: str, body: Mapping[str, Any]):
    """Call as the script of a panel does."""
    return client.post(path, json.dumps(body), content_type="application/json")
