"""Who may ask, who reads what is asked, and rows as values."""

from collections.abc import Sequence

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, ProgramData, Role, Thing

from . import rules
from .data import RequestData, RequestKind, RequestOutcome, RequestReason, RequestState
from .models import HelpRequest


def require_asker(actor: Actor, program: int | str, kind: RequestKind) -> ProgramData:
    """
    Return the program of which the actor may ask this. To object is open to those who left, too.

    Raises:
        NotFound: no such program, or the actor is nobody who may ask this.
    """
    if kind == RequestKind.OBJECTION:
        data = programs_api.standing(actor, program).program
        if actor.person not in programs_api.persons_ever_in(data.id):
            raise NotFound
        return data
    needed = (
        (Thing.HR_FACTS, Action.DISPUTE)
        if kind == RequestKind.HR_WRONG
        else (Thing.OWN_WORK, Action.WRITE)
    )
    return programs_api.require(actor, program, *needed).program


def readers_of(person: str, program_id: int, kind: RequestKind) -> Sequence[str]:
    """Return who reads such a request of this person: never themselves, never a partner."""
    if kind == RequestKind.HR_WRONG:
        stewards = programs_api.active_members(program_id, role=Role.HR_STEWARD)
        holders: Sequence[str] = [one.person for one in stewards]
    else:
        holders = programs_api.coordinators(program_id)
    kept_from = pairings_api.ever_partners(person, program_id) | {person}
    return [one for one in holders if one not in kept_from]


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
