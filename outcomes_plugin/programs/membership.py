"""Give people roles, change what is known about them in the program, and end roles."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.edxapp import platform
from outcomes_plugin.errors import Conflict, Invalid, NotFound, Problem
from outcomes_plugin.ledger import api as ledger_api

from . import rules
from .access import ProgramRef, lock_program, require
from .data import MemberData
from .lookups import active_members, cohort_ids_by_slug, member_data
from .models import Member
from .rights import Action, Role, Thing


@transaction.atomic
def add_member(
    actor: Actor,
    program: ProgramRef,
    *,
    user_id: int,
    role: str,
    at: datetime,
    cohort: str = "",
    attributes: Mapping[str, str] | None = None,
) -> MemberData:
    """
    Give the user a role in the program, in the cohort of that slug when one is named.

    Raises:
        NotFound: no such program, or the actor may not give this role.
        Invalid: no such role, user or cohort, or an attribute that is not a key.
        Conflict: the person has this role already, or the program has ended.
    """
    data = require(actor, program, rules.thing_of_role(role), Action.CONFIGURE).program
    rules.check_not_ended(data)
    known_role = rules.role_named(role)
    rules.check_attributes(attributes or {})
    cohort_id = _cohort_id(data.id, cohort)
    person = person_of_user(user_id, at=at)
    row = _create_member(
        program_id=data.id,
        person=person,
        role=known_role,
        cohort_id=cohort_id,
        attributes=dict(attributes or {}),
        joined_at=at,
    )
    payload = {"role": known_role.value, "cohort": cohort}
    ledger_api.record(
        actor, "member.added", at=at, person=person, program=data.slug, payload=payload
    )
    return member_data(row)


@transaction.atomic
def change_member(
    actor: Actor,
    member_id: int,
    *,
    cohort: str,
    attributes: Mapping[str, str],
    at: datetime,
) -> MemberData:
    """
    Put the member into the cohort of that slug, or none, with these attributes.

    People who were asked in an open window stay in the cohort they were asked in.

    Raises:
        NotFound: no such member, or none that the actor may change.
        Invalid: no such cohort, or an attribute that is not a key.
        Conflict: the person has left, or the program has ended.
    """
    known = _find_member(member_id)
    data = require(
        actor, known.program_id, rules.thing_of_role(known.role), Action.CONFIGURE
    ).program
    rules.check_not_ended(data)
    row = _lock_member(known)
    if row.left_at is not None:
        raise Conflict(_("This person has already left."))
    rules.check_attributes(attributes)
    wanted = {"cohort_id": _cohort_id(data.id, cohort), "attributes": dict(attributes)}
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not changed:
        return member_data(row)
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))
    fields = [name.removesuffix("_id") for name in sorted(changed)]
    ledger_api.record(
        actor,
        "member.changed",
        at=at,
        person=row.person,
        program=data.slug,
        payload={"role": row.role, "fields": fields},
    )
    return member_data(row)


@transaction.atomic
def end_membership(actor: Actor, member_id: int, *, at: datetime) -> MemberData:
    """
    End the membership. A mentee or mentor may also end their own.

    The pairings that rest on it are ended by `pairings.api.end_membership`, which is the way in
    for everything above.

    Raises:
        NotFound: no such member, or none whom the actor may remove.
        Conflict: the person has left already, or is the last coordinator.
        Invalid: `at` lies before the person joined.
    """
    known = _find_member(member_id)
    is_own = actor.person is not None and actor.person == known.person
    if not (is_own and rules.may_leave_oneself(known.role)):
        require(actor, known.program_id, rules.thing_of_role(known.role), Action.CONFIGURE)
    row = _lock_member(known)
    rules.check_can_leave(member_data(row), at=at, coordinators=_count_coordinators(row.program_id))
    row.left_at, row.open_marker = at, None
    row.save(update_fields=["left_at", "open_marker"])
    ledger_api.record(
        actor,
        "member.left",
        at=at,
        person=row.person,
        program=row.program.slug,
        payload={"role": row.role},
    )
    return member_data(row)


def members(
    actor: Actor,
    program: ProgramRef,
    *,
    role: str | None = None,
    cohort: str | None = None,
    at: datetime | None = None,
) -> Sequence[MemberData]:
    """
    Return the open memberships, or those that were open at a time, in the order of joining.

    Raises:
        NotFound: no such program, or the actor may not read its members.
    """
    data = require(actor, program, Thing.MEMBERS, Action.READ).program
    found = active_members(data.id, role=role, at=at)
    return [member for member in found if cohort is None or member.cohort == cohort]


def person_of_user(user_id: int, *, at: datetime) -> str:
    """
    Return the person of the platform's user.

    Raises:
        Invalid: the platform has no such user.
    """
    if user_id not in platform().users([user_id]):
        problem = Problem(_("There is no such user."), column="user")
        raise Invalid(_("There is no such user."), problems=[problem])
    return actors_api.ensure_person(user_id, at=at)


def _cohort_id(program_id: int, slug: str) -> int | None:
    if not slug:
        return None
    cohort_id = cohort_ids_by_slug(program_id).get(slug)
    if cohort_id is None:
        problem = Problem(_("The program has no such cohort."), column="cohort")
        raise Invalid(_("The program has no such cohort."), problems=[problem])
    return cohort_id


def _create_member(**fields: Any) -> Member:
    try:
        with transaction.atomic():
            return Member.objects.create(**fields)
    except IntegrityError:
        raise Conflict(_("This person already has this role in the program.")) from None


def _find_member(member_id: int) -> Member:
    row = Member.objects.filter(id=member_id).first()
    if row is None:
        raise NotFound
    return row


def _lock_member(known: Member) -> Member:
    """Lock the program and then the member: everything that writes members takes this order."""
    program = lock_program(known.program_id)
    row = Member.objects.select_for_update().get(id=known.id)
    row.program = program
    return row


def _count_coordinators(program_id: int) -> int:
    return Member.objects.filter(
        program_id=program_id, role=Role.COORDINATOR, open_marker=True
    ).count()
