"""The steps of a pairing: proposed or formed, accepted, declined, paused, resumed, ended."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import (
    Action,
    MemberData,
    ProgramData,
    Role,
)

from . import rules
from .access import load_pairing, lock_pairing, pairing_data, require_pairing_right
from .data import EndReason, PairingData, PairingState
from .models import Pairing, PairingEvent


@transaction.atomic
def propose_pairing(
    actor: Actor, program: int | str, *, mentee: str, mentor: str, at: datetime
) -> PairingData:
    """
    Ask the mentor to take the mentee. Nothing is shared before they accept.

    Raises:
        NotFound: no such program, or the actor may not pair its people.
        Invalid: the two do not have these roles now.
        Conflict: the two are paired or proposed already, or the program has ended.
    """
    data = require_pairing_right(actor, program)
    row = _create(data, mentee=mentee, mentor=mentor, state=PairingState.PROPOSED, at=at)
    _record(actor, row, "pairing.proposed", PairingState.PROPOSED, at=at)
    return pairing_data(row)


@transaction.atomic
def form_pairing(
    actor: Actor, program: int | str, *, mentee: str, mentor: str, at: datetime
) -> PairingData:
    """
    Pair the two at once.

    Raises:
        NotFound: no such program, or the actor may not pair its people.
        Invalid: the two do not have these roles now.
        Conflict: the two are paired or proposed already, or the program has ended.
    """
    data = require_pairing_right(actor, program)
    row = _create(data, mentee=mentee, mentor=mentor, state=PairingState.ACTIVE, at=at)
    _record(actor, row, "pairing.formed", PairingState.ACTIVE, at=at)
    return pairing_data(row)


@transaction.atomic
def accept_pairing(actor: Actor, pairing_id: int, *, at: datetime) -> PairingData:
    """
    Begin the proposed pairing; it is the mentor who says yes.

    Raises:
        NotFound: no such pairing, or the actor is not its mentor.
        Conflict: it is not waiting for an answer, or one of the two has left.
    """
    row = load_pairing(actor, pairing_id, Action.CONFIGURE)
    if actor.person != row.mentor:
        raise NotFound
    # The program before the pairing, as one who leaves takes them: else the two could deadlock.
    programs_api.hold_memberships(row.program_id)
    row = lock_pairing(row)
    rules.check_step(pairing_data(row), PairingState.ACTIVE, since=PairingState.PROPOSED, at=at)
    _check_still_members(row)
    row.state, row.started_at = PairingState.ACTIVE, at
    row.save(update_fields=["state", "started_at"])
    _record(actor, row, "pairing.formed", PairingState.ACTIVE, at=at)
    return pairing_data(row)


@transaction.atomic
def decline_pairing(actor: Actor, pairing_id: int, *, at: datetime) -> PairingData:
    """
    Say no to the proposed pairing, as one of the two, or take the proposal back as coordinator.

    Raises:
        NotFound: no such pairing, or none that the actor may decline.
        Conflict: it is not waiting for an answer.
    """
    row = lock_pairing(load_pairing(actor, pairing_id, Action.CONFIGURE))
    rules.check_step(pairing_data(row), PairingState.DECLINED, since=PairingState.PROPOSED, at=at)
    row.state, row.ended_at, row.open_marker = PairingState.DECLINED, at, None
    row.save(update_fields=["state", "ended_at", "open_marker"])
    _record(actor, row, "pairing.declined", PairingState.DECLINED, at=at)
    return pairing_data(row)


@transaction.atomic
def pause_pairing(actor: Actor, pairing_id: int, *, at: datetime) -> PairingData:
    """
    Pause the active pairing. What is shared stays shared.

    Raises:
        NotFound: no such pairing, or none that the actor may pause.
        Conflict: it is not active.
    """
    row = lock_pairing(load_pairing(actor, pairing_id, Action.CONFIGURE))
    rules.check_step(pairing_data(row), PairingState.PAUSED, since=PairingState.ACTIVE, at=at)
    row.state = PairingState.PAUSED
    row.save(update_fields=["state"])
    _record(actor, row, "pairing.paused", PairingState.PAUSED, at=at)
    return pairing_data(row)


@transaction.atomic
def resume_pairing(actor: Actor, pairing_id: int, *, at: datetime) -> PairingData:
    """
    Go on with the paused pairing.

    Raises:
        NotFound: no such pairing, or none that the actor may resume.
        Conflict: it is not paused.
    """
    row = lock_pairing(load_pairing(actor, pairing_id, Action.CONFIGURE))
    rules.check_step(pairing_data(row), PairingState.ACTIVE, since=PairingState.PAUSED, at=at)
    row.state = PairingState.ACTIVE
    row.save(update_fields=["state"])
    _record(actor, row, "pairing.resumed", PairingState.ACTIVE, at=at)
    return pairing_data(row)


@transaction.atomic
def end_pairing(actor: Actor, pairing_id: int, *, reason: EndReason, at: datetime) -> PairingData:
    """
    End the pairing and record who ended it.

    From then on the mentor no longer sees what the mentee shared.

    Raises:
        NotFound: no such pairing, or none that the actor may end.
        Conflict: it has already ended.
        Invalid: `at` lies before the pairing's start.
    """
    row = lock_pairing(load_pairing(actor, pairing_id, Action.CONFIGURE))
    return _end(actor, row, reason=reason, at=at)


@transaction.atomic
def end_membership(actor: Actor, member_id: int, *, at: datetime) -> MemberData:
    """
    End the membership together with the pairings that rest on it.

    Each ended pairing has its own entry, for each has its own history.

    Raises:
        NotFound: no such member, or none whom the actor may remove.
        Conflict: the person has left already, or is the last coordinator.
        Invalid: `at` lies before the person joined.
    """
    member = programs_api.end_membership(actor, member_id, at=at)
    end_pairings_of_member(actor, member, at=at)
    return member


def end_pairings_of_member(actor: Actor, member: MemberData, *, at: datetime) -> list[PairingData]:
    """
    End what rests on a membership that has just ended, in the same transaction.

    Asks for no right: who may end a membership may end what rests on it. A pairing that was to
    start later than `at` ends when it was to start.
    """
    if member.role not in {Role.MENTEE, Role.MENTOR}:
        return []
    held = Pairing.objects.filter(
        **{member.role.value: member.person}, program_id=member.program_id, open_marker=True
    )
    ended = []
    for row in held.order_by("id"):
        locked = lock_pairing(row)
        start = locked.started_at or locked.proposed_at
        ended.append(_end(actor, locked, reason=EndReason.MEMBER_LEFT, at=max(at, start)))
    return ended


def _end(actor: Actor, row: Pairing, *, reason: EndReason, at: datetime) -> PairingData:
    rules.check_can_end(pairing_data(row), at=at)
    row.state, row.ended_at, row.end_reason, row.open_marker = (
        PairingState.ENDED,
        at,
        reason.value,
        None,
    )
    row.save(update_fields=["state", "ended_at", "end_reason", "open_marker"])
    _record(actor, row, "pairing.ended", PairingState.ENDED, at=at, reason=reason)
    return pairing_data(row)


def _create(
    program: ProgramData, *, mentee: str, mentor: str, state: PairingState, at: datetime
) -> Pairing:
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


def _check_still_members(row: Pairing) -> None:
    mentee = programs_api.membership(row.mentee, row.program_id, Role.MENTEE)
    mentor = programs_api.membership(row.mentor, row.program_id, Role.MENTOR)
    if mentee is None or mentor is None:
        raise Conflict(_("One of the two has left the program."))


def _record(
    actor: Actor,
    row: Pairing,
    type_: str,
    state: PairingState,
    *,
    at: datetime,
    reason: EndReason | None = None,
) -> None:
    PairingEvent.objects.create(
        pairing=row, state=state, at=at, by_person=actor.person, reason=reason or ""
    )
    payload: dict[str, str | int] = {"pairing": row.id}
    if reason is not None:
        payload["reason"] = reason.value
    ledger_api.record(
        actor, type_, at=at, person=row.mentee, program=row.program.slug, payload=payload
    )
