"""End a program with all that is still to happen in it, and say before what that means."""

from datetime import datetime

from django.db import transaction

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import PairingState
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, ProgramData, Thing
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import WindowState

from . import rules
from .data import Ending


def ending_of(actor: Actor, program: programs_api.ProgramRef, *, at: datetime) -> Ending:
    """
    Return what ends with the program if it ends at the given time; or what its end has left.

    Raises:
        NotFound: no such program, or the actor may not end it.
    """
    data = programs_api.require(actor, program, Thing.STATUS, Action.CONFIGURE).program
    pairings = pairings_api.pairings_not_over(data.id)
    months = consent_api.months_promised(data.id)
    notice = consent_api.current_notice(data.id)
    return Ending(
        program=data,
        to_close=surveys_api.find_windows(data.id, states=[WindowState.OPEN]),
        to_cancel=surveys_api.find_windows(data.id, states=[WindowState.PLANNED]),
        to_end_late=[
            one
            for one in surveys_api.find_windows(data.id, states=[WindowState.CLOSED])
            if data.is_live and not one.is_final
        ],
        proposals=sum(one.state is PairingState.PROPOSED for one in pairings),
        pairs=sum(one.is_open for one in pairings),
        kept_until=rules.months_after(data.ended_at or at, months) if months else None,
        key_destroyed_on=notice.key_destroyed_on if notice is not None else None,
    )


@transaction.atomic
def end_program(actor: Actor, program: programs_api.ProgramRef, *, at: datetime) -> ProgramData:
    """
    End the program: it can still be read, and no longer be changed.

    From then on its windows take no answer, on time or late; its planned windows are called off and
    its proposals taken back, each with an entry of its own. Who is paired stays paired. A worker
    makes the results of what was open.

    Raises:
        NotFound: no such program, or the actor may not end it.
        Conflict: it has ended already, or somebody opened a window or answered a proposal just now.
    """
    ended = programs_api.end_program(actor, program, at=at)
    for window in surveys_api.find_windows(ended.id, states=[WindowState.PLANNED]):
        surveys_api.cancel_window(actor, window.id, at=at)
    for window in surveys_api.find_windows(ended.id, states=[WindowState.OPEN]):
        surveys_api.begin_closing(actor, window.id, at=at)
    for pairing in pairings_api.pairings_not_over(ended.id):
        if pairing.state is PairingState.PROPOSED:
            pairings_api.decline_pairing(actor, pairing.id, at=at)
    return ended
