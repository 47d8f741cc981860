"""Say that a request has arrived, and answer it."""

from datetime import datetime

from django.db import transaction

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api

from . import rules
from .access import lock_for_answer, request_data
from .data import RequestData, RequestKind, RequestState
from .models import HelpRequest


@transaction.atomic
def acknowledge(actor: Actor, request_id: int, *, at: datetime) -> RequestData:
    """
    Tell the asker that the actor has read the request and sees to it.

    Raises:
        NotFound: no such request, or none that the actor may answer.
        Conflict: it is acknowledged or closed already.
    """
    row = lock_for_answer(actor, request_id)
    rules.check_can_acknowledge(RequestState(row.state))
    row.state, row.acknowledged_at, row.handled_by = RequestState.ACKNOWLEDGED, at, actor.person
    row.save()
    _record(actor, row, "request.acknowledged", at=at)
    return request_data(row)


@transaction.atomic
def answer(
    actor: Actor, request_id: int, *, outcome: str, at: datetime, text: str = ""
) -> RequestData:
    """
    Close the request with what became of it, and the words that the asker reads.

    Raises:
        NotFound: no such request, or none that the actor may answer.
        Invalid: the outcome is none of this kind, or an objection gets no words.
        Conflict: it is closed already.
    """
    row = lock_for_answer(actor, request_id)
    rules.check_not_closed(RequestState(row.state))
    rules.check_answer(kind=RequestKind(row.kind), outcome=outcome, answer=text)
    row.state, row.outcome, row.open_marker = RequestState.CLOSED, outcome, None
    row.answer, row.closed_at, row.handled_by = programs_api.plain_text(text), at, actor.person
    row.save()
    _record(actor, row, "request.closed", at=at)
    return request_data(row)


def _record(actor: Actor, row: HelpRequest, type_: str, *, at: datetime) -> None:
    ledger_api.record(actor, type_, at=at, person=row.person, program=row.program.slug)
