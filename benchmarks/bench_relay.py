"""
What the relay costs an entry, beside ledgers of growing size.

    python -m benchmarks.bench_relay 1000 1000000

Each ledger is filled with entries that were delivered long ago; then the same number of new ones is
delivered to a target that only counts. What is measured is the relay's own part.
"""

import sys
from collections.abc import Mapping, Sequence
from datetime import timedelta

from benchmarks.common import a_site, medians, queries_of, seconds_of

SIZES = (1_000, 1_000_000)
NEW, RUNS, AT_ONCE = 1_000, 7, 5_000


def main(sizes: Sequence[int]) -> None:
    """Print one line per size, and the last as a multiple of the first."""
    with a_site():
        from django.conf import settings
        from django.utils import timezone

        from outcomes_plugin.actors.data import Actor
        from outcomes_plugin.ledger.data import EntryData
        from outcomes_plugin.relay import api as relay_api
        from outcomes_plugin.relay.targets import TAKEN, Outcome, Target

        class Counter(Target):
            def deliver(
                self, entries: Sequence[EntryData], *, users: Mapping[str, int]
            ) -> Sequence[Outcome]:
                return [TAKEN] * len(entries)

        sys.modules["benchmarks.bench_relay"] = sys.modules[__name__]
        sys.modules[__name__].Counter = Counter  # type: ignore[attr-defined]
        settings.OUTCOMES_RELAY_TARGETS = {"clickhouse": "benchmarks.bench_relay.Counter"}

        def deliver() -> None:
            at = timezone.now() + timedelta(seconds=1)
            assert relay_api.deliver_due(Actor.system("relay"), at=at).delivered == NEW

        _record(NEW)
        deliver()  # makes the lanes
        found = []
        for size in sizes:
            _fill(size)
            _record(NEW)
            queries = queries_of(deliver)
            taken = []
            for _run in range(RUNS):
                _record(NEW)
                taken.append(seconds_of(deliver))
            found.append(medians(taken))
            each = found[-1].wall / NEW * 1e6
            print(f"{size:,} entries in the ledger: {each:.0f} µs an entry, {queries}")
        print(f"the last beside the first: {found[-1].beside(found[0])}")


def _fill(size: int) -> None:
    """Fill the ledger up to so many entries that no target has still to get."""
    from outcomes_plugin.ledger.models import LedgerEntry

    missing = size - LedgerEntry.objects.count()
    while missing > 0:
        LedgerEntry.objects.bulk_create(_entries(min(missing, AT_ONCE)))
        missing -= AT_ONCE


def _entries(count: int) -> list:
    from outcomes_plugin.ledger.models import LedgerEntry
    from tests import given

    return [
        LedgerEntry(
            type="window.opened",
            occurred_at=given.MONDAY,
            recorded_at=given.MONDAY,
            program=f"program-{number % 500}",
        )
        for number in range(count)
    ]


def _record(count: int) -> None:
    """Record new entries, each with its delivery row."""
    from django.db import transaction

    from outcomes_plugin.actors.data import Actor
    from outcomes_plugin.ledger import api as ledger_api
    from outcomes_plugin.ledger.data import NewEntry
    from tests import given

    with transaction.atomic():
        ledger_api.record_many(
            Actor.system("close"),
            [
                NewEntry(type="window.opened", at=given.MONDAY, program=f"program-{number % 500}")
                for number in range(count)
            ],
        )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
