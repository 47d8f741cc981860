"""A target that keeps each entry for good the moment it comes, and notes who brought it."""

import os
import sqlite3
from collections import Counter
from contextlib import closing

from outcomes_plugin.ledger.data import EntryData
from tests.relay.shelf import Shelf


class Cupboard(Shelf):
    """A batch that breaks off was taken in half. Each id is kept once, however often it came."""

    def arrivals(self) -> Counter[str]:
        """Return how often each entry came."""
        with closing(self._open()) as store:
            return Counter(row[0] for row in store.execute("SELECT entry FROM arrived"))

    def bringers(self) -> set[int]:
        """Return the processes that brought entries."""
        with closing(self._open()) as store:
            return {row[0] for row in store.execute("SELECT DISTINCT process FROM arrived")}

    def _keep(self, store: sqlite3.Connection, entry: EntryData) -> None:
        store.execute("INSERT INTO arrived VALUES (?, ?)", (entry.uuid, os.getpid()))
        super()._keep(store, entry)
        store.commit()

    def _open(self) -> sqlite3.Connection:
        store = super()._open()
        store.execute("PRAGMA journal_mode=WAL")  # who looks on and who brings do not wait
        store.execute("PRAGMA synchronous=OFF")
        store.execute("CREATE TABLE IF NOT EXISTS arrived (entry TEXT, process INTEGER)")
        return store
