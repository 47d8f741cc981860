"""The platform's tracking log, from which xAPI and Caliper statements are made."""

from collections.abc import Mapping
from typing import Any

from eventtracking import tracker

from outcomes_plugin.ledger.data import EntryData

PREFIX = "mentoring."


class TrackingLog:
    """
    Emit each entry as one tracking event, named `mentoring.` and the type of the entry.

    The event carries the platform's user id and never the random person id: otherwise the log
    would go on connecting the two after a person was erased.
    """

    def deliver(self, entry: EntryData, *, users: Mapping[str, int]) -> None:
        """Emit the entry; an entry about a person who was erased meanwhile is left out."""
        if entry.person is not None and entry.person not in users:
            return
        actor = users.get(entry.actor_person or "")
        context = {"user_id": actor, "course_id": entry.course_key}
        with tracker.get_tracker().context("outcomes_plugin.relay", context):
            tracker.emit(PREFIX + entry.type, event_data(entry, users=users))


def event_data(entry: EntryData, *, users: Mapping[str, int]) -> Mapping[str, Any]:
    """Return the data of the event. `occurred_at` is when it happened; the log's time is later."""
    data: dict[str, Any] = {
        "entry_id": entry.uuid,
        "occurred_at": entry.occurred_at.isoformat(),
        "program": entry.program,
        **entry.payload,
    }
    if entry.course_key:
        data["course_id"] = entry.course_key
    if entry.person is not None:
        data["user_id"] = users[entry.person]
    return data
