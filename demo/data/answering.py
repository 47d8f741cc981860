"""How the invented people answer: from what they bring along, item by item."""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .asks import SKILL, Ask
from .people import Character

NOTES = json.loads(Path(__file__).with_name("survey_notes.json").read_text(encoding="utf-8"))
REVERSE_KEYED = frozenset({"use_3", "trust_3", "access_3", "recip_3"})
LOWEST, HIGHEST = 1, 5
DOES_NOT_APPLY_SHARE = 0.02
NOTE_SHARE = 0.3

FACET_SHIFT = {"use": 0.2, "trust": 0.0, "access": 0.0, "recip": -0.3, "skill": 0.0}


def notes(rng: random.Random) -> Iterator[str]:
    """Return the remarks of one window in random order: no two people write the same."""
    return iter(rng.sample(NOTES, len(NOTES)))


def level(person: Character, ask: Ask) -> float:
    """Return the level of 1 to 5 around which the person answers."""
    if ask.instrument == SKILL:
        return person.skill + (person.growth if ask.is_after else 0.0)
    return person.contentment


def answers(
    rng: random.Random, items: Sequence[Any], *, level: float, notes: Iterator[str]
) -> Mapping[str, int | str]:
    """Return an answer to every item that the person answers."""
    given: dict[str, int | str] = {}
    for item in items:
        drawn = rng.random()
        if item.kind == "text":
            note = next(notes, "") if drawn < NOTE_SHARE else ""
            given |= {item.key: note} if note else {}
        elif item.does_not_apply and drawn < DOES_NOT_APPLY_SHARE:
            given[item.key] = "does_not_apply"
        else:
            given[item.key] = _point(rng, item.key, level)
    return given


def _point(rng: random.Random, key: str, level: float) -> int:
    drawn = round(rng.gauss(level + FACET_SHIFT[key.partition("_")[0]], 0.7))
    value = min(max(drawn, LOWEST), HIGHEST)
    return LOWEST + HIGHEST - value if key in REVERSE_KEYED else value
