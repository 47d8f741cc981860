"""
Import pairings from a CSV file: `mentee`, `mentor`, `cohort`, `started`.

People are named by username or mail address. Without a cohort, the mentee's is taken; without a
day, the pairing starts now. A waiting proposal becomes the pairing that the file says. Nothing is
ended by a file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from outcomes_plugin import logs
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Problem
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.ledger.data import NewEntry
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import (
    CsvRow,
    CsvTable,
    Effect,
    ImportPlan,
    MemberData,
    PlannedRow,
    ProgramData,
    Role,
)

from .access import require_pairing_right
from .data import PairingState
from .models import Pairing, PairingEvent

_ROWS_AT_ONCE = 1000


@dataclass(frozen=True, kw_only=True)
class _Context:
    """What the rows are compared with, read in a handful of queries whatever their number."""

    program: ProgramData
    at: datetime
    users: Mapping[str, int]
    persons: Mapping[int, str]
    members: Mapping[tuple[str, str], MemberData]
    cohorts: Mapping[str, int]
    open_pairings: Mapping[tuple[str, str], Pairing]

    def member(self, identifier: str, role: Role) -> MemberData | None:
        person = self.persons.get(self.users.get(identifier, 0), "")
        return self.members.get((person, role))


@dataclass(kw_only=True)
class _Work:
    """What applying the rows means for the tables."""

    planned: list[PlannedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    added: list[Pairing] = field(default_factory=list)
    changed: list[Pairing] = field(default_factory=list)
    begun: list[Pairing] = field(default_factory=list)


def check_import(actor: Actor, program: int | str, raw: bytes, *, at: datetime) -> ImportPlan:
    """
    Return what the file would add and change, or every problem it has. Nothing is written.

    Raises:
        NotFound: no such program, or the actor may not pair its people.
        Conflict: the program has ended.
    """
    data = require_pairing_right(actor, program)
    table = _read(raw)
    work = _compare(data, table, at=at)
    return table.plan(work.planned, work.problems)


@transaction.atomic
def apply_import(
    actor: Actor, program: int | str, raw: bytes, *, digest: str, at: datetime
) -> ImportPlan:
    """
    Add and change all that the checked file says, or nothing. A second time nothing changes.

    Raises:
        NotFound: no such program, or the actor may not pair its people.
        Conflict: this is not the file that was checked, or the program has ended.
        Invalid: the file has problems.
    """
    data = require_pairing_right(actor, program)
    table = _read(raw)
    programs_api.refuse_other_file(digest, table.digest)
    programs_api.hold_memberships(data.id)
    work = _compare(data, table, at=at)
    plan = table.plan(work.planned, work.problems)
    programs_api.refuse_file(plan.problems)
    if work.added or work.changed:
        _write(actor, work, data)
        payload = {"rows": plan.adds + plan.changes, "digest": table.digest}
        ledger_api.record(actor, "pairings.imported", at=at, program=data.slug, payload=payload)
        logs.tell(
            "import.applied", kind="pairings", program=data.slug, rows=plan.adds + plan.changes
        )
    return plan


def _read(raw: bytes) -> CsvTable:
    return programs_api.read_csv(raw, required=("mentee", "mentor"), optional=("cohort", "started"))


def _compare(program: ProgramData, table: CsvTable, *, at: datetime) -> _Work:
    work = _Work()
    if not table.rows:
        return work
    context = _context(program, table, at=at)
    first_lines: dict[tuple[str, str], int] = {}
    for row in table.rows:
        found = [*_problems_of(row, context)]
        mentee = context.member(row.cells["mentee"], Role.MENTEE)
        mentor = context.member(row.cells["mentor"], Role.MENTOR)
        if mentee is not None and mentor is not None:
            first = first_lines.setdefault((mentee.person, mentor.person), row.line)
            if first != row.line:
                message = _("The same two are in line {line} already.").format(line=first)
                found.append(row.problem("mentee", message))
        work.problems.extend(found)
        if not found and mentee is not None and mentor is not None:
            _take(work, row, context, mentee=mentee, mentor=mentor)
    return work


def _context(program: ProgramData, table: CsvTable, *, at: datetime) -> _Context:
    named = {row.cells[role] for row in table.rows for role in (Role.MENTEE, Role.MENTOR)}
    users = programs_api.match_users(named - {""})
    members = programs_api.active_members(program.id)
    held = Pairing.objects.filter(program_id=program.id, open_marker=True)
    return _Context(
        program=program,
        at=at,
        users=users,
        persons=programs_api.persons_of_users(users.values()),
        members={(member.person, member.role): member for member in members},
        cohorts=programs_api.cohort_ids_by_slug(program.id),
        open_pairings={(row.mentee, row.mentor): row for row in held},
    )


def _problems_of(row: CsvRow, context: _Context) -> Iterator[Problem]:
    yield from _person_problems(row, Role.MENTEE, context)
    yield from _person_problems(row, Role.MENTOR, context)
    mentee = context.users.get(row.cells["mentee"])
    if mentee is not None and mentee == context.users.get(row.cells["mentor"]):
        yield row.problem("mentor", _("Nobody can be their own mentor."))
    cohort = row.cells.get("cohort", "")
    if cohort and cohort not in context.cohorts:
        message = _("The program has no cohort “{cohort}”.")
        yield row.problem("cohort", message.format(cohort=programs_api.shown(cohort)))
    yield from _day_problems(row, context)


def _person_problems(row: CsvRow, role: Role, context: _Context) -> Iterator[Problem]:
    name = row.cells[role]
    if not name:
        yield row.problem(role, _("A username or mail address is missing."))
    elif name not in context.users:
        yield row.problem(role, _("“{user}” is no user.").format(user=programs_api.shown(name)))
    elif context.member(name, role) is None:
        message = (
            _("“{user}” is no mentee of this program.")
            if role == Role.MENTEE
            else _("“{user}” is no mentor of this program.")
        )
        yield row.problem(role, message.format(user=programs_api.shown(name)))


def _day_problems(row: CsvRow, context: _Context) -> Iterator[Problem]:
    cell = row.cells.get("started", "")
    if not cell:
        return
    day = programs_api.parse_date(cell)
    if day is None:
        message = _("{cell} is not a date.").format(cell=programs_api.shown(cell))
        yield row.problem("started", message)
    elif day > context.at.astimezone(context.program.zone).date():
        yield row.problem("started", _("{cell} lies in the future.").format(cell=cell))


def _take(
    work: _Work, row: CsvRow, context: _Context, *, mentee: MemberData, mentor: MemberData
) -> None:
    """Sort the row in: it adds a pairing, changes one, or finds all as it says."""
    cohort_id = context.cohorts.get(row.cells.get("cohort", ""))
    day = programs_api.parse_date(row.cells.get("started", ""))
    known = context.open_pairings.get((mentee.person, mentor.person))
    if known is None:
        effect = Effect.ADDED
        start = _start(day, context)
        added = Pairing(
            program_id=context.program.id,
            cohort_id=cohort_id or mentee.cohort_id,
            mentee=mentee.person,
            mentor=mentor.person,
            state=PairingState.ACTIVE,
            proposed_at=start,
            started_at=start,
        )
        work.added.append(added)
    elif _change(work, known, cohort_id=cohort_id, day=day, context=context):
        effect = Effect.CHANGED
        work.changed.append(known)
    else:
        effect = Effect.UNCHANGED
    work.planned.append(PlannedRow(line=row.line, effect=effect, cells=row.cells))


def _change(
    work: _Work, known: Pairing, *, cohort_id: int | None, day: date | None, context: _Context
) -> bool:
    """Bring the pairing to what the row says, and return whether that was a change."""
    before = (known.state, known.cohort_id, known.started_at)
    if cohort_id is not None:
        known.cohort_id = cohort_id
    if known.state == PairingState.PROPOSED:
        known.state, known.started_at = PairingState.ACTIVE, _start(day, context)
        work.begun.append(known)
    elif day is not None and _day_of(known.started_at, context) != day:
        known.started_at = _start(day, context)
    return before != (known.state, known.cohort_id, known.started_at)


def _start(day: date | None, context: _Context) -> datetime:
    if day is None:
        return context.at
    return min(context.at, datetime.combine(day, time.min, tzinfo=context.program.zone))


def _day_of(moment: datetime | None, context: _Context) -> date | None:
    return moment.astimezone(context.program.zone).date() if moment is not None else None


def _write(actor: Actor, work: _Work, program: ProgramData) -> None:
    Pairing.objects.bulk_create(work.added, batch_size=_ROWS_AT_ONCE)
    Pairing.objects.bulk_update(
        work.changed, ["cohort", "state", "started_at"], batch_size=_ROWS_AT_ONCE
    )
    # MySQL does not tell the ids of rows that were added together.
    ids = _open_ids(work)
    steps = [
        PairingEvent(
            pairing_id=ids[(pairing.mentee, pairing.mentor)],
            state=PairingState.ACTIVE,
            at=pairing.started_at or pairing.proposed_at,
            by_person=actor.person,
        )
        for pairing in [*work.added, *work.begun]
    ]
    PairingEvent.objects.bulk_create(steps, batch_size=_ROWS_AT_ONCE)
    ledger_api.record_many(
        actor, [_formed(pairing, ids, program) for pairing in [*work.added, *work.begun]]
    )


def _formed(pairing: Pairing, ids: Mapping[tuple[str, str], int], program: ProgramData) -> NewEntry:
    """Return the activity that each pairing of the file is, whoever brought it in."""
    return NewEntry(
        type="pairing.formed",
        at=pairing.started_at or pairing.proposed_at,
        person=pairing.mentee,
        program=program.slug,
        payload={"pairing": ids[(pairing.mentee, pairing.mentor)]},
    )


def _open_ids(work: _Work) -> Mapping[tuple[str, str], int]:
    programs = {pairing.program_id for pairing in [*work.added, *work.begun]}
    rows = Pairing.objects.filter(program_id__in=programs, open_marker=True)
    return {
        (mentee, mentor): pairing_id
        for mentee, mentor, pairing_id in rows.values_list("mentee", "mentor", "id")
    }
