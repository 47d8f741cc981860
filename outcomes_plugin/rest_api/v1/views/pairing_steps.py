"""The steps of a pairing, taken by one of the two or by a coordinator."""

from collections.abc import Mapping
from typing import Any

from outcomes_plugin import api
from outcomes_plugin.pairings.data import EndReason, PairingData
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import pairings as shapes
from outcomes_plugin.rest_api.v1.shapes.base import Nothing

from .lookups import shown_pairing


class AcceptPairing(OutcomesView):
    """A mentor's yes."""

    @endpoint(takes=Nothing, gives=shapes.Pairing)
    def post(self, pairing_id: int, *, told: Mapping[str, Any]) -> PairingData:
        """Accept, as the mentor, a proposed pairing: it begins."""
        return api.accept_pairing(self.actor, pairing_id, at=self.at)


class DeclinePairing(OutcomesView):
    """A mentor's no, or a proposal that is taken back."""

    @endpoint(takes=shapes.DeclineTold, gives=shapes.Pairing)
    def post(self, pairing_id: int, *, told: Mapping[str, Any]) -> PairingData:
        """Decline a proposed pairing as the mentor, or take it back as a coordinator."""
        reason = EndReason(told["reason"]) if told["reason"] else None
        one = shown_pairing(self.actor, pairing_id)
        return api.decline_pairing(self.actor, one.id, reason=reason, at=self.at)


class PausePairing(OutcomesView):
    """A pairing that rests."""

    @endpoint(takes=Nothing, gives=shapes.Pairing)
    def post(self, pairing_id: int, *, told: Mapping[str, Any]) -> PairingData:
        """Pause an active pairing; what is shared stays shared."""
        one = shown_pairing(self.actor, pairing_id)
        return api.pause_pairing(self.actor, one.id, at=self.at)


class ResumePairing(OutcomesView):
    """A pairing that goes on."""

    @endpoint(takes=Nothing, gives=shapes.Pairing)
    def post(self, pairing_id: int, *, told: Mapping[str, Any]) -> PairingData:
        """Go on with a paused pairing."""
        one = shown_pairing(self.actor, pairing_id)
        return api.resume_pairing(self.actor, one.id, at=self.at)


class EndPairing(OutcomesView):
    """A pairing that ends."""

    @endpoint(takes=shapes.EndTold, gives=shapes.Pairing)
    def post(self, pairing_id: int, *, told: Mapping[str, Any]) -> PairingData:
        """End a pairing: from then on the mentor no longer sees what the mentee shared."""
        one = shown_pairing(self.actor, pairing_id)
        reason = EndReason(told["reason"])
        return api.end_pairing(self.actor, one.id, reason=reason, at=self.at)


class HandOver(OutcomesView):
    """A mentee who gets another mentor."""

    @endpoint(takes=shapes.HandOverTold, gives=shapes.Pairing)
    def post(self, pairing_id: int, *, told: Mapping[str, Any]) -> PairingData:
        """Hand a mentee over to another mentor, as a coordinator; nothing is shared by that."""
        one = shown_pairing(self.actor, pairing_id)
        return api.hand_over(self.actor, one.id, mentor=told["mentor"], at=self.at)
