"""Entries to deliver, and a target to deliver them to."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.ledger.data import NewEntry
from tests import given
from tests.relay.shelf import Shelf

RELAY = Actor.system("relay")
TARGET = "event_bus"


def shelf_target(settings, folder, monkeypatch) -> Shelf:
    """Make a shelf in the folder the site's only target."""
    monkeypatch.setenv("SHELF", str(folder / "shelf.sqlite"))
    settings.OUTCOMES_RELAY_TARGETS = {TARGET: "tests.relay.shelf.Shelf"}
    settings.OUTCOMES_RELAY_LANES = 1
    return Shelf()


def soon(**later):
    """Return a moment after everything that was recorded."""
    return timezone.now() + timedelta(seconds=1) + timedelta(**later)


def record(name="window.opened", *, program="spring", **facts) -> str:
    """Record one entry and return its id."""
    with transaction.atomic():
        return ledger_api.record(
            given.an_actor("cora"), name, **{"at": given.MONDAY, "program": program, **facts}
        )


def record_many(count: int, *, programs: int = 7) -> list[str]:
    """Record entries about some programs in one write, and return their ids in order."""
    entries = [
        NewEntry(type="window.opened", at=given.MONDAY, program=f"program-{number % programs}")
        for number in range(count)
    ]
    with transaction.atomic():
        return list(ledger_api.record_many(given.an_actor("cora"), entries))
