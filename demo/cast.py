"""The invented persons whom the strip offers, and the courses that they are in."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser

from demo.blocks.authoring import load_course
from demo.courses import learning
from demo.courses.models import DemoCourse
from demo.courses.people import PersonCard, add_person

OLX = Path(__file__).parent / "olx"
FOR_MENTEES, FOR_MENTORS = "leading-from-where-you-stand", "asking-before-telling"
COURSE_BEGAN = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)

CAST = (
    PersonCard(username="amara.k", name="Amara Kone", part="mentee"),
    PersonCard(username="jonas.w", name="Jonas Weiss", part="mentee"),
    PersonCard(username="lucia.r", name="Lucía Rojas", part="mentee", language="es-419"),
    PersonCard(username="samir.h", name="سمير حداد", part="mentee", language="ar"),
    PersonCard(username="ilse.b", name="Ilse Brandt", part="mentor"),
    PersonCard(username="tomas.v", name="Tomás Vidal", part="mentor"),
    PersonCard(username="petra.n", name="Petra Novak", part="coordinator"),
    PersonCard(username="henrik.s", name="Henrik Solberg", part="sponsor"),
    PersonCard(username="noor.d", name="Noor Deen", part="analyst"),
    PersonCard(username="mei.l", name="Mei Lin", part="HR data steward"),
    PersonCard(username="oskar.f", name="Oskar Falk", part="course author"),
    PersonCard(username="admin", name="Gudrun Ahl", part="administrator", is_global_staff=True),
)
LEARNERS = ("mentee", "mentor", "coordinator")
MENTORS = ("mentor", "coordinator")
COURSE_TEAM = ("course author",)


def build_cast() -> DemoCourse:
    """
    Make the persons, the courses and who is in them, and return the course of the mentees.

    Running it again brings them up to date.
    """
    users = {card.username: add_person(card) for card in CAST}
    found = _course(FOR_MENTEES, users, learners=LEARNERS)
    _course(FOR_MENTORS, users, learners=MENTORS)
    return found


def _course(
    name: str, users: Mapping[str, AbstractBaseUser], *, learners: Collection[str]
) -> DemoCourse:
    olx = (OLX / f"{name}.xml").read_text(encoding="utf-8")
    course = load_course(olx, author=users["admin"])
    for card in CAST:
        if card.part in learners:
            learning.enroll(course, users[card.username], at=COURSE_BEGAN)
        if card.part in COURSE_TEAM:
            learning.give_course_role(course, users[card.username])
    return course
