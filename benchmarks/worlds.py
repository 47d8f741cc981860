"""Programs of any size: those who are looked at come by the front door, the mass are rows."""

import random
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from demo.blocks.authoring import load_course
from demo.courses import learning
from demo.courses.models import (
    DemoCertificate,
    DemoCourse,
    DemoEnrollment,
    DemoPassingStatus,
)
from demo.courses.people import PersonCard, add_person
from outcomes_plugin.actors.models import Person
from outcomes_plugin.edxapp import VALID_CERTIFICATE
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.programs.models import Member
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import Mode, WindowData
from outcomes_plugin.surveys.models import (
    ConfidentialResponse,
    FrameRow,
    IdentifiedResponse,
    Window,
)
from tests import given
from tests import given_surveys as gs
from tests.given_programs import COORDINATOR, COURSE, a_cohort, a_member, the_coordinator

COHORTS = ("autumn", "spring")
INSTRUMENT = "satisfaction_mentee"
AT_ONCE = 5000
_COURSE = """
<course org="Northlight" course="MENTOR" url_name="2026" display_name="Mentoring">
  <chapter display_name="Week 1"><sequential>
    <vertical url_name="text" display_name="A text"><html url_name="words">Words.</html></vertical>
    <vertical url_name="ours" display_name="Our survey">
      <mentoring-survey url_name="halfway" program="leap" window="halfway"/>
    </vertical>
    <vertical url_name="theirs" display_name="Another survey"/>
  </sequential></chapter>
</course>
"""


@dataclass(frozen=True, kw_only=True)
class World:
    """A program with two cohorts, a course that is linked to it, and a window that is open."""

    program: ProgramData
    course: DemoCourse
    window: WindowData
    cohort_ids: Sequence[int]


def a_world(**fields: Any) -> World:
    """
    Return a world in which one mentee per cohort is asked, in the confidential mode.

    `fields` make the window another one.
    """
    program = gs.an_asking_program()
    cohort_ids = [a_cohort(program, slug).id for slug in COHORTS]
    for slug in COHORTS:
        a_member(program, f"first_of_{slug}", cohort=slug)
    window = gs.an_open_window(program, instrument=INSTRUMENT, **open_now(), **fields)
    return World(program=program, course=a_linked_course(), window=window, cohort_ids=cohort_ids)


def open_now() -> Mapping[str, datetime]:
    """Return the times of a window that is open since yesterday."""
    now = timezone.now()
    return {
        "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=6),
        "at": now - timedelta(days=2),
    }


def a_linked_course(olx: str = _COURSE) -> DemoCourse:
    """Return the course of the surveys, linked to the program by its coordinator."""
    coordinator = add_person(PersonCard(username=COORDINATOR, name="Cleo"))
    course = load_course(olx, author=coordinator)
    learning.give_course_role(course, coordinator)
    programs_api.link_course(the_coordinator(), "leap", COURSE, at=given.MONDAY)
    return course


def a_course_that_has_run() -> tuple[ProgramData, DemoCourse]:
    """Return a program and a course that was linked to it after people had learned in it."""
    program = gs.an_asking_program()
    gs.a_notice(program, purposes=(*gs.PURPOSES, "certificates"))
    return program, a_linked_course()


def learners(program: ProgramData, course: DemoCourse, count: int) -> None:
    """Add as rows so many mentees who had enrolled, passed and got a certificate by then."""
    for first in range(0, count, AT_ONCE):
        users = _users(f"learner{number}" for number in range(first, min(first + AT_ONCE, count)))
        began = given.MONDAY
        days = {
            DemoEnrollment: {"created": began},
            DemoPassingStatus: {"is_passing": True, "passed_at": began + timedelta(days=30)},
            DemoCertificate: {
                "status": VALID_CERTIFICATE,
                "certified_at": began + timedelta(days=31),
                "changed_at": began + timedelta(days=31),
            },
        }
        for model, told in days.items():
            model.objects.bulk_create(model(course=course, user=user, **told) for user in users)
        persons = Person.objects.bulk_create(Person(user=user, created_at=began) for user in users)
        _mentees(program.id, ((person.id, None) for person in persons))


