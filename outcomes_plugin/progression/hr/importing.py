"""
Check and apply what HR sends, as a file or as rows: all of it or nothing.

Each row has a key of its source's own, so that the same twice changes nothing, a known key corrects
the row before, and a row can be retracted.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, ProgramData, Thing
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.models import HrImport

from .comparing import Reading, Work, compare
from .data import HrExtent, HrMapping, HrPlan
from .documents import mapping_document
from .sources import load_source, source_data
from .tables import HrTable, read_file, read_rows
from .writing import write

# A complete file that would retract a larger share of the source's keys has to be confirmed.
MOST_MISSING = 0.1

Read = Callable[[HrKind, HrMapping | None], HrTable]


@dataclass(frozen=True, kw_only=True)
class _Job:
    """One file or rows for one source. Without a mapping the columns are our fields."""

    program: ProgramData
    source: str
    kind: HrKind
    mapping: HrMapping | None
    extent: HrExtent
    read: Read

    @property
    def reading(self) -> Reading:
        mapping = self.mapping or HrMapping()
        return Reading(
            program_id=self.program.id,
            source=self.source,
            kind=self.kind,
            date_forms=mapping.date_forms,
        )

    def digest(self, table: HrTable) -> str:
        """Return what names the file together with how it is read."""
        told = mapping_document(self.mapping) if self.mapping is not None else None
        seen = json.dumps([table.digest, self.source, self.kind, self.extent, told], sort_keys=True)
        return hashlib.sha256(seen.encode()).hexdigest()


def check_hr_file(
    actor: Actor,
    program: int | str,
    source: str,
    raw: bytes,
    *,
    extent: HrExtent = HrExtent.CHANGES,
) -> HrPlan:
    """
    Return what the file would do, or every problem it has. Nothing is written.

    Raises:
        NotFound: no such program or source, or the actor may not import its HR facts.
    """
    return _check(_job(actor, program, source, _of_file(raw), extent))


def apply_hr_file(
    actor: Actor,
    program: int | str,
    source: str,
    raw: bytes,
    *,
    digest: str,
    at: datetime,
    extent: HrExtent = HrExtent.CHANGES,
    confirmed: int | None = None,
) -> HrPlan:
    """
    Do all that the checked file says, or nothing. A second time nothing changes.

    `confirmed` is the number of missing keys that a person has seen and agreed to.

    Raises:
        NotFound: no such program or source, or the actor may not import its HR facts.
        Conflict: this is not the file that was checked, its source is read otherwise now, or so
            many keys are missing that their number has to be confirmed.
        Invalid: the file has problems.
    """
    job = _job(actor, program, source, _of_file(raw), extent)
    return _apply(actor, job, digest=digest, confirmed=confirmed, at=at)


def check_hr_rows(
    actor: Actor,
    program: int | str,
    source: str,
    rows: Sequence[Mapping[str, object]],
    *,
    extent: HrExtent = HrExtent.CHANGES,
) -> HrPlan:
    """
    Return what the rows would do, or every problem they have. Nothing is written.

    The keys of a row are the columns that the source's mapping names; lines are numbers of rows.

    Raises:
        NotFound: no such program or source, or the actor may not import its HR facts.
    """
    return _check(_job(actor, program, source, _of_rows(rows), extent))


def apply_hr_rows(
    actor: Actor,
    program: int | str,
    source: str,
    rows: Sequence[Mapping[str, object]],
    *,
    at: datetime,
    digest: str = "",
    extent: HrExtent = HrExtent.CHANGES,
    confirmed: int | None = None,
) -> HrPlan:
    """
    Do all that the rows say, or nothing. With a digest they must be those that were checked.

    Raises:
        NotFound: no such program or source, or the actor may not import its HR facts.
        Conflict: as for a file.
        Invalid: the rows have problems.
    """
    job = _job(actor, program, source, _of_rows(rows), extent)
    return _apply(actor, job, digest=digest, confirmed=confirmed, at=at)


def check_hr_import(actor: Actor, program: int | str, kind: HrKind, raw: bytes) -> HrPlan:
    """
    Return what a file with our own columns would do, or every problem it has.

    Raises:
        NotFound: no such program, or the actor may not import its HR facts.
    """
    return _check(_own_job(actor, program, kind, raw))


def apply_hr_import(
    actor: Actor, program: int | str, kind: HrKind, raw: bytes, *, digest: str, at: datetime
) -> HrPlan:
    """
    Do all that a checked file with our own columns says, or nothing.

    Raises:
        NotFound: no such program, or the actor may not import its HR facts.
        Conflict: this is not the file that was checked.
        Invalid: the file has problems.
    """
    job = _own_job(actor, program, kind, raw)
    return _apply(actor, job, digest=digest, confirmed=None, at=at)


def _of_file(raw: bytes) -> Read:
    return lambda kind, mapping: read_file(raw, kind, mapping)


def _of_rows(rows: Sequence[Mapping[str, object]]) -> Read:
    return lambda kind, mapping: read_rows(rows, kind, mapping)


def _job(actor: Actor, program: int | str, source: str, read: Read, extent: HrExtent) -> _Job:
    data = programs_api.require(actor, program, Thing.HR_FACTS, Action.IMPORT).program
    found = source_data(load_source(data.id, source))
    return _Job(
        program=data,
        source=found.key,
        kind=found.kind,
        mapping=found.mapping,
        extent=extent,
        read=read,
    )


def _own_job(actor: Actor, program: int | str, kind: HrKind, raw: bytes) -> _Job:
    data = programs_api.require(actor, program, Thing.HR_FACTS, Action.IMPORT).program
    return _Job(
        program=data,
        source="",
        kind=kind,
        mapping=None,
        extent=HrExtent.CHANGES,
        read=_of_file(raw),
    )


def _check(job: _Job) -> HrPlan:
    table = job.read(job.kind, job.mapping)
    return _plan(job, table, compare(job.reading, table, job.extent))


def _apply(actor: Actor, job: _Job, *, digest: str, confirmed: int | None, at: datetime) -> HrPlan:
    table = job.read(job.kind, job.mapping)
    if digest:
        programs_api.refuse_other_file(digest, job.digest(table))
    plan = _bring_in(actor, job, table, confirmed=confirmed, at=at)
    programs_api.refuse_file(plan.problems)
    return plan


@transaction.atomic
def _bring_in(
    actor: Actor, job: _Job, table: HrTable, *, confirmed: int | None, at: datetime
) -> HrPlan:
    """Write what the table says, unless it has problems; either way it stands in the log."""
    programs_api.hold_memberships(job.program.id)
    work = compare(job.reading, table, job.extent)
    plan = _plan(job, table, work)
    _log(job, table, plan, at=at)
    if plan.problems:
        return plan
    if plan.needs_confirmation and confirmed != len(plan.missing):
        raise Conflict(_too_many(work))
    if not work.is_nothing:
        write(job.reading, work, at=at)
        payload = {**_counts(plan), "rows": len(table.rows), "digest": table.digest}
        told = {"kind": str(job.kind), "source": job.source, **payload}
        ledger_api.record(actor, "hr.imported", at=at, program=job.program.slug, payload=told)
    return plan


def _plan(job: _Job, table: HrTable, work: Work) -> HrPlan:
    found = sorted([*table.problems, *work.problems], key=lambda one: (one.line or 0, one.column))
    return HrPlan(
        digest=job.digest(table),
        rows=tuple(work.planned),
        problems=tuple(found),
        kind=job.kind,
        source=job.source,
        missing=tuple(work.missing),
        needs_confirmation=len(work.missing) > MOST_MISSING * work.known,
    )


def _too_many(work: Work) -> str:
    sentence = _(
        "{missing} of {known} rows that are known are missing in this file and would be taken "
        "back. Nothing was imported. Check that the file is complete, then confirm the number."
    )
    return sentence.format(missing=len(work.missing), known=work.known)


def _counts(plan: HrPlan) -> Mapping[str, Any]:
    return {
        "added": plan.adds,
        "changed": plan.changes,
        "held": plan.holds,
        "retracted": plan.retracts,
    }


def _log(job: _Job, table: HrTable, plan: HrPlan, *, at: datetime) -> None:
    HrImport.objects.create(
        program_id=job.program.id,
        source=job.source,
        kind=job.kind,
        digest=table.digest,
        at=at,
        unchanged=plan.unchanged,
        problems=len(plan.problems),
        **_counts(plan),
    )
