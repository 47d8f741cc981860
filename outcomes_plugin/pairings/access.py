"""Load pairings for those who may see them, and turn rows into values."""

from django.db.models import QuerySet

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, ProgramData, Thing

from . import rules
from .data import EndReason, PairingData, PairingEventData, PairingState
from .models import Pairing, PairingEvent


def require_pairing_right(actor: Actor, program: int | str) -> ProgramData:
    """
    Return the program whose people the actor may pair.

    Raises:
        NotFound: no such program, or no such right.
        Conflict: the program has ended.
    """
    data = programs_api.require(actor, program, Thing.PAIRINGS, Action.CONFIGURE).program
    rules.check_not_ended(data.status)
    return data


def load_pairing(actor: Actor, pairing_id: int, action: Action) -> Pairing:
    """Return the pairing of one of its two people or of a coordinator's program, or NotFound."""
    row = pairing_rows().filter(id=pairing_id).first()
    if row is None:
        raise NotFound
    if not is_one_of(actor, row):
        programs_api.require(actor, row.program_id, Thing.PAIRINGS, action)
    return row


def lock_own_pairing(actor: Actor, pairing_id: int) -> Pairing:
    """Return the actor's own pairing, locked until the transaction ends, or NotFound."""
    row = pairing_rows().filter(id=pairing_id).first()
    if row is None or not is_one_of(actor, row):
        raise NotFound
    return _locked(row)


def lock_pairing(row: Pairing) -> Pairing:
    """
    Return the row as it is now, locked until the transaction ends, to take a step with it.

    The program is locked before it, as everybody does who changes a program's people: a step
    changes the pairing's keys, for which the database looks at the program, and two could deadlock.
    """
    programs_api.hold_memberships(row.program_id)
    return _locked(row)


def _locked(row: Pairing) -> Pairing:
    return Pairing.objects.select_for_update().get(id=row.id)


def is_one_of(actor: Actor, row: Pairing) -> bool:
    """Return whether the actor is one of the two people."""
    return actor.person is not None and actor.person in {row.mentee, row.mentor}


def pairing_rows() -> QuerySet[Pairing]:
    """Return the rows with what a value of theirs needs."""
    return Pairing.objects.select_related("program", "cohort")


def pairing_data(row: Pairing) -> PairingData:
    """Return the row as a value."""
    return PairingData(
        id=row.id,
        program_id=row.program_id,
        cohort_id=row.cohort_id,
        cohort=row.cohort.slug if row.cohort is not None else "",
        mentee=row.mentee,
        mentor=row.mentor,
        state=PairingState(row.state),
        proposed_at=row.proposed_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        end_reason=EndReason(row.end_reason) if row.end_reason else None,
        next_meeting_at=row.next_meeting_at,
    )


def event_data(row: PairingEvent) -> PairingEventData:
    """Return the row as a value."""
    return PairingEventData(
        pairing_id=row.pairing_id,
        state=PairingState(row.state),
        at=row.at,
        by_person=row.by_person,
        reason=EndReason(row.reason) if row.reason else None,
    )
