"""How the invented people answer: from what they bring along, item by item."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

REVERSE_KEYED = frozenset({"use_3", "trust_3", "access_3", "recip_3"})
LOWEST, HIGHEST = 1, 5
DOES_NOT_APPLY_SHARE = 0.02
NOTE_SHARE = 0.3

FACET_SHIFT = {"use": 0.35, "trust": -0.2, "access": 0.05, "recip": -0.25, "skill": 0.0}
NOTES = (
    "We moved our meeting twice. I would like a fixed day.",
    "The last meeting helped me to say no.",
    "I have a question about the course. I will bring it next time.",
    "All good.",
)


def answers(rng: random.Random, items: Sequence[Any], *, level: float) -> Mapping[str, int | str]:
    """Return an answer to every item that the person answers, around a level of 1 to 5."""
    given: dict[str, int | str] = {}
    for item in items:
        if item.kind == "text":
            if rng.random() < NOTE_SHARE:
                given[item.key] = rng.choice(NOTES)
        elif item.does_not_apply and rng.random() < DOES_NOT_APPLY_SHARE:
            given[item.key] = "does_not_apply"
        else:
            given[item.key] = _point(rng, item.key, level)
    return given


def _point(rng: random.Random, key: str, level: float) -> int:
    drawn = round(rng.gauss(level + FACET_SHIFT[key.partition("_")[0]], 0.7))
    value = min(max(drawn, LOWEST), HIGHEST)
    return LOWEST + HIGHEST - value if key in REVERSE_KEYED else value
