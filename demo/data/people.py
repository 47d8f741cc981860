"""The invented people of the demo's program: the same ones at every build."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

NAMES = json.loads(Path(__file__).with_name("names.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, kw_only=True)
class Character:
    """One invented person, and what they bring along: how they answer, learn and move on."""

    username: str
    name: str
    skill: float
    contentment: float
    diligence: float
    ambition: float


@dataclass(frozen=True, kw_only=True)
class CohortCast:
    """The people of one cohort; those who are named in the story come first."""

    slug: str
    mentees: Sequence[Character]
    mentors: Sequence[Character]
    named_count: int

    @property
    def others(self) -> Sequence[Character]:
        """The mentees who are not named."""
        return self.mentees[self.named_count :]

    def mentor_for(self, place: int) -> Character:
        """Return the mentor of the other mentee at that place: each has about two."""
        unnamed = self.mentors[1:]
        return unnamed[place % len(unnamed)]

    def pairs(self) -> Sequence[tuple[Character, Character]]:
        """Return each mentee with the mentor; the first mentor has those who are named."""
        named = [(mentee, self.mentors[0]) for mentee in self.mentees[: self.named_count]]
        return [*named, *((one, self.mentor_for(at)) for at, one in enumerate(self.others))]


def cast_of(
    rng: random.Random,
    slug: str,
    *,
    mentees: Sequence[tuple[str, str]],
    mentors: Sequence[tuple[str, str]],
    mentee_count: int,
    mentor_count: int,
    contentment: float,
    taken: set[str],
) -> CohortCast:
    """Return the cohort with its named people first, filled up with invented ones."""
    return CohortCast(
        slug=slug,
        mentees=_characters(rng, mentees, mentee_count, contentment, taken),
        mentors=_characters(rng, mentors, mentor_count, contentment, taken),
        named_count=len(mentees),
    )


def _characters(
    rng: random.Random,
    named: Sequence[tuple[str, str]],
    count: int,
    contentment: float,
    taken: set[str],
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
            contentment=rng.gauss(contentment, 0.4),
            diligence=rng.betavariate(5, 2),
            ambition=rng.random(),
        )
        for username, name in names
    ]
