"""The life of a pairing. Pure decisions."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Conflict, Invalid

from .data import PairingData, PairingState

_STEPS = {
    PairingState.PROPOSED: {PairingState.ACTIVE, PairingState.DECLINED, PairingState.ENDED},
    PairingState.ACTIVE: {PairingState.PAUSED, PairingState.ENDED},
    PairingState.PAUSED: {PairingState.ACTIVE, PairingState.ENDED},
    PairingState.ENDED: set[PairingState](),
    PairingState.DECLINED: set[PairingState](),
}

_WHERE_IT_IS = {
    PairingState.PROPOSED: _("This pairing waits for an answer."),
    PairingState.ACTIVE: _("This pairing is active already."),
    PairingState.PAUSED: _("This pairing is paused already."),
    PairingState.ENDED: _("This pairing has already ended."),
    PairingState.DECLINED: _("This pairing was declined."),
}


def check_people(*, mentee: str, mentor: str, is_mentee: bool, is_mentor: bool) -> None:
    """Refuse to pair people who do not have these roles now, or a person with themselves."""
    if not is_mentee:
        raise Invalid(_("The mentee is no mentee of this program now."))
    if not is_mentor:
        raise Invalid(_("The mentor is no mentor of this program now."))
    if mentee == mentor:
        raise Invalid(_("Nobody can be their own mentor."))


def check_step(
    pairing: PairingData, state: PairingState, *, since: PairingState, at: datetime
) -> None:
    """Refuse a step that does not lead on from where the pairing is, or that goes back in time."""
    if pairing.state != since or state not in _STEPS[since]:
        raise Conflict(_WHERE_IT_IS[pairing.state])
    _check_time(pairing, at=at)


def check_can_end(pairing: PairingData, *, at: datetime) -> None:
    """Refuse to end a pairing twice, or before it began."""
    if PairingState.ENDED not in _STEPS[pairing.state]:
        raise Conflict(_WHERE_IT_IS[pairing.state])
    _check_time(pairing, at=at)


def _check_time(pairing: PairingData, *, at: datetime) -> None:
    if at < (pairing.started_at or pairing.proposed_at):
        raise Invalid(_("This cannot happen before the pairing starts."))
