"""Hand a mentee over to another mentor."""

from datetime import datetime

from django.db import transaction

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound

from . import rules
from .access import lock_pairing, pairing_data, pairing_rows, require_pairing_right
from .data import EndReason, PairingData, PairingState
from .steps import create_row, end_row, record_step


@transaction.atomic
def hand_over(actor: Actor, pairing_id: int, *, mentor: str, at: datetime) -> PairingData:
    """
    End the pairing and pair its mentee with the new mentor, both or neither.

    Shares nothing by itself: the new mentor sees what the mentee shares with them from now on, and
    what the mentee had shared with the old one is shared with nobody until the mentee says so.

    Raises:
        NotFound: no such pairing, or the actor may not pair the program's people.
        Invalid: the new mentor is no mentor of the program now.
        Conflict: the two are not paired now, the mentee has this mentor already, or the program
            has ended.
    """
    found = pairing_rows().filter(id=pairing_id).first()
    if found is None:
        raise NotFound
    program = require_pairing_right(actor, found.program_id)
    row = lock_pairing(found)
    rules.check_is_open(pairing_data(row))
    fresh = create_row(program, mentee=row.mentee, mentor=mentor, state=PairingState.ACTIVE, at=at)
    end_row(actor, row, reason=EndReason.HANDED_OVER, at=at)
    record_step(actor, fresh, "pairing.formed", PairingState.ACTIVE, at=at)
    return pairing_data(fresh)
