"""
Import members from a CSV file: `user`, `role`, `cohort`, and a column per attribute.

`user` is a username or mail address. A cohort or attribute whose column the file lacks stays as it
is; an empty cell clears it. Nobody is removed by a file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from outcomes_plugin import logs
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Problem
from outcomes_plugin.ledger import api as ledger_api

from . import rules
from .access import ProgramRef, lock_program, require
from .csv_files import read_csv, refuse_file, refuse_other_file, shown
from .data import CsvRow, CsvTable, Effect, ImportPlan, PlannedRow, Standing
from .imports import ensure_persons_of_users, match_users, persons_of_users
from .lookups import cohort_ids_by_slug
from .models import Member
from .rights import Action, Role, Thing

_COLUMNS = ("user", "role", "cohort")
_ROWS_AT_ONCE = 1000


@dataclass(frozen=True, kw_only=True)
class _Context:
    """What the rows are compared with, read in a handful of queries whatever their number."""

    standing: Standing
    users: Mapping[str, int]
    persons: Mapping[int, str]
    cohorts: Mapping[str, int]
    open_members: Mapping[tuple[str, str], Member]


@dataclass(kw_only=True)
class _Work:
    """What applying the rows means for the tables."""

    planned: list[PlannedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    added: list[tuple[int, Member]] = field(default_factory=list)
    changed: list[Member] = field(default_factory=list)


def check_import(actor: Actor, program: ProgramRef, raw: bytes) -> ImportPlan:
    """
    Return what the file would add and change, or every problem it has. Nothing is written.

    Raises:
        NotFound: no such program, or the actor may not import its members.
        Conflict: the program has ended.
    """
    standing = require(actor, program, Thing.MEMBERS, Action.CONFIGURE)
    rules.check_not_ended(standing.program)
    table = _read(raw)
    work = _compare(standing, table)
    return table.plan(work.planned, work.problems)


@transaction.atomic
def apply_import(
    actor: Actor, program: ProgramRef, raw: bytes, *, digest: str, at: datetime
) -> ImportPlan:
    """
    Add and change all that the checked file says, or nothing. A second time nothing changes.

    Raises:
        NotFound: no such program, or the actor may not import its members.
        Conflict: this is not the file that was checked, or the program has ended.
        Invalid: the file has problems.
    """
    standing = require(actor, program, Thing.MEMBERS, Action.CONFIGURE)
    rules.check_not_ended(standing.program)
    table = _read(raw)
    refuse_other_file(digest, table.digest)
    lock_program(standing.program.id)
    work = _compare(standing, table)
    plan = table.plan(work.planned, work.problems)
    refuse_file(plan.problems)
    if work.added or work.changed:
        _write(work, at=at)
        payload = {"rows": plan.adds + plan.changes, "digest": table.digest}
        ledger_api.record(
            actor, "members.imported", at=at, program=standing.program.slug, payload=payload
        )
        logs.tell(
            "import.applied",
            kind="members",
            program=standing.program.slug,
            rows=plan.adds + plan.changes,
        )
    return plan


def _read(raw: bytes) -> CsvTable:
    return read_csv(raw, required=("user", "role"), optional=("cohort",), is_other=rules.is_key)


def _compare(standing: Standing, table: CsvTable) -> _Work:
    work = _Work()
    if not table.rows:
        return work
    context = _context(standing, table.rows)
    first_lines: dict[tuple[int, str], int] = {}
    for row in table.rows:
        found = [*_problems_of(row, context)]
        user_id = context.users.get(row.cells["user"])
        if user_id is not None:
            first = first_lines.setdefault((user_id, row.cells["role"]), row.line)
            if first != row.line:
                found.append(row.problem("user", _same_as(first)))
        work.problems.extend(found)
        if not found and user_id is not None:
            _take(work, row, user_id, context)
    return work


def _context(standing: Standing, rows: Sequence[CsvRow]) -> _Context:
    program_id = standing.program.id
    users = match_users({row.cells["user"] for row in rows if row.cells["user"]})
    open_members = Member.objects.filter(program_id=program_id, open_marker=True)
    return _Context(
        standing=standing,
        users=users,
        persons=persons_of_users(users.values()),
        cohorts=cohort_ids_by_slug(program_id),
        open_members={(member.person, member.role): member for member in open_members},
    )


def _problems_of(row: CsvRow, context: _Context) -> Iterator[Problem]:
    cells = row.cells
    if not cells["user"]:
        yield row.problem("user", _("A username or mail address is missing."))
    elif cells["user"] not in context.users:
        yield row.problem("user", _("“{user}” is no user.").format(user=shown(cells["user"])))
    yield from _role_problems(row, context)
    cohort = cells.get("cohort", "")
    if cohort and cohort not in context.cohorts:
        yield row.problem(
            "cohort", _("The program has no cohort “{cohort}”.").format(cohort=shown(cohort))
        )
    attributes = _attributes(row)
    for key, value in attributes.items():
        if value and not rules.is_key(value):
            yield rules.key_problem(key, row.line)
    if len(attributes) > rules.MOST_ATTRIBUTES:
        yield row.problem("user", str(rules.too_many_attributes().message))


def _role_problems(row: CsvRow, context: _Context) -> Iterator[Problem]:
    role = row.cells["role"]
    if role not in set(Role):
        yield row.problem(
            "role",
            _("“{role}” is no role. Roles are: {roles}.").format(
                role=shown(role), roles=", ".join(Role)
            ),
        )
    elif not context.standing.allows(rules.thing_of_role(role), Action.CONFIGURE):
        yield row.problem("role", _("You cannot give the role “{role}”.").format(role=role))


def _same_as(line: int) -> str:
    return _("The same person has this role in line {line} already.").format(line=line)


def _attributes(row: CsvRow) -> Mapping[str, str]:
    return {name: value for name, value in row.cells.items() if name not in _COLUMNS}


def _take(work: _Work, row: CsvRow, user_id: int, context: _Context) -> None:
    """Sort the row in: it adds a member, changes one, or finds all as it says."""
    person = context.persons.get(user_id, "")
    known = context.open_members.get((person, row.cells["role"]))
    member = known or Member(
        program_id=context.standing.program.id, person=person, role=row.cells["role"]
    )
    before = (member.cohort_id, member.attributes)
    if "cohort" in row.cells:
        member.cohort_id = context.cohorts.get(row.cells["cohort"])
    merged = {**member.attributes, **_attributes(row)}
    member.attributes = {key: value for key, value in merged.items() if value}
    if known is None:
        effect = Effect.ADDED
        work.added.append((user_id, member))
    elif before != (member.cohort_id, member.attributes):
        effect = Effect.CHANGED
        work.changed.append(member)
    else:
        effect = Effect.UNCHANGED
    work.planned.append(PlannedRow(line=row.line, effect=effect, cells=row.cells))


def _write(work: _Work, *, at: datetime) -> None:
    persons = ensure_persons_of_users([user_id for user_id, _member in work.added], at=at)
    for user_id, member in work.added:
        member.person, member.joined_at = persons[user_id], at
    Member.objects.bulk_create(
        [member for _user_id, member in work.added], batch_size=_ROWS_AT_ONCE
    )
    Member.objects.bulk_update(work.changed, ["cohort", "attributes"], batch_size=_ROWS_AT_ONCE)
