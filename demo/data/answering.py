"""How the invented people answer: from what they bring along, item by item."""

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from .asks import SKILL, Ask
from .people import Character

_HERE = Path(__file__).parent
NOTES = json.loads((_HERE / "survey_notes.json").read_text(encoding="utf-8"))
COMMENTS = json.loads((_HERE / "survey_comments.json").read_text(encoding="utf-8"))
REVERSE_KEYED = frozenset({"use_3", "trust_3", "access_3", "recip_3"})
LOWEST, HIGHEST = 1, 5
DOES_NOT_APPLY_SHARE = 0.02
WRITERS_SHARE = {"note": 0.3, "helped": 0.6, "better": 0.5}
MOST_TIMES = 4

FACET_SHIFT = {"use": 0.2, "trust": 0.0, "access": 0.0, "recip": -0.3, "skill": 0.0}


Words = Mapping[str, Iterator[str]]


def words(rng: random.Random) -> Words:
    """Return by item what people write in one window, in random order: no two write the same."""
    remarks = {"note": NOTES, **COMMENTS}
    return {key: iter(rng.sample(said, len(said))) for key, said in remarks.items()}


def level(person: Character, ask: Ask) -> float:
    """Return the level of 1 to 5 around which the person answers."""
    if ask.instrument == SKILL:
        return person.skill + (person.growth if ask.is_after else 0.0)
    return person.contentment


def answers(
    rng: random.Random, items: Sequence[Any], *, level: float, words: Words, on: date
) -> Mapping[str, Any]:
    """Return an answer to every item that the person answers; not everybody writes words."""
    given: dict[str, Any] = {}
    for item in items:
        drawn = rng.random()
        if item.key in words:
            written = next(words[item.key], "") if drawn < WRITERS_SHARE[item.key] else ""
            given |= {item.key: written} if written else {}
        elif item.does_not_apply and drawn < DOES_NOT_APPLY_SHARE:
            given[item.key] = "does_not_apply"
        elif item.kind == "likert":
            given[item.key] = _point(rng, item.key, level)
        elif item.kind in _DRAWN:
            given[item.key] = _DRAWN[item.kind](rng, item, on)
    return given


def _point(rng: random.Random, key: str, level: float) -> int:
    drawn = round(rng.gauss(level + FACET_SHIFT[key.partition("_")[0]], 0.7))
    value = min(max(drawn, LOWEST), HIGHEST)
    return LOWEST + HIGHEST - value if key in REVERSE_KEYED else value


def _choices(rng: random.Random, item: Any, _on: date) -> list[int | str]:
    """Most choose one or two; what excludes the others is chosen by nobody here."""
    keys = [point.value for point in item.points if not point.exclusive]
    return rng.sample(keys, rng.randint(1, 2))


def _day(rng: random.Random, _item: Any, on: date) -> str:
    return (on + timedelta(days=rng.randint(2, 20))).isoformat()


_DRAWN: Mapping[str, Callable[[random.Random, Any, date], Any]] = {
    "zero_to_ten": lambda rng, _item, _on: rng.randint(5, 10),
    "single_choice": lambda rng, item, _on: rng.choice(item.points).value,
    "multiple_choice": _choices,
    "number": lambda rng, _item, _on: rng.randint(0, MOST_TIMES),
    "date": _day,
    "ranking": lambda rng, item, _on: [one.value for one in rng.sample(item.points, item.most)],
}
