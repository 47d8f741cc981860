"""“I would rather not answer”: a receipt that asks nobody why, and that can be taken back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict
from outcomes_plugin.ledger import api as ledger_api

from .data import Outcome, Receipt
from .receipts import Place, check_open, lock_place, receipt_of


@transaction.atomic
def decline(actor: Actor, program_slug: str, window_key: str, *, at: datetime) -> Receipt:
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
    return _set_outcome(place, Outcome.DECLINED, "survey.declined", at=at)


@transaction.atomic
def undo_decline(actor: Actor, program_slug: str, window_key: str, *, at: datetime) -> Receipt:
    """
    Take it back: afterwards the actor can answer. Twice is once.

    Raises:
        NotFound: no such window, or the actor was not asked.
        Conflict: the window has closed, or the actor has answered.
    """
    place = lock_place(actor, program_slug, window_key)
    check_open(place, at=at)
    _check_not_received(place)
    if place.outcome is Outcome.WAITING:
        return receipt_of(place, at=at)
    return _set_outcome(place, Outcome.WAITING, "survey.decline_undone", at=at)


def _check_not_received(place: Place) -> None:
    if place.outcome is Outcome.RECEIVED:
        raise Conflict(_("Your answers have already been received."), reason="received")


def _set_outcome(place: Place, outcome: Outcome, type_: str, *, at: datetime) -> Receipt:
    place.row.outcome = outcome
    place.row.outcome_at = at if outcome is not Outcome.WAITING else None
    place.row.save(update_fields=["outcome", "outcome_at"])
    # Who declined is shown to nobody, so the entry that staff may read names no person.
    ledger_api.record(
        Actor.system("receipts"),
        type_,
        at=at,
        program=place.window.program.slug,
        payload={"window": place.window.key, "instrument": place.window.version.instrument.key},
    )
    return receipt_of(place, at=at)
