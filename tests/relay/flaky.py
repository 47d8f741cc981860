"""A target outside the product that can be made to refuse: what a broken network looks like."""

from collections.abc import Mapping

from outcomes_plugin.ledger.data import EntryData
from outcomes_plugin.relay.targets import DeliveryFailed, OneByOne


class FlakyTarget(OneByOne):
    """Keeps what it gets, and refuses the programs named in `refused`."""

    received: list[EntryData] = []
    refused: set[str] = set()

    def deliver_one(self, entry: EntryData, *, users: Mapping[str, int]) -> None:
        """Keep the entry, or refuse it."""
        if entry.program in self.refused:
            raise DeliveryFailed("refused")
        self.received.append(entry)
