"""The files that HR sends: who is employed since when, and who moved on."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from outcomes_plugin.progression.data import HrKind

from .people import Character

UNITS = ("platform", "product", "operations", "sales")
PROMOTED_ABOVE = 0.9
LEAVES_BELOW = 0.05


@dataclass(frozen=True, kw_only=True)
class Career:
    """What HR knows of one person."""

    number: int
    username: str
    starts_on: date
    unit: str
    leaves_on: date | None
    promoted_on: date | None


def draw(rng: random.Random, people: Sequence[Character], *, today: date) -> Sequence[Career]:
    """Return the careers of the people: some are promoted, a few leave."""
    return [
        Career(
            number=number,
            username=person.username,
            starts_on=today - timedelta(days=rng.randint(400, 2400)),
            unit=rng.choice(UNITS),
            leaves_on=_before(rng, today) if person.ambition < LEAVES_BELOW else None,
            promoted_on=_before(rng, today) if person.ambition > PROMOTED_ABOVE else None,
        )
        for number, person in enumerate(people, start=1)
    ]


def files(careers: Sequence[Career], *, until: date) -> Mapping[HrKind, bytes]:
    """Return both files as HR sends them on a day, leavers included."""
    spells = ["source_key,user,starts_on,ends_on,leave_reason,org_unit"]
    events = ["source_key,user,kind,on,verified"]
    for one in careers:
        has_left = one.leaves_on is not None and one.leaves_on <= until
        end, reason = (one.leaves_on, "voluntary") if has_left else ("", "")
        spells.append(f"E{one.number:04},{one.username},{one.starts_on},{end},{reason},{one.unit}")
        if one.promoted_on is not None and one.promoted_on <= until:
            events.append(f"C{one.number:04},{one.username},promotion,{one.promoted_on},yes")
    return {
        HrKind.SPELLS: "\n".join(spells).encode(),
        HrKind.EVENTS: "\n".join(events).encode(),
    }


def _before(rng: random.Random, today: date) -> date:
    return today - timedelta(days=rng.randint(5, 125))
