"""Plan when the two of a pairing meet next."""

from datetime import datetime

from django.db import transaction

from outcomes_plugin.actors.data import Actor

from . import rules
from .access import lock_own_pairing, pairing_data
from .data import PairingData
from .meeting_access import check_can_meet, record_meeting


@transaction.atomic
def plan_meeting(
    actor: Actor, pairing_id: int, *, starts_at: datetime | None, at: datetime
) -> PairingData:
    """
    Say when the two meet next, or that no time is agreed. Both see it, and the coordinators.

    Raises:
        NotFound: no such pairing, or the actor is not one of the two.
        Invalid: the time lies in the past, or more than a year ahead.
        Conflict: the two are not paired now.
    """
    row = lock_own_pairing(actor, pairing_id)
    check_can_meet(row)
    rules.check_plan(starts_at, at=at)
    row.next_meeting_at = starts_at
    row.save(update_fields=["next_meeting_at"])
    record_meeting(actor, row, "meeting.planned", at=at, payload={})
    return pairing_data(row)
