"""The invented people of the demo's program: the same ones at every build."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .stage import SECOND, CohortPlan

NAMES = json.loads(Path(__file__).with_name("names.json").read_text(encoding="utf-8"))

GROWTH_SPREAD = 0.25

Name = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Character:
    """One invented person, and what they bring along: how they answer and learn."""

    username: str
    name: str
    skill: float
    growth: float
    contentment: float
    diligence: float


@dataclass(frozen=True, kw_only=True)
class Circle:
    """A mentor who is named in the story, and the named mentees."""

    mentor: Name
    mentees: Sequence[Name]


CIRCLES = {
    SECOND: (
        Circle(
            mentor=("ilse.b", "Ilse Brandt"),
            mentees=(
                ("amara.k", "Amara Kone"), ("lucia.r", "Lucía Rojas"), ("teo.v", "Teo Varga"),
                ("siri.n", "Siri Nyland"), ("dario.o", "Dario Okello"), ("hanna.b", "Hanna Brisk"),
                ("mina.p", "Mina Paredes"), ("kaito.o", "Kaito Oren"),
            ),
        ),
        Circle(
            mentor=("tomas.v", "Tomás Vidal"),
            mentees=(("samir.h", "سمير حداد"), ("jonas.w", "Jonas Weiss")),
        ),
    )
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CohortCast:
    """The people of one cohort; those who are named in the story come first."""

    plan: CohortPlan
    mentees: Sequence[Character]
    mentors: Sequence[Character]
    circles: Sequence[Circle]

    @property
    def everybody(self) -> Sequence[Character]:
        """The mentees, then the mentors."""
        return [*self.mentees, *self.mentors]

    @property
    def named(self) -> Sequence[Character]:
        """The mentees who are named."""
        return self.mentees[: self._named_count]

    @property
    def others(self) -> Sequence[Character]:
        """The mentees who are not named."""
        return self.mentees[self._named_count :]

    @property
    def _named_count(self) -> int:
        return sum(len(circle.mentees) for circle in self.circles)

    def mentor_for(self, place: int) -> Character:
        """Return the mentor of the other mentee at that place: each has two or three."""
        unnamed = self.mentors[len(self.circles) :]
        return unnamed[place % len(unnamed)]

    def pairs(self) -> Sequence[tuple[Character, Character]]:
        """Return each mentee with the mentor; a named mentor has those of the circle."""
        with_named = [
            mentor
            for mentor, circle in zip(self.mentors, self.circles, strict=False)
            for _mentee in circle.mentees
        ]
        with_others = [self.mentor_for(place) for place in range(len(self.others))]
        return list(zip(self.mentees, [*with_named, *with_others], strict=True))


def cast_of(rng: random.Random, plan: CohortPlan, *, taken: set[str]) -> CohortCast:
    """Return the cohort with its named people first, filled up with invented ones."""
    circles = CIRCLES.get(plan.slug, ())
    named = [mentee for circle in circles for mentee in circle.mentees]
    mentors = [circle.mentor for circle in circles]
    return CohortCast(
        plan=plan,
        mentees=_characters(rng, plan, named, plan.mentees, taken),
        mentors=_characters(rng, plan, mentors, plan.mentors, taken),
        circles=circles,
    )


def usernames_of_circles() -> set[str]:
    """Return the usernames of everybody who is named in the story."""
    found = [circle for circles in CIRCLES.values() for circle in circles]
    return {username for circle in found for username, _name in (circle.mentor, *circle.mentees)}


def _characters(
    rng: random.Random, plan: CohortPlan, named: Sequence[Name], count: int, taken: set[str]
) -> Sequence[Character]:
    names = [*named]
    while len(names) < count:
        first, last = rng.choice(NAMES["first"]), rng.choice(NAMES["last"])
        username = f"{first}.{last}".casefold()
        if username not in taken:
            taken.add(username)
            names.append((username, f"{first} {last}"))
    return [
        Character(
            username=username,
            name=name,
            skill=rng.gauss(2.9, 0.5),
            growth=rng.gauss(plan.growth, GROWTH_SPREAD),
            contentment=rng.gauss(plan.contentment, 0.4),
            diligence=rng.betavariate(5, 2),
        )
        for username, name in names
    ]
