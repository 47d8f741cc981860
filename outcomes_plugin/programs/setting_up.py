"""Make programs, change them, begin them and end them."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict
from outcomes_plugin.ledger import api as ledger_api

from . import rules
from .access import ProgramRef, lock_program, program_data, require, require_global_staff
from .data import ProgramData, ProgramStatus
from .editions import check_edition
from .membership import person_of_user
from .models import Member, Program
from .rights import Action, Role, Thing

DEFAULT_K = 5


@transaction.atomic
def create_program(
    actor: Actor,
    *,
    slug: str,
    title: str,
    org: str,
    time_zone: str,
    coordinator_user_id: int,
    at: datetime,
    k: int = DEFAULT_K,
) -> ProgramData:
    """
    Make a draft program with its first coordinator.

    Raises:
        NotFound: the actor is not global staff.
        Invalid: a setting cannot be, or there is no such user.
        Conflict: the slug is taken.
    """
    require_global_staff(actor, Thing.PROGRAMS, Action.CREATE)
    rules.check_program(slug=slug, title=title, org=org, time_zone=time_zone, k=k)
    person = person_of_user(coordinator_user_id, at=at)
    try:
        with transaction.atomic():
            row = Program.objects.create(
                slug=slug, title=title, org=org, time_zone=time_zone, k=k, created_at=at
            )
    except IntegrityError:
        raise Conflict(_("Another program has this short name already.")) from None
    Member.objects.create(program=row, person=person, role=Role.COORDINATOR, joined_at=at)
    ledger_api.record(
        actor, "program.created", at=at, person=person, program=slug, payload={"org": org}
    )
    return program_data(row)


@transaction.atomic
def change_program(
    actor: Actor,
    program: ProgramRef,
    *,
    at: datetime,
    title: str | None = None,
    time_zone: str | None = None,
    k: int | None = None,
    seen: str = "",
) -> ProgramData:
    """
    Change the settings that are given. Releases that were made keep the `k` they were made with.

    `seen` is the edition of the program that the person has changed.

    Raises:
        NotFound: no such program, or the actor may not change its settings.
        Invalid: a setting cannot be.
        Conflict: the program has ended, `k` would be smaller than what people were promised, or
            somebody else has changed the program since.
    """
    data = require(actor, program, Thing.SETTINGS, Action.CONFIGURE).program
    row = lock_program(data.id)
    rules.check_not_ended(program_data(row))
    rules.check_k_is_kept(program_data(row), k)
    wanted = {"title": title, "time_zone": time_zone, "k": k}
    changed = {
        name: value
        for name, value in wanted.items()
        if value is not None and value != getattr(row, name)
    }
    if not changed:
        return program_data(row)
    check_edition(program_data(row).edition, seen=seen)
    for name, value in changed.items():
        setattr(row, name, value)
    rules.check_program(
        slug=row.slug, title=row.title, org=row.org, time_zone=row.time_zone, k=row.k
    )
    row.save(update_fields=list(changed))
    _record_change(actor, row, sorted(changed), at=at)
    return program_data(row)


@transaction.atomic
def go_live(actor: Actor, program: ProgramRef, *, at: datetime) -> ProgramData:
    """
    Begin the program: from now on people can be asked.

    Raises:
        NotFound: no such program, or the actor may not begin it.
        Conflict: it has begun or ended already.
    """
    return _take_step(actor, program, ProgramStatus.LIVE, at=at)


@transaction.atomic
def end_program(actor: Actor, program: ProgramRef, *, at: datetime) -> ProgramData:
    """
    End the program. It can still be read, and no longer be changed.

    Raises:
        NotFound: no such program, or the actor may not end it.
        Conflict: it has ended already.
    """
    return _take_step(actor, program, ProgramStatus.ENDED, at=at)


def _take_step(
    actor: Actor, program: ProgramRef, status: ProgramStatus, *, at: datetime
) -> ProgramData:
    data = require(actor, program, Thing.STATUS, Action.CONFIGURE).program
    row = lock_program(data.id)
    rules.check_status_step(program_data(row), status)
    row.status = status.value
    row.ended_at = at if status == ProgramStatus.ENDED else None
    row.save(update_fields=["status", "ended_at"])
    _record_change(actor, row, ["status"], at=at)
    return program_data(row)


def _record_change(actor: Actor, row: Program, fields: list[str], *, at: datetime) -> None:
    ledger_api.record(actor, "program.changed", at=at, program=row.slug, payload={"fields": fields})
