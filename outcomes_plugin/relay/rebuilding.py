"""Give a target from nothing what it should have."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.ledger.data import RebuildData

from .rights import check_operator
from .switches import check_known
from .targets import target_named

CHUNK = 1000


@transaction.atomic
def begin_rebuild(
    actor: Actor, target: str, *, since: datetime | None, at: datetime
) -> RebuildData:
    """
    Begin to give the target its entries anew, or go on where an earlier rebuild stopped.

    Raises:
        NotFound: the actor is neither the relay nor global staff.
        Invalid: the site has no such target, or it is no projection of the ledger.
        Conflict: a rebuild since another moment has begun and not ended.
    """
    check_operator(actor)
    check_known(target)
    if not target_named(target).is_projection:
        raise Invalid(_("This target cannot be rebuilt: what it sent once is not sent again."))
    begun = ledger_api.begin_rebuild(target, since=since)
    if not begun.rows:
        ledger_api.record(actor, "relay.rebuilt", at=at, payload={"target": target})
    return begun


def go_on_rebuilding(actor: Actor, target: str) -> Iterator[RebuildData]:
    """
    Put the target's entries into the outbox, chunk by chunk; yield how far it is after each.

    Can be killed between any two chunks. The relay delivers meanwhile: an entry may arrive twice,
    with the same id. Whoever was erased is left out by the target itself, as ever.

    Raises:
        NotFound: the actor is neither the relay nor global staff.
    """
    check_operator(actor)
    while (done := ledger_api.rebuild_chunk(target, limit=CHUNK)) is not None:
        yield done
