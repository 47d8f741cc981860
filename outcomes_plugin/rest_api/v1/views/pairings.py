"""Pairings: one's own, and those of a program for its coordinators."""

from collections.abc import Mapping, Sequence
from typing import Any

from outcomes_plugin import api
from outcomes_plugin.edxapp import UserFacts
from outcomes_plugin.goals.data import GoalData
from outcomes_plugin.journals.data import EntryData
from outcomes_plugin.pairings.data import PairingData, PairingState
from outcomes_plugin.panels.meeting_cards import is_shown
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import pairings as shapes
from outcomes_plugin.rest_api.v1.shapes.goals import Goal
from outcomes_plugin.rest_api.v1.shapes.journal import SharedEntry

from .lookups import mentored


class OwnPairings(OutcomesView):
    """One's own pairings in a program."""

    @endpoint(lists=shapes.OwnPairing)
    def get(self, slug: str) -> Sequence[Mapping[str, Any]]:
        """List one's own pairings, past ones too, the newest first."""
        program = api.own_program(self.actor, slug)
        found = [
            one
            for one in api.my_pairings(self.actor)
            if one.program_id == program.id and is_shown(one, self.actor.person)
        ]
        partners = api.partners_of(self.actor, found)
        return [self._own(one, partners) for one in found]

    def _own(self, one: PairingData, partners: Mapping[str, UserFacts]) -> Mapping[str, Any]:
        person = self.actor.person or ""
        is_proposed = one.state is PairingState.PROPOSED
        return {
            "pairing": one,
            "role": "mentee" if one.mentee == person else "mentor",
            "partner_name": _name(partners.get(one.partner_of(person))),
            "answer_until": api.answer_until(one) if is_proposed else None,
        }


class Mentees(OutcomesView):
    """A mentor's desk."""

    @endpoint(lists=shapes.Mentee)
    def get(self, slug: str) -> Sequence[Mapping[str, Any]]:
        """List one's mentees: when one met, their open goals, and who waits for a reply."""
        program = api.mentors_standing(self.actor, slug).program
        found = [
            one
            for one in api.my_pairings(self.actor)
            if one.program_id == program.id and one.mentor == self.actor.person and one.is_open
        ]
        partners = api.partners_of(self.actor, found)
        meetings = api.my_meetings(self.actor, program.id)
        ids = [one.id for one in found]
        goals = api.desk_goals(self.actor, ids)
        waiting = api.journals_waiting_for_reply(self.actor, ids)
        return [
            {
                "pairing": one,
                "name": _name(partners.get(one.mentee)),
                "met_on": [meeting.held_on for meeting in meetings.get(one.id, ())],
                "open_goals": sum(goal.is_open for goal in goals.get(one.mentee, ())),
                "reply_waits_since": waiting.get(one.mentee),
            }
            for one in found
        ]


class MenteeGoals(OutcomesView):
    """What a mentee shares with their mentor."""

    @endpoint(lists=Goal)
    def get(self, pairing_id: int) -> Sequence[GoalData]:
        """List, for the mentor of an open pairing, the goals that the mentee shares."""
        pairing = mentored(self.actor, pairing_id)
        return api.partner_goals(self.actor, pairing.program_id, mentee=pairing.mentee)


class MenteeJournal(OutcomesView):
    """What a mentee has written and shares with their mentor."""

    @endpoint(lists=SharedEntry)
    def get(self, pairing_id: int) -> Sequence[EntryData]:
        """List, for the mentor of an open pairing, the entries that the mentee shares."""
        pairing = mentored(self.actor, pairing_id)
        found = api.journal_shared_with_mentor(
            self.actor, pairing.program_id, mentee=pairing.mentee
        )
        return found.entries


def _name(facts: UserFacts | None) -> str:
    return (facts.name or facts.username) if facts is not None else ""
