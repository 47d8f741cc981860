"""Take back facts by the keys of their source."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing
from outcomes_plugin.progression.data import HrKind

from .comparing import Reading
from .sources import load_source
from .writing import delete_facts, delete_held, in_chunks


@transaction.atomic
def retract_hr_facts(
    actor: Actor,
    program: int | str,
    source: str,
    keys: Collection[str],
    *,
    at: datetime,
    kind: HrKind | None = None,
) -> int:
    """
    Delete the facts and the waiting rows of these keys; return how many there were.

    Keys that are not known change nothing. `kind` is asked for only where `source` is empty: files
    with our own columns.

    Raises:
        NotFound: no such program or source, or the actor may not correct its HR facts.
    """
    data = programs_api.require(actor, program, Thing.HR_FACTS, Action.CORRECT).program
    told = HrKind(load_source(data.id, source).kind) if kind is None or source else kind
    programs_api.hold_memberships(data.id)
    reading = Reading(program_id=data.id, source=source, kind=told, date_forms=())
    count = sum(_retract(reading, chunk, at=at) for chunk in in_chunks(sorted(set(keys))))
    if count:
        payload = {"source": source, "kind": str(told), "rows": count}
        ledger_api.record(actor, "hr.retracted", at=at, program=data.slug, payload=payload)
    return count


def _retract(reading: Reading, keys: Collection[str], *, at: datetime) -> int:
    facts = list(reading.facts().filter(source_key__in=keys).values_list("id", flat=True))
    held = list(reading.held().filter(source_key__in=keys).values_list("id", flat=True))
    delete_facts(reading.kind, facts, at=at)
    delete_held(held)
    return len(facts) + len(held)
