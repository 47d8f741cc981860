"""What an operator does: pause a target, and decide about dead letters."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.ledger.data import DeadLetterData

from .rights import check_operator

LETTERS_SHOWN = 100


@transaction.atomic
def pause_target(actor: Actor, target: str, *, at: datetime) -> bool:
    """
    Deliver nothing more to the target: its entries pile up, and none is lost. Return if it is new.

    Raises:
        NotFound: the actor is neither the relay nor global staff.
        Invalid: the site has no such target.
    """
    check_operator(actor)
    check_known(target)
    is_new = ledger_api.pause_target(target, at=at)
    if is_new:
        ledger_api.record(actor, "relay.paused", at=at, payload={"target": target})
    return is_new


@transaction.atomic
def resume_target(actor: Actor, target: str, *, at: datetime) -> bool:
    """
    Deliver to the target again, held lanes too; return whether it was paused.

    Raises:
        NotFound: the actor is neither the relay nor global staff.
        Invalid: the site has no such target.
    """
    check_operator(actor)
    check_known(target)
    ledger_api.free_lanes(target)
    was_paused = ledger_api.resume_target(target)
    if was_paused:
        ledger_api.record(actor, "relay.resumed", at=at, payload={"target": target})
    return was_paused


def dead_letters(
    actor: Actor, *, target: str = "", limit: int = LETTERS_SHOWN
) -> Sequence[DeadLetterData]:
    """
    Return the dead letters that nobody has decided about, the oldest first.

    Raises:
        NotFound: the actor is neither the relay nor global staff.
    """
    check_operator(actor)
    return ledger_api.dead_letters(target, limit=limit)


def undecided_letters(actor: Actor, target: str) -> Sequence[int]:
    """
    Return the ids of all dead letters of the target that nobody has decided about.

    Raises:
        NotFound: the actor is neither the relay nor global staff.
    """
    check_operator(actor)
    return ledger_api.undecided_letters(target)


@transaction.atomic
def replay_letters(actor: Actor, letter_ids: Sequence[int], *, at: datetime) -> int:
    """
    Try dead letters again, as if they had never failed; return how many there were.

    Later entries of the same subject may have gone ahead: each carries when it happened.

    Raises:
        NotFound: the actor is neither the relay nor global staff.
    """
    check_operator(actor)
    count = ledger_api.replay_letters(letter_ids)
    if count:
        ledger_api.record(actor, "relay.replayed", at=at, payload={"rows": count})
    return count


@transaction.atomic
def discard_letters(actor: Actor, letter_ids: Sequence[int], *, at: datetime) -> int:
    """
    Give dead letters up: their targets never get them. Return how many there were.

    Raises:
        NotFound: the actor is neither the relay nor global staff.
    """
    check_operator(actor)
    count = ledger_api.discard_letters(letter_ids, at=at)
    if count:
        ledger_api.record(actor, "relay.discarded", at=at, payload={"rows": count})
    return count


def check_known(target: str) -> None:
    """
    Return when the site has a target of this name.

    Raises:
        Invalid: it has none.
    """
    if target not in settings.OUTCOMES_RELAY_TARGETS:
        names = ", ".join(sorted(settings.OUTCOMES_RELAY_TARGETS))
        raise Invalid(_("No such target. The site has these: {names}.").format(names=names))
