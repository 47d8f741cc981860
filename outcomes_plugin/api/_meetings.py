"""Meetings of a pairing, planned and held."""

from outcomes_plugin.pairings.api import (
    change_meeting,
    keep_own_note,
    log_meeting,
    meeting_dates,
    my_meetings,
    plan_meeting,
    remove_meeting,
    restore_meeting,
)

__all__ = [
    "change_meeting",
    "keep_own_note",
    "log_meeting",
    "meeting_dates",
    "my_meetings",
    "plan_meeting",
    "remove_meeting",
    "restore_meeting",
]
