"""What happens by itself: proposals nobody answers expire, removed meetings are forgotten."""

from datetime import datetime

from django.db import transaction

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound

from . import rules
from .access import lock_pairing
from .data import PairingState
from .models import Meeting, Pairing
from .steps import close_row, record_step


def expire_proposals(actor: Actor, *, at: datetime) -> int:
    """
    Take back the proposals that have waited three days, and return how many.

    Each in a transaction of its own, so that a run that breaks off is taken up by the next.

    Raises:
        NotFound: the actor is not the part of the system that does this.
    """
    _check_system(actor, "pairing.expire")
    due = Pairing.objects.filter(
        state=PairingState.PROPOSED, proposed_at__lte=at - rules.ANSWER_WITHIN
    )
    return sum(_expire(actor, row, at=at) for row in due.order_by("id"))


def forget_removed_meetings(actor: Actor, *, at: datetime) -> int:
    """
    Delete the meetings whose removal can no longer be undone, and return how many.

    Raises:
        NotFound: the actor is not the part of the system that does this.
    """
    _check_system(actor, "meeting.forget")
    gone = Meeting.objects.filter(removed_at__lte=at - rules.UNDO_WITHIN)
    _rows, by_model = gone.delete()
    return by_model.get("outcomes_plugin.Meeting", 0)


@transaction.atomic
def _expire(actor: Actor, found: Pairing, *, at: datetime) -> bool:
    row = lock_pairing(found)
    if row.state != PairingState.PROPOSED:
        return False
    close_row(row, PairingState.EXPIRED, at=at)
    record_step(actor, row, "pairing.expired", PairingState.EXPIRED, at=at)
    return True


def _check_system(actor: Actor, action: str) -> None:
    if not actor.may_as_system(action):
        raise NotFound
