"""Meetings of one's own pairings."""

from collections.abc import Mapping, Sequence
from typing import Any

from outcomes_plugin import api
from outcomes_plugin.pairings.data import MeetingData, PairingData
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import meetings as shapes
from outcomes_plugin.rest_api.v1.shapes.base import Nothing
from outcomes_plugin.rest_api.v1.shapes.pairings import Pairing


class Meetings(OutcomesView):
    """The meetings of one's own pairings in a program."""

    @endpoint(lists=shapes.Meeting)
    def get(self, slug: str) -> Sequence[MeetingData]:
        """List the meetings of one's own pairings, past pairings too, the latest first."""
        program = api.own_program(self.actor, slug)
        found = api.my_meetings(self.actor, program.id).values()
        rows = [one for meetings in found for one in meetings]
        return sorted(rows, key=lambda one: (one.held_on, one.id), reverse=True)


class PairingMeetings(OutcomesView):
    """The meetings of one pairing."""

    @endpoint(takes=shapes.MeetingLogged, gives=shapes.Meeting, answers=201)
    def post(self, pairing_id: int, *, told: Mapping[str, Any]) -> MeetingData:
        """Log a meeting, as either of the two; a pairing has at most one a day."""
        return api.log_meeting(self.actor, pairing_id, **told, at=self.at)


class NextMeeting(OutcomesView):
    """The next meeting of a pairing; it is read with the pairing."""

    @endpoint(takes=shapes.NextMeeting, gives=Pairing)
    def put(self, pairing_id: int, *, told: Mapping[str, Any]) -> PairingData:
        """Plan the next meeting, or with null none."""
        return api.plan_meeting(self.actor, pairing_id, starts_at=told["starts_at"], at=self.at)


class OneMeeting(OutcomesView):
    """One meeting."""

    @endpoint(takes=shapes.MeetingChange, gives=shapes.Meeting)
    def put(self, meeting_id: int, *, told: Mapping[str, Any]) -> MeetingData:
        """Correct a meeting that one has logged."""
        facts = {name: value for name, value in told.items() if name != "version"}
        return api.change_meeting(
            self.actor, meeting_id, **facts, expected_version=told["version"], at=self.at
        )

    @endpoint()
    def delete(self, meeting_id: int) -> None:
        """Take back a meeting that one has logged."""
        api.remove_meeting(self.actor, meeting_id, at=self.at)

    def current(self) -> Mapping[str, Any] | None:
        """Return the meeting as it is now."""
        for program_id in {one.program_id for one in api.my_pairings(self.actor)}:
            for meetings in api.my_meetings(self.actor, program_id).values():
                for one in meetings:
                    if one.id == self.kwargs["meeting_id"]:
                        return dict(shapes.Meeting(one).data)
        return None


class RestoreMeeting(OutcomesView):
    """A meeting that was taken back by mistake."""

    @endpoint(takes=Nothing, gives=shapes.Meeting)
    def post(self, meeting_id: int, *, told: Mapping[str, Any]) -> MeetingData:
        """Bring back a meeting that one has taken back."""
        return api.restore_meeting(self.actor, meeting_id, at=self.at)


class OwnNote(OutcomesView):
    """One's own note on a meeting; it is read with the meeting."""

    @endpoint(takes=shapes.OwnNote)
    def put(self, meeting_id: int, *, told: Mapping[str, Any]) -> None:
        """Keep a note on a meeting that only oneself reads; an empty one removes it."""
        api.keep_own_note(self.actor, meeting_id, text=told["text"])
