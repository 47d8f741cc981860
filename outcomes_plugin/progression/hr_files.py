"""
Import what HR knows, from CSV: employment spells (leavers included) and career events.

Each row has a `source_key` of HR's own, so that the same file twice changes nothing and a corrected
row replaces the one before. Nothing is removed by a file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from outcomes_plugin import logs
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Problem
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import (
    Action,
    CsvRow,
    CsvTable,
    Effect,
    ImportPlan,
    PlannedRow,
    Thing,
)

from .data import HrKind
from .hr_rows import COLUMNS, FIELDS, read_row, source_key_problems
from .models import CareerEvent, EmploymentSpell

_ROWS_AT_ONCE = 1000
_MODELS: Mapping[HrKind, type[EmploymentSpell] | type[CareerEvent]] = {
    HrKind.SPELLS: EmploymentSpell,
    HrKind.EVENTS: CareerEvent,
}


@dataclass(kw_only=True)
class _Work:
    """What applying the rows means for the table."""

    planned: list[PlannedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    added: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)


def check_hr_import(actor: Actor, program: int | str, kind: HrKind, raw: bytes) -> ImportPlan:
    """
    Return what the file would add and change, or every problem it has. Nothing is written.

    Raises:
        NotFound: no such program, or the actor may not import its HR facts.
    """
    data = programs_api.require(actor, program, Thing.HR_FACTS, Action.IMPORT).program
    table = _read(kind, raw)
    work = _compare(data.id, kind, table)
    return table.plan(work.planned, work.problems)


@transaction.atomic
def apply_hr_import(
    actor: Actor, program: int | str, kind: HrKind, raw: bytes, *, digest: str, at: datetime
) -> ImportPlan:
    """
    Add and change all that the checked file says, or nothing. A second time nothing changes.

    Raises:
        NotFound: no such program, or the actor may not import its HR facts.
        Conflict: this is not the file that was checked.
        Invalid: the file has problems.
    """
    data = programs_api.require(actor, program, Thing.HR_FACTS, Action.IMPORT).program
    table = _read(kind, raw)
    programs_api.refuse_other_file(digest, table.digest)
    work = _compare(data.id, kind, table)
    plan = table.plan(work.planned, work.problems)
    programs_api.refuse_file(plan.problems)
    if work.added or work.changed:
        model = _MODELS[kind]
        model.objects.bulk_create(work.added, batch_size=_ROWS_AT_ONCE)
        model.objects.bulk_update(work.changed, FIELDS[kind], batch_size=_ROWS_AT_ONCE)
        payload = {"rows": plan.adds + plan.changes, "digest": table.digest, "kind": str(kind)}
        ledger_api.record(actor, "hr.imported", at=at, program=data.slug, payload=payload)
        logs.tell(
            "import.applied", kind=str(kind), program=data.slug, rows=plan.adds + plan.changes
        )
    return plan


def _read(kind: HrKind, raw: bytes) -> CsvTable:
    required, optional = COLUMNS[kind]
    return programs_api.read_csv(raw, required=required, optional=optional)


def _compare(program_id: int, kind: HrKind, table: CsvTable) -> _Work:
    work = _Work()
    persons = _persons(program_id, table.rows)
    known = {row.source_key: row for row in _MODELS[kind].objects.filter(program_id=program_id)}
    lines: dict[str, int] = {}
    for row in table.rows:
        person = persons.get(row.cells["user"])
        values, problems = read_row(kind, row)
        problems += source_key_problems(row, lines)
        if person is None:
            problems.append(row.problem("user", _not_in_program(row.cells["user"])))
        work.problems += problems
        if not problems:
            _take(work, row, known, kind, {"program_id": program_id, "person": person, **values})
    return work


def _persons(program_id: int, rows: Sequence[CsvRow]) -> Mapping[str, str]:
    """Return the person behind each name in the file who is or was in the program."""
    users = programs_api.match_users({row.cells["user"] for row in rows if row.cells["user"]})
    persons = programs_api.persons_of_users(users.values())
    members = programs_api.persons_ever_in(program_id)
    found = {name: persons.get(user_id) for name, user_id in users.items()}
    return {name: person for name, person in found.items() if person in members and person}


def _not_in_program(user: str) -> str:
    if not user:
        return _("A username or mail address is missing.")
    return _("“{user}” is not and was not in this program.").format(user=programs_api.shown(user))


def _take(
    work: _Work,
    row: CsvRow,
    known: Mapping[str, Any],
    kind: HrKind,
    values: Mapping[str, Any],
) -> None:
    """Sort the row in: it adds a fact, corrects one, or finds all as it says."""
    source_key = row.cells["source_key"]
    found = known.get(source_key)
    if found is None:
        effect = Effect.ADDED
        work.added.append(_MODELS[kind](source_key=source_key, **values))
    elif any(getattr(found, name) != value for name, value in values.items()):
        effect = Effect.CHANGED
        for name, value in values.items():
            setattr(found, name, value)
        work.changed.append(found)
    else:
        effect = Effect.UNCHANGED
    work.planned.append(PlannedRow(line=row.line, effect=effect, cells=row.cells))
