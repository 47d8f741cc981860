"""Compare what a target should have with what it says it has."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.ledger.data import Slot

from .rights import check_operator
from .switches import check_known
from .targets import Countable, Target, target_named

_AT_ONCE = 500


class Differs(StrEnum):
    """In what way the two sides differ about one entry."""

    MISSING = "missing"
    DOUBLED = "doubled"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class SlotCount:
    """Entries of one type on one day: in the ledger, on their way, given up, and in the target."""

    slot: Slot
    expected: int
    waiting: int
    dead: int
    there: int

    @property
    def is_even(self) -> bool:
        """Return whether the numbers add up."""
        return self.expected == self.waiting + self.dead + self.there


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One entry about which the two sides differ."""

    slot: Slot
    entry: str
    differs: Differs


@dataclass(frozen=True, kw_only=True)
class Reconciliation:
    """Both sides of one target. A target that cannot count has no `there`, and no differences."""

    target: str
    can_count: bool
    counts: Sequence[SlotCount]
    differences: Sequence[Difference]


def reconcile(actor: Actor, target: str, *, limit: int) -> Reconciliation:
    """
    Count both sides by type and day, and list the entries about which they differ, to the limit.

    Counts are taken while the relay runs, so uneven ones are looked at entry by entry: one that
    arrived meanwhile is no difference.

    Raises:
        NotFound: the actor is neither the relay nor global staff.
        Invalid: the site has no such target.
        TargetAway: the target does not answer.
    """
    check_operator(actor)
    check_known(target)
    ledger_api.know_targets([target])
    first = ledger_api.first_entry_of(target) or 0
    store = target_named(target)
    counts = _counts(target, store, first)
    differences: Sequence[Difference] = []
    if isinstance(store, Countable):
        uneven = [one.slot for one in counts if not one.is_even]
        found = (one for slot in uneven for one in _differences(store, target, slot, first))
        differences = list(islice(found, limit))
    return Reconciliation(
        target=target,
        can_count=isinstance(store, Countable),
        counts=counts,
        differences=differences,
    )


def _counts(target: str, store: Target, first: int) -> Sequence[SlotCount]:
    expected = ledger_api.slot_counts(target, first_entry=first)
    waiting = ledger_api.slot_waiting(target)
    dead = ledger_api.slot_dead(target)
    there = store.slot_counts() if isinstance(store, Countable) else {}
    return [
        SlotCount(
            slot=slot,
            expected=expected.get(slot, 0),
            waiting=waiting.get(slot, 0),
            dead=dead.get(slot, 0),
            there=there.get(slot, 0),
        )
        for slot in sorted({*expected, *there})
    ]


def _differences(store: Countable, target: str, slot: Slot, first: int) -> Iterator[Difference]:
    """Yield how the slot differs. What waits is read before what is there: see `_missing`."""
    expected = dict(ledger_api.slot_ids(target, slot, first_entry=first))
    absent = _not_there_yet(target, list(expected))
    there = Counter(store.slot_ids(slot))
    found = {
        Differs.MISSING: _missing(target, expected, absent, there),
        Differs.DOUBLED: [entry for entry, count in there.items() if count > 1],
        Differs.UNKNOWN: _unknown(target, [entry for entry in there if entry not in expected]),
    }
    for differs, entries in found.items():
        for entry in entries:
            yield Difference(slot=slot, entry=entry, differs=differs)


def _missing(
    target: str, expected: Mapping[str, str | None], absent: frozenset[str], there: Counter[str]
) -> Sequence[str]:
    """Return what is neither there nor was on its way before: it cannot have arrived meanwhile."""
    missing = [entry for entry in expected if entry not in there and entry not in absent]
    if not target_named(target).needs_user:
        return missing
    persons = {person for entry in missing if (person := expected[entry]) is not None}
    users = actors_api.users_of(sorted(persons))
    return [entry for entry in missing if (person := expected[entry]) is None or person in users]


def _not_there_yet(target: str, entries: Sequence[str]) -> frozenset[str]:
    parts = (entries[start : start + _AT_ONCE] for start in range(0, len(entries), _AT_ONCE))
    return frozenset().union(*(ledger_api.not_there_yet(target, part) for part in parts))


def _unknown(target: str, entries: Sequence[str]) -> Sequence[str]:
    parts = (entries[start : start + _AT_ONCE] for start in range(0, len(entries), _AT_ONCE))
    known = frozenset().union(*(ledger_api.known_entries(target, part) for part in parts))
    return [entry for entry in entries if entry not in known]
