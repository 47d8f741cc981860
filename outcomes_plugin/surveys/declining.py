"""“I would rather not answer”: a receipt that asks nobody why, and that can be taken back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict

from .data import Outcome, Receipt
from .drafts import forget_draft
from .receipts import Place, check_open, lock_place, mark_done, receipt_of, record_done


@transaction.atomic
def decline(
    actor: Actor, program_slug: str, window_key: str, *, course_key: str = "", at: datetime
) -> Receipt:
    """
    Note that the actor would rather not answer. Declining twice is declining once.

    Raises:
        NotFound: no such window, or the actor was not asked.
        Conflict: the window has closed, or the actor has answered.
    """
    place = lock_place(actor, program_slug, window_key)
    if place.outcome is Outcome.DECLINED:
        return receipt_of(place, at=at, already=True)
    check_open(place, at=at)
    _check_not_received(place)
    forget_draft(place)
    if mark_done(place, Outcome.DECLINED, at=at):
        record_done(actor, place, course_key=course_key, at=at)
    return receipt_of(place, at=at)


@transaction.atomic
def undo_decline(actor: Actor, program_slug: str, window_key: str, *, at: datetime) -> Receipt:
    """
    Take it back: afterwards the actor can answer. Twice is once, and no ledger entry tells of it.

    Raises:
        NotFound: no such window, or the actor was not asked.
        Conflict: the window has closed, or the actor has answered.
    """
    place = lock_place(actor, program_slug, window_key)
    check_open(place, at=at)
    _check_not_received(place)
    if place.outcome is Outcome.WAITING:
        return receipt_of(place, at=at)
    place.row.outcome, place.row.outcome_at = Outcome.WAITING, None
    place.row.save(update_fields=["outcome", "outcome_at"])
    return receipt_of(place, at=at)


def _check_not_received(place: Place) -> None:
    if place.outcome is Outcome.RECEIVED:
        raise Conflict(_("Your answers have already been received."), reason="received")
