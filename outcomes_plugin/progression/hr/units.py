"""No unit of an organization is, over others, part of itself."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from .rows import folded


@dataclass(frozen=True, kw_only=True)
class Belonging:
    """That a unit is part of another for a time; `key` is the row's that says so."""

    key: str
    unit: str
    parent: str
    starts_on: date | None
    ends_on: date | None

    def holds_on(self, day: date) -> bool:
        """Return whether it holds on that day."""
        return (self.starts_on or date.min) <= day <= (self.ends_on or date.max)


_Read = Callable[[Belonging], str]


def in_circles(belongings: Iterable[Belonging]) -> frozenset[str]:
    """Return the keys of the rows by which a unit would, on some day, be part of itself."""
    suspects = _on_paths([one for one in belongings if one.parent])
    found: set[str] = set()
    for day in {one.starts_on or date.min for one in suspects}:
        found |= {one.key for one in _on_paths([one for one in suspects if one.holds_on(day)])}
    return frozenset(found)


def _on_paths(belongings: Collection[Belonging]) -> Collection[Belonging]:
    """Return those that remain when all that leads to no circle, or from none, is taken off."""
    upwards = _leading_on(belongings, start=_unit, end=_parent)
    return _leading_on(upwards, start=_parent, end=_unit)


def _leading_on(belongings: Collection[Belonging], *, start: _Read, end: _Read) -> list[Belonging]:
    """Return those from whose end there is always a next one."""
    going_on = Counter(start(one) for one in belongings)
    coming_in: dict[str, list[Belonging]] = defaultdict(list)
    for one in belongings:
        coming_in[end(one)].append(one)
    dead = [name for name in coming_in if not going_on[name]]
    gone: set[str] = set()
    while dead:
        for one in coming_in[dead.pop()]:
            gone.add(one.key)
            going_on[start(one)] -= 1
            if not going_on[start(one)]:
                dead.append(start(one))
    return [one for one in belongings if one.key not in gone]


def _unit(one: Belonging) -> str:
    return folded(one.unit)


def _parent(one: Belonging) -> str:
    return folded(one.parent)
