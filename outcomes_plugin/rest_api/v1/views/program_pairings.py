"""The pairings of a program, for its coordinators."""

from collections.abc import Mapping, Sequence
from typing import Any

from outcomes_plugin import api
from outcomes_plugin.errors import NotFound
from outcomes_plugin.pairings.data import PairingData, PairingStep
from outcomes_plugin.panels.pairing_rows import Row, rows_of
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import pairings as shapes


class ProgramPairings(OutcomesView):
    """All pairings of a program."""

    @endpoint(lists=shapes.ProgramPairing)
    def get(self, slug: str) -> Sequence[Row]:
        """List the program's pairings with the days of their meetings, the newest first."""
        program = api.program_to_pair(self.actor, slug)
        return rows_of(self.actor, program, at=self.at)

    @endpoint(takes=shapes.PairTold, gives=shapes.Pairing, answers=201)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> PairingData:
        """Pair two members, or ask the mentor first."""
        two = {"mentee": told["mentee"], "mentor": told["mentor"]}
        if told["how"] == PairingStep.FORM:
            return api.form_pairing(self.actor, slug, **two, at=self.at)
        return api.propose_pairing(self.actor, slug, **two, at=self.at)


class ProgramPairing(OutcomesView):
    """One pairing of a program."""

    @endpoint(gives=shapes.ProgramPairing)
    def get(self, slug: str, pairing_id: int) -> Row:
        """Read one pairing of the program with the days of its meetings."""
        program = api.program_to_pair(self.actor, slug)
        for row in rows_of(self.actor, program, at=self.at, pairing_id=pairing_id):
            return row
        raise NotFound


class PairingHistory(OutcomesView):
    """The steps of a pairing."""

    @endpoint(lists=shapes.Step)
    def get(self, slug: str, pairing_id: int) -> Sequence[Mapping[str, Any]]:
        """List the steps of a pairing, the oldest first, and who took them."""
        program = api.program_to_pair(self.actor, slug)
        if api.pairing(self.actor, pairing_id).program_id != program.id:
            raise NotFound
        names = api.names_in_program(self.actor, slug)
        return [
            {
                "state": one.state,
                "at": one.at,
                "by": names.get(one.by_person or "", ""),
                "reason": one.reason,
            }
            for one in api.pairing_history(self.actor, pairing_id)
        ]
