"""The steps of a pairing: proposed or formed, accepted, declined, paused, resumed, ended."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, MemberData, ProgramStatus, Role, Thing

from . import rules
from .access import load_pairing, lock_pairing, pairing_data, require_pairing_right
from .data import EndReason, PairingData, PairingState
from .models import Pairing
from .steps import close_row, create_row, end_row, record_step


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
    row = create_row(data, mentee=mentee, mentor=mentor, state=PairingState.PROPOSED, at=at)
    record_step(actor, row, "pairing.proposed", PairingState.PROPOSED, at=at)
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
    row = create_row(data, mentee=mentee, mentor=mentor, state=PairingState.ACTIVE, at=at)
    record_step(actor, row, "pairing.formed", PairingState.ACTIVE, at=at)
    return pairing_data(row)


@transaction.atomic
def accept_pairing(actor: Actor, pairing_id: int, *, at: datetime) -> PairingData:
    """
    Begin the proposed pairing; it is the mentor who says yes.

    Raises:
        NotFound: no such pairing, or the actor is not its mentor.
        Conflict: it is not waiting for an answer, one of the two has left, or the program has
            ended.
    """
    row = load_pairing(actor, pairing_id, Action.CONFIGURE)
    if actor.person != row.mentor:
        raise NotFound
    row = lock_pairing(row)
    rules.check_step(pairing_data(row), PairingState.ACTIVE, since=PairingState.PROPOSED, at=at)
    rules.check_not_ended(ProgramStatus(row.program.status))
    _check_still_members(row)
    row.state, row.started_at = PairingState.ACTIVE, at
    row.save(update_fields=["state", "started_at"])
    record_step(actor, row, "pairing.formed", PairingState.ACTIVE, at=at)
    return pairing_data(row)


@transaction.atomic
def decline_pairing(
    actor: Actor, pairing_id: int, *, at: datetime, reason: EndReason | None = None
) -> PairingData:
    """
    Say no to the proposed pairing, as one of the two, or take the proposal back as coordinator.

    The coordinators read the reason, if one is given.

    Raises:
        NotFound: no such pairing, or none that the actor may decline.
        Conflict: it is not waiting for an answer.
    """
    row = lock_pairing(load_pairing(actor, pairing_id, Action.CONFIGURE))
    rules.check_step(pairing_data(row), PairingState.DECLINED, since=PairingState.PROPOSED, at=at)
    close_row(row, PairingState.DECLINED, reason=reason, at=at)
    record_step(actor, row, "pairing.declined", PairingState.DECLINED, at=at, reason=reason)
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
    record_step(actor, row, "pairing.paused", PairingState.PAUSED, at=at)
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
    record_step(actor, row, "pairing.resumed", PairingState.ACTIVE, at=at)
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
    return end_row(actor, row, reason=reason, at=at)


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


@transaction.atomic
def leave_program(
    actor: Actor, program: programs_api.ProgramRef, *, at: datetime
) -> Sequence[MemberData]:
    """
    End the actor's own part in the program, as mentee and as mentor, with what rests on it.

    Other roles stay: whoever runs a program hands that over.

    Raises:
        NotFound: no such program, or the actor is no mentee or mentor of it.
    """
    data = programs_api.require(actor, program, Thing.OWN_WORK, Action.READ).program
    held = programs_api.memberships_of(actor.person or "")
    return [
        end_membership(actor, one.id, at=at)
        for one in held
        if one.program_id == data.id and one.role in {Role.MENTEE, Role.MENTOR}
    ]


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
        ended.append(end_row(actor, locked, reason=EndReason.MEMBER_LEFT, at=max(at, start)))
    return ended


def _check_still_members(row: Pairing) -> None:
    mentee = programs_api.membership(row.mentee, row.program_id, Role.MENTEE)
    mentor = programs_api.membership(row.mentor, row.program_id, Role.MENTOR)
    if mentee is None or mentor is None:
        raise Conflict(_("One of the two has left the program."))
