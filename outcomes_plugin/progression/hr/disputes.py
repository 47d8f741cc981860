"""A person says of a fact of their own that it is wrong, and the HR steward settles it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.models import FactDispute, ReportingLine

from .data import DisputeData, DisputeOutcome, ReportingLineData
from .fields import MODELS, names_people


def my_reporting_lines(actor: Actor) -> Sequence[ReportingLineData]:
    """Return to whom the actor reports, as HR sent it."""
    rows = ReportingLine.objects.filter(person=actor.person).order_by("starts_on", "id")
    return [
        ReportingLineData(
            id=row.id,
            program_id=row.program_id,
            source=row.source,
            source_key=row.source_key,
            person=row.person,
            manager=row.manager,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        for row in rows
    ]


@transaction.atomic
def dispute_career_fact(actor: Actor, kind: HrKind, fact_id: int, *, at: datetime) -> DisputeData:
    """
    Tell the HR steward that a fact about the actor is wrong. Twice is once.

    Raises:
        NotFound: no such fact, or none about the actor.
    """
    if actor.person is None or not names_people(kind):
        raise NotFound
    model: Any = MODELS[kind]
    facts = model.objects.select_for_update().filter(id=fact_id, person=actor.person)
    fact = facts.first()
    if fact is None:
        raise NotFound
    row, is_new = FactDispute.objects.get_or_create(
        kind=kind,
        fact_id=fact.id,
        open_marker=True,
        defaults={
            "program_id": fact.program_id,
            "person": fact.person,
            "source": fact.source,
            "source_key": fact.source_key,
            "disputed_at": at,
        },
    )
    if is_new:
        program = programs_api.find_program(fact.program_id)
        slug = program.slug if program is not None else ""
        payload = {"kind": str(kind)}
        ledger_api.record(
            actor, "hr.disputed", at=at, person=fact.person, program=slug, payload=payload
        )
    return dispute_data(row)


def my_disputes(actor: Actor) -> Sequence[DisputeData]:
    """Return what the actor has called wrong, the latest first."""
    rows = FactDispute.objects.filter(person=actor.person).order_by("-disputed_at", "-id")
    return [dispute_data(row) for row in rows]


def disputed_career_facts(actor: Actor, program: int | str) -> Sequence[DisputeData]:
    """
    Return what people of the program have called wrong: what is open first, then the latest.

    Raises:
        NotFound: no such program, or the actor may not correct its HR facts.
    """
    data = programs_api.require(actor, program, Thing.HR_FACTS, Action.CORRECT).program
    rows = FactDispute.objects.filter(program_id=data.id).order_by("-disputed_at", "-id")
    return sorted(map(dispute_data, rows), key=lambda one: one.settled_at is not None)


@transaction.atomic
def settle_dispute(
    actor: Actor,
    program: int | str,
    dispute_id: int,
    *,
    outcome: DisputeOutcome,
    at: datetime,
) -> DisputeData:
    """
    Settle the dispute: the fact was corrected, or was checked and stays.

    A fact that an import changes or retracts settles its dispute by itself.

    Raises:
        NotFound: no such program or dispute, or the actor may not correct its HR facts.
        Conflict: it has been settled already.
    """
    data = programs_api.require(actor, program, Thing.HR_FACTS, Action.CORRECT).program
    rows = FactDispute.objects.select_for_update().filter(program_id=data.id, id=dispute_id)
    row = rows.first()
    if row is None:
        raise NotFound
    if row.open_marker is None:
        raise Conflict(_("This has been settled already."))
    row.outcome, row.settled_at, row.open_marker = outcome, at, None
    row.save(update_fields=["outcome", "settled_at", "open_marker"])
    payload = {"kind": row.kind, "outcome": str(outcome)}
    ledger_api.record(
        actor, "hr.dispute_settled", at=at, person=row.person, program=data.slug, payload=payload
    )
    return dispute_data(row)


def dispute_data(row: FactDispute) -> DisputeData:
    """Return the row as a value."""
    return DisputeData(
        id=row.id,
        program_id=row.program_id,
        person=row.person,
        kind=HrKind(row.kind),
        fact_id=row.fact_id,
        source=row.source,
        source_key=row.source_key,
        disputed_at=row.disputed_at,
        settled_at=row.settled_at,
        outcome=DisputeOutcome(row.outcome) if row.outcome else None,
    )