def newcomers(world: World, count: int, *, name: str) -> Sequence[Any]:
    """Return so many learners who are asked, have read the notice, and have not answered."""
    users = [
        add_person(PersonCard(username=f"{name}{index}", name=f"{name.title()} {index}"))
        for index in range(count)
    ]
    for user in users:
        learning.enroll(world.course, user, at=given.MONDAY)
        a_member(world.program, user.username, cohort=COHORTS[0])
    surveys_api.admit_joiners(at=timezone.now())
    for user in users:
        gs.has_read_the_notice(world.window, user.username, at=timezone.now())
    return users


def respondents(world: World, count: int, *, start: int = 0) -> Sequence[Any]:
    """Add as rows so many members who have answered, and return their users."""
    users = []
    for first in range(start, start + count, AT_ONCE):
        users += _respondents(world, range(first, min(first + AT_ONCE, start + count)))
    window = Window.objects.get(id=world.window.id)
    window.asked = window.frame.count()
    window.save(update_fields=["asked"])
    return users


def _respondents(world: World, numbers: range) -> Sequence[Any]:
    """Add some of them: users, persons, enrollments, members, receipts and answers."""
    now = timezone.now()
    users = _users(f"respondent{number}" for number in numbers)
    persons = Person.objects.bulk_create(Person(user=user, created_at=now) for user in users)
    DemoEnrollment.objects.bulk_create(
        DemoEnrollment(course=world.course, user=user, created=now) for user in users
    )
    placed = [
        (person.id, world.cohort_ids[index % len(world.cohort_ids)])
        for index, person in enumerate(persons)
    ]
    _mentees(world.program.id, placed)
    _answered(world.window, placed)
    return users


def _users(names: Iterable[str]) -> Sequence[Any]:
    """Add users of these names; MySQL does not tell the ids of rows that were added together."""
    user_model = get_user_model()
    users = user_model.objects.bulk_create(
        user_model(username=name, email=f"{name}@example.com") for name in names
    )
    if users[0].pk is None:
        users = list(user_model.objects.filter(username__in=[user.username for user in users]))
    return users


def _mentees(program_id: int, placed: Iterable[tuple[str, int | None]]) -> None:
    """Make mentees of these persons, each in the cohort beside them."""
    Member.objects.bulk_create(
        Member(
            program_id=program_id,
            person=person,
            role="mentee",
            cohort_id=cohort_id,
            joined_at=given.MONDAY,
        )
        for person, cohort_id in placed
    )


def _answered(window: WindowData, placed: Sequence[tuple[str, int]]) -> None:
    """Add the receipts and the answers of these persons, as the window's mode keeps them."""
    now = timezone.now()
    received = {"window_id": window.id, "outcome": "received", "outcome_at": now}
    FrameRow.objects.bulk_create(
        FrameRow(person=person, cohort_id=cohort_id, **received) for person, cohort_id in placed
    )
    chance, items = random.Random(placed[0][0]), _scored_items()
    answered = [
        {
            "window_id": window.id,
            "cohort_id": cohort_id,
            "answers": {item: chance.randint(1, 5) for item in items},
        }
        for _person, cohort_id in placed
    ]
    if window.mode is Mode.IDENTIFIED:
        times = {"submitted_at": now, "changed_at": now}
        IdentifiedResponse.objects.bulk_create(
            IdentifiedResponse(person=person, **one, **times)
            for (person, _cohort_id), one in zip(placed, answered, strict=True)
        )
    else:
        ConfidentialResponse.objects.bulk_create(
            ConfidentialResponse(pseudonym=secrets.token_hex(32), **one) for one in answered
        )


def _scored_items() -> Sequence[str]:
    items = surveys_api.shipped_instruments()[INSTRUMENT]["items"]
    return [item["key"] for item in items if item["kind"] != "text"]
