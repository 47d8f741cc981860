"""A target with a store of its own, a file that several processes use: it counts what it has."""

import json
import os
import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date

from outcomes_plugin.ledger.data import EntryData, Slot
from outcomes_plugin.relay.targets import HELD, TAKEN, Outcome, Result, Target, TargetAway

_TABLES = """
CREATE TABLE IF NOT EXISTS kept (entry TEXT, type TEXT, day TEXT, subject TEXT);
CREATE INDEX IF NOT EXISTS kept_entry ON kept (entry);
CREATE TABLE IF NOT EXISTS told (name TEXT PRIMARY KEY, value TEXT);
"""


class Shelf(Target):
    """
    Takes many entries at once and keeps each id once; `told` makes it refuse, vanish or dawdle.

    The file is named by the environment, so that a worker of its own process finds it too.
    """

    schema = 2

    def found_schema(self) -> int:
        """Return the version that was told, or the one that is needed."""
        return int(self.told("schema", self.schema))

    def deliver(
        self, entries: Sequence[EntryData], *, users: Mapping[str, int]
    ) -> Sequence[Outcome]:
        """Keep the entries; a subject of a refused one gets nothing more in this batch."""
        if self.told("away", False):
            raise TargetAway("refused_connection")
        if self.told("crash", "") in {entry.uuid for entry in entries}:
            raise ZeroDivisionError
        poison, refused, outcomes = set(self.told("poison", [])), set(), []
        with closing(self._open()) as store, store:
            for entry in entries:
                time.sleep(self.told("dawdle", 0.0) if entry.uuid not in poison else 0)
                if entry.subject in refused:
                    outcomes.append(HELD)
                elif entry.uuid in poison:
                    refused.add(entry.subject)
                    outcomes.append(Outcome(Result.REFUSED, "poison"))
                else:
                    self._keep(store, entry)
                    outcomes.append(TAKEN)
        return outcomes

    def slot_counts(self) -> Mapping[Slot, int]:
        """Return how many rows there are by type and day."""
        with closing(self._open()) as store:
            rows = store.execute("SELECT type, day, COUNT(*) FROM kept GROUP BY type, day")
            return {Slot(kind, date.fromisoformat(day)): count for kind, day, count in rows}

    def slot_ids(self, slot: Slot) -> Sequence[str]:
        """Return the id of every row of the slot."""
        where = "SELECT entry FROM kept WHERE type = ? AND day = ?"
        with closing(self._open()) as store:
            return [row[0] for row in store.execute(where, (slot.type, slot.day.isoformat()))]

    def tell(self, **said) -> None:
        """Say how it is to behave from now on."""
        with closing(self._open()) as store, store:
            for name, value in said.items():
                store.execute("REPLACE INTO told VALUES (?, ?)", (name, json.dumps(value)))

    def told(self, name: str, usual):
        """Return how it was told to behave."""
        with closing(self._open()) as store:
            row = store.execute("SELECT value FROM told WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else usual

    def kept(self) -> list[str]:
        """Return the ids in the order in which they came."""
        with closing(self._open()) as store:
            return [row[0] for row in store.execute("SELECT entry FROM kept ORDER BY rowid")]

    def copy_one(self, entry: str) -> None:
        """Keep the row of the entry once more, as a target without ids would."""
        with closing(self._open()) as store, store:
            store.execute("INSERT INTO kept SELECT * FROM kept WHERE entry = ?", (entry,))

    def lose(self, entry: str | None = None) -> None:
        """Forget one row, or all."""
        with closing(self._open()) as store, store:
            store.execute("DELETE FROM kept WHERE ? IN (entry, '')", (entry or "",))

    def _keep(self, store: sqlite3.Connection, entry: EntryData) -> None:
        store.execute(
            "INSERT INTO kept SELECT ?, ?, ?, ?"
            " WHERE NOT EXISTS (SELECT 1 FROM kept WHERE entry = ?)",
            (
                entry.uuid,
                entry.type,
                entry.occurred_at.date().isoformat(),
                entry.subject,
                entry.uuid,
            ),
        )

    def _open(self) -> sqlite3.Connection:
        store = sqlite3.connect(os.environ["SHELF"], timeout=30)
        store.executescript(_TABLES)
        return store
