"""Ask, and take back what one has asked."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api

from . import rules
from .access import readers_of, request_data, require_asker
from .data import RequestData, RequestKind, RequestOutcome, RequestState
from .models import HelpRequest


@transaction.atomic
def ask(
    actor: Actor,
    program: int | str,
    *,
    kind: str,
    at: datetime,
    pairing_id: int | None = None,
    about: str = "",
    reason: str = "",
    text: str = "",
) -> RequestData:
    """
    Send a private request to those who run the program. The same words sent twice are kept once.

    Its entry says that something was asked and not what: who reads the ledger is not to know.

    Raises:
        NotFound: no such program, or the actor may not ask this of it; or no such pairing of
            theirs.
        Invalid: the reason, what it is about, or the text cannot be as they are.
        Conflict: the same was asked in other words and is not answered yet, or nobody could read
            it.
    """
    known = rules.kind_named(kind)
    data = require_asker(actor, program, known)
    person = actor.person or ""
    rules.check_request(kind=known, about=about, reason=reason, text=text)
    rules.check_somebody_reads(known, readers=len(readers_of(person, data.id)[known]))
    if known == RequestKind.NOT_WORKING:
        about = _own_pairing(actor, data.id, pairing_id)
    row = HelpRequest(
        program_id=data.id,
        person=person,
        kind=known,
        pairing_id=pairing_id if known == RequestKind.NOT_WORKING else None,
        about=about if known != RequestKind.HELP else "",
        reason=reason if known == RequestKind.NOT_WORKING else "",
        text=programs_api.plain_text(text),
        state=RequestState.OPEN,
        asked_at=at,
    )
    # The program before the pairing, as whoever ends the pairing takes them. One asks at a time.
    programs_api.hold_memberships(data.id)
    before = _waiting(row)
    if before is not None:
        return request_data(before)
    row.save()
    ledger_api.record(actor, "request.made", at=at, person=person, program=data.slug)
    return request_data(row)


@transaction.atomic
def withdraw(actor: Actor, request_id: int, *, at: datetime) -> RequestData:
    """
    Take back what one has asked. Its text is deleted.

    Raises:
        NotFound: no such request of the actor's.
        Conflict: it is closed already.
    """
    row = HelpRequest.objects.select_for_update().filter(id=request_id).first()
    if row is None or actor.person is None or row.person != actor.person:
        raise NotFound
    rules.check_not_closed(RequestState(row.state))
    row.state, row.outcome, row.open_marker = (
        RequestState.CLOSED,
        RequestOutcome.WITHDRAWN,
        None,
    )
    row.text, row.closed_at = "", at
    row.save()
    ledger_api.record(actor, "request.closed", at=at, person=row.person, program=row.program.slug)
    return request_data(row)


def _own_pairing(actor: Actor, program_id: int, pairing_id: int | None) -> str:
    own = {one.id for one in pairings_api.my_pairings(actor) if one.program_id == program_id}
    if pairing_id not in own:
        raise NotFound
    return f"pairing:{pairing_id}"


def _waiting(row: HelpRequest) -> HelpRequest | None:
    """
    Return the very same request where it waits for an answer already.

    Raises:
        Conflict: what waits was said in other words.
    """
    names = ("program_id", "person", "kind", "about", "open_marker")
    like_it = {name: getattr(row, name) for name in names}
    before = HelpRequest.objects.select_for_update().filter(**like_it).first()
    if before is not None and (before.reason, before.text) != (row.reason, row.text):
        raise Conflict(_("You have asked this already, and it is not answered yet."))
    return before
