"""Who may ask, who reads what is asked, and rows as values."""

from collections.abc import Mapping, Sequence

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import ProgramData, Role, Thing

from . import rules
from .data import RequestData, RequestKind, RequestOutcome, RequestReason, RequestState
from .models import HelpRequest


def require_asker(actor: Actor, program: int | str, kind: RequestKind) -> ProgramData:
    """
    Return the program of which the actor may ask this. To object is open to those who left, too.

    Raises:
        NotFound: no such program, or the actor is nobody who may ask this.
    """
    data, kinds = askable_kinds(actor, program)
    if kind not in kinds:
        raise NotFound
    return data


def askable_kinds(actor: Actor, program: int | str) -> tuple[ProgramData, list[RequestKind]]:
    """
    Return the program, and what the actor may ask of it.

    Raises:
        NotFound: no such program, or the actor never had a role in it.
    """
    data = programs_api.own_program(actor, program)
    own = programs_api.standing(actor, data.id)
    asked_by = rules.ASKED_BY.items()
    return data, [kind for kind, right in asked_by if right is None or own.allows(*right)]


def readers_of(person: str, program_id: int) -> Mapping[RequestKind, Sequence[str]]:
    """Return who reads each kind of the person's requests: never themselves, never a partner."""
    kept_from = pairings_api.ever_partners(person, program_id) | {person}
    stewards = programs_api.active_members(program_id, role=Role.HR_STEWARD)
    holders = {
        Thing.HELP_REQUESTS: programs_api.coordinators(program_id),
        Thing.HR_FACTS: [one.person for one in stewards],
    }
    return {
        kind: [one for one in holders[thing] if one not in kept_from]
        for kind, (thing, _action) in rules.READ_BY.items()
    }


def readable_kinds(actor: Actor, program: int | str) -> tuple[ProgramData, list[RequestKind]]:
    """
    Return the program, and the kinds of requests in it that the actor may read.

    Raises:
        NotFound: no such program, or none.
    """
    own = programs_api.standing(actor, program)
    kinds = [kind for kind, right in rules.READ_BY.items() if own.allows(*right)]
    if not kinds:
        raise NotFound
    return own.program, kinds


def lock_for_answer(actor: Actor, request_id: int) -> HelpRequest:
    """Return the request that the actor may answer, locked until the transaction ends."""
    row = HelpRequest.objects.select_for_update().filter(id=request_id).first()
    if row is None:
        raise NotFound
    programs_api.require(actor, row.program_id, *rules.READ_BY[RequestKind(row.kind)])
    if actor.person in pairings_api.ever_partners(row.person, row.program_id) | {row.person}:
        raise NotFound
    return row


def request_data(row: HelpRequest) -> RequestData:
    """Return the row as a value."""
    return RequestData(
        id=row.id,
        program_id=row.program_id,
        person=row.person,
        kind=RequestKind(row.kind),
        pairing_id=row.pairing_id,
        about=row.about,
        reason=RequestReason(row.reason) if row.reason else None,
        text=row.text,
        state=RequestState(row.state),
        outcome=RequestOutcome(row.outcome) if row.outcome else None,
        answer=row.answer,
        asked_at=row.asked_at,
        acknowledged_at=row.acknowledged_at,
        closed_at=row.closed_at,
        handled_by=row.handled_by,
    )
