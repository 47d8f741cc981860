"""Rows that wait for their people: taken over, listed, discarded, and let go after a while."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, ProgramData, Thing
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.models import HeldHrRow

from .data import HeldRow
from .fields import DAYS, MODELS
from .people import hashes_of_persons, hashes_of_users
from .writing import delete_held, in_chunks

_AT_ONCE = 500


@dataclass(kw_only=True)
class _Found:
    """The people of held rows, by the id of the row."""

    persons: dict[int, str] = field(default_factory=dict)
    managers: dict[int, str] = field(default_factory=dict)


def held_hr_rows(actor: Actor, program: int | str) -> Sequence[HeldRow]:
    """
    Return the rows that wait, those that came first at the top: their keys, and no facts.

    Raises:
        NotFound: no such program, or the actor may not import its HR facts.
    """
    data = programs_api.require(actor, program, Thing.HR_FACTS, Action.IMPORT).program
    rows = HeldHrRow.objects.filter(program_id=data.id).order_by("received_at", "id")
    return [
        HeldRow(source=source, kind=HrKind(kind), source_key=key, received_at=received_at)
        for source, kind, key, received_at in rows.values_list(
            "source", "kind", "source_key", "received_at"
        )
    ]


@transaction.atomic
def discard_held_hr_rows(
    actor: Actor,
    program: int | str,
    source: str,
    keys: Collection[str],
    *,
    at: datetime,
    kind: HrKind | None = None,
) -> int:
    """
    Delete the waiting rows of these keys, and return how many there were.

    Raises:
        NotFound: no such program, or the actor may not correct its HR facts.
    """
    data = programs_api.require(actor, program, Thing.HR_FACTS, Action.CORRECT).program
    count = 0
    for chunk in in_chunks(sorted(set(keys))):
        rows = HeldHrRow.objects.filter(program_id=data.id, source=source, source_key__in=chunk)
        count += (rows if kind is None else rows.filter(kind=kind)).delete()[0]
    if count:
        payload = {"source": source, "rows": count}
        ledger_api.record(actor, "hr.held_discarded", at=at, program=data.slug, payload=payload)
    return count


def take_held_hr_rows(actor: Actor, *, at: datetime) -> int:
    """
    Take over the waiting rows whose people are members by now; return how many those were.

    Afterwards the rows that have waited longer than `OUTCOMES_HR_HELD_DAYS` are gone.

    Raises:
        NotFound: the actor is not the part of the system that does this.
    """
    if not actor.may_as_system("hr.take_held"):
        raise NotFound
    waiting = HeldHrRow.objects.order_by("program_id").values_list("program_id", flat=True)
    programs = filter(None, map(programs_api.find_program, list(waiting.distinct())))
    count = sum(_take_over(actor, program, at=at) for program in programs)
    received_by = at - timedelta(days=settings.OUTCOMES_HR_HELD_DAYS)
    HeldHrRow.objects.filter(received_at__lte=received_by).delete()
    return count


def export_held(person: str) -> Sequence[Mapping[str, Any]]:
    """Return the facts about the person that wait in programs they are not in."""
    rows = _about(hashes_of_persons([person]))
    return [{"kind": row.kind, **row.facts} for row in rows.order_by("id")]


def erase_held(person: str) -> None:
    """Delete what waits about the person, or names them as a manager."""
    _delete_under(hashes_of_persons([person]))


def erase_held_of_user(user_id: int) -> None:
    """Delete what waits about a user, or names them as a manager."""
    _delete_under(hashes_of_users([user_id]))


@transaction.atomic
def _take_over(actor: Actor, program: ProgramData, *, at: datetime) -> int:
    programs_api.hold_memberships(program.id)
    found = _people_of_held(program.id)
    taken = 0
    for chunk in in_chunks(sorted(found.persons)):
        rows = HeldHrRow.objects.filter(id__in=chunk)
        known = [row for row in rows if row.kind != HrKind.LINES or row.id in found.managers]
        for kind in HrKind:
            _keep(kind, [row for row in known if row.kind == kind], found)
        delete_held([row.id for row in known])
        taken += len(known)
    if taken:
        payload = {"rows": taken}
        ledger_api.record(actor, "hr.held_taken", at=at, program=program.slug, payload=payload)
    return taken


def _people_of_held(program_id: int) -> _Found:
    found = _Found()
    held = HeldHrRow.objects.filter(program_id=program_id)
    members = sorted(programs_api.persons_ever_in(program_id))
    for start in range(0, len(members), _AT_ONCE):
        person_of = hashes_of_persons(members[start : start + _AT_ONCE])
        for hashes in in_chunks(list(person_of)):
            for column, named in (("who", found.persons), ("manager", found.managers)):
                rows = held.filter(**{f"{column}__in": hashes}).values_list("id", column)
                named.update({row_id: person_of[one] for row_id, one in rows})
    return found


def _keep(kind: HrKind, rows: Sequence[HeldHrRow], found: _Found) -> None:
    model: Any = MODELS[kind]
    made = []
    for row in rows:
        people = {"person": found.persons[row.id]}
        if kind is HrKind.LINES:
            people["manager"] = found.managers[row.id]
        if len(set(people.values())) == len(people):
            made.append(
                model(
                    program_id=row.program_id,
                    source=row.source,
                    source_key=row.source_key,
                    **people,
                    **_facts_of(row),
                )
            )
    model.objects.bulk_create(made)


def _facts_of(row: HeldHrRow) -> Mapping[str, Any]:
    return {
        name: date.fromisoformat(value) if name in DAYS and value else value
        for name, value in row.facts.items()
    }


def _about(hashes: Collection[str]) -> Any:
    return HeldHrRow.objects.filter(who__in=list(hashes))


def _delete_under(hashes: Collection[str]) -> None:
    _about(hashes).delete()
    HeldHrRow.objects.filter(manager__in=list(hashes)).delete()
