"""How a step of a pairing is written: the row, its history and the one entry, together."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import ProgramData, Role

from . import rules
from .access import pairing_data
from .data import EndReason, PairingData, PairingState
from .models import Pairing, PairingEvent


def end_row(actor: Actor, row: Pairing, *, reason: EndReason, at: datetime) -> PairingData:
    """End the locked pairing, and with it the meeting that was planned."""
    rules.check_can_end(pairing_data(row), at=at)
    row.next_meeting_at = None
    close_row(row, PairingState.ENDED, reason=reason, at=at)
    record_step(actor, row, "pairing.ended", PairingState.ENDED, at=at, reason=reason)
    return pairing_data(row)


def close_row(
    row: Pairing, state: PairingState, *, at: datetime, reason: EndReason | None = None
) -> None:
    """Store that the pairing is over, so that the two can be paired again."""
    row.state, row.ended_at, row.open_marker = state, at, None
    row.end_reason = reason.value if reason is not None else ""
    row.save(update_fields=["state", "ended_at", "open_marker", "end_reason", "next_meeting_at"])


def create_row(
    program: ProgramData, *, mentee: str, mentor: str, state: PairingState, at: datetime
) -> Pairing:
    """
    Store a new pairing of two members, in the cohort that the mentee is in.

    Raises:
        Invalid: the two do not have these roles now.
        Conflict: the two are paired or proposed already.
    """
    programs_api.hold_memberships(program.id)
    membership = programs_api.membership(mentee, program.id, Role.MENTEE)
    mentorship = programs_api.membership(mentor, program.id, Role.MENTOR)
    rules.check_people(
        mentee=mentee,
        mentor=mentor,
        is_mentee=membership is not None,
        is_mentor=mentorship is not None,
    )
    try:
        with transaction.atomic():
            row = Pairing.objects.create(
                program_id=program.id,
                cohort_id=membership.cohort_id if membership is not None else None,
                mentee=mentee,
                mentor=mentor,
                state=state,
                proposed_at=at,
                started_at=at if state == PairingState.ACTIVE else None,
            )
    except IntegrityError:
        raise Conflict(_("The two are paired already, or a proposal waits.")) from None
    return row


def record_step(
    actor: Actor,
    row: Pairing,
    type_: str,
    state: PairingState,
    *,
    at: datetime,
    reason: EndReason | None = None,
) -> None:
    """Add the step to the pairing's history and its entry to the ledger."""
    PairingEvent.objects.create(
        pairing=row, state=state, at=at, by_person=actor.person, reason=reason or ""
    )
    payload: dict[str, str | int] = {"pairing": row.id}
    if reason is not None:
        payload["reason"] = reason.value
    ledger_api.record(
        actor, type_, at=at, person=row.mentee, program=row.program.slug, payload=payload
    )
